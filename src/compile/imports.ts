// `import` and `from ... import ...`.

import type * as ast from '../../grammar/ast.js';
import type { Machine } from '../execution/machine.js';
import { isInitializing } from '../execution/module.js';
import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { PyTuple } from '../objects/containers.js';
import { withFields } from '../objects/exception-fields.js';
import { exception, type PyException, typeError } from '../objects/exceptions.js';
import { iterate } from '../objects/iteration.js';
import { PyNative } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { repr, str } from '../objects/repr.js';
import { typeName } from '../objects/types.js';
import type { Compiler, Exec } from './compiler.js';
import { storeName } from './names.js';

/** By `__import__`, which a program may replace. */
function importModule(
  { machine, source }: Compiler,
  name: string,
  fromNames: readonly string[] | null,
  level: number,
): Value {
  const chosen = source.builtins.get('__import__');
  if (chosen === undefined) throw exception('ImportError', '__import__ not found');
  if (chosen instanceof PyNative) return machine.importModule(name, source.globals, fromNames, level);
  const { dictObject } = source.globals;
  const list = fromNames === null ? null : new PyTuple([...fromNames]);
  return call(chosen, [name, dictObject, dictObject, list, level]);
}

export function compileImport(node: ast.Import, c: Compiler): Exec {
  const steps = node.names.map((alias) => {
    const [top = alias.name, ...rest] = alias.name.split('.');
    return { alias, top, rest, store: storeName(alias, alias.asname ?? top, c) };
  });
  return (frame) => {
    for (const { alias, rest, store } of steps) {
      frame.position = node;
      const module = importModule(c, alias.name, null, 0);
      // `import a.b as c` binds the submodule, `import a.b` the package.
      const bound =
        alias.asname === null
          ? module
          : rest.reduce<Value>((parent, name) => getAttribute(parent, name), module);
      store(frame, bound);
    }
    return undefined;
  };
}

export function compileImportFrom(node: ast.ImportFrom, c: Compiler): Exec {
  const { machine, source } = c;
  const names = node.names.map(({ name }) => name);
  if (names[0] === '*') {
    return (frame) => {
      frame.position = node;
      const module = importModule(c, node.module ?? '', names, node.level);
      for (const [name, value] of publicNames(module)) source.globals.set(name, value);
      return undefined;
    };
  }
  const stores = node.names.map((alias) => ({
    alias,
    store: storeName(alias, alias.asname ?? alias.name, c),
  }));
  return (frame) => {
    frame.position = node;
    const module = importModule(c, node.module ?? '', names, node.level);
    for (const { alias, store } of stores) {
      store(frame, importedName(machine, module, alias.name));
    }
    return undefined;
  };
}

/** `import_from`: the attribute, or the submodule that is being imported right now. */
function importedName(machine: Machine, module: Value, name: string): Value {
  const value = getAttributeOr(module, name);
  if (value !== undefined) return value;
  const moduleName = strValue(getAttributeOr(module, '__name__') ?? null);
  const loaded = moduleName === undefined ? undefined : machine.loadedModule(`${moduleName}.${name}`);
  if (loaded !== undefined && loaded !== null) return loaded;
  throw cannotImport(name, module, moduleName);
}

function cannotImport(name: string, module: Value, moduleName: string | undefined): PyException {
  const file = strValue(getAttributeOr(module, '__file__') ?? null);
  const place = file ?? 'unknown location';
  const shown = repr(moduleName ?? '<unknown module name>');
  const from = isInitializing(module)
    ? `partially initialized module ${shown} (most likely due to a circular import)`
    : shown;
  const error = exception('ImportError', `cannot import name ${repr(name)} from ${from} (${place})`);
  return withFields(error, { name: moduleName ?? null, path: file ?? null, name_from: name });
}

/** What `import *` brings: `__all__`, or every name without a leading underscore. */
function* publicNames(module: Value): Iterable<[string, Value]> {
  const all = getAttributeOr(module, '__all__');
  const dict = all === undefined ? getAttributeOr(module, '__dict__') : undefined;
  if (all === undefined && dict === undefined) {
    throw exception('ImportError', 'from-import-* object has no __dict__ and no __all__');
  }
  const [what, kind] = all === undefined ? ['Key', '__dict__'] : ['Item', '__all__'];
  for (const item of [...iterate(all ?? dict ?? null)]) {
    const name = strValue(item);
    if (name === undefined) {
      const moduleName = str(getAttributeOr(module, '__name__') ?? null);
      throw typeError(`${what} in ${moduleName}.${kind} must be str, not ${typeName(item)}`);
    }
    if (all === undefined && name.startsWith('_')) continue;
    yield [name, getAttribute(module, name)];
  }
}
