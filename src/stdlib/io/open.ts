// `open` (Modules/_io/_iomodule.c): a raw file, a buffer around it, and for text a wrapper around that.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { givenTypeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { DEFAULT_BUFFER_SIZE } from './buffered.js';
import {
  bufferedRandomType,
  bufferedReaderType,
  bufferedWriterType,
  makeBuffered,
} from './buffered-types.js';
import { fileIoType } from './file-io.js';
import { fsPath } from './file-paths.js';
import { openStandardDescriptors } from './standard-streams.js';
import { PyTextFile } from './text-file.js';
import { textIoWrapperType, textOptions } from './text-io-wrapper.js';

interface Mode {
  /** One of `rwxa`. */
  readonly kind: string;
  readonly plus: boolean;
  readonly binary: boolean;
}

function parseMode(mode: string): Mode {
  const letters = [...mode];
  const invalid = letters.some(
    (letter, index) => !'rwxabt+'.includes(letter) || letters.includes(letter, index + 1),
  );
  if (invalid) throw valueError(`invalid mode: '${mode}'`);
  const [kind, ...others] = letters.filter((letter) => 'rwxa'.includes(letter));
  if (mode.includes('t') && mode.includes('b')) throw valueError("can't have text and binary mode at once");
  if (others.length > 0) throw valueError('must have exactly one of create/read/write/append mode');
  return { kind: kind ?? '', plus: mode.includes('+'), binary: mode.includes('b') };
}

export const openFunction = perMachine((m): PyNative => {
  const fn = native(
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    (
      file = null,
      mode = 'r',
      buffering = -1,
      encoding = null,
      errors = null,
      newline = null,
      closefd = true,
      opener = null,
    ) => openFile(m, { file, mode, buffering, encoding, errors, newline, closefd, opener }),
  );
  fn.module = '_io';
  return fn;
});

interface Arguments {
  readonly file: Value;
  readonly mode: Value;
  readonly buffering: Value;
  readonly encoding: Value;
  readonly errors: Value;
  readonly newline: Value;
  readonly closefd: Value;
  readonly opener: Value;
}

function openFile(m: KernelMachine, given: Arguments): Value {
  openStandardDescriptors(m);
  const path =
    typeof given.file === 'number' || intValue(given.file) !== undefined ? given.file : fsPath(given.file);
  const modeText = strValue(given.mode);
  if (modeText === undefined) {
    throw typeError(`open() argument 'mode' must be str, not ${givenTypeName(given.mode)}`);
  }
  for (const name of ['encoding', 'errors', 'newline'] as const) {
    const value = given[name];
    if (value !== null && strValue(value) === undefined) {
      throw typeError(`open() argument '${name}' must be str or None, not ${givenTypeName(value)}`);
    }
  }
  let buffering = asSize(given.buffering);
  const { kind, plus, binary } = parseMode(modeText);
  if (binary) {
    for (const name of ['encoding', 'errors', 'newline'] as const) {
      const article = name === 'encoding' || name === 'errors' ? 'an' : 'a';
      if (given[name] !== null) throw valueError(`binary mode doesn't take ${article} ${name} argument`);
    }
    if (buffering === 1) {
      m.warn(
        'RuntimeWarning',
        "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
      );
    }
  }
  const rawMode = kind + (plus ? '+' : '');
  const raw = call(fileIoType(m), [path, rawMode, given.closefd, given.opener]);
  try {
    const lineBuffering = buffering === 1 && !binary;
    if (buffering === 1 || buffering < 0) buffering = DEFAULT_BUFFER_SIZE;
    if (buffering === 0) {
      if (binary) return raw;
      throw valueError("can't have unbuffered text I/O");
    }
    const type = plus ? bufferedRandomType(m) : kind === 'r' ? bufferedReaderType(m) : bufferedWriterType(m);
    if (plus && !isTrue(callAttribute(raw, 'seekable'))) {
      throw valueError('File or stream is not seekable.');
    }
    const buffer = makeBuffered(m, type, raw, buffering);
    if (binary) return buffer;
    const text = new PyTextFile(textIoWrapperType(m), m);
    text.initialize(buffer, textOptions(given.encoding, given.errors, given.newline, lineBuffering));
    text.dict?.set('mode', modeText);
    return text;
  } catch (error) {
    callAttribute(raw, 'close');
    throw error;
  }
}

/** `io.open_code` */
export function openCode(m: KernelMachine, path: Value): Value {
  const text = path instanceof PyBytes ? undefined : strValue(path);
  if (text === undefined)
    throw typeError(`open_code() argument 'path' must be str, not ${givenTypeName(path)}`);
  return call(getAttribute(openFunction(m), '__call__'), [path, 'rb']);
}
