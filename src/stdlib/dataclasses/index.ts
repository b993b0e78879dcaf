// The `dataclasses` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { finishClass, prepareClass } from '../../objects/class-statement.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { isIdentifier } from '../../objects/str-case.js';
import { length, setItem } from '../../objects/subscript.js';
import { dictType, tupleType, typeOf } from '../../objects/types.js';
import { isKeyword } from '../keyword.js';
import { callerModule, libraryFunction, libraryFunctions } from '../library.js';
import { asDict, asTuple, isInstance } from './conversion.js';
import {
  fieldFunction,
  fieldType,
  frozenInstanceError,
  initVarType,
  kwOnlyMarker,
  missing,
} from './fields.js';
import { type DataclassFlags, FIELDS, fieldsOf, processClass } from './process.js';
import { replaced } from './replace.js';

const FLAGS =
  'init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, ' +
  'kw_only=False, slots=False, weakref_slot=False';

function flagsOf(values: readonly Value[]): DataclassFlags {
  const [init = true, shown = true, eq = true, order = false, unsafe = false, frozen = false] = values;
  const [match = true, kwOnly = false, slots = false, weakref = false] = values.slice(6);
  return {
    init,
    repr: shown,
    eq,
    order,
    unsafe_hash: unsafe,
    frozen,
    match_args: match,
    kw_only: kwOnly,
    slots,
    weakref_slot: weakref,
  };
}

interface MadeField {
  readonly name: string;
  readonly type: Value;
  readonly value: Value | undefined;
}

function fieldToMake(item: Value, seen: Set<string>): MadeField {
  let parts: readonly Value[];
  if (strValue(item) !== undefined) parts = [item, 'typing.Any'];
  else {
    length(item);
    parts = toArray(item);
    if (parts.length !== 2 && parts.length !== 3) throw typeError(`Invalid field: ${repr(item)}`);
  }
  const [given = null, type = null, value] = parts;
  const name = strValue(given);
  if (name === undefined || !isIdentifier(name)) {
    throw typeError(`Field names must be valid identifiers: ${repr(given)}`);
  }
  if (isKeyword(name)) throw typeError(`Field names must not be keywords: ${repr(name)}`);
  if (seen.has(name)) throw typeError(`Field name duplicated: ${repr(name)}`);
  seen.add(name);
  return { name, type, value };
}

function makeDataclass(m: KernelMachine, args: readonly Value[]): Value {
  const [name = null, given = null, bases = null, namespace = null, ...rest] = args;
  const flags = flagsOf(rest.slice(0, 10));
  const module = rest[10] ?? null;
  const seen = new Set<string>();
  const fields = [...iterate(given)].map((item) => fieldToMake(item, seen));
  const plan = prepareClass(strValue(name) ?? '', bases instanceof PyTuple ? bases.items : [], null);
  const body = plan.namespace;
  if (namespace instanceof PyDict) {
    for (const [key, value] of namespace.table.entries()) setItem(body, key, value);
  }
  for (const { name: field, value } of fields) if (value !== undefined) setItem(body, field, value);
  setItem(body, '__annotations__', PyDict.of(fields.map(({ name: field, type }) => [field, type])));
  setItem(body, '__module__', module ?? callerModule(m));
  return processClass(m, finishClass(plan, null), flags);
}

export const dataclasses = defineModule('dataclasses', (m: KernelMachine) => ({
  FrozenInstanceError: frozenInstanceError(m),
  Field: fieldType(),
  InitVar: initVarType(),
  KW_ONLY: kwOnlyMarker().cls,
  MISSING: missing(),
  field: fieldFunction(m),
  ...libraryFunctions('dataclasses', {
    [`dataclass(cls=None, /, *, ${FLAGS})`]: (cls, ...values) => {
      const flags = flagsOf(values);
      if (cls !== null) return processClass(m, cls, flags);
      return libraryFunction('wrap(cls)', (decorated) => processClass(m, decorated, flags), 'dataclasses');
    },
    'fields(class_or_instance)': (object) => {
      const fields = fieldsOf(object);
      if (fields === undefined) throw typeError('must be called with a dataclass type or instance');
      return new PyTuple(fields.filter(({ kind }) => kind === '_FIELD'));
    },
    'is_dataclass(obj)': (object) =>
      getAttributeOr(object instanceof PyType ? object : typeOf(object), FIELDS) !== undefined,
    'asdict(obj, *, dict_factory=dict)': (object, factory) => asDict(m, object, factory ?? dictType),
    'astuple(obj, *, tuple_factory=tuple)': (object, factory) => asTuple(m, object, factory ?? tupleType),
    'replace(obj, /, **changes)': (object, changes) => {
      if (!isInstance(object)) throw typeError('replace() should be called on dataclass instances');
      return replaced(object, changes);
    },
    [`make_dataclass(cls_name, fields, *, bases=(), namespace=None, ${FLAGS}, module=None)`]: (...args) =>
      makeDataclass(m, args),
  }),
}));
