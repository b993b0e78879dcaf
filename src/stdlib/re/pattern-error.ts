// `re.PatternError`, which is also `re.error`, and the way from a problem found in a pattern to it.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { bufferOf, latin1 } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { PatternProblem } from './pattern-source.js';

interface Spot {
  readonly line: number;
  readonly column: number;
  readonly hasLines: boolean;
}

function spotOf(pattern: Value, position: Value): Spot | undefined {
  if (typeof position !== 'number' || pattern === null) return undefined;
  const bytes = bufferOf(pattern);
  const text = strValue(pattern) ?? (bytes === undefined ? undefined : latin1(bytes));
  if (text === undefined) return undefined;
  const before = Array.from(text).slice(0, position);
  const line = before.filter((char) => char === '\n').length + 1;
  return { line, column: position - before.lastIndexOf('\n'), hasLines: text.includes('\n') };
}

export const patternErrorClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('PatternError', {
      module: 're',
      bases: [exceptionType('Exception')],
      instanceDict: true,
      methods: {
        '__init__(self, msg, pattern=None, pos=None)': (self, msg, pattern, pos) => {
          const spot = spotOf(pattern, pos);
          for (const [name, value] of Object.entries({
            msg,
            pattern,
            pos,
            lineno: spot?.line ?? null,
            colno: spot?.column ?? null,
          })) {
            setOwnAttribute(self, name, value);
          }
          let text = msg;
          if (spot !== undefined) {
            text = `${str(msg)} at position ${str(pos)}`;
            if (spot.hasLines) text += ` (line ${spot.line}, column ${spot.column})`;
          }
          if (self instanceof PyException) self.args = [text];
          return null;
        },
      },
    }),
);

/** Runs something that may find a problem in `pattern`, which becomes an exception of the program's. */
export function withPatternErrors<T>(m: KernelMachine, pattern: Value, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    const { message, position } = error;
    throw call(patternErrorClass(m), position === undefined ? [message] : [message, pattern, position]);
  }
}
