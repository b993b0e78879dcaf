// What the code of a group says, from the glossary.

import type * as ast from '../../../grammar/ast.js';
import { blocksOf } from '../program/listing.js';
import { isFunction } from '../program/nodes.js';
import { pattern } from './glossary/control.js';
import { handlerGloss } from './glossary/errors.js';
import type { Gloss } from './glossary/gloss.js';
import { chained, type Glossary } from './glossary/glossary.js';
import type { Group } from './grouping.js';
import { sentence } from './wording.js';

/** Whole sentences: what it does first, then what there is to know about it. */
export function describe(group: Group, glossary: Glossary): string[] {
  const { does, notes } = glossOf(group, glossary);
  return [sentence(does), ...notes.map(sentence)];
}

function glossOf(group: Group, glossary: Glossary): Gloss {
  const { lead, clause, statements, isHead } = group;
  const notes = statements.flatMap((each) => [...glossary.of(each).notes, ...glossary.notesOf(each)]);
  if (clause !== null) {
    const { does, notes: own } = clauseGloss(group, glossary);
    const body = statements.length === 0 ? '' : `: ${glossary.phrases(clause.body)}`;
    return { does: `${does}${body}`, notes: [...own, ...notes] };
  }
  if (isHead) return { does: glossary.of(lead).does, notes };
  if (isFunction(lead.node) || lead.node.kind === 'ClassDef') {
    const { does, notes: own } = glossary.of(lead);
    return {
      does: withBody(lead.node, does, glossary),
      notes: [...own, ...notes.filter((each) => !own.includes(each))],
    };
  }
  const tops = statements.filter(({ parents }) => parents.length === lead.parents.length);
  return { does: chained(tops.map(({ node }) => glossary.phrase(node))), notes };
}

function withBody(
  node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
  does: string,
  glossary: Glossary,
): string {
  const body = node.body.filter(
    (each) => each.kind !== 'Pass' && !(each.kind === 'Expr' && each.value.kind === 'Constant'),
  );
  const isData = node.kind === 'ClassDef' && / the fields? /.test(does);
  if (body.length === 0 || isData || (node.kind === 'ClassDef' && body.some(isFunction))) return does;
  const isLong = body.length > 4 || body.some((each) => blocksOf(each).length > 0);
  if (isLong) return does;
  return `${does}: ${glossary.phrases(body)}`;
}

function clauseGloss({ lead, clause, statements }: Group, glossary: Glossary): Gloss {
  const isShort = statements.length > 0;
  switch (clause?.kind) {
    case 'except':
      return clause.node?.kind === 'ExceptHandler'
        ? handlerGloss(clause.node, glossary)
        : { does: 'catch the exception', notes: [] };
    case 'finally':
      return {
        does: isShort ? 'whatever happened, at the end' : 'do what follows at the end, whatever happened',
        notes: ['A `finally` part runs in any case: after a normal end, a `return` or an exception.'],
      };
    case 'case':
      return {
        does:
          clause.node?.kind === 'match_case'
            ? `where it matches ${pattern(clause.node, glossary)}`
            : 'the next case',
        notes: [],
      };
    default:
      return lead.node.kind === 'If'
        ? { does: isShort ? 'otherwise' : 'otherwise, do what follows', notes: [] }
        : lead.node.kind === 'Try'
          ? {
              does: isShort ? 'where no exception came' : 'do what follows where no exception came',
              notes: [],
            }
          : {
              does: isShort
                ? 'when the loop has ended without `break`'
                : 'do what follows when the loop has ended without `break`',
              notes: [],
            };
  }
}
