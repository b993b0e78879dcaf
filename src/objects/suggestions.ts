// "Did you mean: 'x'?" (Python/suggestions.c, `_compute_suggestion_error` in Lib/traceback.py): the visible name that
// takes the fewest changes to become from the wrong one.

import { getAttributeOr } from './attributes.js';
import { strValue } from './boxed.js';
import { callSpecial } from './call.js';
import { closest } from './closest-name.js';
import { field } from './exception-fields.js';
import { isExceptionOf, PyException } from './exceptions.js';
import { toArray } from './iteration.js';
import type { Value } from './object.js';
import type { PyTraceback, TracebackFrame } from './traceback.js';

/** The names a module offers, for "cannot import name"; undefined where it cannot be imported. */
export type ModuleNames = (module: string) => Iterable<string> | undefined;

/** The name that was probably meant by an AttributeError, NameError or ImportError. */
export function suggestionFor(
  error: PyException,
  wrong: string,
  moduleNames?: ModuleNames,
): string | undefined {
  const names = candidates(error, wrong, moduleNames);
  return names === undefined || typeof names === 'string' ? names : closest(names, wrong);
}

/** Names to choose from, or the answer itself. */
function candidates(
  error: PyException,
  wrong: string,
  moduleNames: ModuleNames | undefined,
): readonly string[] | string | undefined {
  const frame = innermostFrame(error.traceback);
  if (isExceptionOf(error, 'AttributeError')) {
    const object = field(error, 'obj');
    const names = directory(object);
    const own = frame?.localValue?.('self') === object;
    return own ? names : names?.filter(visibleTo(wrong));
  }
  if (isExceptionOf(error, 'ImportError')) {
    const module = field(error, 'name');
    const names = typeof module === 'string' ? moduleNames?.(module) : undefined;
    return names === undefined ? undefined : [...names].filter(visibleTo(wrong));
  }
  if (frame === undefined) return undefined;
  const self = frame.localValue?.('self');
  if (self !== undefined && getAttributeOr(self, wrong) !== undefined) return `self.${wrong}`;
  return [...(frame.visibleNames?.() ?? [])];
}

/** Names with an underscore are only offered for names with one. */
function visibleTo(wrong: string): (name: string) => boolean {
  return (name) => wrong.startsWith('_') || !name.startsWith('_');
}

function innermostFrame(traceback: PyTraceback | null): TracebackFrame | undefined {
  let last = traceback;
  while (last !== null && last.next !== null) last = last.next;
  return last?.frame;
}

/** `dir(value)`, or undefined where it fails. */
function directory(value: Value): string[] | undefined {
  try {
    const names = toArray(callSpecial(value, '__dir__') ?? null).map((name) => strValue(name));
    if (names.some((name) => name === undefined)) return undefined;
    return names.map((name) => name ?? '').sort();
  } catch (error) {
    if (error instanceof PyException) return undefined;
    throw error;
  }
}
