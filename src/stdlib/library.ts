// What the modules of the library share: things made once, functions that CPython writes in Python, and the module
// that the running code belongs to.

import { PausableCallee } from '../execution/callee.js';
import type { Machine } from '../execution/machine.js';
import type { Entry } from '../execution/pause.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import type { SimProcess } from '../kernel/sim-process.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { emptyTuple, PyDict, type PyTuple } from '../objects/containers.js';
import { PyBoundMethod } from '../objects/descriptors.js';
import { exception, typeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { lastingDictAccessor } from '../objects/instance-dict.js';
import { extendType, type NativeBody, type PyNative } from '../objects/native.js';
import { type Keywords, PyObject, PyType, type Value } from '../objects/object.js';
import { Signature } from '../objects/signature.js';
import { functionType } from '../objects/types.js';

/** Something made when it is first asked for: a type without anything of the machine in it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same for each machine. */
export function perMachine<T>(make: (machine: KernelMachine) => T): (machine: KernelMachine) => T {
  const made = new WeakMap<KernelMachine, { readonly value: T }>();
  return (machine) => {
    let entry = made.get(machine);
    if (entry === undefined) {
      entry = { value: make(machine) };
      made.set(machine, entry);
    }
    return entry.value;
  };
}

/** The same for each process of a machine. */
export function perProcess<T>(make: (machine: KernelMachine) => T): (machine: KernelMachine) => T {
  const made = new WeakMap<SimProcess, { readonly value: T }>();
  return (machine) => {
    const { process } = machine.scheduler;
    let entry = made.get(process);
    if (entry === undefined) {
      entry = { value: make(machine) };
      made.set(process, entry);
    }
    return entry.value;
  };
}

export type FunctionBody = (args: readonly Value[], keywords: Keywords | null) => Value;

/** A function that CPython's library writes in Python: it binds as a method and can have attributes. */
export class PyLibraryFunction extends PausableCallee {
  doc: Value = null;
  annotations: PyDict | null = null;
  typeParameters: Value = emptyTuple;
  /** `__defaults__`, where a program may ask for them. */
  defaults: PyTuple | null = null;
  name: string;
  /** Calls give coroutines. */
  makesCoroutines = false;

  constructor(
    readonly signature: Signature,
    readonly body: FunctionBody,
    public module: Value = null,
    public qualname: string = signature.name,
  ) {
    super(libraryFunctionType());
    this.name = signature.name;
  }

  /** Those that call back and may pause meanwhile say how (`forwarding.ts`). */
  start(_machine: Machine, _args: readonly Value[], _keywords: Keywords | null): Entry | null {
    return null;
  }
}

/** Its type says it is a `function`, and `isinstance` that it is one. */
export const libraryFunctionType = once(() => {
  const type = new PyType('function', [functionType]);
  extendType(type, {
    slots: {
      call: (self: PyLibraryFunction, args, keywords) => self.body(args, keywords),
      get: (self: PyLibraryFunction, instance) =>
        instance === undefined ? self : new PyBoundMethod(self, instance),
      repr: (self: PyLibraryFunction) => `<function ${self.qualname} at ${addressOf(self)}>`,
    },
    properties: {
      __name__: {
        get: (self: PyLibraryFunction) => self.name,
        set: (self: PyLibraryFunction, value) => {
          if (typeof value !== 'string') throw typeError('__name__ must be set to a string object');
          self.name = value;
        },
      },
      __qualname__: {
        get: (self: PyLibraryFunction) => self.qualname,
        set: (self: PyLibraryFunction, value) => {
          if (typeof value !== 'string') throw typeError('__qualname__ must be set to a string object');
          self.qualname = value;
        },
      },
      __doc__: {
        get: (self: PyLibraryFunction) => self.doc,
        set: (self: PyLibraryFunction, value) => {
          self.doc = value ?? null;
        },
      },
      __module__: {
        get: (self: PyLibraryFunction) => self.module,
        set: (self: PyLibraryFunction, value) => {
          self.module = value ?? null;
        },
      },
      __annotations__: {
        get: (self: PyLibraryFunction) => {
          self.annotations ??= new PyDict();
          return self.annotations;
        },
        set: (self: PyLibraryFunction, value) => {
          self.annotations = value instanceof PyDict ? value : null;
        },
      },
      __defaults__: { get: (self: PyLibraryFunction) => self.defaults, set: () => undefined },
      __kwdefaults__: { get: () => null, set: () => undefined },
      __closure__: () => null,
      __type_params__: {
        get: (self: PyLibraryFunction) => self.typeParameters,
        set: (self: PyLibraryFunction, value) => {
          self.typeParameters = value ?? null;
        },
      },
      __dict__: lastingDictAccessor,
    },
  });
  // What only a function in Python has.
  for (const name of ['__code__', '__globals__', '__builtins__']) {
    const absent = () => {
      throw exception('AttributeError', `'function' object has no attribute '${name}'`);
    };
    extendType(type, { properties: { [name]: { get: absent, set: absent } } });
  }
  type.hasInstanceDict = true;
  type.isBaseType = false;
  return type;
});

/** Declares one by its parameters in Python's notation. */
export function libraryFunction(
  text: string,
  body: NativeBody,
  module: Value = null,
  qualname?: string,
): PyLibraryFunction {
  return withSignature(new Signature(`def ${text}`), body, module, qualname);
}

export function withSignature(
  signature: Signature,
  body: NativeBody,
  module: Value = null,
  qualname: string = signature.name,
): PyLibraryFunction {
  const fn: PyLibraryFunction = new PyLibraryFunction(
    signature,
    (args, keywords) =>
      keywords === null && args.length === signature.exactly
        ? body(...args)
        : body(...signature.bind(fn.qualname, args, keywords)),
    module,
    qualname,
  );
  return fn;
}

/** Functions of a module that CPython writes in Python, keyed by signature. */
export function libraryFunctions(module: string, bodies: Record<string, NativeBody>): Record<string, Value> {
  const functions: Record<string, Value> = {};
  for (const [text, body] of Object.entries(bodies)) {
    const fn = libraryFunction(text, body, module);
    functions[fn.name] = fn;
  }
  return functions;
}

/** Functions under their names, with `__module__` the module that CPython writes them in. */
export function nativeFunctions(module: string, functions: readonly PyNative[]): Record<string, PyNative> {
  const named: Record<string, PyNative> = {};
  for (const fn of functions) {
    fn.module = module;
    named[fn.name] = fn;
  }
  return named;
}

/** `__name__` where the innermost Python code runs: what `sys._getframemodulename` gives. */
export function callerModule(m: KernelMachine): Value {
  return m.frame?.globals.get('__name__') ?? '__main__';
}

/** The name of a keyword argument that was not expected. */
export function firstKey(keywords: Keywords): string {
  return [...keywords.keys()][0] ?? '';
}

/** `object.name(*args)` */
export function callAttribute(object: Value, name: string, ...args: Value[]): Value {
  return call(getAttribute(object, name), args);
}

/** An attribute of the instance itself, past its class. */
export function ownAttribute(object: Value, name: string): Value | undefined {
  return object instanceof PyObject ? object.dict?.get(name) : undefined;
}

export function setOwnAttribute(object: Value, name: string, value: Value): void {
  if (!(object instanceof PyObject)) return;
  object.dict ??= new Map();
  object.dict.set(name, value);
}
