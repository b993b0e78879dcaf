// The fields of a dataclass, and the markers that stand in annotations and defaults (Lib/dataclasses.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call, callSpecial } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { exceptionType, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { PyMappingProxy } from '../../objects/mapping-proxy.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { mappingProxyType } from '../../objects/types.js';
import { libraryFunction, once, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

export type FieldKind = '_FIELD' | '_FIELD_CLASSVAR' | '_FIELD_INITVAR';

class Marker extends PyObject {}

function markerType(name: string, shown?: string): PyType {
  return defineType(name, {
    module: 'dataclasses',
    final: true,
    slots: { new_: (cls) => new Marker(cls), ...(shown === undefined ? {} : { repr: () => shown }) },
  });
}

/** "No value was given". One object serves all machines: it has no state. */
export const missing = once((): PyObject => new Marker(markerType('_MISSING_TYPE')));
export const kwOnlyMarker = once((): PyObject => new Marker(markerType('_KW_ONLY_TYPE')));
/** The default that `__init__` shows for a field with a factory. */
export const hasDefaultFactory = once(
  (): PyObject => new Marker(markerType('_HAS_DEFAULT_FACTORY_CLASS', '<factory>')),
);

export class PyField extends PyObject {
  name: Value = null;
  type: Value = null;
  kind: FieldKind | null = null;
  default: Value = missing();
  factory: Value = missing();
  init: Value = true;
  repr: Value = true;
  hash: Value = null;
  compare: Value = true;
  metadata: Value = new PyMappingProxy(new PyDict());
  kwOnly: Value = missing();

  constructor() {
    super(fieldType());
  }

  get hasDefault(): boolean {
    return this.default !== missing();
  }

  get hasFactory(): boolean {
    return this.factory !== missing();
  }
}

const property = (get: (self: PyField) => Value, set: (self: PyField, value: Value) => void) => ({
  get,
  set: (self: PyField, value: Value | undefined) => set(self, value ?? null),
});

export const fieldType: () => PyType = once(
  (): PyType =>
    defineType('Field', {
      module: 'dataclasses',
      slots: {
        new_: () => new PyField(),
        init: () => undefined,
        repr: (self: PyField) =>
          reprGuarded(
            self,
            '...',
            () =>
              `Field(name=${repr(self.name)},type=${repr(self.type)},default=${repr(self.default)},` +
              `default_factory=${repr(self.factory)},init=${repr(self.init)},repr=${repr(self.repr)},` +
              `hash=${repr(self.hash)},compare=${repr(self.compare)},metadata=${repr(self.metadata)},` +
              `kw_only=${repr(self.kwOnly)},_field_type=${self.kind ?? 'None'})`,
          ),
      },
      methods: {
        '__set_name__(owner, name)': (self: PyField, owner, name) => {
          const cls = self.default;
          if (cls instanceof PyObject) callSpecial(cls, '__set_name__', [owner, name]);
          return null;
        },
      },
      classMethods: { '__class_getitem__(item)': (cls, item) => genericAlias(cls, item) },
      properties: {
        name: property(
          (self) => self.name,
          (self, value) => {
            self.name = value;
          },
        ),
        type: property(
          (self) => self.type,
          (self, value) => {
            self.type = value;
          },
        ),
        default: property(
          (self) => self.default,
          (self, value) => {
            self.default = value;
          },
        ),
        default_factory: property(
          (self) => self.factory,
          (self, value) => {
            self.factory = value;
          },
        ),
        init: (self: PyField) => self.init,
        repr: (self: PyField) => self.repr,
        hash: (self: PyField) => self.hash,
        compare: (self: PyField) => self.compare,
        metadata: (self: PyField) => self.metadata,
        kw_only: property(
          (self) => self.kwOnly,
          (self, value) => {
            self.kwOnly = value;
          },
        ),
        _field_type: (self: PyField) => self.kind,
      },
    }),
);

/** `dataclasses.field(...)` */
export const fieldFunction = perMachine((_m: KernelMachine) =>
  libraryFunction(
    'field(*, default=<MISSING>, default_factory=<MISSING>, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=<MISSING>)',
    (value, factory, init, shown, hashed, compared, metadata, kwOnly) => {
      if (value !== undefined && value !== missing() && factory !== undefined && factory !== missing()) {
        throw valueError('cannot specify both default and default_factory');
      }
      const field = new PyField();
      field.default = value ?? (value === null ? null : missing());
      field.factory = factory ?? missing();
      field.init = init;
      field.repr = shown;
      field.hash = hashed;
      field.compare = compared;
      if (metadata !== null) field.metadata = call(mappingProxyType, [metadata]);
      field.kwOnly = kwOnly ?? missing();
      return field;
    },
    'dataclasses',
  ),
);

/** `dataclasses.InitVar[int]` */
export class PyInitVar extends PyObject {
  constructor(readonly type: Value) {
    super(initVarType());
  }
}

export const initVarType: () => PyType = once(
  (): PyType =>
    defineType('InitVar', {
      module: 'dataclasses',
      slots: {
        new_: (_cls, args) => new PyInitVar(args[0] ?? null),
        init: () => undefined,
        repr: (self: PyInitVar) => {
          const { type } = self;
          return `dataclasses.InitVar[${type instanceof PyType ? type.name : repr(type)}]`;
        },
      },
      properties: { type: (self: PyInitVar) => self.type },
      classMethods: { '__class_getitem__(type)': (cls, type) => call(cls, [type]) },
    }),
);

export const frozenInstanceError = perMachine(() =>
  libraryClass('FrozenInstanceError', { module: 'dataclasses', bases: [exceptionType('AttributeError')] }),
);
