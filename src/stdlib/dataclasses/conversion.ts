// `dataclasses.asdict` and `astuple`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { setItem } from '../../objects/subscript.js';
import { dictType, typeOf } from '../../objects/types.js';
import { deepCopy } from '../copy/index.js';
import { FIELDS, fieldsOf } from './process.js';

export function isInstance(value: Value): boolean {
  return typeOf(value).lookup(FIELDS) !== undefined;
}

type Convert = (value: Value) => Value;

/** Lists, tuples and dicts with their items converted; copies of all else. */
function container(m: KernelMachine, value: Value, convert: Convert): Value {
  if (value instanceof PyTuple && getAttributeOr(value, '_fields') !== undefined) {
    return call(typeOf(value), value.items.map(convert));
  }
  if (value instanceof PyList || value instanceof PyTuple) {
    return call(typeOf(value), [new PyList(value.items.map(convert))]);
  }
  if (value instanceof PyDict) {
    if (value.cls === dictType) {
      return PyDict.of([...value.table.entries()].map(([key, item]) => [convert(key), convert(item)]));
    }
    if (getAttributeOr(value.cls, 'default_factory') !== undefined) {
      const made = call(typeOf(value), [getAttribute(value, 'default_factory')]);
      for (const [key, item] of value.table.entries()) setItem(made, convert(key), convert(item));
      return made;
    }
    const pairs = [...value.table.entries()].map(([key, item]) => tuple(convert(key), convert(item)));
    return call(typeOf(value), [new PyList(pairs)]);
  }
  return deepCopy(m, value, new PyDict());
}

export function asDict(m: KernelMachine, value: Value, factory: Value): Value {
  if (!isInstance(value)) throw typeError('asdict() should be called on dataclass instances');
  const convert: Convert = (part) => {
    if (!isInstance(part)) return container(m, part, convert);
    const pairs: [Value, Value][] = [];
    for (const { name, kind } of fieldsOf(part) ?? []) {
      if (kind === '_FIELD') pairs.push([name, convert(getAttribute(part, str(name)))]);
    }
    return factory === dictType
      ? PyDict.of(pairs)
      : call(factory, [new PyList(pairs.map((pair) => new PyTuple(pair)))]);
  };
  return convert(value);
}

export function asTuple(m: KernelMachine, value: Value, factory: Value): Value {
  if (!isInstance(value)) throw typeError('astuple() should be called on dataclass instances');
  const convert: Convert = (part) => {
    if (!isInstance(part)) return container(m, part, convert);
    const items: Value[] = [];
    for (const { name, kind } of fieldsOf(part) ?? []) {
      if (kind === '_FIELD') items.push(convert(getAttribute(part, str(name))));
    }
    return call(factory, [new PyList(items)]);
  };
  return convert(value);
}
