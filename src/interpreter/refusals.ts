// What the source already shows that loopscope cannot run: told before the program starts, all of it at once.

import type * as ast from '../../grammar/ast.js';
import { Unsupported } from '../base/unsupported.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { stdlibModuleNames } from '../objects/stdlib-module-names.js';
import { findOnPath, programDirectory } from '../stdlib/importlib/path-finder.js';
import { MODULES } from '../stdlib/index.js';

/** Throws `Unsupported` for imports, at the top level, of modules of Python's library that are not here yet. */
export function refuseUnsupported(m: KernelMachine, tree: ast.Module): void {
  const missing = tree.body.flatMap(importedModules).filter(({ name }) => isMissing(m, name));
  const [first] = missing;
  if (first === undefined) return;
  const listed = missing.map(({ name, node }) =>
    node === first.node ? name : `${name} (line ${node.lineno})`,
  );
  throw new Unsupported(`${missing.length === 1 ? 'module' : 'modules'} ${listed.join(', ')}`, first.node);
}

interface Imported {
  readonly name: string;
  readonly node: ast.Stmt;
}

/** Imports in `try` may be meant to fail; those in functions may never run. Both are told when they happen. */
function importedModules(node: ast.Stmt): Imported[] {
  if (node.kind === 'Import') return node.names.map(({ name }) => ({ name, node }));
  if (node.kind === 'ImportFrom' && node.level === 0 && node.module !== null)
    return [{ name: node.module, node }];
  return [];
}

/** A file of the program may stand where Python's library has a module. */
function isMissing(m: KernelMachine, name: string): boolean {
  const [top = name] = name.split('.');
  if (MODULES.has(name) || ALWAYS_LOADED.has(name) || !stdlibModuleNames().has(top)) return false;
  return findOnPath(m, top, [programDirectory(m)]) === null;
}

/** Modules that stand in `sys.modules` from the start. */
const ALWAYS_LOADED: ReadonlySet<string> = new Set(['builtins', 'os.path']);
