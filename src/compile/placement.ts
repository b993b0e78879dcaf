// Statements and expressions that stand where they may not: `return` outside a function and its kin.

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';

/** Where a node stands. */
export interface Placement {
  /** Inside a function, and whether that is `async`; null outside of any. */
  readonly function: 'function' | 'async function' | null;
  readonly loop: boolean;
  /** Inside a comprehension or generator expression. */
  readonly comprehension:
    | 'list comprehension'
    | 'set comprehension'
    | 'dict comprehension'
    | 'generator expression'
    | null;
  /** Inside an `except*` block of this function. */
  readonly exceptStar: boolean;
  /** Inside the iterable of a comprehension, at whatever depth. */
  readonly iterable: boolean;
  /** Inside something evaluated elsewhere, in the words of the error: `a TypeVar bound`. */
  readonly annotation: string | null;
}

export const AT_MODULE: Placement = {
  function: null,
  loop: false,
  comprehension: null,
  exceptStar: false,
  iterable: false,
  annotation: null,
};

/** Inside a function's body. */
export function inFunction(isAsync: boolean): Placement {
  return { ...AT_MODULE, function: isAsync ? 'async function' : 'function' };
}

/** Errors of the symbol pass, which come before all others. */
export function checkScoping(node: ast.Expr, place: Placement, problems: Problems): void {
  if (place.annotation !== null && place.comprehension === null) {
    const what = RESTRICTED[node.kind];
    if (what !== undefined)
      throw problems.at(node, `${what} expression cannot be used within ${place.annotation}`);
  }
  if ((node.kind === 'Yield' || node.kind === 'YieldFrom') && place.comprehension !== null)
    throw problems.at(node, `'yield' inside ${place.comprehension}`);
  if (node.kind === 'NamedExpr' && place.iterable)
    throw problems.at(node, 'assignment expression cannot be used in a comprehension iterable expression');
}

const RESTRICTED: { readonly [kind: string]: string } = {
  NamedExpr: 'named',
  Yield: 'yield',
  YieldFrom: 'yield',
  Await: 'await',
};

/** The error of a statement or expression that stands where it may not, or null. */
export function misplaced(node: ast.Stmt | ast.Expr, place: Placement): string | null {
  const isAsync = place.function === 'async function';
  switch (node.kind) {
    case 'Return':
      if (place.exceptStar) return OUT_OF_EXCEPT_STAR;
      return place.function === null ? "'return' outside function" : null;
    case 'Break':
      if (place.loop) return null;
      return place.exceptStar ? OUT_OF_EXCEPT_STAR : "'break' outside loop";
    case 'Continue':
      if (place.loop) return null;
      return place.exceptStar ? OUT_OF_EXCEPT_STAR : "'continue' not properly in loop";
    case 'Yield':
      return place.function === null ? "'yield' outside function" : null;
    case 'YieldFrom':
      if (place.function === null) return "'yield from' outside function";
      return isAsync ? "'yield from' inside async function" : null;
    case 'Await':
      // A comprehension with an `await` is judged as a whole.
      if (isAsync || place.comprehension !== null) return null;
      return place.function === null ? "'await' outside function" : "'await' outside async function";
    case 'AsyncFor':
      return isAsync ? null : "'async for' outside async function";
    case 'AsyncWith':
      return isAsync ? null : "'async with' outside async function";
    default:
      return null;
  }
}

const OUT_OF_EXCEPT_STAR = "'break', 'continue' and 'return' cannot appear in an except* block";
