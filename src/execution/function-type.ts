// Functions and code objects as programs see them.

import { getAttributeOr } from '../objects/attributes.js';
import { intValue, strValue } from '../objects/boxed.js';
import { equals } from '../objects/compare.js';
import { PyDict, PyTuple } from '../objects/containers.js';
import { PyBoundMethod } from '../objects/descriptors.js';
import { exception, typeError, valueError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { instanceDict, setInstanceDict } from '../objects/instance-dict.js';
import { keywordsOf } from '../objects/keywords.js';
import { extendType } from '../objects/native.js';
import type { Keywords, PyType, Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { Signature } from '../objects/signature.js';
import { codeType, functionType, typeName } from '../objects/types.js';
import { Code, type CodeInfo } from './code.js';
import { Cell } from './frame.js';
import { PyFunction } from './function.js';
import { namespaceOf } from './namespace.js';

extendType(functionType, {
  slots: {
    new_: newFunction,
    init: () => undefined,
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
        if (!(value instanceof PyTuple)) throw typeError('__type_params__ must be set to a tuple');
        self.typeParameters = value;
      },
    },
    __code__: {
      get: (self: PyFunction) => self.code,
      set: (self: PyFunction, value) => {
        if (!(value instanceof Code)) throw typeError('__code__ must be set to a code object');
        setCode(self, value);
      },
    },
    __globals__: (self: PyFunction) => self.globals.dictObject,
    __builtins__: (self: PyFunction) => self.machine.builtins.dictObject,
    __closure__: (self: PyFunction) => (self.closure.length === 0 ? null : new PyTuple(self.closure)),
    __dict__: {
      get: (self: PyFunction) => instanceDict(self),
      set: (self: PyFunction, value) => {
        if (value === undefined) throw typeError('cannot delete __dict__');
        setInstanceDict(self, value);
      },
    },
  },
});

/** `func_set_code` */
function setCode(self: PyFunction, code: Code): void {
  const cells = self.closure.length;
  const free = code.freeNames.length;
  if (cells !== free)
    throw valueError(`${self.name}() requires a code object with ${cells} free vars, not ${free}`);
  if (self.code.kind !== code.kind) {
    self.machine.warn(
      'DeprecationWarning',
      'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)',
    );
  }
  const { linking } = code.info;
  const isOwn = linking === undefined || code.globals === self.globals;
  self.code = isOwn ? code : linking.linkedTo(self.globals);
}

const newFunctionSignature = new Signature(
  'function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)',
);

/** `types.FunctionType(code, globals, ...)`: `func_new_impl`. */
function newFunction(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const bound = newFunctionSignature.bind('function', args, keywords);
  const [code = null, globals = null, name = null, defaults = null, closure = null, named = null] = bound;
  if (!(code instanceof Code))
    throw typeError(`function() argument 'code' must be code, not ${argumentType(code)}`);
  if (!(globals instanceof PyDict))
    throw typeError(`function() argument 'globals' must be dict, not ${argumentType(globals)}`);
  const ownName = name === null ? code.name : strValue(name);
  if (ownName === undefined) throw typeError('arg 3 (name) must be None or string');
  if (defaults !== null && !(defaults instanceof PyTuple))
    throw typeError('arg 4 (defaults) must be None or tuple');
  const free = code.freeNames.length;
  if (!(closure instanceof PyTuple) && (free > 0 || closure !== null))
    throw typeError(`arg 5 (closure) must be ${free > 0 ? 'tuple' : 'None or tuple'}`);
  const cells = closure instanceof PyTuple ? closure.items : [];
  if (cells.length !== free)
    throw valueError(`${code.name} requires closure of length ${free}, not ${cells.length}`);
  const isCell = (item: Value): item is Cell => item instanceof Cell;
  const foreign = cells.find((item) => !isCell(item));
  if (foreign !== undefined) throw typeError(`arg 5 (closure) expected cell, found ${typeName(foreign)}`);
  if (named !== null && !(named instanceof PyDict))
    throw typeError('arg 6 (kwdefaults) must be None or dict');
  const { linking } = code.info;
  if (linking === undefined)
    throw exception(
      'NotImplementedError',
      `function() of ${repr(code)}, which is not the code of a function`,
    );
  const namespace = namespaceOf(globals);
  const linked = code.globals === namespace ? code : linking.linkedTo(namespace);
  const given = defaults instanceof PyTuple ? defaults.items : [];
  const fn = new PyFunction(
    linking.machine,
    linked,
    namespace,
    given,
    keywordsOf(named),
    cells.filter(isCell),
  );
  fn.name = ownName;
  return fn;
}

