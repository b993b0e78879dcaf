// How deep natives may go into values that hold values: `_Py_EnterRecursiveCall`. Calls of Python code are counted elsewhere.

import { exception } from './exceptions.js';

/** CPython's limit of its own stack: `Py_C_RECURSION_LIMIT`. */
const LIMIT = 10_000;

let depth = 0;

/** Begins one level; `leaveRecursion` has to follow, also when something is raised. `where` ends the error's text. */
export function enterRecursion(where: string): void {
  if (depth >= LIMIT) throw exception('RecursionError', `maximum recursion depth exceeded${where}`);
  depth++;
}

export function leaveRecursion(): void {
  depth--;
}

/** One level around an action. */
export function nested<Result>(where: string, action: () => Result): Result {
  enterRecursion(where);
  try {
    return action();
  } finally {
    leaveRecursion();
  }
}
