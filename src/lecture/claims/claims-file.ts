// A claims file as text: which of its functions are claims, about which notes, and what is wrong with them before
// anything has run.

import type * as ast from '../../../grammar/ast.js';
import { parseModule } from '../../../grammar/parser.js';
import { PySyntaxProblem } from '../../../grammar/syntax-error.js';
import type { LectureExample, LectureProblem } from '../document/lecture.js';
import { isClaimName, type Named, namedNote } from './names.js';

/** What a claim may ask for, by the names of its parameters. */
export type Request = 'trace' | 'variant';

export interface ClaimFunction extends Named {
  readonly name: string;
  /** The first paragraph of its docstring on one line, or '': the words that it is about. */
  readonly words: string;
  /** Line of the claims file. */
  readonly line: number;
  readonly requests: readonly Request[];
}

export interface ClaimsFile {
  readonly claims: readonly ClaimFunction[];
  readonly problems: readonly LectureProblem[];
}

export function readClaims(source: string, examples: readonly LectureExample[]): ClaimsFile {
  const problems: LectureProblem[] = [];
  const claims = new Map<string, ClaimFunction>();
  for (const statement of statementsOf(source, problems)) {
    if (statement.kind !== 'FunctionDef' && statement.kind !== 'AsyncFunctionDef') continue;
    const { name, lineno: line } = statement;
    if (!isClaimName(name)) continue;
    const problem = (message: string): void => {
      problems.push({ line, message: `${name}: ${message}` });
    };
    const named = namedNote(name, examples);
    const requests = requestsOf(statement);
    if (typeof named === 'string') problem(named);
    else if (statement.kind === 'AsyncFunctionDef') problem('a claim is a plain function, without `async`');
    else if (claims.has(name)) problem(`there is another one on line ${claims.get(name)?.line ?? 0}`);
    else if (typeof requests === 'string') problem(requests);
    else claims.set(name, { ...named, name, line, requests, words: wordsOf(statement) });
  }
  return { claims: [...claims.values()], problems };
}

function statementsOf(source: string, problems: LectureProblem[]): readonly ast.Stmt[] {
  try {
    return parseModule(source).tree.body;
  } catch (error) {
    if (!(error instanceof PySyntaxProblem)) throw error;
    problems.push({ line: error.lineno, message: `${error.type}: ${error.message}` });
    return [];
  }
}

function requestsOf({ args }: ast.FunctionDef | ast.AsyncFunctionDef): Request[] | string {
  const names = [...args.posonlyargs, ...args.args].map(({ arg }) => arg);
  const requests = names.filter((name): name is Request => name === 'trace' || name === 'variant');
  const isPlain = args.vararg === null && args.kwarg === null && args.kwonlyargs.length === 0;
  if (isPlain && requests.length === names.length) return requests;
  return 'the parameters of a claim are `trace` and `variant`, or one of them';
}

function wordsOf({ body: [first] }: ast.FunctionDef): string {
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.type !== 'str')
    return '';
  const [paragraph = ''] = first.value.value.value.trim().split(/\n\s*\n/);
  return paragraph.replace(/\s+/g, ' ');
}