const argumentType = (value: Value): string => (value === null ? 'None' : typeName(value));

const names = (values: readonly string[]): Value => new PyTuple(values);

extendType(codeType, {
  slots: {
    repr: (self: Code) =>
      `<code object ${self.name} at ${addressOf(self)}, file "${self.filename}", line ${self.info.firstLine ?? self.start.lineno}>`,
  },
  properties: {
    co_name: (self: Code) => self.name,
    co_qualname: (self: Code) => self.qualname,
    co_filename: (self: Code) => self.filename,
    co_firstlineno: (self: Code) => self.info.firstLine ?? self.start.lineno,
    co_argcount: (self: Code) => self.parameters.positionalCount,
    co_posonlyargcount: (self: Code) => self.parameters.posonlyCount,
    co_kwonlyargcount: (self: Code) => self.parameters.kwonlyCount,
    co_nlocals: (self: Code) => self.localNames.length,
    co_varnames: (self: Code) => names(self.localNames),
    co_cellvars: (self: Code) => names(self.cellNames),
    co_freevars: (self: Code) => names(self.freeNames),
    co_names: (self: Code) => names(self.compiler.names()),
    co_flags: (self: Code) => codeFlags(self),
  },
  methods: {
    '__replace__(**changes)': replaced,
    'replace(**changes)': replaced,
  },
});

/** `CO_OPTIMIZED`, `CO_NEWLOCALS`, `CO_VARARGS`, `CO_NESTED`, ... */
function codeFlags(code: Code): number {
  const { kind, parameters } = code;
  let flags = kind === 'module' || kind === 'class' ? 0 : 3;
  if (parameters.hasVarargs) flags |= 0x04;
  if (parameters.hasVarkwargs) flags |= 0x08;
  if (code.qualname.includes('<locals>')) flags |= 0x10;
  if (kind === 'generator') flags |= 0x20;
  if (kind === 'coroutine') flags |= 0x80;
  if (code.isIterableCoroutine) flags |= ITERABLE_COROUTINE;
  if (kind === 'async generator') flags |= 0x200;
  if (code.doc !== null && kind !== 'module' && kind !== 'class') flags |= 0x4000000;
  return flags;
}

const ITERABLE_COROUTINE = 0x100;

/** `code.replace(co_name=...)`: what can be another without compiling again. */
function replaced(self: Code, given: Value): Value {
  let changes: Partial<CodeInfo> = {};
  for (const [name, value] of keywordsOf(given) ?? []) {
    changes = { ...changes, ...changeOf(self, name, value) };
  }
  return self.with(changes);
}

function changeOf(code: Code, name: string, value: Value): Partial<CodeInfo> {
  const text = strValue(value);
  const number = Number(intValue(value));
  if (name === 'co_name' && text !== undefined) return { name: text };
  if (name === 'co_qualname' && text !== undefined) return { qualname: text };
  if (name === 'co_filename' && text !== undefined) return { filename: text };
  if (name === 'co_firstlineno' && Number.isInteger(number)) return { firstLine: number };
  if (name === 'co_flags' && (number & ~ITERABLE_COROUTINE) === (codeFlags(code) & ~ITERABLE_COROUTINE))
    return { isIterableCoroutine: (number & ITERABLE_COROUTINE) !== 0 };
  if (codeType.lookup(name) === undefined)
    throw typeError(`replace() got an unexpected keyword argument '${name}'`);
  const unchanged = getAttributeOr(code, name);
  if (unchanged !== undefined && equals(unchanged, value)) return {};
  throw exception('NotImplementedError', `code.replace() can not change '${name}'`);
}
