// The functions of `builtins` that ask one thing of an object, or combine a few: `len`, `repr`, `isinstance`, `iter`,
// `sorted`, `round`, ...

import { Resumable } from '../../execution/resumable.js';
import { strValue } from '../../objects/boxed.js';
import { call, isCallable, lookupSpecial } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception, stopIteration, typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { idOfValue } from '../../objects/identity.js';
import { checkInstance, checkSubclass } from '../../objects/instance-check.js';
import { iterFunction } from '../../objects/iter-function.js';
import { getIter, nextSlot, toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { abs, divmod, powerModulo } from '../../objects/operators.js';
import { exactLength } from '../../objects/range.js';
import { formatObject, reprObject } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { escapeNonAscii } from '../../objects/str-repr.js';
import { isAscii } from '../../objects/str-text.js';
import { givenTypeName, typeName, typeOf } from '../../objects/types.js';
import { nextAsync } from './anext.js';
import { chr, inBase, ord } from './characters.js';
import { sum } from './sum.js';

/** `next(iterator)` where StopIteration is to carry what the iterator gave it. */
function nextOrStop(iterator: Value): Value {
  const { slots, heap } = typeOf(iterator);
  if (slots.next === undefined) throw typeError(`'${typeName(iterator)}' object is not an iterator`);
  if (heap) {
    const method = lookupSpecial(iterator, '__next__');
    if (method !== undefined) return call(method);
  }
  const item = slots.next(iterator);
  if (item !== undefined) return item;
  throw iterator instanceof Resumable ? stopIteration(iterator.result) : exception('StopIteration');
}

function roundOf(number: Value, digits: Value): Value {
  const method = lookupSpecial(number, '__round__');
  if (method === undefined) throw typeError(`type ${typeName(number)} doesn't define __round__ method`);
  return call(method, digits === null ? [] : [digits]);
}

const sortSignature = new Signature('sort(*, key=None, reverse=False)');

/** `sorted`: its keywords are those of `list.sort`, and so are the complaints about them. */
function sortedOf(args: Value, keywords: Value): Value {
  const given = args instanceof PyTuple ? args.items : [];
  const [iterable] = given;
  if (iterable === undefined || given.length > 1) {
    throw typeError(`sorted expected 1 argument, got ${given.length}`);
  }
  const items = toArray(iterable);
  if (!(keywords instanceof PyDict) || keywords.table.size === 0) {
    return new PyList(sortedItems(items, null, false));
  }
  const named = new Map<string, Value>();
  for (const [name, value] of keywords.table.entries()) named.set(strValue(name) ?? '', value);
  const [key = null, reverse = false] = sortSignature.bind('sort', [], named);
  return new PyList(sortedItems(items, key, isTrue(reverse)));
}

function everyItem(iterable: Value, wanted: boolean): boolean {
  const iterator = getIter(iterable);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) {
    if (isTrue(item) !== wanted) return false;
  }
  return true;
}

function asyncIterator(iterable: Value): Value {
  const slot = typeOf(iterable).slots.aiter;
  if (slot === undefined) throw typeError(`'${typeName(iterable)}' object is not an async iterable`);
  const iterator = slot(iterable);
  if (typeOf(iterator).slots.anext !== undefined) return iterator;
  throw typeError(`aiter() returned not an async iterator of type '${typeName(iterator)}'`);
}

export function objectFunctions(): PyNative[] {
  return [
    native('len(obj, /)', (obj = null) => exactLength(obj)),
    native('abs(x, /)', (x = null) => abs(x)),
    native('callable(obj, /)', (obj = null) => isCallable(obj)),
    native('hash(obj, /)', (obj = null) => hash(obj)),
    native('id(obj, /)', (obj = null) => idOfValue(obj)),
    native('repr(obj, /)', (obj = null) => reprObject(obj)),
    native('ascii(obj, /)', (obj = null) => {
      const shown = reprObject(obj);
      return isAscii(strValue(shown) ?? '') ? shown : escapeNonAscii(strValue(shown) ?? '');
    }),
    native("format(value, format_spec='', /)", (value = null, spec = '') => {
      const text = strValue(spec);
      if (text === undefined) throw typeError(`format() argument 2 must be str, not ${givenTypeName(spec)}`);
      return formatObject(value, text);
    }),
    native('isinstance(obj, class_or_tuple, /)', (obj = null, classes = null) => checkInstance(obj, classes)),
    native('issubclass(cls, class_or_tuple, /)', (cls = null, classes = null) => checkSubclass(cls, classes)),
    native('aiter(async_iterable, /)', (iterable = null) => asyncIterator(iterable)),
    native('anext(aiterator, default=<unrepresentable>, /)', (iterator = null, fallback) =>
      nextAsync(iterator, fallback),
    ),
  ];
}

export function numberFunctions(): PyNative[] {
  return [
    native('divmod(x, y, /)', (x = null, y = null) => divmod(x, y)),
    native('pow(base, exp, mod=None)', (base = null, exp = null, mod = null) => powerModulo(base, exp, mod)),
    native('round(number, ndigits=None)', (number = null, digits = null) => roundOf(number, digits)),
    native('bin(number, /)', (number = null) => inBase(number, '0b', 2)),
    native('oct(number, /)', (number = null) => inBase(number, '0o', 8)),
    native('hex(number, /)', (number = null) => inBase(number, '0x', 16)),
    native('chr(i, /)', (i = null) => chr(i)),
    native('ord(c, /)', (c = null) => ord(c)),
  ];
}

export function iterationFunctions(): PyNative[] {
  return [
    iterFunction,
    native('next(iterator, default=<unrepresentable>, /)', (iterator = null, fallback) => {
      if (fallback === undefined) return nextOrStop(iterator);
      const item = nextSlot(iterator)(iterator);
      return item === undefined ? fallback : item;
    }),
    native('all(iterable, /)', (iterable = null) => everyItem(iterable, true)),
    native('any(iterable, /)', (iterable = null) => !everyItem(iterable, false)),
    native('sum(iterable, /, start=0)', (iterable = null, start = 0) => sum(iterable, start)),
    native('sorted(*args, **kwargs)', (args = null, kwargs = null) => sortedOf(args, kwargs)),
  ];
}
