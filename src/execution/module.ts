// Modules: a namespace of cells with a name, and how modules written in TypeScript are declared.

import { genericGetAttribute, getAttributeOr } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { type PyDict, PyList } from '../objects/containers.js';
import { attributeError, typeError } from '../objects/exceptions.js';
import { ModuleObject } from '../objects/module-object.js';
import { extendType, PyNative } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { repr, str } from '../objects/repr.js';
import { Signature } from '../objects/signature.js';
import { givenTypeName, moduleType, typeOf } from '../objects/types.js';
import { Namespace } from './namespace.js';

/** Why a module of the program may not be the one that was meant. */
export type Shadowing = 'library' | 'third-party';

export class PyModule extends ModuleObject {
  readonly namespace: Namespace;
  /** Its file lies where the program's does, and hides a module of Python's library or perhaps an installed one. */
  shadowing: Shadowing | null = null;

  constructor(name: string, namespace: Namespace = new Namespace(), cls: PyType = moduleType) {
    super(cls);
    this.namespace = namespace;
    if (!namespace.has('__name__')) namespace.set('__name__', name);
  }

  get name(): Value {
    return this.namespace.get('__name__') ?? null;
  }

  /** `module_getattro` */
  override missingAttributeText(attribute: string): string {
    const name = strValue(this.name);
    if (name === undefined) return `module has no attribute '${attribute}'`;
    const text = `module '${name}' has no attribute '${attribute}'`;
    const spec = this.namespace.get('__spec__') ?? null;
    const origin = specField(spec, 'origin');
    if (this.shadowing === 'library') {
      return `${text} (consider renaming '${str(origin)}' since it has the same name as the standard library module named '${name}' and the import system gives it precedence)`;
    }
    if (isInitializing(this)) {
      if (this.shadowing === 'third-party') {
        return `${text} (consider renaming '${str(origin)}' if it has the same name as a third-party module you intended to import)`;
      }
      const from = origin === null ? '' : ` from '${str(origin)}'`;
      return `partially initialized module '${name}'${from} has no attribute '${attribute}' (most likely due to a circular import)`;
    }
    const unfinished = specField(spec, '_uninitialized_submodules');
    if (unfinished instanceof PyList && unfinished.items.includes(attribute)) {
      return `cannot access submodule '${attribute}' of module '${name}' (most likely due to a circular import)`;
    }
    return text;
  }

  /** `module.__dict__`, always the same object. */
  get dictObject(): PyDict {
    return this.namespace.dictObject;
  }
}

function specField(spec: Value, name: string): Value {
  return spec instanceof PyObject ? (spec.dict?.get(name) ?? null) : null;
}

/** `_module_repr_from_spec`; null for what is no spec. */
function specRepr(spec: Value): string | null {
  if (!(spec instanceof PyObject) || spec.dict?.has('loader') !== true) return null;
  const name = repr(specField(spec, 'name'));
  const origin = specField(spec, 'origin');
  if (origin !== null) {
    return specField(spec, '_set_fileattr') === true
      ? `<module ${name} from ${repr(origin)}>`
      : `<module ${name} (${str(origin)})>`;
  }
  const locations = specField(spec, 'submodule_search_locations');
  return locations === null ? `<module ${name}>` : `<module ${name} (namespace) from ${repr(locations)}>`;
}

/** Whether the module's code is still running for the first time. */
export function isInitializing(module: Value): boolean {
  const spec = getAttributeOr(module, '__spec__') ?? null;
  return specField(spec, '_initializing') === true;
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

function isDataDescriptor(attribute: Value | undefined): boolean {
  return attribute !== undefined && typeOf(attribute).slots.set !== undefined;
}

const initSignature = new Signature('module(name, doc=None)');

extendType(moduleType, {
  slots: {
    new_: (cls) => {
      // A module that `__init__` has not seen has nothing, no name either.
      const module = new PyModule('', new Namespace(), cls);
      module.namespace.clear();
      return module;
    },
    init(self: PyModule, args, keywords) {
      const [name = null, doc = null] = initSignature.bind('module', args, keywords);
      if (strValue(name) === undefined)
        throw typeError(`module() argument 'name' must be str, not ${givenTypeName(name)}`);
      self.namespace.set('__name__', name);
      self.namespace.set('__doc__', doc);
      for (const empty of ['__package__', '__loader__', '__spec__']) {
        if (!self.namespace.has(empty)) self.namespace.set(empty, null);
      }
    },
    getattribute(self: PyModule, name) {
      const found = genericGetAttribute(self, name);
      if (found !== undefined && name.startsWith('__') && isDataDescriptor(moduleType.lookup(name)))
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
      if (self.namespace.delete(name)) return;
      const own = self.namespace.has('__name__') ? ` ${repr(self.name)}` : '';
      throw attributeError(`module${own} has no attribute '${name}'`, self, name);
    },
    repr(self: PyModule) {
      if (!self.namespace.has('__name__')) return "<module '?'>";
      const described = specRepr(self.namespace.get('__spec__') ?? null);
      if (described !== null) return described;
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
