// `abc.ABCMeta`: abstract methods, and classes that count as subclasses without deriving (Modules/_abc.c).

import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { newType } from '../../objects/class-creation.js';
import { isTrue } from '../../objects/compare.js';
import { exception, runtimeError, typeError } from '../../objects/exceptions.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { iterate } from '../../objects/iteration.js';
import { extendType } from '../../objects/native.js';
import { type PatternKind, PyType, type Value } from '../../objects/object.js';
import { setPatternKind } from '../../objects/pattern-kinds.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { NotImplemented, typeOf, typeType } from '../../objects/types.js';
import { perMachine } from '../library.js';

interface AbcData {
  readonly registry: PyType[];
  readonly known: WeakSet<PyType>;
  /** Classes found to be none, as long as nothing was registered anywhere. */
  unrelated: WeakSet<PyType>;
  checkedAt: number;
}

const data = new WeakMap<PyType, AbcData>();
/** Grows with every registration, which may make a class a subclass that was none. */
let registrations = 0;

export const cacheToken = (): number => registrations;

function dataOf(cls: PyType): AbcData {
  let found = data.get(cls);
  if (found === undefined) {
    found = { registry: [], known: new WeakSet(), unrelated: new WeakSet(), checkedAt: registrations };
    data.set(cls, found);
  }
  return found;
}

function isAbstract(value: Value | undefined): boolean {
  if (value === undefined) return false;
  return isTrue(getAttributeOr(value, '__isabstractmethod__') ?? false);
}

/** `compute_abstract_methods` */
export function computeAbstractMethods(cls: PyType): void {
  const names = new Set<Value>();
  for (const [name, value] of cls.attrs) if (isAbstract(value)) names.add(name);
  for (const base of cls.bases) {
    const inherited = getAttributeOr(base, '__abstractmethods__');
    if (inherited === undefined) continue;
    for (const name of iterate(inherited)) {
      if (isAbstract(getAttributeOr(cls, strValue(name) ?? ''))) names.add(name);
    }
  }
  setAttribute(cls, '__abstractmethods__', PyFrozenSet.of(names));
}

const COLLECTION_FLAGS: ReadonlyMap<Value, PatternKind> = new Map([
  [32, 'sequence'],
  [64, 'mapping'],
]);

/** A class body says by `__abc_tpflags__` what `match` takes its instances for (`_abc__abc_init`). */
function takeCollectionFlag(cls: PyType): void {
  const flags = cls.attrs.get('__abc_tpflags__');
  if (flags === undefined) return;
  cls.attrs.delete('__abc_tpflags__');
  cls.patternKind = COLLECTION_FLAGS.get(flags) ?? cls.patternKind;
  cls.modified();
}

/** `_abc__abc_subclasscheck_impl` */
export function subclassCheck(cls: PyType, subclass: Value): boolean {
  if (!(subclass instanceof PyType)) throw typeError('issubclass() arg 1 must be a class');
  const known = dataOf(cls);
  if (known.known.has(subclass)) return true;
  if (known.checkedAt < registrations) {
    known.unrelated = new WeakSet();
    known.checkedAt = registrations;
  } else if (known.unrelated.has(subclass)) return false;
  const result = decideSubclass(cls, subclass, known);
  (result ? known.known : known.unrelated).add(subclass);
  return result;
}

function decideSubclass(cls: PyType, subclass: PyType, known: AbcData): boolean {
  const answer = call(getAttribute(cls, '__subclasshook__'), [subclass]);
  if (answer === true || answer === false) return answer;
  if (answer !== NotImplemented) {
    throw exception('AssertionError', '__subclasshook__ must return either False, True, or NotImplemented');
  }
  if (subclass.mro.includes(cls)) return true;
  if (known.registry.some((other) => checkSubclass(subclass, other))) return true;
  for (const reference of cls.subclasses) {
    const other = reference.deref();
    if (other !== undefined && checkSubclass(subclass, other)) return true;
  }
  return false;
}

/** `_abc__abc_instancecheck_impl`: by what the object says its class is, or by its real class. */
function instanceCheck(cls: PyType, instance: Value): boolean {
  const real = typeOf(instance);
  const claimed = getAttributeOr(instance, '__class__') ?? real;
  if (claimed instanceof PyType && dataOf(cls).known.has(claimed)) return true;
  if (claimed === real) return isSubclass(cls, real);
  return isSubclass(cls, claimed) || isSubclass(cls, real);
}

/** `cls.__subclasscheck__`, which a metaclass may have its own of. */
function isSubclass(cls: PyType, other: Value): boolean {
  return isTrue(call(getAttribute(cls, '__subclasscheck__'), [other]));
}

export function register(cls: PyType, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError('Can only register classes');
  if (checkSubclass(subclass, cls)) return subclass;
  if (checkSubclass(cls, subclass)) throw runtimeError('Refusing to create an inheritance cycle');
  dataOf(cls).registry.push(subclass);
  registrations++;
  if (cls.patternKind !== null) setPatternKind(subclass, cls.patternKind);
  return subclass;
}

export const abcMeta = perMachine((): PyType => {
  const type = new PyType('ABCMeta', [typeType], { heap: true, module: 'abc', instanceDict: false });
  type.attrs.set('__module__', 'abc');
  extendType(type, {
    slots: {
      new_: (cls, args, keywords) => {
        const made = newType(cls, args, keywords);
        if (made instanceof PyType) {
          computeAbstractMethods(made);
          takeCollectionFlag(made);
        }
        return made;
      },
    },
    methods: {
      '__instancecheck__(instance)': instanceCheck,
      '__subclasscheck__(subclass)': subclassCheck,
      'register(subclass)': register,
      '_dump_registry(file=None)': () => null,
      '_abc_registry_clear()': (cls: PyType) => {
        dataOf(cls).registry.length = 0;
        return null;
      },
      '_abc_caches_clear()': (cls: PyType) => {
        data.delete(cls);
        return null;
      },
    },
  });
  return type;
});
