// The `gzip` module (Lib/gzip.py).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSizeArgument } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { textIoWrapperType } from '../io/text-io-wrapper.js';
import { libraryFunctions } from '../library.js';
import { compressed } from '../zlib/index.js';
import { gzipFileType, now } from './gzip-file.js';
import { badGzipFileType, header, readMembers, wholeSeconds } from './members.js';

const GZIP_FORMAT = 31;

function compress(m: KernelMachine, data: Value, level: Value, mtime: Value): Value {
  const bytes = compressed(asBuffer(data), asSizeArgument(level), GZIP_FORMAT);
  const time = mtime === null ? now(m) : wholeSeconds(mtime);
  const result = bytes.slice();
  // The header is zlib's own, but for the time and the name of the system.
  const [, , , , , , , , pressed = 0] = bytes;
  result.set(header(asSizeArgument(level), time, ''));
  result[8] = pressed;
  return new PyBytes(result);
}

function isPath(value: Value): boolean {
  return (
    strValue(value) !== undefined ||
    value instanceof PyBytes ||
    getAttributeOr(value, '__fspath__') !== undefined
  );
}

function open(
  m: KernelMachine,
  filename: Value,
  mode: Value,
  level: Value,
  text: { encoding: Value; errors: Value; newline: Value },
): Value {
  const modeText = strValue(mode) ?? '';
  const isText = modeText.includes('t');
  if (isText && modeText.includes('b')) throw valueError(`Invalid mode: ${repr(mode)}`);
  if (!isText) {
    for (const [name, value] of Object.entries(text)) {
      if (value !== null) throw valueError(`Argument '${name}' not supported in binary mode`);
    }
  }
  const binaryMode = modeText.replace('t', '');
  const type = gzipFileType(m);
  let file: Value;
  if (isPath(filename)) file = call(type, [filename, binaryMode, level]);
  else if (getAttributeOr(filename, 'read') ?? getAttributeOr(filename, 'write')) {
    file = call(type, [null, binaryMode, level, filename]);
  } else throw typeError('filename must be a str or bytes object, or a file');
  if (!isText) return file;
  return call(textIoWrapperType(m), [file, text.encoding, text.errors, text.newline]);
}

export const gzip = defineModule('gzip', (m: KernelMachine) => ({
  GzipFile: gzipFileType(m),
  BadGzipFile: badGzipFileType(),
  READ: 'rb',
  WRITE: 'wb',
  READ_BUFFER_SIZE: 131072,
  FTEXT: 1,
  FHCRC: 2,
  FEXTRA: 4,
  FNAME: 8,
  FCOMMENT: 16,
  ...libraryFunctions('gzip', {
    "open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None)": (
      filename,
      mode,
      level,
      encoding,
      errors,
      newline,
    ) => open(m, filename, mode, level, { encoding, errors, newline }),
    'compress(data, compresslevel=9, *, mtime=None)': (data, level, mtime) => compress(m, data, level, mtime),
    'decompress(data)': (data) => new PyBytes(readMembers(asBuffer(data), false).data),
  }),
  __all__: new PyList(['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']),
}));
