// The `glob` module: names that fit a shell pattern (Lib/glob.py). Names that begin with a dot are hidden.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';
import { decodeName, fsPath } from '../io/file-paths.js';
import { flushDropped } from '../io/open-files.js';
import { libraryFunctions } from '../library.js';
import { generatorOf } from '../os/directories.js';
import { nameLike } from '../os/path-arguments.js';
import { join, split } from '../posixpath/text.js';
import { hasMagic, nameMatcher } from './patterns.js';

interface Search {
  readonly machine: KernelMachine;
  /** Patterns are taken from here; empty for the working directory. */
  readonly root: string;
  readonly recursive: boolean;
  readonly hidden: boolean;
}

const at = ({ root }: Search, path: string): string => join(root, path) || '.';

function* search(pattern: string, how: Search, onlyDirectories: boolean): Generator<string, void> {
  const { files } = how.machine;
  const [directory, base] = split(pattern);
  if (!hasMagic(pattern)) {
    const node = files.find(at(how, base === '' ? directory : pattern), base === '');
    if (base === '' ? node?.kind === 'directory' : node !== null) yield pattern;
    return;
  }
  const isRecursive = how.recursive && base === '**';
  if (directory === '') {
    yield* isRecursive ? below('', how, onlyDirectories) : namesIn('', base, how, onlyDirectories);
    return;
  }
  const directories =
    directory !== pattern && hasMagic(directory) ? search(directory, how, true) : [directory];
  for (const each of directories) {
    let names: Iterable<string>;
    if (!hasMagic(base)) names = literal(each, base, how);
    else names = isRecursive ? below(each, how, onlyDirectories) : namesIn(each, base, how, onlyDirectories);
    for (const name of names) yield join(each, name);
  }
}

function literal(directory: string, base: string, how: Search): string[] {
  const node = how.machine.files.find(at(how, join(directory, base)), base === '');
  return node === null || (base === '' && node.kind !== 'directory') ? [] : [base];
}

function listed(directory: string, how: Search, onlyDirectories: boolean): string[] {
  const { files } = how.machine;
  const node = files.find(at(how, directory));
  if (node?.kind !== 'directory') return [];
  if (!onlyDirectories) return node.names;
  return node.names.filter((name) => files.find(at(how, join(directory, name)))?.kind === 'directory');
}

function namesIn(directory: string, pattern: string, how: Search, onlyDirectories: boolean): string[] {
  const matches = nameMatcher(pattern);
  const showsHidden = how.hidden || pattern.startsWith('.');
  return listed(directory, how, onlyDirectories).filter(
    (name) => (showsHidden || !name.startsWith('.')) && matches(name),
  );
}

/** `**`: nothing at all, and everything below. */
function* below(directory: string, how: Search, onlyDirectories: boolean): Generator<string, void> {
  if (directory === '' || how.machine.files.find(at(how, directory))?.kind === 'directory') yield '';
  yield* deeper(directory, how, onlyDirectories);
}

function* deeper(directory: string, how: Search, onlyDirectories: boolean): Generator<string, void> {
  for (const name of listed(directory, how, onlyDirectories)) {
    if (!how.hidden && name.startsWith('.')) continue;
    yield name;
    for (const inner of deeper(join(directory, name), how, onlyDirectories)) yield join(name, inner);
  }
}

function found(m: KernelMachine, given: Value, root: Value, recursive: Value, hidden: Value): Value[] {
  flushDropped(m);
  const isBytes = given instanceof PyBytes;
  const pattern = isBytes ? decodeName(given.data) : (strValue(fsPath(given)) ?? '');
  const rootPath = root === null ? '' : (strValue(fsPath(root)) ?? '');
  const how = { machine: m, root: rootPath, recursive: isTrue(recursive), hidden: isTrue(hidden) };
  const names = [...search(pattern, how, false)];
  // A pattern that begins with `**` finds the directory itself, which has no name.
  const startsRecursive = how.recursive && pattern.startsWith('**');
  const shown = startsRecursive && names[0] === '' ? names.slice(1) : names;
  return shown.map((name) => nameLike({ isBytes }, name));
}

const PARAMETERS = '(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False)';

export const glob = defineModule('glob', (m: KernelMachine) => ({
  __all__: new PyList(['escape', 'glob', 'iglob', 'translate']),
  ...libraryFunctions('glob', {
    [`glob${PARAMETERS}`]: (pattern, root, _fd, recursive, hidden) =>
      new PyList(found(m, pattern, root, recursive, hidden)),
    [`iglob${PARAMETERS}`]: (pattern, root, _fd, recursive, hidden) =>
      generatorOf(found(m, pattern, root, recursive, hidden)),
    'escape(pathname)': (pattern) => {
      const text = pattern instanceof PyBytes ? decodeName(pattern.data) : (strValue(pattern) ?? '');
      return nameLike({ isBytes: pattern instanceof PyBytes }, text.replace(/[*?[]/g, '[$&]'));
    },
    'has_magic(s)': (pattern) => hasMagic(strValue(pattern) ?? ''),
  }),
}));
