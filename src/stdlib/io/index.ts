// The `io` module: streams in memory, and the classes of the standard streams. Files on a disk there are none.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exceptionType } from '../../objects/exceptions.js';
import {
  bufferedIoBaseType,
  ioBaseType,
  rawIoBaseType,
  textIoBaseType,
  unsupportedOperationType,
} from './bases.js';
import { bytesIoType } from './bytes-io.js';
import { textIoWrapperType } from './standard-streams.js';
import { stringIoType } from './string-io.js';

export const io = defineModule('io', (_m: KernelMachine) => ({
  DEFAULT_BUFFER_SIZE: 8192,
  SEEK_SET: 0,
  SEEK_CUR: 1,
  SEEK_END: 2,
  BlockingIOError: exceptionType('BlockingIOError'),
  UnsupportedOperation: unsupportedOperationType(),
  IOBase: ioBaseType(),
  RawIOBase: rawIoBaseType(),
  BufferedIOBase: bufferedIoBaseType(),
  TextIOBase: textIoBaseType(),
  TextIOWrapper: textIoWrapperType(),
  StringIO: stringIoType(),
  BytesIO: bytesIoType(),
}));
