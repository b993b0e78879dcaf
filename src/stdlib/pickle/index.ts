// The `pickle` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import { callAttribute, libraryFunctions, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { pickleErrors } from './errors.js';
import { findGlobal, Loader } from './loading.js';
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL } from './opcodes.js';
import { Saver } from './saving.js';

function protocolOf(given: Value): number {
  if (given === null) return DEFAULT_PROTOCOL;
  const number = intValue(given);
  if (number === undefined)
    throw typeError(`'${typeName(given)}' object cannot be interpreted as an integer`);
  if (number < 0) return HIGHEST_PROTOCOL;
  if (number > HIGHEST_PROTOCOL) throw valueError(`pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
  return Number(number);
}

const NO_HOOKS = { persistentId: null, reducerOverride: null, dispatchTable: null };

function dataOf(given: Value): Uint8Array {
  if (given instanceof PyBytes || given instanceof PyByteArray) return Uint8Array.from(given.data);
  throw typeError(`a bytes-like object is required, not '${typeName(given)}'`);
}

const dumps = (m: KernelMachine, value: Value, protocol: Value): PyBytes =>
  new PyBytes(new Saver(m, protocolOf(protocol), NO_HOOKS).dump(value));

function loadFrom(m: KernelMachine, data: Uint8Array): { value: Value; size: number } {
  const loader: Loader = new Loader(m, data, {
    findClass: (module, name) => findGlobal(m, module, name, loader.protocol),
    persistentLoad: null,
  });
  return { value: loader.load(), size: loader.position };
}

/** All that is left in a file; what comes after the pickle is given back by going to its end. */
function readFile(file: Value): { data: Uint8Array; end: (size: number) => void } {
  const tell = getAttributeOr(file, 'tell');
  const start = tell === undefined ? undefined : intValue(call(tell));
  const data = dataOf(callAttribute(file, 'read'));
  return {
    data,
    end: (size) => {
      if (start !== undefined && size < data.length) callAttribute(file, 'seek', Number(start) + size);
    },
  };
}

/** A method that a program's own class has in the place of the one of this module. */
function overridden(self: Value, base: PyType, name: string): Value | null {
  const own = typeOf(self).lookup(name);
  return own === undefined || own === base.lookup(name) ? null : getAttribute(self, name);
}

const picklerClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Pickler', {
      module: '_pickle',
      instanceDict: true,
      methods: {
        '__init__(self, file, protocol=None, fix_imports=True, buffer_callback=None)': (
          self,
          file,
          protocol,
        ) => {
          if (getAttributeOr(file, 'write') === undefined)
            throw typeError("file must have a 'write' attribute");
          setOwnAttribute(self, '_file', file);
          setOwnAttribute(self, '_protocol', protocolOf(protocol));
          return null;
        },
        'persistent_id(self, obj, /)': () => null,
        'clear_memo(self)': () => null,
        'dump(self, obj, /)': (self, value) => {
          const hook = (name: string): ((value: Value) => Value) | null => {
            const method = overridden(self, picklerClass(m), name);
            return method === null ? null : (given) => call(method, [given]);
          };
          const saver = new Saver(m, Number(getAttribute(self, '_protocol')), {
            persistentId: hook('persistent_id'),
            reducerOverride: hook('reducer_override'),
            dispatchTable: getAttributeOr(self, 'dispatch_table') ?? null,
          });
          callAttribute(getAttribute(self, '_file'), 'write', new PyBytes(saver.dump(value)));
          return null;
        },
      },
    }),
);

const unpicklerClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Unpickler', {
      module: '_pickle',
      instanceDict: true,
      methods: {
        "__init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())": (
          self,
          file,
        ) => {
          if (getAttributeOr(file, 'read') === undefined || getAttributeOr(file, 'readline') === undefined)
            throw typeError("file must have 'read' and 'readline' attributes");
          setOwnAttribute(self, '_file', file);
          setOwnAttribute(self, '_protocol', HIGHEST_PROTOCOL);
          return null;
        },
        'find_class(self, module_name, global_name, /)': (self, module, name) =>
          findGlobal(m, str(module), str(name), Number(getAttribute(self, '_protocol'))),
        'load(self)': (self) => {
          const { data, end } = readFile(getAttribute(self, '_file'));
          const persistent = getAttributeOr(self, 'persistent_load');
          const loader: Loader = new Loader(m, data, {
            findClass: (module, name) => {
              setOwnAttribute(self, '_protocol', loader.protocol);
              return callAttribute(self, 'find_class', module, name);
            },
            persistentLoad: persistent === undefined ? null : (id) => call(persistent, [id]),
          });
          const value = loader.load();
          end(loader.position);
          return value;
        },
      },
    }),
);

export const pickle = defineModule('pickle', (m: KernelMachine) => ({
  HIGHEST_PROTOCOL,
  DEFAULT_PROTOCOL,
  format_version: '4.0',
  compatible_formats: new PyList(['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']),
  ...pickleErrors(m),
  Pickler: picklerClass(m),
  Unpickler: unpicklerClass(m),
  ...libraryFunctions('_pickle', {
    'dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)': (value, protocol) =>
      dumps(m, value, protocol),
    'dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)': (value, file, protocol) => {
      callAttribute(file, 'write', dumps(m, value, protocol));
      return null;
    },
    "loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())": (data) =>
      loadFrom(m, dataOf(data)).value,
    "load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())": (file) => {
      const { data, end } = readFile(file);
      const { value, size } = loadFrom(m, data);
      end(size);
      return value;
    },
  }),
}));
