// Who can still be reached by the program: what a reference count would know.
//
// The walk goes through the objects of the data model by their fields. What closures hold it cannot see; an object whose
// contents hide in one makes the walk `opaque`, and who asks then must not conclude that something is lost.

import { Activation } from '../execution/activation.js';
import { Frame } from '../execution/frame.js';
import { PyModule } from '../execution/module.js';
import { Namespace } from '../execution/namespace.js';
import { Resumable } from '../execution/resumable.js';
import { PyDict } from '../objects/containers.js';
import { HashTable } from '../objects/hash-table.js';
import { type Holder, PyObject, PyType } from '../objects/object.js';
import { PySet } from '../objects/set.js';
import type { KernelMachine } from './kernel-machine.js';

export class Reachability {
  readonly #seen = new Set<object>();
  readonly #todo: object[] = [];
  /** Something was met whose contents are not known. */
  opaque = false;

  /** `missing`: objects that are looked for; the walk is over when all of them were met. */
  constructor(
    readonly missing: Set<object> | null = null,
    /** A frame or namespace whose variables are gone, although it is still there. */
    readonly ended: Frame | Namespace | null = null,
  ) {}

  /** Objects visited: what the walk has cost. */
  get visited(): number {
    return this.#seen.size;
  }

  has(object: object): boolean {
    return this.#seen.has(object);
  }

  /** Marks what can be reached from the running code, the parked threads and the program's variables. */
  markProgram(m: KernelMachine): void {
    this.mark(m.frame);
    this.mark(m.handled);
    for (const thread of m.scheduler.threads) {
      if (thread.ended) continue;
      this.mark(thread.context);
      this.mark(thread.frame);
      this.mark(thread.activation);
    }
    this.mark(m.loadedModules);
    for (const markMore of m.roots) markMore(this);
  }

  /** Marks what can be reached from what an object holds; the object itself only if that leads back to it. */
  markContents(object: object): void {
    this.#contents(object);
    this.mark(null);
  }

  mark(root: unknown): void {
    this.#push(root);
    for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) {
      if (this.missing?.size === 0) return;
      this.#contents(next);
    }
  }

  #push(value: unknown): void {
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    this.missing?.delete(value);
    this.#todo.push(value);
  }

  #pushAll(values: Iterable<unknown>): void {
    for (const value of values) this.#push(value);
  }

  #pairs(pairs: Iterable<readonly [unknown, unknown]>): void {
    for (const pair of pairs) this.#pushAll(pair);
  }

  #contents(object: object): void {
    if (Array.isArray(object)) this.#items(object);
    else if (object instanceof Set) this.#pushAll(object);
    else if (object instanceof Map) {
      this.#pushAll(object.keys());
      this.#pushAll(object.values());
    } else if (object instanceof Namespace) {
      if (object === this.ended) return;
      for (const [, value] of object.entries()) this.#push(value);
    } else if (object instanceof PyModule) this.#push(object.namespace);
    else if (object instanceof PyDict) {
      this.#fields(object);
      this.#pairs(object.table.entries());
    } else if (object instanceof HashTable) this.#pairs(object.entries());
    else if (object instanceof PySet) this.#pushAll(object.table.toArray());
    else if (object instanceof PyType) {
      if (object.heap) this.#push(object.attrs);
    } else if (object instanceof Activation) this.#pushAll(object.stack);
    else if (object instanceof Resumable) this.#suspended(object);
    else if (object instanceof Frame) {
      this.#pushAll([object.back, object.names, object.globals]);
      if (object === this.ended) return;
      this.#pushAll(object.locals);
      this.#pushAll(object.cells);
    } else if (
      object instanceof PyObject ||
      isHolder(object) ||
      Object.getPrototypeOf(object) === Object.prototype
    ) {
      this.#fields(object);
    }
  }

  /** What is looked for is most often what was appended last. */
  #items(items: readonly unknown[]): void {
    for (let index = items.length - 1; index >= 0 && this.missing?.size !== 0; index--)
      this.#push(items[index]);
  }

  /** A frame that has run to its end holds nothing any more. */
  #suspended(object: Resumable): void {
    if (object.ended) return;
    this.#push(object.frame);
    this.#push(object.activation);
    this.#push(object.held);
  }

  #fields(object: object): void {
    if (isHolder(object)) this.#pushAll(object.references());
    for (const value of Object.values(object)) {
      if (typeof value === 'function') {
        // Natives have their bodies; any other function hides what it works on.
        if ('source' in object) this.opaque = true;
      } else this.#push(value);
    }
  }
}

const isHolder = (object: object): object is Holder =>
  'references' in object && typeof object.references === 'function';
