// Classes that CPython's library writes in Python: programs can change them and derive from them, so each machine has
// its own. Types that CPython writes in C are made with `defineType`.

import type { KernelMachine } from '../kernel/kernel-machine.js';
import { PyClassMethod } from '../objects/descriptors.js';
import { dictAccessor } from '../objects/instance-dict.js';
import { type NativeBody, PyGetSet, PyStaticMethod } from '../objects/native.js';
import { type Keywords, PyType, type Value } from '../objects/object.js';
import { PyProperty } from '../objects/property.js';
import { PyFrozenSet } from '../objects/set-type.js';
import { Signature } from '../objects/signature.js';
import { inheritSlots, updateSlots } from '../objects/slots.js';
import { objectType } from '../objects/types.js';
import { type FunctionBody, libraryFunction, PyLibraryFunction } from './library.js';

export interface ClassDefinition {
  readonly module: string;
  readonly bases?: readonly PyType[];
  readonly metatype?: PyType;
  /** False for a class with empty `__slots__`. */
  readonly instanceDict?: boolean;
  readonly doc?: string;
  /** Keyed by signature, `self` included. */
  readonly methods?: Record<string, NativeBody>;
  /** Methods that take their arguments as they come, `self` among them. */
  readonly variadic?: Record<string, FunctionBody>;
  readonly classMethods?: Record<string, NativeBody>;
  readonly staticMethods?: Record<string, NativeBody>;
  readonly properties?: Record<string, NativeBody>;
  readonly attributes?: Record<string, Value>;
  /** Abstract methods by signature with what their default body does. */
  readonly abstract?: Record<string, NativeBody>;
}

export function libraryClass(name: string, definition: ClassDefinition): PyType {
  const { module, bases = [objectType], metatype, instanceDict } = definition;
  const type = new PyType(name, bases, {
    heap: true,
    module,
    ...(metatype === undefined ? {} : { metatype }),
    ...(instanceDict === undefined ? {} : { instanceDict }),
  });
  type.memberCount = Math.max(0, ...bases.map((base) => base.memberCount));
  type.attrs.set('__module__', module);
  type.attrs.set('__doc__', definition.doc ?? null);
  if (instanceDict === true && bases.every((base) => !base.hasInstanceDict)) {
    type.attrs.set('__dict__', new PyGetSet(type, '__dict__', dictAccessor.get, dictAccessor.set));
    type.attrs.set('__weakref__', null);
  }
  inheritSlots(type);
  extendClass(type, definition);
  return type;
}

/** Gives a class more of what a definition can have. */
export function extendClass(type: PyType, definition: Omit<ClassDefinition, 'bases' | 'metatype'>): void {
  const { attrs, name } = type;
  const { module } = definition;
  const make = (signature: string, body: NativeBody): PyLibraryFunction => {
    const fn = libraryFunction(signature, body, module);
    fn.qualname = `${name}.${fn.name}`;
    return fn;
  };
  for (const [signature, body] of Object.entries(definition.methods ?? {})) {
    const fn = make(signature, body);
    attrs.set(fn.name, fn.name === '__new__' ? new PyStaticMethod(fn) : fn);
  }
  for (const [signature, body] of Object.entries(definition.variadic ?? {})) {
    const fn = new PyLibraryFunction(new Signature(`def ${signature}`), body, module);
    fn.qualname = `${name}.${fn.name}`;
    attrs.set(fn.name, fn.name === '__new__' ? new PyStaticMethod(fn) : fn);
  }
  for (const [signature, body] of Object.entries(definition.classMethods ?? {})) {
    const fn = make(signature, body);
    attrs.set(fn.name, new PyClassMethod(fn));
  }
  for (const [signature, body] of Object.entries(definition.staticMethods ?? {})) {
    const fn = make(signature, body);
    attrs.set(fn.name, new PyStaticMethod(fn));
  }
  for (const [property, body] of Object.entries(definition.properties ?? {})) {
    attrs.set(property, propertyOf(make(`${property}(self)`, body)));
  }
  for (const [attribute, value] of Object.entries(definition.attributes ?? {})) attrs.set(attribute, value);
  const abstract: string[] = [];
  for (const [signature, body] of Object.entries(definition.abstract ?? {})) {
    const fn = make(signature, body);
    fn.dict = new Map([['__isabstractmethod__', true]]);
    attrs.set(fn.name, fn);
    abstract.push(fn.name);
  }
  const known = attrs.get('__abstractmethods__');
  if (definition.abstract !== undefined || known !== undefined) {
    setAbstract(type, abstract, known instanceof PyFrozenSet ? known.table.toArray() : []);
  }
  if (attrs.has('__eq__') && !attrs.has('__hash__')) attrs.set('__hash__', null);
  type.modified();
  updateSlots(
    type,
    [...attrs.keys()].filter((key): key is string => typeof key === 'string' && key.startsWith('__')),
  );
}

/** The abstract methods of a class are its own, and those of its bases that it does not define. */
function setAbstract(type: PyType, own: readonly string[], known: readonly Value[]): void {
  const names = new Set<Value>([...own, ...known]);
  for (const base of type.bases) {
    const inherited = base.attrs.get('__abstractmethods__');
    if (inherited instanceof PyFrozenSet) for (const method of inherited.table.toArray()) names.add(method);
  }
  type.modified();
  for (const method of names) {
    const current = typeof method === 'string' ? type.lookup(method) : undefined;
    const isAbstract = current instanceof PyLibraryFunction && current.dict?.has('__isabstractmethod__');
    if (isAbstract !== true) names.delete(method);
  }
  type.attrs.set('__abstractmethods__', PyFrozenSet.of(names));
  type.isAbstract = names.size > 0;
}

export function propertyOf(getter: Value): PyProperty {
  const property = new PyProperty();
  property.getter = getter;
  return property;
}

/** A function of a class that takes its arguments as they come. */
export function variadicFunction(
  text: string,
  body: (args: readonly Value[], keywords: Keywords | null) => Value,
  module: Value,
  qualname?: string,
): PyLibraryFunction {
  return new PyLibraryFunction(new Signature(`def ${text}`), body, module, qualname);
}

export type ClassMaker = (m: KernelMachine) => PyType;
