// `ModuleSpec` and the loaders: what a module says of where it came from (Lib/importlib/_bootstrap.py and
// _bootstrap_external.py).

import { folderOf, joinPath } from '../../base/files/paths.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { withFields } from '../../objects/exception-fields.js';
import { exception } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import type { PyProperty } from '../../objects/property.js';
import { repr, str } from '../../objects/repr.js';
import { NotImplemented, typeOf } from '../../objects/types.js';
import { readFile } from '../io/read-file.js';
import { libraryFunction, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass, propertyOf } from '../library-class.js';
import { belowProgram } from './path-finder.js';
import { sourceText } from './source-text.js';

const BOOTSTRAP = '_frozen_importlib';
const EXTERNAL = '_frozen_importlib_external';
const PLACE_FIELDS = ['name', 'loader', 'origin', 'submodule_search_locations', 'cached', 'has_location'];

function settableProperty(
  name: string,
  get: (self: Value) => Value,
  set: (self: Value, value: Value) => void,
): PyProperty {
  const property = propertyOf(libraryFunction(`${name}(self)`, (self) => get(self), BOOTSTRAP));
  property.setter = libraryFunction(
    `${name}(self, value)`,
    (self, value) => {
      set(self, value);
      return null;
    },
    BOOTSTRAP,
  );
  return property;
}

const field = (self: Value, name: string): Value => ownAttribute(self, name) ?? null;

export const moduleSpecClass = perMachine(
  (): PyType =>
    libraryClass('ModuleSpec', {
      module: BOOTSTRAP,
      instanceDict: true,
      methods: {
        '__init__(self, name, loader, *, origin=None, loader_state=None, is_package=None)': (
          self,
          name,
          loader,
          origin,
          state,
          isPackage,
        ) => {
          setOwnAttribute(self, 'name', name);
          setOwnAttribute(self, 'loader', loader);
          setOwnAttribute(self, 'origin', origin ?? null);
          setOwnAttribute(self, 'loader_state', state ?? null);
          const locations = isTrue(isPackage ?? null) ? new PyList([]) : null;
          setOwnAttribute(self, 'submodule_search_locations', locations);
          setOwnAttribute(self, '_uninitialized_submodules', new PyList([]));
          setOwnAttribute(self, '_set_fileattr', false);
          setOwnAttribute(self, '_cached', null);
          return null;
        },
        '__repr__(self)': (self) => {
          const parts = [`name=${repr(field(self, 'name'))}`, `loader=${repr(field(self, 'loader'))}`];
          const origin = field(self, 'origin');
          if (origin !== null) parts.push(`origin=${repr(origin)}`);
          const locations = field(self, 'submodule_search_locations');
          if (locations !== null) parts.push(`submodule_search_locations=${repr(locations)}`);
          return `${typeOf(self).qualname}(${parts.join(', ')})`;
        },
        '__eq__(self, other)': (self, other) => {
          const pairs = PLACE_FIELDS.map((name) => [getAttributeOr(self, name), getAttributeOr(other, name)]);
          if (pairs.some(([, theirs]) => theirs === undefined)) return NotImplemented;
          return pairs.every(([own = null, theirs = null]) => equals(own, theirs));
        },
      },
      properties: {
        parent: (self) => {
          const name = str(field(self, 'name'));
          if (field(self, 'submodule_search_locations') !== null) return name;
          return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
        },
      },
      attributes: {
        cached: settableProperty(
          'cached',
          (self) => field(self, '_cached'),
          (self, value) => setOwnAttribute(self, '_cached', value),
        ),
        has_location: settableProperty(
          'has_location',
          (self) => field(self, '_set_fileattr'),
          (self, value) => setOwnAttribute(self, '_set_fileattr', isTrue(value)),
        ),
      },
    }),
);

/** A loader that has nothing to run: namespaces and the library's own modules are there at once. */
function passiveLoader(
  name: string,
  module: string,
  extra: Record<string, (...args: Value[]) => Value>,
): PyType {
  return libraryClass(name, {
    module,
    instanceDict: true,
    methods: {
      '__init__(self, name=None, path=None, path_finder=None)': () => null,
      'create_module(self, spec)': () => null,
      'exec_module(self, module)': () => null,
      'get_code(self, fullname)': () => null,
      ...extra,
    },
  });
}

export const namespaceLoaderClass = perMachine(() =>
  passiveLoader('NamespaceLoader', EXTERNAL, {
    'is_package(self, fullname)': () => true,
    'get_source(self, fullname)': () => '',
  }),
);

/** What loads the modules that are part of loopscope. */
export const builtinImporterClass = perMachine((m) =>
  libraryClass('BuiltinImporter', {
    module: BOOTSTRAP,
    staticMethods: {
      'create_module(spec)': (spec) => libraryModuleOf(m, str(field(spec, 'name'))),
      'exec_module(module)': () => null,
      'get_source(fullname)': () => null,
      'get_code(fullname)': () => null,
      'is_package(fullname)': (name) => m.isLibraryPackage(str(name)),
    },
  }),
);

