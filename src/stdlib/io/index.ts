// The `io` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exceptionType } from '../../objects/exceptions.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import {
  bufferedIoBaseType,
  ioBaseType,
  rawIoBaseType,
  textIoBaseType,
  unsupportedOperationType,
} from './bases.js';
import { DEFAULT_BUFFER_SIZE } from './buffered.js';
import {
  bufferedRandomType,
  bufferedReaderType,
  bufferedRwPairType,
  bufferedWriterType,
} from './buffered-types.js';
import { bytesIoType } from './bytes-io.js';
import { fileIoType } from './file-io.js';
import { openCode, openFunction } from './open.js';
import { stringIoType } from './string-io.js';
import { textIoWrapperType } from './text-io-wrapper.js';

const contents = (m: KernelMachine): Record<string, Value> => ({
  DEFAULT_BUFFER_SIZE,
  SEEK_SET: 0,
  SEEK_CUR: 1,
  SEEK_END: 2,
  BlockingIOError: exceptionType('BlockingIOError'),
  UnsupportedOperation: unsupportedOperationType(),
  IOBase: ioBaseType(),
  RawIOBase: rawIoBaseType(),
  BufferedIOBase: bufferedIoBaseType(),
  TextIOBase: textIoBaseType(),
  FileIO: fileIoType(m),
  BufferedReader: bufferedReaderType(m),
  BufferedWriter: bufferedWriterType(m),
  BufferedRandom: bufferedRandomType(m),
  BufferedRWPair: bufferedRwPairType(m),
  TextIOWrapper: textIoWrapperType(m),
  StringIO: stringIoType(),
  BytesIO: bytesIoType(),
  open: openFunction(m),
  open_code: native('open_code(path)', (path = null) => openCode(m, path)),
  text_encoding: native('text_encoding(encoding, stacklevel=2, /)', (encoding = null) => encoding ?? 'utf-8'),
});

export const io = defineModule('io', contents);
/** What CPython writes in C, and once more in Python: here both are the same. */
export const ioParts = [defineModule('_io', contents), defineModule('_pyio', contents)];
