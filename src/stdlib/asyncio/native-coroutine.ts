// Coroutine functions written as natives: `asyncio.sleep` and its kin.

import { PyCoroutine } from '../../execution/coroutine.js';
import type { Machine } from '../../execution/machine.js';
import type { Pausable } from '../../execution/pause.js';
import { PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';

interface CoroutineBody {
  body(...args: Value[]): Pausable;
}

/** A function that makes a coroutine: `iscoroutinefunction` is true of it. */
export class NativeCoroutineFunction extends PyNative {}

/** Declares one: `coroutineFunction(m, 'sleep(delay, result=None)', function* (delay, result) { ... })`. */
export function coroutineFunction(
  machine: Machine,
  signature: string,
  body: CoroutineBody['body'],
  qualifier = '',
): NativeCoroutineFunction {
  const parsed = new Signature(`def ${signature}`);
  const { name } = parsed;
  return new NativeCoroutineFunction(
    parsed,
    (...args) => new PyCoroutine(machine, null, name, `${qualifier}${name}`, () => body(...args)),
  );
}
