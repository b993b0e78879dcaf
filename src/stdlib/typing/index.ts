// The `typing` module.

import './type-variable-unions.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception, isExceptionOf, typeError } from '../../objects/exceptions.js';
import { PyGenericAlias } from '../../objects/generic-alias.js';
import { extendType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { typeAliasType } from '../../objects/type-alias.js';
import {
  genericType,
  noDefault,
  paramSpecArgsType,
  paramSpecKwargsType,
  typeVarType,
} from '../../objects/type-parameters.js';
import { bytesType, Ellipsis, strType, typeName, typeOf, typeType } from '../../objects/types.js';
import { PyUnion, unionType } from '../../objects/union-type.js';
import { callableAliasType } from '../collections/abc/callable-alias.js';
import { libraryFunction, libraryFunctions, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { PyAlias } from './alias.js';
import { specialAliases, specialForms } from './forms.js';
import { forwardRefType } from './forward-ref.js';
import { isTypedDict, namedTupleForm, newTypeClass, typedDictForm } from './named-tuple.js';
import { isProtocol, protocolAttributes, protocolClass, runtimeCheckable, supports } from './protocol.js';
import { getTypeHints } from './type-hints.js';
import { typeVariables } from './variables.js';

const anyClass = perMachine((_m: KernelMachine): PyType => {
  const meta = new PyType('_AnyMeta', [typeType], { heap: true, module: 'typing', instanceDict: false });
  meta.attrs.set('__module__', 'typing');
  const type = libraryClass('Any', {
    module: 'typing',
    metatype: meta,
    instanceDict: true,
    variadic: {
      '__new__(cls, *args, **kwargs)': ([cls = null]) => {
        if (cls === type) throw typeError('Any cannot be instantiated');
        return cls instanceof PyType ? new PyObject(cls, new Map()) : null;
      },
    },
  });
  extendType(meta, {
    slots: {
      repr: (self: PyType) => (self === type ? 'typing.Any' : (typeType.slots.repr?.(self) ?? '')),
    },
    methods: {
      '__instancecheck__(obj)': (self: PyType, value) => {
        if (self === type) throw typeError('typing.Any cannot be used with isinstance()');
        return typeOf(value).isSubtypeOf(self);
      },
    },
  });
  return type;
});

function originOf(value: Value): Value {
  if (value instanceof PyAlias) {
    if (value.kind === 'annotated') return specialForms().get('Annotated') ?? null;
    return value.origin;
  }
  if (value instanceof PyGenericAlias) return value.origin;
  if (value instanceof PyUnion) return unionType;
  if (value === genericType) return genericType;
  const isAlias = value instanceof PyObject && value.cls.module === 'typing' && !(value instanceof PyType);
  return isAlias ? (getAttributeOr(value, '__origin__') ?? null) : null;
}

function argumentsOf(value: Value): Value {
  if (value instanceof PyAlias) {
    if (value.kind === 'annotated') return new PyTuple([value.origin, ...value.metadata]);
    if (value.kind === 'callable') return callableArguments(value.args);
    return new PyTuple(value.args);
  }
  if (value instanceof PyGenericAlias && value.cls === callableAliasType())
    return callableArguments(value.args);
  if (value instanceof PyGenericAlias || value instanceof PyUnion) return new PyTuple(value.args);
  return new PyTuple([]);
}

function callableArguments(args: readonly Value[]): Value {
  const [first = null] = args;
  if (args.length === 2 && (first === Ellipsis || typeName(first) === 'typing.ParamSpec'))
    return new PyTuple(args);
  return new PyTuple([new PyList(args.slice(0, -1)), args.at(-1) ?? null]);
}

/** Sets an attribute where the object takes it. */
function mark(object: Value, name: string, value: Value): Value {
  try {
    setAttribute(object, name, value);
  } catch (error) {
    if (!isExceptionOf(error, 'AttributeError') && !isExceptionOf(error, 'TypeError')) throw error;
  }
  return object;
}

function functions(m: KernelMachine): Record<string, Value> {
  const overloads = new Map<string, Value[]>();
  const overloadKey = (fn: Value): string => {
    const inner = getAttributeOr(fn, '__func__') ?? fn;
    return `${str(getAttributeOr(inner, '__module__') ?? null)}.${str(getAttributeOr(inner, '__qualname__') ?? null)}`;
  };
  const dummy = libraryFunction(
    '_overload_dummy(*args, **kwds)',
    () => {
      throw exception(
        'NotImplementedError',
        'You should not call an overloaded function. A series of @overload-decorated functions outside a stub module should always be followed by an implementation that is not @overload-ed.',
      );
    },
    'typing',
  );
  return libraryFunctions('typing', {
    'cast(typ, val)': (_type, value) => value,
    'assert_type(val, typ, /)': (value) => value,
    'reveal_type(obj, /)': (value) => {
      m.writeError(`Runtime type is ${repr(typeName(value))}\n`);
      return value;
    },
    'assert_never(arg, /)': (arg) => {
      const text = repr(arg);
      const shown = text.length > 100 ? `${text.slice(0, 100)}...` : text;
      throw exception('AssertionError', `Expected code to be unreachable, but got: ${shown}`);
    },
    'overload(func)': (fn) => {
      const key = overloadKey(fn);
      overloads.set(key, [...(overloads.get(key) ?? []), fn]);
      return dummy;
    },
    'get_overloads(func)': (fn) => new PyList(overloads.get(overloadKey(fn)) ?? []),
    'clear_overloads()': () => {
      overloads.clear();
      return null;
    },
    'final(f)': (object) => mark(object, '__final__', true),
    'override(method, /)': (object) => mark(object, '__override__', true),
    'no_type_check(arg)': (object) => mark(object, '__no_type_check__', true),
    'no_type_check_decorator(decorator)': (decorator) => decorator,
    'dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False, field_specifiers=(), **kwargs)':
      (eq, order, kwOnly, frozen, specifiers, kwargs) =>
        libraryFunction('decorator(cls_or_fn)', (object) =>
          mark(
            object,
            '__dataclass_transform__',
            PyDict.of([
              ['eq_default', eq],
              ['order_default', order],
              ['kw_only_default', kwOnly],
              ['frozen_default', frozen],
              ['field_specifiers', specifiers],
              ['kwargs', kwargs],
            ]),
          ),
        ),
    'get_origin(tp)': originOf,
    'get_args(tp)': argumentsOf,
    'get_type_hints(obj, globalns=None, localns=None, include_extras=False)': (
      object,
      globals,
      locals,
      extras,
    ) => getTypeHints(m, object, globals, locals, isTrue(extras)),
    'is_typeddict(tp)': (value) => isTypedDict(m, value),
    'is_protocol(tp, /)': (value) => isProtocol(value),
    'get_protocol_members(tp, /)': (cls) => {
      if (!(cls instanceof PyType) || !isProtocol(cls)) throw typeError(`${repr(cls)} is not a Protocol`);
      return PyFrozenSet.of(protocolAttributes(cls));
    },
    'runtime_checkable(cls)': runtimeCheckable,
  });
}

/** Classes of streams, which are only ever named. */
function streamClasses(): Record<string, Value> {
  const io = libraryClass('IO', {
    module: 'typing',
    bases: [genericType],
    instanceDict: true,
  });
  const text = libraryClass('TextIO', { module: 'typing', bases: [io] });
  const binary = libraryClass('BinaryIO', { module: 'typing', bases: [io] });
  const anyStr = call(typeVarType, ['AnyStr', bytesType, strType]);
  io.attrs.set('__parameters__', new PyTuple([anyStr]));
  io.modified();
  return { IO: io, TextIO: text, BinaryIO: binary, AnyStr: anyStr };
}

const PROTOCOLS: Record<string, string> = {
  SupportsAbs: '__abs__',
  SupportsBytes: '__bytes__',
  SupportsComplex: '__complex__',
  SupportsFloat: '__float__',
  SupportsIndex: '__index__',
  SupportsInt: '__int__',
  SupportsRound: '__round__',
};

export const typing = defineModule('typing', (m: KernelMachine) => {
  const contents: Record<string, Value> = {
    ...typeVariables(m),
    ...Object.fromEntries(specialForms()),
    ...Object.fromEntries(specialAliases(m)),
    ...functions(m),
    ...streamClasses(),
    Any: anyClass(m),
    ForwardRef: forwardRefType(),
    Generic: genericType,
    NamedTuple: namedTupleForm(m),
    NewType: newTypeClass(m),
    NoDefault: noDefault,
    ParamSpecArgs: paramSpecArgsType,
    ParamSpecKwargs: paramSpecKwargsType,
    Protocol: protocolClass(m),
    Text: strType,
    TYPE_CHECKING: false,
    TypeAliasType: typeAliasType,
    TypedDict: typedDictForm(m),
  };
  for (const [name, method] of Object.entries(PROTOCOLS)) contents[name] = supports(m, name, method);
  return contents;
});
