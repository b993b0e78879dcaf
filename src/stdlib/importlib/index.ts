// `importlib` and its parts: importing by name, reloading, finding and making modules.

import { defineModule, type ModuleDefinition, PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { withFields } from '../../objects/exception-fields.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { libraryFunctions, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { entriesOf, findOnPath, searchPath } from './path-finder.js';
import { sourceText } from './source-text.js';
import {
  builtinImporterClass,
  cachePath,
  describeModule,
  makeSpec,
  moduleSpecClass,
  namespaceLoaderClass,
  sourceFileLoaderClass,
  sourceSpec,
} from './specs.js';

/** `importlib._bootstrap._find_spec`, for modules that need not be loaded. */
export function findSpec(m: KernelMachine, full: string, path: Value): Value {
  const dot = full.lastIndexOf('.');
  const own = full.slice(dot + 1);
  const entries = path === null ? (dot < 0 ? entriesOf(searchPath(m)) : []) : entriesOf(path);
  const found = findOnPath(m, own, entries);
  if (found !== null && found.kind !== 'namespace') {
    return sourceSpec(m, full, found.filename, found.kind === 'package');
  }
  if (m.libraryModule(full) !== undefined || full === 'builtins') {
    const locations = m.isLibraryPackage(full) ? new PyList([]) : null;
    return makeSpec(m, full, builtinImporterClass(m), { origin: 'built-in', locations });
  }
  if (found === null) return null;
  const loader = call(namespaceLoaderClass(m), [full, null, null]);
  return makeSpec(m, full, loader, { locations: new PyList([...found.portions]) });
}

/** The full name of a module that is named relative to a package (`resolve_name`). */
function resolved(name: string, given: Value): string {
  if (!name.startsWith('.')) return name;
  const level = name.length - name.replace(/^\.+/, '').length;
  const parts = (strValue(given) ?? '').split('.');
  if (level > parts.length)
    throw exception('ImportError', 'attempted relative import beyond top-level package');
  const base = parts.slice(0, parts.length - level + 1).join('.');
  return level === name.length ? base : `${base}.${name.slice(level)}`;
}

function importModule(m: KernelMachine, given: Value, anchor: Value): Value {
  const name = strValue(given);
  if (name === undefined) {
    throw exception('AttributeError', `'${typeName(given)}' object has no attribute 'startswith'`);
  }
  if (name.startsWith('.') && (anchor === null || anchor === '')) {
    throw typeError(`the 'package' argument is required to perform a relative import for ${repr(name)}`);
  }
  return m.importModule(resolved(name, anchor), m.builtins, [], 0);
}

/** Runs a module's code again in its namespace. */
function reload(m: KernelMachine, module: Value): Value {
  if (!(module instanceof PyModule)) throw typeError('reload() argument must be a module');
  const spec = getAttributeOr(module, '__spec__') ?? null;
  const name = strValue((spec === null ? null : getAttributeOr(spec, 'name')) ?? module.name) ?? '';
  if (m.loadedModule(name) !== module) {
    throw withFields(exception('ImportError', `module ${name} not in sys.modules`), { name });
  }
  const dot = name.lastIndexOf('.');
  const parent = dot < 0 ? null : (m.loadedModule(name.slice(0, dot)) ?? null);
  const path = parent === null ? null : (getAttributeOr(parent, '__path__') ?? null);
  const fresh = findSpec(m, name, path);
  if (fresh === null) {
    throw withFields(exception('ModuleNotFoundError', `spec not found for the module ${repr(name)}`), {
      name,
    });
  }
  if (getAttributeOr(fresh, 'loader') === builtinImporterClass(m)) return module;
  const doc = module.namespace.get('__doc__') ?? null;
  describeModule(module, fresh);
  module.namespace.set('__doc__', doc);
  setAttribute(fresh, '_initializing', true);
  try {
    call(getAttribute(getAttribute(fresh, 'loader'), 'exec_module'), [module]);
  } finally {
    setAttribute(fresh, '_initializing', false);
  }
  return m.loadedModule(name) ?? module;
}

const importlibModule = defineModule('importlib', (m: KernelMachine) => ({
  __all__: new PyList(['__import__', 'import_module', 'invalidate_caches', 'reload']),
  __import__: m.builtins.get('__import__') ?? null,
  ...libraryFunctions('importlib', {
    'import_module(name, package=None)': (name, anchor) => importModule(m, name, anchor),
    'reload(module)': (module) => reload(m, module),
    'invalidate_caches()': () => null,
  }),
}));

function specOf(m: KernelMachine, given: Value, anchor: Value): Value {
  const full = resolved(strValue(given) ?? '', anchor);
  const loaded = m.loadedModule(full);
  if (loaded === null) return null;
  if (loaded !== undefined) {
    const spec = getAttributeOr(loaded, '__spec__');
    if (spec === undefined) {
      if (m.libraryModule(full) !== undefined) return findSpec(m, full, null);
      throw valueError(`${full}.__spec__ is not set`);
    }
    if (spec === null) throw valueError(`${full}.__spec__ is None`);
    return spec;
  }
  const dot = full.lastIndexOf('.');
  if (dot < 0) return findSpec(m, full, null);
  const parentName = full.slice(0, dot);
  const parent = m.importModule(parentName, m.builtins, [], 0);
  const path = getAttributeOr(parent, '__path__');
  if (path === undefined && !m.isLibraryPackage(parentName)) {
    const error = exception(
      'ModuleNotFoundError',
      `__path__ attribute not found on ${repr(parentName)} while trying to find ${repr(full)}`,
    );
    throw withFields(error, { name: full });
  }
  return findSpec(m, full, path ?? null);
}

const importlibUtil = defineModule('importlib.util', (m: KernelMachine) =>
  libraryFunctions('importlib.util', {
    'find_spec(name, package=None)': (name, anchor) => specOf(m, name, anchor),
    'module_from_spec(spec)': (spec) => {
      const loader = getAttributeOr(spec, 'loader') ?? null;
      const create = loader === null ? undefined : getAttributeOr(loader, 'create_module');
      const made = create === undefined ? null : call(create, [spec]);
      const module = made ?? new PyModule(strValue(getAttributeOr(spec, 'name') ?? null) ?? '');
      describeModule(module, spec);
      return module;
    },
    'spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None)': (
      name,
      location,
      loader,
      locations,
    ) => {
      const path = location === null ? '' : pathOf(location);
      const full = strValue(name) ?? '';
      if (loader === null && !path.endsWith('.py')) return null;
      const isPackage = /(^|\/)__init__\.py$/.test(path) || locations !== null;
      const spec = sourceSpec(m, full, path, isPackage);
      if (loader !== null) setAttribute(spec, 'loader', loader);
      if (locations instanceof PyList) setAttribute(spec, 'submodule_search_locations', locations);
      return spec;
    },
    'spec_from_loader(name, loader, *, origin=None, is_package=None)': (name, loader, origin) =>
      makeSpec(m, strValue(name) ?? '', loader, { origin }),
    'resolve_name(name, package)': (name, anchor) => {
      const text = strValue(name) ?? '';
      if (text.startsWith('.') && (anchor === null || anchor === '')) {
        throw exception(
          'ImportError',
          `no package specified for ${repr(text)} (required for relative module names)`,
        );
      }
      return resolved(text, anchor);
    },
    'cache_from_source(path, debug_override=None, *, optimization=None)': (path) => cachePath(pathOf(path)),
    'decode_source(source_bytes)': (content) => (content instanceof PyBytes ? sourceText(content.data) : ''),
    'source_hash(source_bytes)': () => {
      throw exception('NotImplementedError', 'importlib.util.source_hash: nothing is compiled to files here');
    },
  }),
);

function pathOf(value: Value): string {
  const own = strValue(value);
  if (own !== undefined) return own;
  return strValue(call(getAttribute(value, '__fspath__'))) ?? '';
}

const importlibMachinery = defineModule('importlib.machinery', (m: KernelMachine) => ({
  ModuleSpec: moduleSpecClass(m),
  SourceFileLoader: sourceFileLoaderClass(m),
  BuiltinImporter: builtinImporterClass(m),
  NamespaceLoader: namespaceLoaderClass(m),
  PathFinder: pathFinderClass(m),
  SOURCE_SUFFIXES: new PyList(['.py']),
  BYTECODE_SUFFIXES: new PyList(['.pyc']),
  EXTENSION_SUFFIXES: new PyList([]),
  ...libraryFunctions('importlib.machinery', { 'all_suffixes()': () => new PyList(['.py', '.pyc']) }),
}));

const pathFinderClass = perMachine((m) =>
  libraryClass('PathFinder', {
    module: '_frozen_importlib_external',
    classMethods: {
      'find_spec(cls, fullname, path=None, target=None)': (_cls, name, path) =>
        findSpec(m, strValue(name) ?? '', path),
      'invalidate_caches(cls)': () => null,
    },
  }),
);

/** What a program's own finders and loaders derive from. */
const importlibAbc = defineModule('importlib.abc', (_m: KernelMachine) => {
  const define = (name: string, methods: Record<string, () => Value> = {}) =>
    libraryClass(name, { module: 'importlib.abc', instanceDict: true, methods });
  const passes = { 'create_module(self, spec)': () => null };
  return {
    Loader: define('Loader', passes),
    MetaPathFinder: define('MetaPathFinder', { 'invalidate_caches(self)': () => null }),
    PathEntryFinder: define('PathEntryFinder', { 'invalidate_caches(self)': () => null }),
    InspectLoader: define('InspectLoader', passes),
  };
});

export const importlib: readonly ModuleDefinition<KernelMachine>[] = [
  importlibModule,
  importlibAbc,
  importlibMachinery,
  importlibUtil,
];
