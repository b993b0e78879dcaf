// `import` and `from ... import ...`.

import type * as ast from '../../grammar/ast.js';
import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { exception, type PyException } from '../objects/exceptions.js';
import { iterate } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import type { Compiler, Exec } from './compiler.js';
import { storeName } from './names.js';

export function compileImport(node: ast.Import, c: Compiler): Exec {
  const { machine, source } = c;
  const steps = node.names.map((alias) => {
    const [top = alias.name, ...rest] = alias.name.split('.');
    return { alias, top, rest, store: storeName(alias, alias.asname ?? top, c) };
  });
  return (frame) => {
    for (const { alias, rest, store } of steps) {
      frame.position = node;
      const module = machine.importModule(alias.name, source.globals, null, 0);
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
      const module = machine.importModule(node.module ?? '', source.globals, names, node.level);
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
    const module = machine.importModule(node.module ?? '', source.globals, names, node.level);
    for (const { alias, store } of stores) {
      const value = getAttributeOr(module, alias.name);
      if (value === undefined) throw cannotImport(alias.name, module);
      store(frame, value);
    }
    return undefined;
  };
}

function cannotImport(name: string, module: Value): PyException {
  const moduleName = strValue(getAttributeOr(module, '__name__') ?? null) ?? '<unknown module name>';
  const file = strValue(getAttributeOr(module, '__file__') ?? null) ?? 'unknown location';
  const error = exception('ImportError', `cannot import name '${name}' from '${moduleName}' (${file})`);
  error.dict = new Map<Value, Value>([
    ['name', moduleName],
    ['name_from', name],
  ]);
  return error;
}

/** What `import *` brings: `__all__`, or every name without a leading underscore. */
function* publicNames(module: Value): Iterable<[string, Value]> {
  const all = getAttributeOr(module, '__all__');
  const dict = getAttribute(module, '__dict__');
  const names = [...iterate(all ?? dict)].map((name) => strValue(name) ?? '');
  for (const name of names) {
    if (all === undefined && name.startsWith('_')) continue;
    yield [name, getAttribute(module, name)];
  }
}
