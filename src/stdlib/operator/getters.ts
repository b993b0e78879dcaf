// `operator.attrgetter`, `itemgetter` and `methodcaller` (Modules/_operator.c).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { getItem } from '../../objects/subscript.js';
import { typeOf } from '../../objects/types.js';
import { partialOf } from '../functools/partial.js';
import { once, perMachine } from '../library.js';

class PyGetter extends PyObject {
  constructor(
    cls: PyType,
    readonly keys: readonly Value[],
    readonly paths: readonly (readonly string[])[] = [],
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

function onlyArgument(name: string, args: readonly Value[], keywords: Keywords | null): Value {
  if (keywords !== null && keywords.size > 0) throw typeError(`${name}() takes no keyword arguments`);
  const [object] = args;
  if (object === undefined || args.length > 1) {
    throw typeError(`${name} expected 1 argument, got ${args.length}`);
  }
  return object;
}

function shown(self: PyGetter): string {
  return `operator.${typeOf(self).qualname}(${self.keys.map(repr).join(', ')})`;
}

function follow(object: Value, path: readonly string[]): Value {
  let value = object;
  for (const name of path) value = getAttribute(value, name);
  return value;
}

export const attrGetterType: () => PyType = once(
  (): PyType =>
    defineType('operator.attrgetter', {
      module: 'operator',
      slots: {
        new_: (cls, args, keywords) => {
          if (keywords !== null && keywords.size > 0)
            throw typeError('attrgetter() takes no keyword arguments');
          if (args.length === 0) throw typeError('attrgetter expected at least 1 argument, got 0');
          const paths = args.map((name) => {
            const text = strValue(name);
            if (text === undefined) throw typeError('attribute name must be a string');
            return text.split('.');
          });
          return new PyGetter(cls, args, paths);
        },
        init: () => undefined,
        call: (self: PyGetter, args, keywords) => {
          const object = onlyArgument('attrgetter', args, keywords);
          const [only] = self.paths;
          if (only !== undefined && self.paths.length === 1) return follow(object, only);
          return new PyTuple(self.paths.map((path) => follow(object, path)));
        },
        repr: shown,
      },
      methods: { '__reduce__()': (self: PyGetter) => tuple(typeOf(self), new PyTuple(self.keys)) },
    }),
);

export const itemGetterType: () => PyType = once(
  (): PyType =>
    defineType('operator.itemgetter', {
      module: 'operator',
      slots: {
        new_: (cls, args, keywords) => {
          if (keywords !== null && keywords.size > 0)
            throw typeError('itemgetter() takes no keyword arguments');
          if (args.length === 0) throw typeError('itemgetter expected at least 1 argument, got 0');
          return new PyGetter(cls, args);
        },
        init: () => undefined,
        call: (self: PyGetter, args, keywords) => {
          const object = onlyArgument('itemgetter', args, keywords);
          const [only] = self.keys;
          if (only !== undefined && self.keys.length === 1) return getItem(object, only);
          return new PyTuple(self.keys.map((key) => getItem(object, key)));
        },
        repr: shown,
      },
      methods: { '__reduce__()': (self: PyGetter) => tuple(typeOf(self), new PyTuple(self.keys)) },
    }),
);

class PyMethodCaller extends PyObject {
  constructor(
    cls: PyType,
    readonly name: string,
    readonly args: readonly Value[],
    readonly keywords: Keywords | null,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

export const methodCallerType = perMachine(
  (m: KernelMachine): PyType =>
    defineType('operator.methodcaller', {
      module: 'operator',
      slots: {
        new_: (cls, args, keywords) => {
          const [name, ...rest] = args;
          if (name === undefined)
            throw typeError('methodcaller needs at least one argument, the method name');
          const text = strValue(name);
          if (text === undefined) throw typeError('method name must be a string');
          return new PyMethodCaller(cls, text, rest, keywords);
        },
        init: () => undefined,
        call: (self: PyMethodCaller, args, keywords) =>
          call(
            getAttribute(onlyArgument('methodcaller', args, keywords), self.name),
            self.args,
            self.keywords,
          ),
        repr: (self: PyMethodCaller) => {
          const parts = [repr(self.name), ...self.args.map(repr)];
          for (const [name, value] of self.keywords ?? []) parts.push(`${name}=${repr(value)}`);
          return `operator.methodcaller(${parts.join(', ')})`;
        },
      },
      methods: {
        '__reduce__()': (self: PyMethodCaller) => {
          const cls = typeOf(self);
          if (self.keywords === null) return tuple(cls, new PyTuple([self.name, ...self.args]));
          const again = partialOf(m, cls, [self.name], PyDict.of(self.keywords).table.entries());
          return tuple(again, new PyTuple(self.args));
        },
      },
    }),
);
