// The memories of processes. A child begins with a copy of its parent's, as `fork` gives it.
//
// The objects themselves stay what they are, so that compiled code, which holds on to variables, needs no copy. What
// is copied are their contents: each process has its own list of them (an image), and when another process takes over,
// the contents of the one go into its image and those of the other out of it. Only objects that were there at some fork
// and that a child can reach are in an image: what a process makes later is its own anyway.
//
// Not copied: what a host closure or a running generator holds, so an iterator or generator begun before a fork goes
// on for both; and the library's own state, which is either kept by process (`perProcess`) or the same for all.

import { PyModule } from '../execution/module.js';
import { Namespace } from '../execution/namespace.js';
import type { PyDict } from '../objects/containers.js';
import { HashTable } from '../objects/hash-table.js';
import { PyNative } from '../objects/native.js';
import { PyObject, PyType, type Value } from '../objects/object.js';
import { SetTable } from '../objects/set-table.js';
import { updateSlots } from '../objects/slots.js';
import { SharedObject } from './shared-object.js';

/** What is no object of the program, and yet has a state that a new process has a copy of. */
export interface CopiedForProcess {
  copyForProcess(): CopiedForProcess;
}

type Contents =
  | { readonly kind: 'variables'; readonly values: ReadonlyMap<Value, Value> }
  | { readonly kind: 'attributes'; readonly values: ReadonlyMap<Value, Value> }
  | { readonly kind: 'fields'; readonly names: readonly string[]; readonly values: readonly unknown[] };

type Holder = Namespace | PyObject;

/** The contents of holders by their index; undefined where the process does not know the object. */
export type MemoryImage = (Contents | undefined)[];

export class ProcessMemory {
  readonly #holders: Holder[] = [];
  readonly #indices = new Map<Holder, number>();

  constructor(
    /** `sys.modules` */
    readonly modules: () => PyDict,
  ) {}

  /** The image of a child that is forked now, while the parent's contents are in place. */
  fork(parent: MemoryImage, roots: readonly Value[]): MemoryImage {
    const child: MemoryImage = [];
    const copies = new Map<object, unknown>();
    for (const holder of this.#reachable(roots)) {
      let index = this.#indices.get(holder);
      if (index === undefined) {
        index = this.#holders.push(holder) - 1;
        this.#indices.set(holder, index);
      }
      const contents = contentsOf(holder);
      parent[index] ??= contents;
      child[index] = copyOf(contents, copies);
    }
    return child;
  }

  /** Puts the contents of one process away and those of another in place. */
  exchange(from: MemoryImage | null, to: MemoryImage | null): void {
    const holders = this.#holders;
    for (let index = 0; index < holders.length; index++) {
      const holder = holders[index];
      if (holder === undefined) continue;
      if (from?.[index] !== undefined) from[index] = contentsOf(holder);
      const contents = to?.[index];
      if (contents !== undefined) putInto(holder, contents);
    }
  }

  #reachable(roots: readonly Value[]): Set<Holder> {
    const walk = new Walk(this.modules());
    for (const root of roots) walk.push(root);
    return walk.run();
  }
}

/** Finds what a child can reach: the program's modules and classes, and the objects in them. */
class Walk {
  readonly #holders = new Set<Holder>();
  readonly #seen = new Set<object>();
  readonly #todo: object[] = [];
  readonly #programModules = new Set<Value>();

  constructor(modules: PyDict) {
    for (const [name, module] of modules.table.entries()) {
      if (!(module instanceof PyModule) || !isProgram(module.namespace)) continue;
      this.#programModules.add(name);
      this.push(module.namespace);
    }
  }

  push(value: unknown): void {
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    this.#todo.push(value);
  }

