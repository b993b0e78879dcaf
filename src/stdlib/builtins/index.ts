// The `builtins` namespace: functions, types and constants by name.
//
// What needs frames, the compiler or files (`globals`, `exec`, `open`, `__import__`, `super`, ...) is added by the
// interpreter.

import '../../objects/dict.js';
import '../../objects/list.js';
import '../../objects/range.js';
import '../../objects/set.js';
import '../../objects/tuple.js';
import '../../objects/union-type.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { exception, exceptionTypes } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import { native } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { reversedType } from '../../objects/reversed.js';
import {
  boolType,
  bytearrayType,
  bytesType,
  classmethodType,
  complexType,
  dictType,
  Ellipsis,
  floatType,
  frozensetType,
  intType,
  listType,
  memoryviewType,
  NotImplemented,
  objectType,
  propertyType,
  rangeType,
  setType,
  sliceType,
  staticmethodType,
  strType,
  superType,
  tupleType,
  typeType,
} from '../../objects/types.js';
import { attributeFunctions, dirOf, varsOf } from './attribute-functions.js';
import { iterationFunctions, numberFunctions, objectFunctions } from './functions.js';
import type { BuiltinsHost } from './host.js';
import { enumerateType, filterType, mapType, zipType } from './iterators.js';
import { maxFunction, minFunction } from './min-max.js';
import { printFunction } from './printing.js';

function builtinTypes(): PyType[] {
  return [
    boolType,
    bytearrayType,
    bytesType,
    classmethodType,
    complexType,
    dictType,
    enumerateType,
    filterType,
    floatType,
    frozensetType,
    intType,
    listType,
    mapType,
    memoryviewType,
    objectType,
    propertyType,
    rangeType,
    reversedType,
    setType,
    sliceType,
    staticmethodType,
    strType,
    superType,
    tupleType,
    typeType,
    zipType,
  ];
}

function localsOf(host: BuiltinsHost): Value {
  if (host.locals !== undefined) return host.locals();
  throw exception('SystemError', 'frame does not exist');
}

/** The keys of `locals()`, which may be any mapping. */
function namesIn(locals: Value): Value {
  if (locals instanceof PyDict && !locals.cls.heap) return locals;
  return call(getAttribute(locals, 'keys'));
}

/** Names of `builtins` for one run of the interpreter. */
export function builtinFunctions(host: BuiltinsHost): Map<string, Value> {
  const names = new Map<string, Value>();
  const functions = [
    ...objectFunctions(),
    ...numberFunctions(),
    ...iterationFunctions(),
    ...attributeFunctions(),
    minFunction(),
    maxFunction(),
    printFunction(host),
    native('dir(object=<unrepresentable>, /)', (object) =>
      object === undefined
        ? new PyList(sortedItems(toArray(namesIn(localsOf(host))), null, false))
        : dirOf(object),
    ),
    native('__build_class__(func, name, /, *bases, **kwds)', () => {
      throw exception('NotImplementedError', 'loopscope makes classes by class statements and type() alone');
    }),
    native('vars(object=<unrepresentable>, /)', (object) =>
      object === undefined ? localsOf(host) : varsOf(object),
    ),
  ];
  for (const fn of functions) {
    fn.module = 'builtins';
    names.set(fn.name, fn);
  }
  for (const type of builtinTypes()) names.set(type.name, type);
  for (const [name, type] of exceptionTypes) names.set(name, type);
  const osError = exceptionTypes.get('OSError');
  if (osError !== undefined) {
    names.set('EnvironmentError', osError);
    names.set('IOError', osError);
  }
  names.set('NotImplemented', NotImplemented);
  names.set('Ellipsis', Ellipsis);
  for (const [name, value] of Object.entries({ None: null, False: false, True: true }))
    names.set(name, value);
  names.set('__debug__', true);
  return names;
}
