// `input`: a line of `sys.stdin`, after the prompt on `sys.stdout`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { exception, runtimeError, typeError } from '../../objects/exceptions.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { callAttribute } from '../library.js';
import { sysStream } from '../sys/index.js';

export function inputFunction(m: KernelMachine): PyNative {
  return native("input(prompt='', /)", (prompt = '') => {
    const stdin = sysStream(m, 'stdin');
    const stdout = sysStream(m, 'stdout');
    const stderr = sysStream(m, 'stderr');
    if (stdin === null) throw runtimeError('input(): lost sys.stdin');
    if (stdout === null) throw runtimeError('input(): lost sys.stdout');
    if (stderr === null) throw runtimeError('input(): lost sys.stderr');
    callAttribute(stderr, 'flush');
    if (prompt !== '') callAttribute(stdout, 'write', str(prompt));
    callAttribute(stdout, 'flush');
    return lineOf(callAttribute(stdin, 'readline'));
  });
}

/** `PyFile_GetLine`: without its line end. */
function lineOf(line: Value): Value {
  if (line instanceof PyBytes) {
    if (line.data.length === 0) throw exception('EOFError', 'EOF when reading a line');
    return line.data.at(-1) === 10 ? new PyBytes(line.data.slice(0, -1)) : line;
  }
  const text = strValue(line);
  if (text === undefined) throw typeError('object.readline() returned non-string');
  if (text === '') throw exception('EOFError', 'EOF when reading a line');
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
