// Functions of the library that call what they were given: `partial`, the wrapper of `singledispatch`, a decorator's
// inner function. In a parked thread the callee may block, so they are bodies of its activation or leave it to the callee.

import { startInvoke } from '../execution/invoke.js';
import type { Machine } from '../execution/machine.js';
import type { Entry, Invoke, Pausable } from '../execution/pause.js';
import { call } from '../objects/call.js';
import type { Keywords, Value } from '../objects/object.js';
import { Signature } from '../objects/signature.js';
import { PyLibraryFunction } from './library.js';

/** The call that a call comes to. */
type Forward = (args: readonly Value[], keywords: Keywords | null) => Invoke;

/** The body of the call. A callee that can not pause gets one, too: finding it again may have side effects. */
export function startForward(machine: Machine, inner: Invoke): Entry {
  const entry = startInvoke(machine, inner);
  if (entry !== null) return entry;
  return { body: plainBody(inner), frame: null, owner: null };
}

// biome-ignore lint/correctness/useYield: a body that never pauses is still one
function* plainBody({ callee, args, keywords }: Invoke): Pausable {
  return call(callee, args, keywords);
}

class PyForwardingFunction extends PyLibraryFunction {
  constructor(
    signature: Signature,
    readonly forward: Forward,
    module: Value,
    qualname: string | undefined,
  ) {
    super(
      signature,
      (given, named) => {
        const { callee, args, keywords } = forward(given, named);
        return call(callee, args, keywords);
      },
      module,
      qualname,
    );
  }

  override start(machine: Machine, args: readonly Value[], keywords: Keywords | null): Entry | null {
    return startForward(machine, this.forward(args, keywords));
  }
}

/** A function that ends in a call of another one. It takes its arguments as they come. */
export function forwardingFunction(
  text: string,
  forward: Forward,
  module: Value,
  qualname?: string,
): PyLibraryFunction {
  return new PyForwardingFunction(new Signature(`def ${text}`), forward, module, qualname);
}

type PausableFunctionBody = (args: readonly Value[], keywords: Keywords | null) => Pausable;

class PyPausableFunction extends PyLibraryFunction {
  constructor(
    machine: Machine,
    signature: Signature,
    readonly pausable: PausableFunctionBody,
    module: Value,
    qualname: string | undefined,
  ) {
    super(signature, (args, keywords) => machine.runBlocking(pausable(args, keywords)), module, qualname);
  }

  override start(_machine: Machine, args: readonly Value[], keywords: Keywords | null): Entry {
    return { body: this.pausable(args, keywords), frame: null, owner: null };
  }
}

/** A function that calls others on its way, each with a `yield` of an `Invoke`. */
export function pausableFunction(
  machine: Machine,
  text: string,
  body: PausableFunctionBody,
  module: Value,
  qualname?: string,
): PyLibraryFunction {
  return new PyPausableFunction(machine, new Signature(`def ${text}`), body, module, qualname);
}