function libraryModuleOf(m: KernelMachine, name: string): Value {
  m.importModule(name, m.builtins, null, 0);
  return m.loadedModule(name) ?? null;
}

export const sourceFileLoaderClass = perMachine(
  (m): PyType =>
    libraryClass('SourceFileLoader', {
      module: EXTERNAL,
      instanceDict: true,
      methods: {
        '__init__(self, fullname, path)': (self, name, path) => {
          setOwnAttribute(self, 'name', name);
          setOwnAttribute(self, 'path', path);
          return null;
        },
        'create_module(self, spec)': () => null,
        'exec_module(self, module)': (self, module) => {
          const filename = str(field(self, 'path'));
          if (module instanceof PyModule) {
            m.runSourceFile(contentOf(m, filename), filename, module.namespace);
          }
          return null;
        },
        'load_module(self, fullname=None)': (self, name) => {
          const full = str(name ?? field(self, 'name'));
          const module = new PyModule(full);
          describeModule(module, sourceSpec(m, full, str(field(self, 'path')), false));
          m.loadedModules.table.set(full, module);
          m.runSourceFile(contentOf(m, str(field(self, 'path'))), str(field(self, 'path')), module.namespace);
          return m.loadedModule(full) ?? null;
        },
        'is_package(self, fullname)': (self, fullname) =>
          /(^|\/)__init__\.py$/.test(str(field(self, 'path'))) && !/(^|\.)__init__$/.test(str(fullname)),
        'get_filename(self, name=None)': (self, name) => {
          const own = field(self, 'name');
          if (name === null || name === undefined || equals(name, own)) return field(self, 'path');
          const error = exception('ImportError', `loader for ${str(own)} cannot handle ${str(name)}`);
          throw withFields(error, { name });
        },
        'get_data(self, path)': (_self, path) => new PyBytes(contentOf(m, str(path))),
        'get_source(self, fullname)': (self) => sourceText(contentOf(m, str(field(self, 'path')))),
        'get_code(self, fullname)': (self) =>
          call(m.builtins.get('compile') ?? null, [
            sourceText(contentOf(m, str(field(self, 'path')))),
            field(self, 'path'),
            'exec',
          ]),
      },
    }),
);

/** The bytes of a file that is named as the program's files are. */
export function contentOf(m: KernelMachine, filename: string): Uint8Array {
  const own = belowProgram(m, filename);
  return readFile(m, own !== null && m.files.find(own) !== null ? own : filename, filename);
}

// ---- making specs

export function makeSpec(
  m: KernelMachine,
  name: string,
  loader: Value,
  options: { origin?: Value; locations?: Value; isFile?: boolean } = {},
): PyObject {
  const { origin = null, locations = null, isFile = false } = options;
  return new PyObject(
    moduleSpecClass(m),
    new Map<Value, Value>([
      ['name', name],
      ['loader', loader],
      ['origin', origin],
      ['loader_state', null],
      ['submodule_search_locations', locations],
      ['_uninitialized_submodules', new PyList([])],
      ['_set_fileattr', isFile],
      ['_cached', null],
    ]),
  );
}

export function sourceSpec(m: KernelMachine, name: string, filename: string, isPackage: boolean): PyObject {
  const loader = new PyObject(
    sourceFileLoaderClass(m),
    new Map<Value, Value>([
      ['name', name],
      ['path', filename],
    ]),
  );
  const locations = isPackage ? new PyList([folderOf(filename)]) : null;
  const spec = makeSpec(m, name, loader, { origin: filename, locations, isFile: true });
  setOwnAttribute(spec, '_cached', cachePath(filename));
  return spec;
}

/** Where CPython would keep the compiled file (`cache_from_source`). */
export function cachePath(filename: string): string {
  const base = filename.slice(filename.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return joinPath(joinPath(folderOf(filename), '__pycache__'), `${base}.cpython-313.pyc`);
}

/** Gives a new module what its spec says: `__loader__`, `__package__`, `__file__`, ... (`_init_module_attrs`). */
export function describeModule(module: Value, spec: Value): void {
  const set = (name: string, value: Value): void => {
    if (module instanceof PyModule) module.namespace.set(name, value);
    else setAttribute(module, name, value);
  };
  const get = (name: string): Value => getAttributeOr(spec, name) ?? null;
  const locations = get('submodule_search_locations');
  set('__name__', get('name'));
  set('__doc__', null);
  set('__package__', get('parent'));
  set('__loader__', get('loader'));
  set('__spec__', spec);
  if (locations !== null) set('__path__', locations);
  if (isTrue(get('has_location'))) {
    set('__file__', get('origin'));
    set('__cached__', get('cached'));
  } else if (locations !== null && strValue(get('origin')) === undefined) set('__file__', null);
}
