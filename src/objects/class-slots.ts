// What the `__slots__` of a class ask for (`type_new_slots` in Objects/typeobject.c).

import { strValue } from './boxed.js';
import { typeError, valueError } from './exceptions.js';
import { iterate } from './iteration.js';
import type { PyType, Value } from './object.js';
import { bytesType, intType, tupleType, typeName, typeType } from './types.js';

export interface SlotRequest {
  /** Names of members, mangled, in the order CPython lays them out. */
  readonly members: readonly string[];
  readonly dict: boolean;
  readonly weakref: boolean;
}

/** `__slots__` as written, or undefined for a class without them. */
export function requestedSlots(
  className: string,
  base: PyType,
  bases: readonly PyType[],
  slots: Value | undefined,
  isDefined: (name: string) => boolean,
): SlotRequest {
  const hasDict = base.hasInstanceDict || base.isSubtypeOf(typeType);
  const hasWeakref = supportsWeakReferences(base);
  const isVariable = isVariableSized(base);
  if (slots === undefined) {
    return { members: [], dict: !hasDict, weakref: !hasWeakref && !isVariable };
  }
  const names = typeof slots === 'string' ? [slots] : [...iterate(slots)];
  if (names.length > 0 && isVariable && names.some((name) => name !== '__dict__')) {
    throw typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
  }
  let dict = false;
  let weakref = false;
  const members: string[] = [];
  for (const item of names) {
    const name = checkedName(item);
    if (name === '__dict__') {
      if (hasDict || dict) throw typeError('__dict__ slot disallowed: we already got one');
      dict = true;
    } else if (name === '__weakref__') {
      if (hasWeakref || weakref) throw typeError('__weakref__ slot disallowed: we already got one');
      weakref = true;
    } else {
      const mangled = mangle(className, name);
      if (name !== '__qualname__' && name !== '__classcell__' && isDefined(mangled)) {
        throw valueError(`'${name}' in __slots__ conflicts with class variable`);
      }
      members.push(mangled);
    }
  }
  members.sort();
  // Other bases may bring a dict along; then the instances have one after all.
  dict ||= !hasDict && bases.some((other) => other.hasInstanceDict);
  weakref ||= !hasWeakref && bases.some(supportsWeakReferences);
  return { members, dict, weakref };
}

function checkedName(item: Value): string {
  const name = strValue(item);
  if (name === undefined) throw typeError(`__slots__ items must be strings, not '${typeName(item)}'`);
  if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) throw typeError('__slots__ must be identifiers');
  return name;
}

/** Private names: `__x` in class `C` is `_C__x` (`_Py_Mangle`). */
export function mangle(className: string, name: string): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** Types whose instances differ in size, so that no member can be laid out behind them. */
function isVariableSized(base: PyType): boolean {
  return [intType, tupleType, bytesType, typeType].some((type) => base.isSubtypeOf(type));
}

/** Built-in types whose instances can be referred to weakly. */
const WEAKLY_REFERABLE: ReadonlySet<string> = new Set([
  'set',
  'frozenset',
  'memoryview',
  'function',
  'method',
  'builtin_function_or_method',
  'module',
  'code',
  'generator',
  'coroutine',
  'async_generator',
  'type',
]);

/** Whether `weakref.ref()` takes instances of the type. Natives outside `builtins` all do. */
export function supportsWeakReferences(type: PyType): boolean {
  return type.mro.some((ancestor) => {
    if (ancestor.heap) return ancestor.attrs.has('__weakref__');
    if (ancestor.module === 'builtins') return WEAKLY_REFERABLE.has(ancestor.name);
    // `typing.Generic` has empty slots, as if a program had written it.
    return ancestor.attrs.get('__slots__') === undefined && ancestor.name !== 'Generic';
  });
}
