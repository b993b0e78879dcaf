// Values and types: what every Python object is made of.
//
// Small immutable values are host primitives: None is null, bool, str and int (a number while it is a
// safe integer, a bigint outside, never both) are JavaScript's own. Everything else is a PyObject.
// `undefined` is never a Python value: it means unbound, absent, or exhausted.
//
// The types of the primitives and the other built-in types stand bare in `types.ts`; each type's own file
// fills in its slots and methods.

export type Value = null | boolean | number | bigint | string | PyObject;

/** The storage of a namespace of attributes. Keys are strings unless a program forces others in through `__dict__`. */
export type Attributes = Map<Value, Value>;

/** Keyword arguments in the order of the call. */
export type Keywords = ReadonlyMap<string, Value>;

/** Who holds values of the program where a walk through its fields does not see them: what it holds. */
export interface Holder {
  references(): Iterable<unknown>;
}

export class PyObject {
  cls: PyType;
  /** The instance's attributes, or null where its type has no `__dict__`. */
  dict: Attributes | null;

  /** Only a root of the type system is made without a type; it is its own until `types.ts` says otherwise. */
  constructor(cls: PyType | undefined, dict: Attributes | null = null) {
    if (cls !== undefined) this.cls = cls;
    else if (this instanceof PyType) this.cls = this;
    else throw new Error('an object needs a type');
    this.dict = dict;
  }
}

type Binary = SlotSignatures['eq'];

/**
 * The operations a type may have, as CPython's type slots. They are written in method form so that a type may name
 * its own class as the type of `self`: a slot is only ever reached through the type of the object it is handed.
 * Binary operations return `NotImplemented` where they do not know the other operand.
 */
export interface SlotSignatures {
  new_(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value;
  init(self: Value, args: readonly Value[], keywords: Keywords | null): void;
  call(self: Value, args: readonly Value[], keywords: Keywords | null): Value;
  repr(self: Value): string;
  str(self: Value): string;
  hash(self: Value): number | bigint;
  bool(self: Value): boolean;
  len(self: Value): number;
  iter(self: Value): Value;
  /** The next item, or undefined at the end. */
  next(self: Value): Value | undefined;
  contains(self: Value, item: Value): boolean;
  getitem(self: Value, key: Value): Value;
  setitem(self: Value, key: Value, value: Value): void;
  delitem(self: Value, key: Value): void;
  /** The attribute, or undefined where there is none, so that `getattr` with a default makes no exception. */
  getattribute(self: Value, name: string): Value | undefined;
  /** `__getattr__`: asked when `getattribute` found nothing. */
  getattr(self: Value, name: string): Value | undefined;
  setattr(self: Value, name: string, value: Value): void;
  delattr(self: Value, name: string): void;
  /** Descriptors: `self` is the descriptor; `instance` is undefined for access through the class. */
  get(self: Value, instance: Value | undefined, owner: PyType): Value;
  set(self: Value, instance: Value, value: Value): void;
  delete(self: Value, instance: Value): void;
  eq(self: Value, other: Value): Value;
  neg(self: Value): Value;
  pow(self: Value, exponent: Value, modulus: Value): Value;
}

type Unary = SlotSignatures['neg'];

/**
 * The operations of one type; undefined means it cannot do it. All tables have one shape, so that reading a slot of
 * any type is one monomorphic load.
 */
export class Slots {
  new_: SlotSignatures['new_'] | undefined = undefined;
  init: SlotSignatures['init'] | undefined = undefined;
  call: SlotSignatures['call'] | undefined = undefined;
  repr: SlotSignatures['repr'] | undefined = undefined;
  str: SlotSignatures['str'] | undefined = undefined;
  /** null: unhashable. */
  hash: SlotSignatures['hash'] | null | undefined = undefined;
  bool: SlotSignatures['bool'] | undefined = undefined;
  len: SlotSignatures['len'] | undefined = undefined;
  iter: SlotSignatures['iter'] | undefined = undefined;
  next: SlotSignatures['next'] | undefined = undefined;
  contains: SlotSignatures['contains'] | undefined = undefined;
  getitem: SlotSignatures['getitem'] | undefined = undefined;
  setitem: SlotSignatures['setitem'] | undefined = undefined;
  delitem: SlotSignatures['delitem'] | undefined = undefined;
  getattribute: SlotSignatures['getattribute'] | undefined = undefined;
  getattr: SlotSignatures['getattr'] | undefined = undefined;
  setattr: SlotSignatures['setattr'] | undefined = undefined;
  delattr: SlotSignatures['delattr'] | undefined = undefined;
  get: SlotSignatures['get'] | undefined = undefined;
  set: SlotSignatures['set'] | undefined = undefined;
  delete: SlotSignatures['delete'] | undefined = undefined;

