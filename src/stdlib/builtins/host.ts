// What the functions of `builtins` need from the running interpreter.

import type { Value } from '../../objects/object.js';

export interface BuiltinsHost {
  /** Writes to the program's standard output. */
  write(text: string): void;
  /** What the program has put in the place of `sys.stdout`; undefined while that is as it was. */
  replacedStdout?(): Value | undefined;
  /** The variables of the calling frame: what `vars()` and `dir()` show without an argument. */
  locals?(): Value;
}
