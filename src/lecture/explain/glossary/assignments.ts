// Names and what they get.

import type * as ast from '../../../../grammar/ast.js';
import type { Statement } from '../../program/listing.js';
import { joined } from '../wording.js';
import { target } from './control.js';
import { dataclassDecorator } from './definitions.js';
import { type Gloss, gloss, type StatementFamily, type Surroundings } from './gloss.js';

export const assignments: StatementFamily = {
  Assign: ({ targets, value }, around, statement) => {
    const names = targets.map((each) => target(each, around));
    const [only] = targets;
    if (only !== undefined && (only.kind === 'Tuple' || only.kind === 'List'))
      return unpacking(names[0] ?? '', value, around, statement);
    return assigned(joined(names), value, around, statement);
  },
  AnnAssign: ({ target: name, value, annotation }, around, statement) => {
    const owner = statement.parents.at(-1);
    const isField = owner?.kind === 'ClassDef' && dataclassDecorator(owner, around) !== undefined;
    const declared = `declare ${isField ? 'the field ' : ''}${around.code(name)} as ${around.code(annotation)}`;
    if (value === null) return gloss(declared);
    return isField
      ? gloss(`${declared}, by default ${around.code(value)}`)
      : assigned(around.code(name), value, around, statement);
  },
  AugAssign: ({ target: name, op, value }, around) => {
    const [to, by] = [around.code(name), around.code(value)];
    switch (op) {
      case 'Add':
        return gloss(`add ${by} to ${to}`);
      case 'Sub':
        return gloss(`subtract ${by} from ${to}`);
      case 'Mult':
        return gloss(`multiply ${to} by ${by}`);
      default:
        return gloss(`change ${to} by ${by}`);
    }
  },
  TypeAlias: ({ name, value }, around) =>
    gloss(`let ${around.code(name)} stand for the type ${around.code(value)}`),
  Delete: ({ targets }, around) => gloss(`delete ${joined(targets.map((each) => around.code(each)))}`),
  Global: ({ names }) =>
    gloss(`say that ${joined(names.map((name) => `\`${name}\``))} means the module's own variable`),
  Nonlocal: ({ names }) =>
    gloss(`say that ${joined(names.map((name) => `\`${name}\``))} means the variable of the function around`),
};

function assigned(name: string, value: ast.Expr, around: Surroundings, statement: Statement): Gloss {
  switch (value.kind) {
    case 'List':
      if (value.elts.length === 0) return gloss(`begin with an empty list, ${name}`);
      break;
    case 'Dict':
      if (value.keys.length === 0) return gloss(`begin with an empty dictionary, ${name}`);
      break;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return gloss(`build ${name} by the comprehension ${around.code(value)}`);
    case 'GeneratorExp':
      return gloss(
        `make the generator ${name} from ${around.code(value)}`,
        'Its values are computed one at a time, when somebody asks for them.',
      );
    case 'Lambda':
      return gloss(`define a small function, ${name}: ${around.code(value)}`);
    case 'Await':
    case 'Yield':
    case 'YieldFrom': {
      const { does, notes } = around.expression(value, statement);
      return gloss(`${does}, and keep the result as ${name}`, ...notes);
    }
    case 'Call': {
      const { does, notes } = around.expression(value, statement);
      if (does.startsWith('call ')) return gloss(`set ${name} to ${around.code(value)}`, ...notes);
      return gloss(`${does}, and keep it as ${name}`, ...notes);
    }
    default:
      break;
  }
  return gloss(`set ${name} to ${around.code(value)}`);
}

function unpacking(names: string, value: ast.Expr, around: Surroundings, statement: Statement): Gloss {
  if (value.kind === 'Tuple')
    return gloss(`set ${names} to ${joined(value.elts.map((each) => around.code(each)))}`);
  if (value.kind === 'Await') {
    const { does, notes } = around.expression(value, statement);
    return gloss(`${does}, and take the result apart into ${names}`, ...notes);
  }
  return gloss(`take ${around.code(value)} apart into ${names}`);
}
