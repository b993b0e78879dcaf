// Functions and methods written in TypeScript, declared by a signature in Python's notation.
//
// The signature gives the binder, CPython's TypeError texts and what `inspect.signature` shows. The binder
// guarantees what a body may rely on: `self` is an instance of the type that defines the method, `*args` arrives as
// a PyTuple, `**kwargs` as a PyDict, and a parameter that was left out has its default, or undefined where the
// signature gives none. That is why bodies are typed in method form: they may name narrower types.

import { typeError } from './exceptions.js';
import { constructThroughNew } from './new-slot.js';
import {
  type Keywords,
  PyObject,
  type PyType,
  type SlotDefinitions,
  type SlotName,
  PyType as Type,
  type Value,
} from './object.js';
import { Signature } from './signature.js';
import { inheritSlots, wrapSlots } from './slots.js';
import {
  builtinFunctionType,
  classMethodDescriptorType,
  getsetDescriptorType,
  memberDescriptorType,
  methodDescriptorType,
  objectType,
  slotWrapperType,
  staticmethodType,
  typeOf,
} from './types.js';
import { WrapperSignature } from './wrapper-signature.js';

interface BodySignature {
  body(...args: Value[]): Value;
}
export type NativeBody = BodySignature['body'];

/** `len`, `time.sleep`, or a method bound to its object. */
export class PyNative extends PyObject {
  /** `__module__`, set when the function is put into a module. */
  module: string | null = null;
  doc: string | null = null;

  constructor(
    readonly signature: Signature,
    readonly body: NativeBody,
    /** The object a bound method belongs to. */
    readonly self: Value | undefined = undefined,
    readonly owner: PyType | null = null,
    cls: PyType = builtinFunctionType,
  ) {
    super(cls);
  }

  get name(): string {
    return this.signature.name;
  }

  /** `list.append`; a class method is named after the class it is bound to. */
  get qualname(): string {
    const cls = this.self instanceof Type ? this.self : this.owner;
    return cls === null ? this.name : `${cls.qualname}.${this.name}`;
  }

  /** As CPython's messages name it: `_PyObject_FunctionStr`. */
  get fullName(): string {
    const { module, qualname } = this;
    const isPlain = module === null || module === 'builtins' || this.signature.isPython;
    return isPlain ? qualname : `${module}.${qualname}`;
  }

  invoke(args: readonly Value[], keywords: Keywords | null): Value {
    const { signature, body, self } = this;
    if (keywords === null && args.length === signature.exactly) {
      return self === undefined ? body(...args) : body(self, ...args);
    }
    const bound = signature.bind(this.fullName, args, keywords);
    return self === undefined ? body(...bound) : body(self, ...bound);
  }
}

/** An unbound method of a built-in type, `list.append`. */
export class PyNativeMethod extends PyObject {
  constructor(
    readonly owner: PyType,
    readonly signature: Signature,
    readonly body: NativeBody,
    cls: PyType = methodDescriptorType,
  ) {
    super(cls);
  }

  get name(): string {
    return this.signature.name;
  }

  get qualname(): string {
    return `${this.owner.qualname}.${this.name}`;
  }

  /** Calls the method on `self`, which must be known to be an instance of the owner. */
  invoke(self: Value, args: readonly Value[], keywords: Keywords | null): Value {
    const { signature, body } = this;
    if (keywords === null && args.length === signature.exactly) return body(self, ...args);
    return body(self, ...signature.bind(this.qualname, args, keywords));
  }

  /** `list.append(x, 1)`: the first argument is the object. */
  invokeUnbound(args: readonly Value[], keywords: Keywords | null): Value {
    const [self, ...rest] = args;
    if (self === undefined) {
      throw typeError(
        this.cls === slotWrapperType
          ? `descriptor '${this.name}' of '${this.owner.name}' object needs an argument`
          : `unbound method ${this.qualname}() needs an argument`,
      );
    }
    this.checkSelf(self);
    return this.invoke(self, rest, keywords);
  }

  checkSelf(self: Value): void {
    if (typeOf(self).isSubtypeOf(this.owner)) return;
    const [name, owner, received] = [this.name, this.owner.name, typeOf(self).name];
    throw typeError(
      this.cls === slotWrapperType
        ? `descriptor '${name}' requires a '${owner}' object but received a '${received}'`
        : `descriptor '${name}' for '${owner}' objects doesn't apply to a '${received}' object`,
    );
  }
}

/** An attribute of a built-in type that is computed: `int.real`, `function.__name__`. */
export class PyGetSet extends PyObject {
  constructor(
    readonly owner: PyType,
    readonly name: string,
    readonly getter: Getter,
    readonly setter: Setter | null,
    cls: PyType = getsetDescriptorType,
  ) {
    super(cls);
  }
}

