// Handlers that begin a new file when the old one is large enough (`logging.handlers`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { asSize } from '../../objects/index.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { lengthOf } from '../../objects/str-text.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { callBase, fileHandlerClass, guarded } from './handlers.js';

export const HANDLERS = 'logging.handlers';

/** What the handlers ask the file system, through `os` as programs know it. */
export class Files {
  readonly #os: Value;
  readonly #path: Value;

  constructor(m: KernelMachine) {
    this.#os = m.importModule('os', m.builtins, null, 0);
    this.#path = getAttribute(this.#os, 'path');
  }

  exists(path: string): boolean {
    return isTrue(callAttribute(this.#path, 'exists', path));
  }

  isRegular(path: string): boolean {
    return isTrue(callAttribute(this.#path, 'isfile', path));
  }

  remove(path: string): void {
    callAttribute(this.#os, 'remove', path);
  }

  rename(from: string, to: string): void {
    callAttribute(this.#os, 'rename', from, to);
  }

  names(folder: string): string[] {
    return [...listOf(callAttribute(this.#os, 'listdir', folder))];
  }

  stat(path: string): Value {
    return callAttribute(this.#os, 'stat', path);
  }
}

function* listOf(names: Value): Iterable<string> {
  const count = asSize(callAttribute(names, '__len__'));
  for (let index = 0; index < count; index++) yield str(callAttribute(names, '__getitem__', index));
}

export const basePath = (self: Value): string => strValue(getAttribute(self, 'baseFilename')) ?? '';

/** The file of the handler is closed, so that it can get another name. */
export function closeStream(self: Value): void {
  const stream = getAttribute(self, 'stream');
  if (!isTrue(stream)) return;
  callAttribute(stream, 'close');
  setOwnAttribute(self, 'stream', null);
}

export function reopen(self: Value): void {
  if (!isTrue(getAttribute(self, 'delay'))) setOwnAttribute(self, 'stream', callAttribute(self, '_open'));
}

export const rotatedName = (self: Value, name: string): string =>
  str(callAttribute(self, 'rotation_filename', name));

/** Moves the file to its new name, in place of what had it. */
export function rotateTo(m: KernelMachine, self: Value, name: string): void {
  const files = new Files(m);
  if (files.exists(name)) files.remove(name);
  callAttribute(self, 'rotate', basePath(self), name);
}

export const baseRotatingHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('BaseRotatingHandler', {
      module: HANDLERS,
      bases: [fileHandlerClass(m)],
      instanceDict: true,
      attributes: { namer: null, rotator: null },
      methods: {
        '__init__(self, filename, mode, encoding=None, delay=False, errors=None)': (self, ...given) =>
          callBase(fileHandlerClass(m), '__init__', self, ...given),
        'emit(self, record)': (self, record) =>
          guarded(m, self, record, () => {
            if (isTrue(callAttribute(self, 'shouldRollover', record))) callAttribute(self, 'doRollover');
            callBase(fileHandlerClass(m), 'emit', self, record);
          }),
        'rotation_filename(self, default_name)': (self, name) => {
          const namer = getAttribute(self, 'namer');
          return isCallable(namer) ? call(namer, [name]) : name;
        },
        'rotate(self, source, dest)': (self, source, target) => {
          const rotator = getAttribute(self, 'rotator');
          if (isCallable(rotator)) call(rotator, [source, target]);
          else {
            const files = new Files(m);
            if (files.exists(str(source))) files.rename(str(source), str(target));
          }
          return null;
        },
      },
    }),
);

function rollOver(m: KernelMachine, self: Value): Value {
  const files = new Files(m);
  const base = basePath(self);
  const count = asSize(getAttribute(self, 'backupCount'));
  closeStream(self);
  if (count > 0) {
    for (let number = count - 1; number > 0; number--) {
      const source = rotatedName(self, `${base}.${number}`);
      const target = rotatedName(self, `${base}.${number + 1}`);
      if (!files.exists(source)) continue;
      if (files.exists(target)) files.remove(target);
      files.rename(source, target);
    }
    rotateTo(m, self, rotatedName(self, `${base}.1`));
  }
  reopen(self);
  return null;
}

function isFull(m: KernelMachine, self: Value, record: Value): boolean {
  if (getAttribute(self, 'stream') === null) {
    setOwnAttribute(self, 'stream', callAttribute(self, '_open'));
  }
  const limit = asSize(getAttribute(self, 'maxBytes'));
  if (limit <= 0) return false;
  const position = asSize(callAttribute(getAttribute(self, 'stream'), 'tell'));
  // An empty file is never given away, however long the message is.
  if (position === 0) return false;
  const length = lengthOf(`${str(callAttribute(self, 'format', record))}\n`);
  if (position + length < limit) return false;
  const files = new Files(m);
  return !files.exists(basePath(self)) || files.isRegular(basePath(self));
}

export const rotatingFileHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('RotatingFileHandler', {
      module: HANDLERS,
      bases: [baseRotatingHandlerClass(m)],
      instanceDict: true,
      methods: {
        "__init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None)":
          (self, filename, mode, limit, count, encoding, delay, errors) => {
            const isLimited = asSize(limit) > 0;
            const base = baseRotatingHandlerClass(m);
            callBase(base, '__init__', self, filename, isLimited ? 'a' : mode, encoding, delay, errors);
            setOwnAttribute(self, 'maxBytes', limit);
            setOwnAttribute(self, 'backupCount', count);
            return null;
          },
        'doRollover(self)': (self) => rollOver(m, self),
        'shouldRollover(self, record)': (self, record) => isFull(m, self, record),
      },
    }),
);

/** Notices that another program has moved the file away. */
export const watchedFileHandlerClass = perMachine((m: KernelMachine): PyType => {
  const identity = (self: Value): string => {
    const files = new Files(m);
    if (!files.exists(basePath(self))) return '';
    const stat = files.stat(basePath(self));
    return `${str(getAttribute(stat, 'st_dev'))}:${str(getAttribute(stat, 'st_ino'))}`;
  };
  const seen = new WeakMap<object, string>();
  const remember = (self: Value): void => {
    if (typeof self === 'object' && self !== null) seen.set(self, identity(self));
  };
  return libraryClass('WatchedFileHandler', {
    module: HANDLERS,
    bases: [fileHandlerClass(m)],
    instanceDict: true,
    methods: {
      "__init__(self, filename, mode='a', encoding=None, delay=False, errors=None)": (self, ...given) => {
        callBase(fileHandlerClass(m), '__init__', self, ...given);
        remember(self);
        return null;
      },
      'reopenIfNeeded(self)': (self) => {
        const known = typeof self === 'object' && self !== null ? seen.get(self) : undefined;
        if (known === identity(self)) return null;
        closeStream(self);
        setOwnAttribute(self, 'stream', callAttribute(self, '_open'));
        remember(self);
        return null;
      },
      'emit(self, record)': (self, record) => {
        callAttribute(self, 'reopenIfNeeded');
        return callBase(fileHandlerClass(m), 'emit', self, record);
      },
    },
  });
});
