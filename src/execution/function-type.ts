// Functions, code objects, frames and cells as programs see them.

import { PyDict, PyTuple } from '../objects/containers.js';
import { PyBoundMethod } from '../objects/descriptors.js';
import { typeError, valueError } from '../objects/exceptions.js';
import { HashTable } from '../objects/hash-table.js';
import { addressOf } from '../objects/identity.js';
import { extendType } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { cellType, codeType, frameType, functionType, typeName } from '../objects/types.js';
import { Code } from './code.js';
import type { Cell, Frame } from './frame.js';
import type { PyFunction } from './function.js';

extendType(functionType, {
  slots: {
    call: (self: PyFunction, args, keywords) => self.call(args, keywords),
    get: (self: PyFunction, instance) => (instance === undefined ? self : new PyBoundMethod(self, instance)),
    repr: (self: PyFunction) => `<function ${self.qualname} at ${addressOf(self)}>`,
  },
  properties: {
    __name__: {
      get: (self: PyFunction) => self.name,
      set: (self: PyFunction, value) => {
        if (typeof value !== 'string') throw typeError('__name__ must be set to a string object');
        self.name = value;
      },
    },
    __qualname__: {
      get: (self: PyFunction) => self.qualname,
      set: (self: PyFunction, value) => {
        if (typeof value !== 'string') throw typeError('__qualname__ must be set to a string object');
        self.qualname = value;
      },
    },
    __doc__: {
      get: (self: PyFunction) => self.doc,
      set: (self: PyFunction, value) => {
        self.doc = value ?? null;
      },
    },
    __module__: {
      get: (self: PyFunction) => self.module,
      set: (self: PyFunction, value) => {
        self.module = value ?? null;
      },
    },
    __defaults__: {
      get: (self: PyFunction) => (self.defaults.length === 0 ? null : new PyTuple(self.defaults)),
      set: (self: PyFunction, value) => {
        if (value instanceof PyTuple) self.defaults = value.items;
        else if (value === null || value === undefined) self.defaults = [];
        else throw typeError('__defaults__ must be set to a tuple object');
      },
    },
    __kwdefaults__: {
      get: (self: PyFunction) => (self.keywordDefaults === null ? null : PyDict.of(self.keywordDefaults)),
      set: (self: PyFunction, value) => {
        if (value === null || value === undefined) self.keywordDefaults = null;
        else if (value instanceof PyDict) {
          const entries = [...value.table.entries()];
          self.keywordDefaults = new Map(entries.map(([name, item]) => [String(name), item]));
        } else throw typeError('__kwdefaults__ must be set to a dict object');
      },
    },
    __annotations__: {
      get: (self: PyFunction) => {
        self.annotations ??= new PyDict();
        return self.annotations;
      },
      set: (self: PyFunction, value) => {
        if (value !== null && value !== undefined && !(value instanceof PyDict)) {
          throw typeError('__annotations__ must be set to a dict object');
        }
        self.annotations = value ?? null;
      },
    },
    __type_params__: {
      get: (self: PyFunction) => self.typeParameters,
      set: (self: PyFunction, value) => {
        self.typeParameters = value ?? null;
      },
    },
    __code__: {
      get: (self: PyFunction) => self.code,
      set: (self: PyFunction, value) => {
        if (!(value instanceof Code)) throw typeError('__code__ must be set to a code object');
        self.code = value;
      },
    },
    __globals__: (self: PyFunction) => self.globals.dictObject,
    __closure__: (self: PyFunction) => (self.closure.length === 0 ? null : new PyTuple(self.closure)),
    __dict__: (self: PyFunction) => {
      self.dict ??= new Map();
      return new PyDict(new HashTable(self.dict));
    },
  },
});

const names = (values: readonly string[]): Value => new PyTuple(values);

extendType(codeType, {
  slots: {
    repr: (self: Code) =>
      `<code object ${self.name} at ${addressOf(self)}, file "${self.filename}", line ${self.start.lineno}>`,
  },
  properties: {
    co_name: (self: Code) => self.name,
    co_qualname: (self: Code) => self.qualname,
    co_filename: (self: Code) => self.filename,
    co_firstlineno: (self: Code) => self.start.lineno,
    co_argcount: (self: Code) => self.parameters.positionalCount,
    co_posonlyargcount: (self: Code) => self.parameters.posonlyCount,
    co_kwonlyargcount: (self: Code) => self.parameters.kwonlyCount,
    co_nlocals: (self: Code) => self.localNames.length,
    co_varnames: (self: Code) => names(self.localNames),
    co_cellvars: (self: Code) => names(self.cellNames),
    co_freevars: (self: Code) => names(self.freeNames),
    co_flags: (self: Code) => codeFlags(self),
  },
});

/** `CO_OPTIMIZED`, `CO_NEWLOCALS`, `CO_VARARGS`, ... */
function codeFlags({ kind, parameters }: Code): number {
  let flags = kind === 'module' || kind === 'class' ? 0 : 3;
  if (parameters.hasVarargs) flags |= 0x04;
  if (parameters.hasVarkwargs) flags |= 0x08;
  if (kind === 'generator') flags |= 0x20;
  if (kind === 'coroutine') flags |= 0x80;
  if (kind === 'async generator') flags |= 0x200;
  return flags;
}

extendType(cellType, {
  slots: {
    repr: (self: Cell) => {
      const { value } = self;
      const content = value === undefined ? 'empty' : `${typeName(value)} object`;
      return `<cell at ${addressOf(self)}: ${content}>`;
    },
  },
  properties: {
    cell_contents: {
      get: (self: Cell) => {
        if (self.value === undefined) throw valueError('Cell is empty');
        return self.value;
      },
      set: (self: Cell, value) => {
        self.value = value;
      },
    },
  },
});

extendType(frameType, {
  slots: {
    repr: (self: Frame) =>
      `<frame at ${addressOf(self)}, file '${self.filename}', line ${self.position.lineno}, code ${self.name}>`,
  },
  properties: {
    f_lineno: (self: Frame) => self.position.lineno,
    f_code: (self: Frame) => self.code,
    f_back: (self: Frame) => self.back,
    f_globals: (self: Frame) => self.globals.dictObject,
    f_locals: (self: Frame) => frameLocals(self),
  },
});

/** A snapshot of a frame's variables: `locals()`. */
export function frameLocals(frame: Frame): Value {
  const { code, names: namespace } = frame;
  if (namespace !== null) return namespace;
  if (code.kind === 'module') return frame.globals.dictObject;
  const table = new HashTable();
  const captured = [...code.cellNames, ...code.freeNames];
  for (const [slot, name] of code.localNames.entries()) {
    const value = frame.locals[slot];
    if (value !== undefined && !name.startsWith('.') && !captured.includes(name)) table.set(name, value);
  }
  for (const [index, name] of captured.entries()) {
    const value = frame.cells[index]?.value;
    if (value !== undefined) table.set(name, value);
  }
  return new PyDict(table);
}
