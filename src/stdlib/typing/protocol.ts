// `typing.Protocol` and `runtime_checkable` (Lib/typing.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAlias, typeVariablesOf } from '../../objects/generic-alias.js';
import { extendType } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { newObject } from '../../objects/object-type.js';
import { repr } from '../../objects/repr.js';
import { genericType } from '../../objects/type-parameters.js';
import { objectType, typeOf } from '../../objects/types.js';
import { abcMeta, subclassCheck } from '../abc/abc-meta.js';
import { libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

interface ProtocolState {
  isRuntime: boolean;
}

const protocols = new WeakMap<PyType, ProtocolState>();

export function isProtocol(cls: Value): boolean {
  return cls instanceof PyType && protocols.has(cls) && cls.name !== 'Protocol';
}

const EXCLUDED = new Set(
  (
    '__abstractmethods__ __annotations__ __dict__ __doc__ __init__ __module__ __new__ __slots__ __subclasshook__ ' +
    '__weakref__ __class_getitem__ __match_args__ __static_attributes__ __firstlineno__ __orig_bases__ ' +
    '__parameters__ __qualname__ __type_params__ __classcell__ __hash__ _is_protocol _is_runtime_protocol ' +
    '__protocol_attrs__ __non_callable_proto_members__'
  ).split(' '),
);

/** The names that a class must have: `_get_protocol_attrs`. */
export function protocolAttributes(cls: PyType): Set<string> {
  const names = new Set<string>();
  for (const base of cls.mro.slice(0, -1)) {
    if (base === genericType || base.name === 'Protocol') continue;
    const annotations = base.attrs.get('__annotations__');
    const annotated = annotations instanceof PyDict ? [...annotations.table.keys()] : [];
    for (const key of [...base.attrs.keys(), ...annotated]) {
      const name = strValue(key) ?? '';
      if (name !== '' && !name.startsWith('_abc_') && !EXCLUDED.has(name)) names.add(name);
    }
  }
  return names;
}

/** Members that are no methods: then `issubclass` can not tell. */
function nonMethods(cls: PyType, names: ReadonlySet<string>): string[] {
  return [...names].filter((name) => {
    const value = cls.lookup(name);
    return value === undefined || !isCallable(value);
  });
}

function hasMember(value: Value, name: string, isMethod: boolean): boolean {
  const found = getAttributeOr(value, name);
  return found !== undefined && (found !== null || !isMethod);
}

const NOT_RUNTIME = 'Instance and class checks can only be used with @runtime_checkable protocols';

function instanceCheck(cls: PyType, value: Value): boolean {
  const state = isProtocol(cls) ? protocols.get(cls) : undefined;
  if (state === undefined) return subclassCheck(cls, typeOf(value));
  if (!state.isRuntime && !subclassCheckByBase(cls, typeOf(value))) throw typeError(NOT_RUNTIME);
  if (typeOf(value).isSubtypeOf(cls)) return true;
  for (const name of protocolAttributes(cls)) {
    const own = cls.lookup(name);
    if (!hasMember(value, name, own !== undefined && isCallable(own))) return false;
  }
  return true;
}

const subclassCheckByBase = (cls: PyType, other: PyType): boolean => other.isSubtypeOf(cls);

function protocolSubclassCheck(cls: PyType, other: Value): boolean {
  const state = isProtocol(cls) ? protocols.get(cls) : undefined;
  if (!(other instanceof PyType)) throw typeError('issubclass() arg 1 must be a class');
  if (state === undefined) return subclassCheck(cls, other);
  if (!state.isRuntime) {
    if (other.isSubtypeOf(cls)) return true;
    throw typeError(NOT_RUNTIME);
  }
  const names = protocolAttributes(cls);
  const others = nonMethods(cls, names);
  if (others.length > 0) {
    throw typeError(
      `Protocols with non-method members don't support issubclass(). Non-method members: ${others
        .sort()
        .map((name) => repr(name))
        .join(', ')}.`,
    );
  }
  if (other.isSubtypeOf(cls)) return true;
  return [...names].every((name) => {
    const found = other.lookup(name);
    return found !== undefined && found !== null;
  });
}

const protocolMeta = perMachine((m: KernelMachine): PyType => {
  const base = abcMeta(m);
  const type = new PyType('_ProtocolMeta', [base], { heap: true, module: 'typing', instanceDict: false });
  type.attrs.set('__module__', 'typing');
  extendType(type, {
    slots: {
      new_: (meta, args, keywords) => {
        const bases = args[1] instanceof PyTuple ? args[1].items : [];
        const protocol = protocolClass(m);
        const isDirect = bases.includes(protocol);
        if (isDirect) checkBases(bases, protocol);
        const made = base.slots.new_?.(meta, args, keywords) ?? null;
        if (!(made instanceof PyType)) return made;
        if (isDirect) markProtocol(made);
        else if (made.lookup('__init__') === noInit()) {
          const next =
            made.mro.find((each) => each.attrs.has('__init__') && !protocols.has(each)) ?? objectType;
          setAttribute(made, '__init__', next.attrs.get('__init__') ?? null);
        }
        return made;
      },
      init: () => undefined,
    },
    methods: {
      '__instancecheck__(instance)': instanceCheck,
      '__subclasscheck__(other)': protocolSubclassCheck,
    },
  });
  return type;
});

const ALLOWED_MODULES = ['collections.abc', 'contextlib', 'typing'];

function checkBases(bases: readonly Value[], protocol: PyType): void {
  for (const base of bases) {
    if (!(base instanceof PyType) || base === objectType || base === genericType || base === protocol)
      continue;
    if (isProtocol(base) || ALLOWED_MODULES.includes(base.module)) continue;
    throw typeError(`Protocols can only inherit from other protocols, got ${repr(base)}`);
  }
}

let initFunction: Value | undefined;
/** The `__init__` of protocols, which refuses. */
function noInit(): Value {
  initFunction ??= libraryFunction('_no_init_or_replace_init(self, *args, **kwargs)', (self) => {
    if (isProtocol(typeOf(self))) throw typeError('Protocols cannot be instantiated');
    return null;
  });
  return initFunction;
}

function markProtocol(cls: PyType): void {
  protocols.set(cls, { isRuntime: false });
  cls.attrs.set('_is_protocol', true);
  if (!cls.attrs.has('__init__')) setAttribute(cls, '__init__', noInit());
}

export const protocolClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const type = libraryClass('Protocol', {
    module: 'typing',
    bases: [genericType],
    metatype: protocolMeta(m),
    instanceDict: false,
    attributes: { _is_protocol: true, _is_runtime_protocol: false },
    classMethods: {
      '__class_getitem__(cls, params)': (cls, params) => {
        const items = params instanceof PyTuple ? params.items : [params];
        if (cls === type && !items.every((item) => typeVariablesOf(item).length > 0)) {
          throw typeError(
            'Parameters to Protocol[...] must all be type variables or parameter specification variables.',
          );
        }
        return genericAlias(cls, params);
      },
    },
  });
  type.slots.new_ = newObject;
  protocols.set(type, { isRuntime: false });
  return type;
});

/** `@runtime_checkable` */
export function runtimeCheckable(cls: Value): Value {
  const state = cls instanceof PyType && isProtocol(cls) ? protocols.get(cls) : undefined;
  if (state === undefined || !(cls instanceof PyType)) {
    throw typeError(`@runtime_checkable can be only applied to protocol classes, got ${repr(cls)}`);
  }
  state.isRuntime = true;
  cls.attrs.set('_is_runtime_protocol', true);
  cls.modified();
  return cls;
}

/** A protocol of ours with one abstract method: `SupportsInt`. */
export function supports(m: KernelMachine, name: string, method: string): PyType {
  const namespace = PyDict.of([
    ['__module__', 'typing'],
    [method, abstractMethod(method)],
  ]);
  const made = call(protocolMeta(m), [name, new PyTuple([protocolClass(m)]), namespace]);
  runtimeCheckable(made);
  if (made instanceof PyType) return made;
  throw typeError('no class');
}

function abstractMethod(name: string): Value {
  const fn = libraryFunction(`${name}(self)`, () => null, 'typing');
  fn.dict = new Map([['__isabstractmethod__', true]]);
  return fn;
}
