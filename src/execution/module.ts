// Modules: a namespace of cells with a name, and how modules written in TypeScript are declared.

import { genericGetAttribute } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { type PyDict, PyList } from '../objects/containers.js';
import { attributeError, typeError } from '../objects/exceptions.js';
import { extendType, PyNative } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { Signature } from '../objects/signature.js';
import { moduleType, typeName } from '../objects/types.js';
import { Namespace } from './namespace.js';

export class PyModule extends PyObject {
  readonly namespace: Namespace;

  constructor(name: string, namespace: Namespace = new Namespace(), cls: PyType = moduleType) {
    super(cls);
    this.namespace = namespace;
    if (!namespace.has('__name__')) namespace.set('__name__', name);
  }

  get name(): Value {
    return this.namespace.get('__name__') ?? null;
  }

  /** `module.__dict__`, always the same object. */
  get dictObject(): PyDict {
    return this.namespace.dictObject;
  }
}

/** A module written in TypeScript: its name and, for a machine, what it contains. No state outlives the machine. */
export interface ModuleDefinition<M> {
  readonly name: string;
  readonly contents: (machine: M, module: PyModule) => Record<string, Value>;
}

export function defineModule<M>(
  name: string,
  contents: (machine: M, module: PyModule) => Record<string, Value>,
): ModuleDefinition<M> {
  return { name, contents };
}

/** Makes the module object and fills it. Functions and types without a module of their own get this one. */
export function instantiateModule<M>(
  definition: ModuleDefinition<M>,
  machine: M,
  /** Told of the module before it is filled, which may import others that import it. */
  begin: (module: PyModule) => void = () => undefined,
): PyModule {
  const module = new PyModule(definition.name);
  begin(module);
  module.namespace.set('__doc__', null);
  for (const [name, value] of Object.entries(definition.contents(machine, module))) {
    module.namespace.set(name, value);
    if (value instanceof PyNative) value.module ??= definition.name;
  }
  return module;
}

const initSignature = new Signature('module(name, doc=None)');

extendType(moduleType, {
  slots: {
    new_: (cls) => {
      const module = new PyModule('', new Namespace(), cls);
      for (const name of ['__name__', '__doc__', '__package__', '__loader__', '__spec__'])
        module.namespace.set(name, null);
      return module;
    },
    init(self: PyModule, args, keywords) {
      const [name = null, doc = null] = initSignature.bind('module', args, keywords);
      if (strValue(name) === undefined)
        throw typeError(`module() argument 'name' must be str, not ${typeName(name)}`);
      self.namespace.set('__name__', name);
      self.namespace.set('__doc__', doc);
    },
    getattribute(self: PyModule, name) {
      const found = genericGetAttribute(self, name);
      if (
        found !== undefined &&
        name.startsWith('__') &&
        moduleType.lookup(name) !== undefined &&
        name !== '__doc__'
      )
        return found;
      const value = self.namespace.get(name);
      if (value !== undefined) return value;
      const hook = self.namespace.get('__getattr__');
      return hook === undefined ? found : call(hook, [name]);
    },
    setattr(self: PyModule, name, value) {
      self.namespace.set(name, value);
    },
    delattr(self: PyModule, name) {
      if (!self.namespace.delete(name))
        throw attributeError(`module ${repr(self.name)} has no attribute '${name}'`, self, name);
    },
    repr(self: PyModule) {
      const file = self.namespace.get('__file__');
      if (file !== undefined) return `<module ${repr(self.name)} from ${repr(file)}>`;
      return self.name === '__main__'
        ? `<module '__main__' (built-in)>`
        : self.namespace.has('__spec__')
          ? `<module ${repr(self.name)}>`
          : `<module ${repr(self.name)} (built-in)>`;
    },
  },
  methods: {
    '__dir__()': (self: PyModule) => {
      const hook = self.namespace.get('__dir__');
      return hook === undefined ? new PyList([...self.namespace.names()]) : call(hook);
    },
  },
  properties: {
    __dict__: (self: PyModule) => self.dictObject,
  },
});
