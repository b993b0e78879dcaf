// Natives that may block, written once as generators (`yield` a Wait, or an Invoke of something that may block itself).
//
// On the host stack such a native runs to its end in `Machine.runBlocking`, which pumps the other threads while it
// waits. In a parked thread it becomes a body of the thread's activation.

import { methodSignature, type NativeBody, PyNative, PyNativeMethod } from '../objects/native.js';
import type { Keywords, PyType, Value } from '../objects/object.js';
import { Signature } from '../objects/signature.js';
import type { Machine } from './machine.js';
import type { Entry, Pausable } from './pause.js';

interface BlockingSignature {
  body(...args: Value[]): Pausable;
}
/** Typed in method form, as `NativeBody`. */
export type BlockingBody = BlockingSignature['body'];

/** A blocking function of a module. */
export class BlockingNative extends PyNative {
  constructor(
    machine: Machine,
    signature: Signature,
    readonly blockingBody: BlockingBody,
    owner: PyType | null = null,
  ) {
    super(signature, plainForm(machine, blockingBody), undefined, owner);
  }

  start(args: readonly Value[], keywords: Keywords | null): Entry {
    return entryOf(this.blockingBody(...this.signature.bind(this.qualname, args, keywords)));
  }
}

/** A blocking method of a built-in type. */
export class BlockingMethod extends PyNativeMethod {
  constructor(
    machine: Machine,
    owner: PyType,
    signature: Signature,
    readonly blockingBody: BlockingBody,
  ) {
    super(owner, signature, plainForm(machine, blockingBody));
  }

  start(self: Value, args: readonly Value[], keywords: Keywords | null): Entry {
    return entryOf(this.blockingBody(self, ...this.signature.bind(this.qualname, args, keywords)));
  }
}

function plainForm(machine: Machine, body: BlockingBody): NativeBody {
  return (...args) => machine.runBlocking(body(...args));
}

function entryOf(body: Pausable): Entry {
  return { body, frame: null, owner: null };
}

/** Declares a blocking function: `blocking(m, 'sleep(seconds, /)', function* (seconds) { ... })`. */
export function blocking(machine: Machine, signature: string, body: BlockingBody): PyNative {
  return new BlockingNative(machine, new Signature(signature), body);
}

/** Gives a type blocking methods, keyed by signature as in `extendType`. */
export function extendBlocking(machine: Machine, type: PyType, methods: Record<string, BlockingBody>): void {
  for (const [signature, body] of Object.entries(methods)) {
    const method = new BlockingMethod(machine, type, methodSignature(type, signature), body);
    type.attrs.set(method.name, method);
  }
  type.modified();
}
