// Tuples with named fields that CPython makes in C: `sys.version_info`, `time.struct_time` (Objects/structseq.c).

import { PyTuple } from '../objects/containers.js';
import { typeError } from '../objects/exceptions.js';
import { toArray } from '../objects/iteration.js';
import { defineType } from '../objects/native.js';
import type { PyType, Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { tupleType } from '../objects/types.js';

/** A type called `name` (`sys.flags`) whose items have these names. */
export function structSequenceType(name: string, fields: readonly string[]): PyType {
  const module = name.slice(0, name.lastIndexOf('.'));
  const type: PyType = defineType(name, {
    bases: [tupleType],
    module,
    final: true,
    instanceDict: false,
    slots: {
      new_: (cls, args) => {
        const items = toArray(args[0] ?? null);
        if (items.length < fields.length) {
          throw typeError(`${name}() takes a ${fields.length}-sequence (${items.length}-sequence given)`);
        }
        return new PyTuple(items, cls);
      },
      init: () => undefined,
      repr: (self: PyTuple) =>
        `${name}(${fields.map((field, index) => `${field}=${repr(self.items[index] ?? null)}`).join(', ')})`,
    },
    properties: Object.fromEntries(
      fields.map((field, index) => [field, (self: PyTuple) => self.items[index] ?? null]),
    ),
    attributes: {
      n_fields: fields.length,
      n_sequence_fields: fields.length,
      n_unnamed_fields: 0,
      __match_args__: new PyTuple(fields),
    },
  });
  return type;
}

/** The only instance of a type of its own. */
export function structSequence(name: string, values: Record<string, Value>): PyTuple {
  const type = structSequenceType(name, Object.keys(values));
  type.attrs.delete('__new__');
  return new PyTuple(Object.values(values), type);
}
