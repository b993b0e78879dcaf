// Where modules of the program are found: the directories of `sys.path`, or of a package's `__path__`.
//
// Files below the program's folder are named as the program itself was, so that tracebacks and `__file__` are the same
// wherever the folder lies on the host.

import { PROGRAM_FOLDER } from '../../base/files/file-system.js';
import type { DirectoryNode } from '../../base/files/nodes.js';
import { folderOf, joinPath } from '../../base/files/paths.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyList } from '../../objects/containers.js';
import { iterate } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { perMachine } from '../library.js';

export type Found =
  | { readonly kind: 'module' | 'package'; readonly filename: string }
  | { readonly kind: 'namespace'; readonly portions: readonly string[] };

/** The program's folder as its file was named. */
export function programDirectory(m: KernelMachine): string {
  return folderOf(m.options.filename);
}

/** `sys.path`: the program's folder, and what a program adds. */
export const searchPath = perMachine((m) => new PyList([programDirectory(m)]));

/** The directories that `sys.path` or a `__path__` names. */
export function entriesOf(path: Value): string[] {
  // A list is looked at directly: what importing does costs the program no time.
  const entries = path instanceof PyList ? path.items : [...iterate(path)];
  return entries.map(strValue).filter((entry) => entry !== undefined);
}

/** Looks a module's last name up in directories. */
export function findOnPath(m: KernelMachine, name: string, path: readonly string[]): Found | null {
  const portions: string[] = [];
  for (const entry of path) {
    const directory = directoryOf(m, entry);
    if (directory === null) continue;
    const shown = shownPath(m, m.files.pathOf(directory));
    const child = directory.entries.get(name);
    if (child?.kind === 'directory' && child.entries.get('__init__.py')?.kind === 'file') {
      return { kind: 'package', filename: joinPath(joinPath(shown, name), '__init__.py') };
    }
    if (directory.entries.get(`${name}.py`)?.kind === 'file') {
      return { kind: 'module', filename: joinPath(shown, `${name}.py`) };
    }
    if (child?.kind === 'directory') portions.push(joinPath(shown, name));
  }
  return portions.length === 0 ? null : { kind: 'namespace', portions };
}

/** A name below the program's folder means that folder, whatever the working directory is by now. */
export function directoryOf(m: KernelMachine, entry: string): DirectoryNode | null {
  const own = belowProgram(m, entry);
  const node = (own === null ? null : m.files.find(own)) ?? m.files.find(entry === '' ? '.' : entry);
  return node?.kind === 'directory' ? node : null;
}

/** The place of a file that is named as the program is; null for other names. */
export function belowProgram(m: KernelMachine, path: string): string | null {
  const folder = programDirectory(m);
  if (path === folder) return PROGRAM_FOLDER;
  if (folder === '') return path.startsWith('/') ? null : joinPath(PROGRAM_FOLDER, path);
  return path.startsWith(`${folder}/`) ? PROGRAM_FOLDER + path.slice(folder.length) : null;
}

function shownPath(m: KernelMachine, path: string): string {
  if (path === PROGRAM_FOLDER) return programDirectory(m);
  if (!path.startsWith(`${PROGRAM_FOLDER}/`)) return path;
  return joinPath(programDirectory(m), path.slice(PROGRAM_FOLDER.length + 1));
}
