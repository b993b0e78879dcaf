// `print`.

import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import type { BuiltinsHost } from './host.js';

export function printFunction(host: BuiltinsHost): PyNative {
  return native("print(*args, sep=' ', end='\\n', file=None, flush=False)", (args, sep, end, file, flush) => {
    const values = args instanceof PyTuple ? args.items : [];
    const separator = textOption('sep', sep ?? null, ' ');
    const ending = textOption('end', end ?? null, '\n');
    const target = file === null || file === undefined ? host.replacedStdout?.() : file;
    if (target === undefined) host.write(line(values, separator, ending));
    else if (target !== null) printTo(target, values, separator, ending, isTrue(flush ?? false));
    return null;
  });
}

function textOption(name: string, value: Value, whenNone: string): string {
  if (value === null) return whenNone;
  const text = strValue(value);
  if (text === undefined) throw typeError(`${name} must be None or a string, not ${typeName(value)}`);
  return text;
}

function line(values: readonly Value[], separator: string, ending: string): string {
  const [only] = values;
  if (only !== undefined && values.length === 1) return str(only) + ending;
  let text = '';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += separator;
    text += str(values[index] ?? null);
  }
  return text + ending;
}

/** A file object is written to piece by piece, which it may notice. */
function printTo(
  file: Value,
  values: readonly Value[],
  separator: string,
  ending: string,
  flush: boolean,
): void {
  const write = (text: string): void => {
    call(getAttribute(file, 'write'), [text]);
  };
  for (const [index, value] of values.entries()) {
    if (index > 0) write(separator);
    write(str(value));
  }
  write(ending);
  if (flush) call(getAttribute(file, 'flush'));
}
