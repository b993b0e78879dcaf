// `functools.singledispatch` and `singledispatchmethod`: a function chosen by the class of the first argument.

import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call, isCallable } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { runtimeError, typeError } from '../../objects/exceptions.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { PyMappingProxy } from '../../objects/mapping-proxy.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { objectType, typeOf } from '../../objects/types.js';
import { PyUnion } from '../../objects/union-type.js';
import { forwardingFunction } from '../forwarding.js';
import { libraryFunction, ownAttribute, PyLibraryFunction, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { resolvedAnnotations } from '../typing/type-hints.js';
import { updateWrapper } from './wrapping.js';

/** Merges the MROs of abstract classes into that of a class where they are implemented: `_c3_mro`. */
function mroWith(cls: PyType, abcs: readonly PyType[]): PyType[] {
  const { bases } = cls;
  let boundary = 0;
  for (let index = bases.length - 1; index >= 0; index--) {
    if (bases[index]?.attrs.has('__abstractmethods__')) {
      boundary = index + 1;
      break;
    }
  }
  const explicit = bases.slice(0, boundary);
  const other = bases.slice(boundary);
  const abstract = abcs.filter(
    (base) => checkSubclass(cls, base) && !bases.some((direct) => checkSubclass(direct, base)),
  );
  const rest = abcs.filter((base) => !abstract.includes(base));
  return mergeLinear([
    [cls],
    ...explicit.map((base) => mroWith(base, rest)),
    ...abstract.map((base) => mroWith(base, rest)),
    ...other.map((base) => mroWith(base, rest)),
    [...explicit],
    [...abstract],
    [...other],
  ]);
}

function mergeLinear(given: PyType[][]): PyType[] {
  const result: PyType[] = [];
  for (;;) {
    const sequences = given.filter((sequence) => sequence.length > 0);
    if (sequences.length === 0) return result;
    const next = sequences
      .map((sequence) => sequence[0])
      .find((candidate) => candidate && !sequences.some((sequence) => sequence.includes(candidate, 1)));
    if (next === undefined) throw runtimeError('Inconsistent hierarchy');
    result.push(next);
    for (const sequence of sequences) if (sequence[0] === next) sequence.shift();
  }
}

/** `_compose_mro`: the MRO with the registered abstract classes that the class is a virtual subclass of. */
function composeMro(cls: PyType, types: readonly PyType[]): PyType[] {
  const bases = new Set(cls.mro);
  const isRelated = (type: PyType): boolean => !bases.has(type) && type !== cls && checkSubclass(cls, type);
  const related = types.filter(isRelated);
  const strict = related.filter(
    (type) => !related.some((other) => type !== other && other.mro.includes(type)),
  );
  const mro: PyType[] = [];
  for (const type of strict) {
    const found: PyType[][] = [];
    for (const reference of type.subclasses) {
      const sub = reference.deref();
      if (sub !== undefined && !bases.has(sub) && checkSubclass(cls, sub)) {
        found.push(sub.mro.filter((ancestor) => related.includes(ancestor)));
      }
    }
    if (found.length === 0) {
      mro.push(type);
      continue;
    }
    found.sort((a, b) => b.length - a.length);
    for (const sub of found) for (const each of sub) if (!mro.includes(each)) mro.push(each);
  }
  return mroWith(cls, mro);
}

class Registry {
  readonly table = new PyDict();
  readonly #cache = new Map<PyType, Value>();

  constructor(fallback: Value) {
    this.table.table.set(objectType, fallback);
  }

  add(cls: Value, func: Value): void {
    this.table.table.set(cls, func);
    this.#cache.clear();
  }

  dispatch(cls: PyType): Value {
    let found = this.#cache.get(cls);
    if (found === undefined) {
      found = this.table.table.get(cls) ?? this.#find(cls);
      // An abstract class may gain virtual subclasses at any time.
      if (
        ![...this.table.table.keys()].some(
          (key) => key instanceof PyType && key.attrs.has('__abstractmethods__'),
        )
      )
        this.#cache.set(cls, found);
    }
    return found;
  }

  /** `_find_impl` */
  #find(cls: PyType): Value {
    const types = [...this.table.table.keys()].filter((key) => key instanceof PyType);
    const mro = composeMro(cls, types);
    let match: PyType | undefined;
    for (const type of mro) {
      if (match !== undefined) {
        const isAmbiguous =
          types.includes(type) &&
          !cls.mro.includes(type) &&
          !cls.mro.includes(match) &&
          !checkSubclass(match, type);
        if (isAmbiguous) throw runtimeError(`Ambiguous dispatch: ${repr(match)} or ${repr(type)}`);
        break;
      }
      if (types.includes(type)) match = type;
    }
    return match === undefined ? null : (this.table.table.get(match) ?? null);
  }

  clear(): void {
    this.#cache.clear();
  }
}

/** The classes that an annotation or argument stands for; undefined where it stands for none. */
function classesOf(value: Value): readonly PyType[] | undefined {
  if (value instanceof PyType) return [value];
  const args = value instanceof PyUnion ? value.args : unionArguments(value);
  if (args === undefined || !args.every((arg) => arg instanceof PyType)) return undefined;
  return args.filter((arg) => arg instanceof PyType);
}

