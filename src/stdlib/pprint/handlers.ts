// How the kinds of values are laid out that know how to be. A value's kind is told by the `__repr__` of its class.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { toArray } from '../../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { lengthOf } from '../../objects/str-text.js';
import { length } from '../../objects/subscript.js';
import {
  bytearrayType,
  bytesType,
  dictType,
  frozensetType,
  listType,
  mappingProxyType,
  setType,
  strType,
  tupleType,
  typeOf,
} from '../../objects/types.js';
import { chainMapClass } from '../collections/chain-map.js';
import { counterClass } from '../collections/counter.js';
import { defaultDictType } from '../collections/defaultdict.js';
import { dequeType } from '../collections/deque.js';
import { orderedDictType } from '../collections/ordered-dict.js';
import { userDictClass, userListClass, userStringClass } from '../collections/user-classes.js';
import { FIELDS, fieldsOf } from '../dataclasses/process.js';
import { callAttribute, PyLibraryFunction, perMachine } from '../library.js';
import { simpleNamespaceType } from '../types/simple-namespace.js';
import type { Handler, Layout, Place } from './layout.js';
import { dictItems, inOrder } from './settings.js';
import { putByteArray, putBytes, putText } from './text-handlers.js';

const className = (value: Value): string => str(getAttribute(getAttribute(value, '__class__'), '__name__'));

/** Moves a place to the right, and lets more follow. */
function inside(place: Place, columns: number, more: number): Place {
  return { ...place, indent: place.indent + columns, allowance: place.allowance + more };
}

/** Something empty is shown as it shows itself. */
function unlessEmpty(handler: Handler): Handler {
  return (layout, value, place) => {
    if (length(value) === 0) layout.write(repr(value));
    else handler(layout, value, place);
  };
}

const putDict: Handler = (layout, value, place) => {
  layout.write('{');
  layout.writeIndent();
  layout.putPairs(dictItems(value, layout.settings.sortsDicts), inside(place, 0, 1));
  layout.write('}');
};

const putList: Handler = (layout, value, place) => {
  layout.write('[');
  layout.putItems(toArray(value), inside(place, 0, 1));
  layout.write(']');
};

const putTuple: Handler = (layout, value, place) => {
  const items = toArray(value);
  const close = items.length === 1 ? ',)' : ')';
  layout.write('(');
  layout.putItems(items, inside(place, 0, close.length));
  layout.write(close);
};

const putSet = unlessEmpty((layout, value, place) => {
  const isPlain = typeOf(value) === setType;
  const [open, close] = isPlain ? ['{', '}'] : [`${className(value)}({`, '})'];
  layout.write(open);
  const columns = isPlain ? 0 : lengthOf(open) - 1;
  layout.putItems(inOrder(toArray(value)), inside(place, columns, close.length));
  layout.write(close);
});

const putOrderedDict = unlessEmpty((layout, value, place) => {
  const name = className(value);
  layout.write(`${name}(`);
  const pairs = new PyList(toArray(callAttribute(value, 'items')));
  layout.put(pairs, inside(place, lengthOf(name) + 1, 1));
  layout.write(')');
});

const putDefaultDict = unlessEmpty((layout, value, place) => {
  const factory = layout.oneLine(getAttribute(value, 'default_factory'), place.level);
  const name = className(value);
  const inner = inside(place, lengthOf(name) + 1, 1);
  layout.write(`${name}(${factory}${layout.newline(inner.indent)}`);
  putDict(layout, value, inner);
  layout.write(')');
});

const putCounter = unlessEmpty((layout, value, place) => {
  const name = className(value);
  layout.write(`${name}({`);
  layout.writeIndent();
  const pairs = toArray(callAttribute(value, 'most_common')).map((pair): [Value, Value] => {
    const [key = null, count = null] = toArray(pair);
    return [key, count];
  });
  layout.putPairs(pairs, inside(place, lengthOf(name) + 1, 2));
  layout.write('})');
});

