// Values on their way from one process to another: pickled here, unpickled there.
//
// Connections and what a manager keeps travel as themselves; other shared objects are handed over when a process is
// made, and no other way.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SharedObject } from '../../kernel/shared-object.js';
import { runtimeError } from '../../objects/exceptions.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { findGlobal, Loader } from '../pickle/loading.js';
import { DEFAULT_PROTOCOL } from '../pickle/opcodes.js';
import { Saver } from '../pickle/saving.js';

/** Shared objects that have been sent, by the number they are sent as. */
const travellers = perMachine(() => ({
  list: [] as SharedObject[],
  numbers: new Map<SharedObject, number>(),
}));

export function pickled(m: KernelMachine, value: Value): Uint8Array {
  const { list, numbers } = travellers(m);
  const persistentId = (part: Value): Value => {
    if (!(part instanceof SharedObject && part.travels)) return null;
    const known = numbers.get(part) ?? list.push(part) - 1;
    numbers.set(part, known);
    return known;
  };
  return new Saver(m, DEFAULT_PROTOCOL, { persistentId, reducerOverride: null, dispatchTable: null }).dump(
    value,
  );
}

export function unpickled(m: KernelMachine, data: Uint8Array): Value {
  const { list } = travellers(m);
  const loader: Loader = new Loader(m, data, {
    findClass: (module, name) => findGlobal(m, module, name, loader.protocol),
    persistentLoad: (id) => list[Number(id)] ?? null,
  });
  return loader.load();
}

/** What `pickle` gets to hear of a shared object that does not travel. */
export const refusePickling: Readonly<Record<string, NativeBody>> = {
  '__reduce__()': (self: Value) => {
    throw runtimeError(
      `${typeName(self)} objects should only be shared between processes through inheritance`,
    );
  },
};