interface AccessorSignatures {
  get(self: Value): Value;
  /** `value` is undefined for `del`. */
  set(self: Value, value: Value | undefined): void;
}
export type Getter = AccessorSignatures['get'];
export type Setter = AccessorSignatures['set'];

/** `staticmethod(f)`; the `staticmethod` and `classmethod` types themselves stand in `descriptors.ts`. */
export class PyStaticMethod extends PyObject {
  constructor(
    public callable: Value,
    cls: PyType = staticmethodType,
  ) {
    super(cls, new Map());
  }
}

/** A function of a module. `signature` is its name and parameters: `sleep(delay, result=None)`. */
export function native(signature: string, body: NativeBody): PyNative {
  return new PyNative(new Signature(signature), body);
}

export interface TypeDefinition {
  doc?: string;
  slots?: SlotDefinitions;
  /** Keyed by signature, `self` left out: `'append(object, /)'`. */
  methods?: Record<string, NativeBody>;
  /** The body's first argument is the class. */
  classMethods?: Record<string, NativeBody>;
  staticMethods?: Record<string, NativeBody>;
  /** Computed attributes; a bare function is a read-only one. */
  properties?: Record<string, Getter | { get: Getter; set: Setter }>;
  /** Read-only fields of the object: `member_descriptor` instead of `getset_descriptor`. */
  members?: Record<string, Getter>;
  /** Other class attributes. */
  attributes?: Record<string, Value>;
}

/** Gives a bare type its operations and methods. May be called more than once for one type. */
export function extendType(type: PyType, definition: TypeDefinition): PyType {
  const { attrs } = type;
  if (definition.doc !== undefined) attrs.set('__doc__', definition.doc);
  if (definition.slots !== undefined) defineSlots(type, definition.slots);
  for (const [signature, body] of Object.entries(definition.methods ?? {})) {
    const method = new PyNativeMethod(type, methodSignature(type, signature), body);
    attrs.set(method.name, method);
  }
  for (const [signature, body] of Object.entries(definition.classMethods ?? {})) {
    const method = new PyNativeMethod(type, new Signature(signature), body, classMethodDescriptorType);
    attrs.set(method.name, method);
  }
  for (const [signature, body] of Object.entries(definition.staticMethods ?? {})) {
    const fn = new PyNative(new Signature(signature), body, undefined, type);
    attrs.set(fn.name, new PyStaticMethod(fn));
  }
  for (const [name, accessor] of Object.entries(definition.properties ?? {})) {
    const { get, set } = typeof accessor === 'function' ? { get: accessor, set: null } : accessor;
    attrs.set(name, new PyGetSet(type, name, get, set));
  }
  for (const [name, get] of Object.entries(definition.members ?? {})) {
    attrs.set(name, new PyGetSet(type, name, get, null, memberDescriptorType));
  }
  for (const [name, value] of Object.entries(definition.attributes ?? {})) attrs.set(name, value);
  type.modified();
  return type;
}

/** Methods of a class that CPython writes in Python complain as functions in Python do. */
export function methodSignature({ isMutable }: PyType, text: string): Signature {
  return isMutable && !text.startsWith('def ')
    ? new Signature(`def ${text}`, undefined, 1)
    : new Signature(text);
}

const NEW_SIGNATURE = new Signature('__new__(*args, **kwargs)');

function defineSlots(type: PyType, definitions: SlotDefinitions): void {
  Object.assign(type.ownSlots, definitions);
  for (const [dunder, signature, body] of wrapSlots(type, Object.keys(definitions) as SlotName[])) {
    if (body === null) type.attrs.set(dunder, null);
    else
      type.attrs.set(
        dunder,
        new PyNativeMethod(type, new WrapperSignature(signature), body, slotWrapperType),
      );
  }
  if (definitions.new_ !== undefined) {
    type.attrs.set('__new__', new PyNative(NEW_SIGNATURE, constructThroughNew, type, type));
  }
  inheritSlots(type);
}

/** A new built-in type. Types that need the machine are made inside their module's function. */
export function defineType(
  name: string,
  definition: TypeDefinition & {
    bases?: readonly PyType[];
    module?: string;
    instanceDict?: boolean;
    final?: boolean;
    /** CPython writes it in Python: programs can change it. */
    mutable?: boolean;
  },
): PyType {
  const type = new Type(name, definition.bases ?? [objectType], {
    module: definition.module ?? 'builtins',
    ...(definition.instanceDict === undefined ? {} : { instanceDict: definition.instanceDict }),
  });
  if (definition.final) type.isBaseType = false;
  if (definition.mutable || type.bases.some(({ isMutable }) => isMutable)) type.isMutable = true;
  inheritSlots(type);
  return extendType(type, definition);
}