  run(): Set<Holder> {
    for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) this.#visit(next);
    return this.#holders;
  }

  #visit(object: object): void {
    if (Array.isArray(object) || object instanceof Set) for (const item of object) this.push(item);
    else if (object instanceof Map) this.#pushPairs(object);
    else if (object instanceof HashTable) this.#pushPairs(object.entries());
    else if (object instanceof SetTable) for (const item of object.toArray()) this.push(item);
    else if (object instanceof Namespace) {
      if (!isProgram(object)) return;
      this.#holders.add(object);
      for (const [, value] of object.entries()) this.push(value);
    } else if (object instanceof PyType) {
      if (!object.heap || !this.#programModules.has(object.attrs.get('__module__') ?? null)) return;
      this.#holders.add(object);
      this.#pushPairs(object.attrs);
    } else if (object instanceof PyModule) this.push(object.namespace);
    else if (object instanceof SharedObject || object instanceof PyNative) return;
    else if (object instanceof PyObject) {
      this.#holders.add(object);
      this.push(object.cls);
      for (const value of Object.values(object)) this.push(value);
    } else if (isPlain(object)) for (const value of Object.values(object)) this.push(value);
  }

  #pushPairs(pairs: Iterable<readonly [unknown, unknown]>): void {
    for (const [key, value] of pairs) {
      this.push(key);
      this.push(value);
    }
  }
}

/** Variables of the program's own files, not of the library. */
function isProgram(namespace: Namespace): boolean {
  return namespace.get('__name__') === '__main__' || namespace.has('__file__');
}

function isCopied(object: object): object is CopiedForProcess {
  return 'copyForProcess' in object;
}

function isPlain(object: object): boolean {
  return Object.getPrototypeOf(object) === Object.prototype;
}

function contentsOf(holder: Holder): Contents {
  if (holder instanceof Namespace) return { kind: 'variables', values: new Map(holder.entries()) };
  if (holder instanceof PyType) return { kind: 'attributes', values: new Map(holder.attrs) };
  const names = Object.keys(holder);
  return { kind: 'fields', names, values: names.map((name): unknown => Reflect.get(holder, name)) };
}

/** Containers of the host are copied, objects of the program are holders of their own. */
function copyOf(contents: Contents, copies: Map<object, unknown>): Contents {
  if (contents.kind !== 'fields') return contents;
  return { ...contents, values: contents.values.map((value) => copyValue(value, copies)) };
}

function copyValue(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || value instanceof PyObject) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = copyContainer(value, copies);
  copies.set(value, copy);
  return copy;
}

function copyContainer(value: object, copies: Map<object, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => copyValue(item, copies));
  if (value instanceof Map)
    return new Map([...value].map(([key, item]): [unknown, unknown] => [key, copyValue(item, copies)]));
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array || value instanceof Uint32Array) return value.slice();
  if (value instanceof HashTable) return value.copy();
  if (value instanceof SetTable) return value.copy();
  if (isCopied(value)) return value.copyForProcess();
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyValue(item, copies)]));
}

function putInto(holder: Holder, contents: Contents): void {
  if (holder instanceof Namespace) {
    if (contents.kind === 'variables') putVariables(holder, contents.values);
  } else if (holder instanceof PyType) {
    if (contents.kind === 'attributes') putAttributes(holder, contents.values);
  } else if (contents.kind === 'fields') {
    const { names, values } = contents;
    for (let index = 0; index < names.length; index++) Reflect.set(holder, names[index] ?? '', values[index]);
  }
}

function putVariables(namespace: Namespace, values: ReadonlyMap<Value, Value>): void {
  for (const [name] of [...namespace.entries()]) if (!values.has(name)) namespace.delete(name);
  for (const [name, value] of values) namespace.set(name, value);
}

/** A class whose attributes are the same in both processes keeps what was looked up in it. */
function putAttributes(type: PyType, values: ReadonlyMap<Value, Value>): void {
  const { attrs } = type;
  const changed: string[] = [];
  for (const name of new Set([...attrs.keys(), ...values.keys()]))
    if (attrs.get(name) !== values.get(name)) changed.push(String(name));
  if (changed.length === 0) return;
  attrs.clear();
  for (const [name, value] of values) attrs.set(name, value);
  type.modified();
  updateSlots(
    type,
    changed.filter((name) => name.startsWith('__')),
  );
}