  eq: Binary | undefined = undefined;
  ne: Binary | undefined = undefined;
  lt: Binary | undefined = undefined;
  le: Binary | undefined = undefined;
  gt: Binary | undefined = undefined;
  ge: Binary | undefined = undefined;

  add: Binary | undefined = undefined;
  radd: Binary | undefined = undefined;
  iadd: Binary | undefined = undefined;
  sub: Binary | undefined = undefined;
  rsub: Binary | undefined = undefined;
  isub: Binary | undefined = undefined;
  mul: Binary | undefined = undefined;
  rmul: Binary | undefined = undefined;
  imul: Binary | undefined = undefined;
  matmul: Binary | undefined = undefined;
  rmatmul: Binary | undefined = undefined;
  imatmul: Binary | undefined = undefined;
  truediv: Binary | undefined = undefined;
  rtruediv: Binary | undefined = undefined;
  itruediv: Binary | undefined = undefined;
  floordiv: Binary | undefined = undefined;
  rfloordiv: Binary | undefined = undefined;
  ifloordiv: Binary | undefined = undefined;
  mod: Binary | undefined = undefined;
  rmod: Binary | undefined = undefined;
  imod: Binary | undefined = undefined;
  divmod: Binary | undefined = undefined;
  rdivmod: Binary | undefined = undefined;
  lshift: Binary | undefined = undefined;
  rlshift: Binary | undefined = undefined;
  ilshift: Binary | undefined = undefined;
  rshift: Binary | undefined = undefined;
  rrshift: Binary | undefined = undefined;
  irshift: Binary | undefined = undefined;
  and: Binary | undefined = undefined;
  rand: Binary | undefined = undefined;
  iand: Binary | undefined = undefined;
  or: Binary | undefined = undefined;
  ror: Binary | undefined = undefined;
  ior: Binary | undefined = undefined;
  xor: Binary | undefined = undefined;
  rxor: Binary | undefined = undefined;
  ixor: Binary | undefined = undefined;
  pow: SlotSignatures['pow'] | undefined = undefined;
  rpow: Binary | undefined = undefined;
  ipow: Binary | undefined = undefined;

  neg: Unary | undefined = undefined;
  pos: Unary | undefined = undefined;
  abs: Unary | undefined = undefined;
  invert: Unary | undefined = undefined;
  index: Unary | undefined = undefined;
  int: Unary | undefined = undefined;
  float: Unary | undefined = undefined;
  await: Unary | undefined = undefined;
  aiter: Unary | undefined = undefined;
  anext: Unary | undefined = undefined;
}

export type SlotName = keyof Slots;

/** What a type definition gives. */
export type SlotDefinitions = {
  [Name in SlotName]?: NonNullable<Slots[Name]> | (Name extends 'hash' ? null : never);
};

export type PatternKind = 'sequence' | 'mapping';

/** A name that was looked up and is not there. */
const ABSENT = Symbol('absent');

export class PyType extends PyObject {
  /** As messages name it. A type that CPython writes in C has its module in it (`collections.deque`), like `tp_name`. */
  name: string;
  qualname: string;
  /** `__module__`; built-in types say `builtins`. */
  module: string;
  bases: readonly PyType[];
  /** Method resolution order, the type itself first. */
  mro: readonly PyType[];
  /** The class namespace, `__dict__`. */
  readonly attrs: Attributes = new Map();
  /** Own and inherited operations: the merge of `ownSlots` along the MRO. */
  slots = new Slots();
  /** Operations this very type defines, natively or by a trampoline to a dunder method. */
  readonly ownSlots: Partial<Slots> = {};
  /** Classes made by a program can be changed; built-in ones can not. */
  readonly heap: boolean;
  /** A native class that CPython writes in Python: a program can change it. */
  isMutable = false;
  /** A program has changed such a class, or one that it derives from. */
  isPatched = false;
  /** Instances have a `__dict__`. */
  hasInstanceDict: boolean;
  /** A class may derive from it. */
  isBaseType = true;
  /** It has abstract methods, so that `object` makes no instance of it. */
  isAbstract = false;
  /** It has a `__del__`, its own or inherited. */
  hasFinalizer = false;
  /** What `match` takes its instances for: `Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`. */
  patternKind: PatternKind | null = null;
  /** The number of `__slots__` members its instances have, inherited ones included. */
  memberCount = 0;
  /** Grows with every change of the type or its bases, so that a caller may keep what it looked up. */
  version = 0;
  readonly subclasses: WeakRef<PyType>[] = [];
  readonly #cache: Map<string, Value | typeof ABSENT> = new Map();