const putChainMap: Handler = (layout, value, place) => {
  const maps = toArray(getAttribute(value, 'maps'));
  const name = className(value);
  const indent = place.indent + lengthOf(name) + 1;
  layout.write(`${name}(`);
  for (const [index, map] of maps.entries()) {
    const isLast = index === maps.length - 1;
    layout.put(map, { ...place, indent, allowance: isLast ? place.allowance + 1 : 1 });
    if (!isLast) layout.write(layout.newline(indent));
  }
  layout.write(')');
};

const putDeque = unlessEmpty((layout, value, place) => {
  const name = className(value);
  const maxlen = getAttribute(value, 'maxlen');
  const indent = place.indent + lengthOf(name) + 1;
  const allowance = maxlen === null ? place.allowance + 2 : 2;
  layout.write(`${name}([`);
  layout.putItems(toArray(value), { ...place, indent, allowance });
  layout.write(
    maxlen === null ? '])' : `]${layout.newline(indent)}maxlen=${layout.oneLine(maxlen, place.level)})`,
  );
});

const putMappingProxy: Handler = (layout, value, place) => {
  layout.write('mappingproxy(');
  layout.put(callAttribute(value, 'copy'), inside(place, 'mappingproxy('.length, 1));
  layout.write(')');
};

/** The classes that hold another value are shown as that. */
const putData: Handler = (layout, value, place) => {
  layout.put(getAttribute(value, 'data'), { ...place, level: place.level - 1 });
};

const putNamespace: Handler = (layout, value, place) => {
  const name = typeOf(value) === simpleNamespaceType() ? 'namespace' : className(value);
  const attributes = getAttribute(value, '__dict__');
  const fields = attributes instanceof PyDict ? [...attributes.table.entries()] : [];
  putNamed(
    layout,
    name,
    fields.map(([key, item]): [string, Value] => [str(key), item]),
    place,
  );
};

function putNamed(layout: Layout, name: string, fields: readonly [string, Value][], place: Place): void {
  layout.write(`${name}(`);
  layout.putFields(fields, inside(place, lengthOf(name) + 1, 0));
  layout.write(')');
}

const putDataclass: Handler = (layout, value, place) => {
  const fields = (fieldsOf(typeOf(value)) ?? []).filter((field) => isTrue(field.repr));
  const shown = fields.map(({ name }): [string, Value] => [str(name), getAttribute(value, str(name))]);
  putNamed(layout, className(value), shown, place);
};

/** An instance of a dataclass that is shown as dataclasses are. */
function isPlainDataclass(value: Value): boolean {
  if (!(value instanceof PyObject)) return false;
  const cls = typeOf(value);
  if (cls.lookup(FIELDS) === undefined || !(cls.lookup('__repr__') instanceof PyLibraryFunction))
    return false;
  const parameters = getAttributeOr(value, '__dataclass_params__');
  return parameters !== undefined && isTrue(getAttribute(parameters, 'repr'));
}

const handlersByRepr = perMachine((m: KernelMachine): ReadonlyMap<Value, Handler> => {
  const byType: readonly (readonly [PyType, Handler])[] = [
    [dictType, putDict],
    [listType, putList],
    [tupleType, putTuple],
    [setType, putSet],
    [frozensetType, putSet],
    [strType, putText],
    [bytesType, putBytes],
    [bytearrayType, putByteArray],
    [mappingProxyType, putMappingProxy],
    [orderedDictType(), putOrderedDict],
    [defaultDictType(), putDefaultDict],
    [counterClass(m), putCounter],
    [chainMapClass(m), putChainMap],
    [dequeType(), putDeque],
    [userDictClass(m), putData],
    [userListClass(m), putData],
    [userStringClass(m), putData],
    [simpleNamespaceType(), putNamespace],
  ];
  const handlers = new Map<Value, Handler>();
  for (const [type, handler] of byType) {
    const how = type.lookup('__repr__');
    if (how !== undefined) handlers.set(how, handler);
  }
  return handlers;
});

export function handlerFor(m: KernelMachine, value: Value): Handler | undefined {
  const how = typeOf(value).lookup('__repr__');
  const known = how === undefined ? undefined : handlersByRepr(m).get(how);
  if (known !== undefined) return known;
  return isPlainDataclass(value) ? putDataclass : undefined;
}
