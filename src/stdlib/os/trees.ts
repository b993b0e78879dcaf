// What `os` itself writes in Python: trees of directories, and conversions of paths.

import { FileError } from '../../base/files/file-error.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { decodeName, encodeName, fsPath } from '../io/file-paths.js';
import { flushDropped } from '../io/open-files.js';
import { onFile } from '../io/read-file.js';
import { libraryFunctions } from '../library.js';
import { join, split } from '../posixpath/text.js';
import { entriesOf, generatorOf } from './directories.js';
import { type GivenPath, givenPath, nameLike } from './path-arguments.js';

interface WalkOptions {
  readonly topDown: boolean;
  readonly onError: Value;
  readonly followLinks: boolean;
}

export function treeFunctions(m: KernelMachine): Record<string, Value> {
  return libraryFunctions('os', {
    'makedirs(name, mode=511, exist_ok=False)': (name, mode, existOk) => {
      const given = givenPath('makedirs', name);
      makeDirectories(m, given, given.text, asSize(mode), isTrue(existOk));
      return null;
    },
    'removedirs(name)': (name) => {
      const given = givenPath('rmdir', name);
      onFile(() => m.files.removeDirectory(given.text), given.shown);
      removeEmptyParents(m, given.text);
      return null;
    },
    'renames(old, new)': (old, fresh) => {
      const from = givenPath('rename', old, {}, 'src');
      const to = givenPath('rename', fresh, {}, 'dst');
      const [head, tail] = split(to.text);
      if (head !== '' && tail !== '' && m.files.find(head) === null) {
        makeDirectories(m, givenPath('makedirs', head), head, 0o777, false);
      }
      onFile(() => m.files.rename(from.text, to.text), from.shown, to.shown);
      const [left] = split(from.text);
      if (left !== '') {
        try {
          m.files.removeDirectory(left);
          removeEmptyParents(m, left);
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
        }
      }
      return null;
    },
    'walk(top, topdown=True, onerror=None, followlinks=False)': (top, topDown, onError, followLinks) => {
      const given = givenPath('scandir', fsPath(top));
      const options = { topDown: isTrue(topDown), onError, followLinks: isTrue(followLinks) };
      return generatorOf(walk(m, given, options));
    },
    'fsencode(filename)': (name) => {
      const path = fsPath(name);
      return path instanceof PyBytes ? path : encodeName(strValue(path) ?? '');
    },
    'fsdecode(filename)': (name) => {
      const path = fsPath(name);
      return path instanceof PyBytes ? decodeName(path.data) : path;
    },
    'get_exec_path(env=None)': () => new PyList(['/bin', '/usr/bin']),
  });
}

function makeDirectories(
  m: KernelMachine,
  given: GivenPath,
  path: string,
  mode: number,
  existOk: boolean,
): void {
  let [head, tail] = split(path);
  if (tail === '') [head, tail] = split(head);
  if (head !== '' && tail !== '' && m.files.find(head) === null) {
    try {
      makeDirectories(m, given, head, 0o777, existOk);
    } catch (error) {
      if (!(error instanceof PyException && error.cls === exceptionType('FileExistsError'))) throw error;
    }
    if (tail === '.') return;
  }
  const shown = path === given.text ? given.shown : nameLike(given, path);
  try {
    onFile(() => m.files.makeDirectory(path, mode), shown);
  } catch (error) {
    const isThere = m.files.find(path)?.kind === 'directory';
    if (!(error instanceof PyException) || !existOk || !isThere) throw error;
  }
}

function removeEmptyParents(m: KernelMachine, path: string): void {
  let [head, tail] = split(path);
  if (tail === '') [head, tail] = split(head);
  while (head !== '' && tail !== '') {
    try {
      m.files.removeDirectory(head);
    } catch (error) {
      if (error instanceof FileError) return;
      throw error;
    }
    [head, tail] = split(head);
  }
}

/** The program may remove names from the list of directories before the walk goes on. */
function* walk(m: KernelMachine, top: GivenPath, options: WalkOptions): Generator<Value, void> {
  flushDropped(m);
  let entries: ReturnType<typeof entriesOf>;
  try {
    entries = entriesOf(m, top);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    if (options.onError !== null) call(options.onError, [error]);
    return;
  }
  const isDirectory = (entry: (typeof entries)[number]): boolean => entry.target(true)?.kind === 'directory';
  const directories = new PyList(entries.filter(isDirectory).map((entry) => entry.name));
  const others = new PyList(entries.filter((entry) => !isDirectory(entry)).map((entry) => entry.name));
  const shown = top.shown;
  if (options.topDown) yield tuple(shown, directories, others);
  for (const name of [...directories.items]) {
    const text = name instanceof PyBytes ? decodeName(name.data) : (strValue(name) ?? '');
    const path = join(top.text, text);
    if (!options.followLinks && m.files.find(path, false)?.kind === 'link') continue;
    yield* walk(m, { ...top, text: path, shown: nameLike(top, path) }, options);
  }
  if (!options.topDown) yield tuple(shown, directories, others);
}
