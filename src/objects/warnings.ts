// Warnings that values issue: conversions that return what they should not, `~True`. How a warning is shown or raised
// is the library's; a running interpreter installs it.

import type { ExceptionName } from './exceptions.js';
import type { Value } from './object.js';
import { typeName } from './types.js';

type Issue = (category: ExceptionName, message: string) => void;

let issue: Issue = () => undefined;

/** Makes `next` what issues the warnings of the running interpreter; returns what takes the old one back. */
export function useWarnings(next: Issue): () => void {
  const before = issue;
  issue = next;
  return () => {
    issue = before;
  };
}

export function warn(category: ExceptionName, message: string): void {
  issue(category, message);
}

/** `__int__`, `__index__`, `__float__` or `__complex__` gave an instance of a subclass of `kind`. */
export function warnStrictSubclass(what: string, kind: string, result: Value): void {
  issue(
    'DeprecationWarning',
    `${what} returned non-${kind} (type ${typeName(result)}).  The ability to return an instance of a strict subclass of ${kind} is deprecated, and may be removed in a future version of Python.`,
  );
}
