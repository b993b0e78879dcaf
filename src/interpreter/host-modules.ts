// The modules that a program's host gives it: values go in and out, the host's objects become objects of native types.

import {
  HostError,
  HostFloat,
  HostFunction,
  type HostKind,
  type HostMethod,
  type HostModule,
  HostObject,
  HostRaised,
  HostUnknown,
  type HostValue,
} from '../base/host.js';
import { PyModule } from '../execution/module.js';
import { PyFloat } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { notesOf } from '../objects/exception-notes.js';
import { exception, PyException, typeError } from '../objects/exceptions.js';
import { formatException } from '../objects/format-exception.js';
import { HashTable } from '../objects/hash-table.js';
import { toArray } from '../objects/iteration.js';
import { defineType, type NativeBody, native } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { PyRange } from '../objects/range.js';
import { str } from '../objects/repr.js';
import { PySet } from '../objects/set-type.js';
import type { PyTraceback } from '../objects/traceback.js';
import { typeName } from '../objects/types.js';

/** Ranges that are longer stay behind. */
const MAX_RANGE = 100_000;

class PyHostObject extends PyObject {
  constructor(
    cls: PyType,
    readonly object: HostObject,
  ) {
    super(cls);
  }
}

/** One machine's view of its host. */
export class HostBridge {
  readonly #types = new Map<HostKind, PyType>();
  readonly #objects = new WeakMap<HostObject, PyHostObject>();

  /** `program` is the name of the program's own file. */
  constructor(readonly program: string) {}

  module({ name, contents }: HostModule): PyModule {
    const module = new PyModule(name);
    for (const [key, value] of Object.entries(contents)) module.namespace.set(key, this.#inside(value, name));
    return module;
  }

  /** Calls a function of the program. */
  call(callee: Value, args: readonly HostValue[]): HostRaised | null {
    try {
      call(
        callee,
        args.map((arg) => this.#inside(arg)),
      );
      return null;
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      return this.#raised(error);
    }
  }

  #inside(value: HostValue, module: string | null = null): Value {
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof HostFloat) return new PyFloat(value.value);
    if (value instanceof HostObject) return this.#objectOf(value);
    if (value instanceof HostFunction) {
      const fn = native(value.signature, this.#body(value.body));
      fn.module = module;
      return fn;
    }
    if (value instanceof HostRaised || value instanceof HostUnknown) {
      throw new TypeError('what came out of a program only to be told can not go back');
    }
    if (value instanceof Map) {
      const table = new HashTable();
      for (const [key, item] of value) table.set(this.#inside(key), this.#inside(item));
      return new PyDict(table);
    }
    return new PyList([...value.values()].map((item) => this.#inside(item)));
  }

  #outside(value: Value): HostValue {
    if (
      value === null ||
      typeof value === 'boolean' ||
      typeof value === 'number' ||
      typeof value === 'string'
    )
      return value;
    if (typeof value === 'bigint') return new HostUnknown('int');
    if (value instanceof PyFloat) return new HostFloat(value.value);
    if (value instanceof PyHostObject) return value.object;
    if (value instanceof PyList || value instanceof PyTuple)
      return value.items.map((item) => this.#outside(item));
    if (value instanceof PySet || (value instanceof PyRange && Number(value.length) <= MAX_RANGE))
      return toArray(value).map((item) => this.#outside(item));
    if (value instanceof PyDict) {
      return new Map(
        [...value.table.entries()].map(([key, item]) => [this.#outside(key), this.#outside(item)]),
      );
    }
    if (value instanceof PyException) return this.#raised(value);
    return new HostUnknown(typeName(value));
  }

  #raised(error: PyException): HostRaised {
    const notes = notesOf(error);
    const texts = notes instanceof PyList ? notes.items.map((note) => str(note)) : [];
    const lineno = innermostLine(error, this.program);
    return new HostRaised(typeName(error), str(error), texts, lineno, formatException(error));
  }

  #objectOf(object: HostObject): PyHostObject {
    let known = this.#objects.get(object);
    if (known === undefined) {
      known = new PyHostObject(this.#typeOf(object.kind), object);
      this.#objects.set(object, known);
    }
    return known;
  }

  #typeOf(kind: HostKind): PyType {
    let type = this.#types.get(kind);
    if (type === undefined) {
      type = this.#define(kind);
      this.#types.set(kind, type);
    }
    return type;
  }

  #define(kind: HostKind): PyType {
    const { name, doc, text, equals, attributes = {}, methods = {} } = kind;
    const bodies = (of: Readonly<Record<string, HostMethod>>): Record<string, NativeBody> =>
      Object.fromEntries(Object.entries(of).map(([key, body]) => [key, this.#method(body)]));
    return defineType(name, {
      doc,
      final: true,
      slots: {
        new_: () => {
          throw typeError(`cannot create '${name}' instances`);
        },
        repr: (self: PyHostObject) => text(self.object),
        ...(equals === undefined
          ? {}
          : {
              eq: (self: PyHostObject, other) => equals(self.object, this.#outside(other)),
              hash: null,
            }),
      },
      properties: bodies(attributes),
      methods: bodies(methods),
    });
  }

  #method(body: HostMethod): NativeBody {
    return (self: PyHostObject, ...args: Value[]) =>
      this.#answer(() => body(self.object, ...args.map((arg) => this.#outside(arg))));
  }

  #body(body: HostFunction['body']): NativeBody {
    return (...args) => this.#answer(() => body(...args.map((arg) => this.#outside(arg))));
  }

  #answer(ask: () => HostValue): Value {
    try {
      return this.#inside(ask());
    } catch (error) {
      if (error instanceof HostError) throw exception(error.type, error.message);
      throw error;
    }
  }
}

/** The line of a file that an exception was raised in, or the one there that led to it. */
export function innermostLine(error: PyException, filename: string): number | null {
  let lineno: number | null = null;
  for (let at: PyTraceback | null = error.traceback; at !== null; at = at.next) {
    if (at.frame.filename === filename) lineno = at.position.lineno;
  }
  return lineno;
}
