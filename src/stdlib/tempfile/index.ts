// The `tempfile` module: files and directories that go away by themselves (Lib/tempfile.py). They live in memory.

import { defineModule, type PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { tuple } from '../../objects/containers.js';
import { PyException } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { PyBuffered } from '../io/buffered.js';
import { encodeName } from '../io/file-paths.js';
import { openFunction } from '../io/open.js';
import { PyTextFile } from '../io/text-file.js';
import { libraryFunctions, ownAttribute, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { nameLike } from '../os/path-arguments.js';
import { removeTree } from '../shutil/trees.js';
import { nameParts, PREFIX, TEMPORARY_FOLDER, withFreshName } from './names.js';
import { spooledClass } from './spooled.js';
import { temporaryFileWrapper } from './wrapper.js';

const FLAGS = {
  readable: true,
  writable: true,
  append: false,
  create: true,
  exclusive: true,
  truncate: false,
};

/** `tempfile.tempdir`, which a program may set. */
function folderOf(module: PyModule): string {
  return strValue(module.namespace.get('tempdir') ?? null) ?? TEMPORARY_FOLDER;
}

export const tempfile = defineModule('tempfile', (m: KernelMachine, module) => {
  const { files } = m;
  const makeFile = (suffix: Value, prefix: Value, directory: Value) => {
    const parts = nameParts(suffix, prefix, directory, folderOf(module));
    let fd = -1;
    const path = withFreshName(m, parts, (name) => {
      fd = files.descriptors.add(files.open(name, { ...FLAGS, permissions: 0o600 }));
    });
    return { fd, path: nameLike(parts, path), text: path };
  };
  const makeFolder = (suffix: Value, prefix: Value, directory: Value): Value => {
    const parts = nameParts(suffix, prefix, directory, folderOf(module));
    const path = withFreshName(m, parts, (name) => files.makeDirectory(name, 0o700));
    return nameLike(parts, path);
  };
  const open = (file: Value, args: readonly Value[]): Value => {
    const [mode = null, buffering = -1, encoding = null, newline = null, errors = null] = args;
    return call(openFunction(m), [file, mode, buffering, encoding, errors, newline]);
  };
  const wrapperClass = temporaryFileWrapper(m);
  return {
    tempdir: null,
    template: PREFIX,
    TMP_MAX: 10000,
    _TemporaryFileWrapper: wrapperClass,
    SpooledTemporaryFile: spooledClass(m),
    TemporaryDirectory: temporaryDirectory(m, makeFolder),
    ...libraryFunctions('tempfile', {
      'gettempdir()': () => folderOf(module),
      'gettempdirb()': () => encodeName(folderOf(module)),
      'gettempprefix()': () => PREFIX,
      'gettempprefixb()': () => encodeName(PREFIX),
      'mkstemp(suffix=None, prefix=None, dir=None, text=False)': (suffix, prefix, directory) => {
        const made = makeFile(suffix, prefix, directory);
        return tuple(made.fd, made.path);
      },
      'mkdtemp(suffix=None, prefix=None, dir=None)': makeFolder,
      "mktemp(suffix='', prefix='tmp', dir=None)": (suffix, prefix, directory) => {
        const parts = nameParts(suffix, prefix, directory, folderOf(module));
        return nameLike(
          parts,
          withFreshName(m, parts, () => undefined),
        );
      },
      "NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True)":
        (mode, buffering, encoding, newline, suffix, prefix, directory, remove, errors, onClose) => {
          const made = makeFile(suffix, prefix, directory);
          const file = open(made.fd, [mode, buffering, encoding, newline, errors]);
          setName(file, made.path);
          return call(wrapperClass, [file, made.path, isTrue(remove), isTrue(onClose)]);
        },
      "TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None)":
        (mode, buffering, encoding, newline, suffix, prefix, directory, errors) => {
          const made = makeFile(suffix, prefix, directory);
          files.removeFile(made.text);
          return open(made.fd, [mode, buffering, encoding, newline, errors]);
        },
    }),
  };
});

/** The raw file at the bottom is named by its path instead of its descriptor. */
function setName(file: Value, path: Value): void {
  const buffer = file instanceof PyTextFile ? file.buffer : file;
  const raw = buffer instanceof PyBuffered ? buffer.raw : buffer;
  setOwnAttribute(raw, 'name', path);
}

type MakeFolder = (suffix: Value, prefix: Value, directory: Value) => Value;

function temporaryDirectory(m: KernelMachine, makeFolder: MakeFolder): Value {
  const nameOf = (self: Value): Value => ownAttribute(self, 'name') ?? null;
  const cleanUp = (self: Value): Value => {
    if (ownAttribute(self, '_removed') === true) return null;
    setOwnAttribute(self, '_removed', true);
    try {
      removeTree(m, str(nameOf(self)), nameOf(self));
    } catch (error) {
      const isGone = m.files.find(str(nameOf(self))) === null;
      if (!(error instanceof PyException) || !(isGone || isTrue(ownAttribute(self, '_ignore') ?? false)))
        throw error;
    }
    return null;
  };
  return libraryClass('TemporaryDirectory', {
    module: 'tempfile',
    instanceDict: true,
    methods: {
      '__init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True)': (
        self,
        suffix,
        prefix,
        directory,
        ignore,
        remove,
      ) => {
        setOwnAttribute(self, 'name', makeFolder(suffix, prefix, directory));
        setOwnAttribute(self, '_ignore', ignore);
        setOwnAttribute(self, '_delete', remove);
        return null;
      },
      '__repr__(self)': (self) => `<TemporaryDirectory '${str(nameOf(self))}'>`,
      '__enter__(self)': nameOf,
      '__exit__(self, exc, value, tb)': (self) =>
        isTrue(ownAttribute(self, '_delete') ?? true) ? cleanUp(self) : null,
      'cleanup(self)': cleanUp,
    },
  });
}
