// Tuples with named fields that CPython makes in C: `sys.version_info`, `time.struct_time` (Objects/structseq.c).

import { PyDict, PyTuple, tuple } from '../objects/containers.js';
import { typeError } from '../objects/exceptions.js';
import { getIter, toArray } from '../objects/iteration.js';
import { defineType } from '../objects/native.js';
import type { PyType, Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { Signature } from '../objects/signature.js';
import { tupleType, typeOf } from '../objects/types.js';

/** Fields beyond the items of the tuple can only be reached by name. */
export class PyStructSequence extends PyTuple {
  constructor(
    items: readonly Value[],
    cls: PyType,
    readonly hidden: readonly Value[] = [],
  ) {
    super(items, cls);
  }
}

const parameters = new Signature('structseq(sequence, dict=<unrepresentable>)');

function sequenceItems(value: Value): Value[] {
  if (typeOf(value).slots.iter === undefined) throw typeError('constructor requires a sequence');
  return toArray(getIter(value));
}

/** A type called `name` (`sys.flags`) whose items have these names. */
export function structSequenceType(
  name: string,
  fields: readonly string[],
  hiddenFields: readonly string[] = [],
): PyType {
  const module = name.slice(0, name.lastIndexOf('.'));
  const least = fields.length;
  const most = least + hiddenFields.length;
  const allFields = [...fields, ...hiddenFields];
  const valuesOf = (self: PyTuple): readonly Value[] => [
    ...self.items,
    ...(self instanceof PyStructSequence ? self.hidden : []),
  ];
  const make = (cls: PyType, items: readonly Value[], named: Value | undefined): PyStructSequence => {
    const bound = least === most ? '' : items.length < least ? 'at least ' : 'at most ';
    if (items.length < least || items.length > most) {
      const wanted = items.length < least ? least : most;
      const article = bound === '' ? 'a' : 'an';
      throw typeError(
        `${name}() takes ${article} ${bound}${wanted}-sequence (${items.length}-sequence given)`,
      );
    }
    const rest = hiddenFields.map((field, index) => {
      const given = items[least + index];
      if (given !== undefined) return given;
      return (named instanceof PyDict ? named.table.get(field) : undefined) ?? null;
    });
    return new PyStructSequence(items.slice(0, least), cls, rest);
  };
  const type: PyType = defineType(name, {
    bases: [tupleType],
    module,
    final: true,
    instanceDict: false,
    slots: {
      new_: (cls, args, keywords) => {
        const [sequence = null, named] = parameters.bind(name, args, keywords);
        if (named !== undefined && !(named instanceof PyDict)) {
          throw typeError(`${name}() takes a dict as second arg, if any`);
        }
        return make(cls, sequenceItems(sequence), named);
      },
      init: () => undefined,
      repr: (self: PyTuple) =>
        `${name}(${fields.map((field, index) => `${field}=${repr(self.items[index] ?? null)}`).join(', ')})`,
    },
    methods: {
      '__reduce__()': (self: PyTuple) => {
        const hidden = self instanceof PyStructSequence ? self.hidden : [];
        const named = hiddenFields.map((field, index): [Value, Value] => [field, hidden[index] ?? null]);
        return tuple(typeOf(self), tuple(new PyTuple(self.items), PyDict.of(named)));
      },
      '__replace__(**changes)': (self: PyTuple, changes: PyDict) => {
        const values = [...valuesOf(self)];
        const unknown: string[] = [];
        for (const [key, value] of changes.table.entries()) {
          const index = allFields.indexOf(String(key));
          if (index < 0) unknown.push(repr(key));
          else values[index] = value;
        }
        if (unknown.length > 0) throw typeError(`Got unexpected field name(s): [${unknown.join(', ')}]`);
        return make(type, values, undefined);
      },
    },
    properties: Object.fromEntries(
      allFields.map((field, index) => [field, (self: PyTuple) => valuesOf(self)[index] ?? null]),
    ),
    attributes: {
      n_fields: most,
      n_sequence_fields: least,
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