  constructor(
    name: string,
    bases: readonly PyType[],
    options: { metatype?: PyType; module?: string; heap?: boolean; instanceDict?: boolean } = {},
  ) {
    super(options.metatype ?? bases[0]?.cls);
    this.name = name;
    this.heap = options.heap ?? false;
    this.qualname = this.heap ? name : name.slice(name.lastIndexOf('.') + 1);
    this.module = options.module ?? 'builtins';
    this.bases = bases;
    this.mro = [this, ...linearize(bases)];
    this.patternKind = this.mro.find(({ patternKind }) => patternKind !== null)?.patternKind ?? null;
    this.hasInstanceDict = options.instanceDict ?? bases.some((base) => base.hasInstanceDict);
    for (const base of bases) base.subclasses.push(new WeakRef<PyType>(this));
  }

  /** The attribute `name` of the first class of the MRO that has it: `_PyType_Lookup`. */
  lookup(name: string): Value | undefined {
    const cached = this.#cache.get(name);
    if (cached !== undefined) return cached === ABSENT ? undefined : cached;
    let found: Value | undefined;
    for (const type of this.mro) {
      found = type.attrs.get(name);
      if (found !== undefined) break;
    }
    this.#cache.set(name, found === undefined ? ABSENT : found);
    return found;
  }

  /** A program changed an attribute of it. */
  patched(): void {
    if (this.heap) return;
    this.isPatched = true;
    for (const reference of this.subclasses) reference.deref()?.patched();
  }

  /** Forgets looked-up attributes, here and in every subclass: `PyType_Modified`. */
  modified(): void {
    this.version++;
    this.#cache.clear();
    for (const reference of this.subclasses) reference.deref()?.modified();
  }

  isSubtypeOf(other: PyType): boolean {
    return this === other || this.mro.includes(other);
  }
}

/** The MRO of the bases merged by C3, without the new class itself. Throws `MroConflict`. */
export function linearize(bases: readonly PyType[]): PyType[] {
  if (bases.length === 1) return [...(bases[0]?.mro ?? [])];
  const sequences: PyType[][] = [...bases.map((base) => [...base.mro]), [...bases]];
  const merged: PyType[] = [];
  for (;;) {
    const rest = sequences.filter((sequence) => sequence.length > 0);
    if (rest.length === 0) return merged;
    const next = rest
      .map((sequence) => sequence[0])
      .find((candidate) =>
        rest.every((sequence) => candidate !== undefined && !sequence.includes(candidate, 1)),
      );
    if (next === undefined) throw new MroConflict(rest.map((sequence) => sequence[0]?.name ?? ''));
    merged.push(next);
    for (const sequence of rest) if (sequence[0] === next) sequence.shift();
  }
}

/** Bases that have no consistent order; the caller turns it into Python's TypeError. */
export class MroConflict extends Error {
  constructor(readonly names: readonly string[]) {
    super(`Cannot create a consistent method resolution order (MRO) for bases ${names.join(', ')}`);
  }
}