/** The members of a `typing.Union`. */
function unionArguments(value: Value): readonly Value[] | undefined {
  const { name, module } = typeOf(value);
  if (module !== 'typing' || name !== '_UnionGenericAlias') return undefined;
  const args = getAttributeOr(value, '__args__');
  return args === undefined ? undefined : [...iterateTuple(args)];
}

function iterateTuple(value: Value): readonly Value[] {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items
    : [];
}

function registerAnnotated(m: KernelMachine, registry: Registry, func: Value): Value {
  const annotations = getAttributeOr(func, '__annotations__');
  if (!(annotations instanceof PyDict) || annotations.table.size === 0) {
    throw typeError(
      `Invalid first argument to \`register()\`: ${repr(func)}. Use either \`@register(some_class)\` or plain \`@register\` on an annotated function.`,
    );
  }
  const [first] = resolvedAnnotations(m, func);
  if (first === undefined) return func;
  const [name, annotation] = first;
  const classes = classesOf(annotation);
  if (classes === undefined) {
    const isUnion = annotation instanceof PyUnion || unionArguments(annotation) !== undefined;
    throw typeError(
      `Invalid annotation for ${repr(name)}. ${repr(annotation)} ${isUnion ? 'not all arguments are classes' : 'is not a class'}.`,
    );
  }
  for (const cls of classes) registry.add(cls, func);
  return func;
}

function register(m: KernelMachine, registry: Registry, cls: Value, func: Value): Value {
  const classes = classesOf(cls);
  if (classes === undefined) {
    if (func === null) return registerAnnotated(m, registry, cls);
    throw typeError(`Invalid first argument to \`register()\`. ${repr(cls)} is not a class or union type.`);
  }
  if (func === null) return libraryFunction('<lambda>(f)', (f) => register(m, registry, cls, f), 'functools');
  for (const each of classes) registry.add(each, func);
  return func;
}

const registries = new WeakMap<PyLibraryFunction, Registry>();

export function singleDispatch(m: KernelMachine, func: Value): PyLibraryFunction {
  const registry = new Registry(func);
  const name = getAttributeOr(func, '__name__') ?? 'singledispatch function';
  const wrapper = forwardingFunction(
    'wrapper(*args, **kw)',
    (args, keywords) => {
      const [first] = args;
      if (first === undefined) throw typeError(`${String(name)} requires at least 1 positional argument`);
      return new Invoke(registry.dispatch(classOf(first)), args, keywords);
    },
    'functools',
  );
  registries.set(wrapper, registry);
  const own = (attribute: string, value: Value): void => setOwnAttribute(wrapper, attribute, value);
  own(
    'register',
    libraryFunction('register(cls, func=None)', (cls, f) => register(m, registry, cls, f), 'functools'),
  );
  own(
    'dispatch',
    libraryFunction(
      'dispatch(cls)',
      (cls) => (cls instanceof PyType ? registry.dispatch(cls) : null),
      'functools',
    ),
  );
  own('registry', new PyMappingProxy(registry.table));
  own(
    '_clear_cache',
    libraryFunction('clear()', () => {
      registry.clear();
      return null;
    }),
  );
  updateWrapper(wrapper, func);
  return wrapper;
}

function classOf(value: Value): PyType {
  const claimed = getAttribute(value, '__class__');
  return claimed instanceof PyType ? claimed : typeOf(value);
}

export const singleDispatchMethodClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('singledispatchmethod', {
      module: 'functools',
      instanceDict: true,
      methods: {
        '__init__(self, func)': (self, func) => {
          if (!isCallable(func) && getAttributeOr(func, '__get__') === undefined) {
            throw typeError(`${repr(func)} is not callable or a descriptor`);
          }
          setOwnAttribute(self, 'dispatcher', singleDispatch(m, func));
          setOwnAttribute(self, 'func', func);
          return null;
        },
        'register(self, cls, method=None)': (self, cls, method) =>
          call(getAttribute(ownAttribute(self, 'dispatcher') ?? null, 'register'), [cls, method]),
        '__get__(self, obj, cls=None)': boundDispatch,
      },
      properties: {
        __isabstractmethod__: (self) =>
          getAttributeOr(ownAttribute(self, 'func') ?? null, '__isabstractmethod__') ?? false,
      },
    }),
);

function boundDispatch(self: Value, obj: Value, cls: Value): Value {
  const func = ownAttribute(self, 'func') ?? null;
  const dispatcher = ownAttribute(self, 'dispatcher');
  const registry = dispatcher instanceof PyLibraryFunction ? registries.get(dispatcher) : undefined;
  const name = getAttributeOr(func, '__name__') ?? 'singledispatchmethod method';
  const method = forwardingFunction(
    '_method(*args, **kwargs)',
    (args, keywords) => {
      const [first] = args;
      if (first === undefined || registry === undefined) {
        throw typeError(`${String(name)} requires at least 1 positional argument`);
      }
      const chosen = registry.dispatch(classOf(first));
      return new Invoke(call(getAttribute(chosen, '__get__'), [obj, cls]), args, keywords);
    },
    'functools',
  );
  setAttribute(method, '__isabstractmethod__', getAttribute(self, '__isabstractmethod__'));
  setAttribute(method, 'register', getAttribute(self, 'register'));
  updateWrapper(method, func);
  return method;
}
