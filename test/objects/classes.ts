// Classes and functions for the tests of the object model, without a compiler: a function here is a host function
// that calls and binds as a Python function does.

import { call } from '../../src/objects/call.js';
import { PyDict, PyTuple } from '../../src/objects/containers.js';
import { PyBoundMethod } from '../../src/objects/descriptors.js';
import { PyException } from '../../src/objects/exceptions.js';
import { extendType } from '../../src/objects/native.js';
import { PyObject, PyType, type Value } from '../../src/objects/object.js';
import '../../src/objects/exception-methods.js';
import '../../src/objects/native-types.js';
import '../../src/objects/property.js';
import { repr, str } from '../../src/objects/repr.js';
import '../../src/objects/singletons.js';
import '../../src/objects/super.js';
import '../../src/objects/type-object.js';
import { functionType, typeName, typeType } from '../../src/objects/types.js';

class TestFunction extends PyObject {
  constructor(
    readonly name: string,
    readonly body: (...args: Value[]) => Value,
  ) {
    super(functionType, new Map());
  }
}

extendType(functionType, {
  slots: {
    call: (self: TestFunction, args) => self.body(...args),
    get: (self, instance) => (instance === undefined ? self : new PyBoundMethod(self, instance)),
    repr: (self: TestFunction) => `<function ${self.name}>`,
  },
  properties: {
    __name__: (self: TestFunction) => self.name,
    __qualname__: (self: TestFunction) => self.name,
  },
});

export function fn(name: string, body: (...args: Value[]) => Value): Value {
  return new TestFunction(name, body);
}

/** A class as the `class` statement makes it; host functions in the namespace become functions. */
export function makeClass(
  name: string,
  bases: readonly Value[] = [],
  namespace: Record<string, Value | ((...args: Value[]) => Value)> = {},
  options: { metaclass?: PyType; keywords?: Record<string, Value> } = {},
): PyType {
  const entries = Object.entries(namespace).map(
    ([key, value]) => [key, typeof value === 'function' ? fn(key, value) : value] as const,
  );
  const dict = PyDict.of([['__module__', '__main__'], ['__qualname__', name], ...entries]);
  const keywords = options.keywords === undefined ? null : new Map(Object.entries(options.keywords));
  const made = call(options.metaclass ?? typeType, [name, new PyTuple(bases), dict], keywords);
  if (!(made instanceof PyType)) throw new Error('no class was made');
  return made;
}

/** What an expression gives, as `repr` or as the exception's type and text. */
export function outcome(body: () => Value | undefined): string {
  try {
    const result = body();
    return result === undefined ? '(nothing)' : repr(result).replace(/0x[0-9a-f]+/g, '0x');
  } catch (error) {
    if (error instanceof PyException) return `${typeName(error)}: ${str(error)}`;
    throw error;
  }
}

/** The same for what has no value, such as an assignment. */
export function done(body: () => void): string {
  return outcome(() => {
    body();
    return null;
  });
}
