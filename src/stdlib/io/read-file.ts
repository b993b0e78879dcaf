// A whole file at once, and the OSError that stands for what went wrong with one.

import { FileError } from '../../base/files/file-error.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { osErrorClass } from '../../objects/exception-fields.js';
import { exception, PyException } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { flushDropped } from './open-files.js';

/** The OSError of an error number: `FileNotFoundError(2, 'No such file or directory', 'x')`. */
export function osError(error: FileError, filename: Value = null, filename2: Value = null): PyException {
  const args: Value[] = [error.errno, error.message];
  if (filename !== null || filename2 !== null) args.push(filename);
  if (filename2 !== null) args.push(null, filename2);
  return new PyException(osErrorClass(args), args);
}

/** What an action on a file gives; what goes wrong with it becomes an OSError that names the file. */
export function onFile<Result>(
  action: () => Result,
  filename: Value = null,
  filename2: Value = null,
): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof FileError) throw osError(error, filename, filename2);
    throw error;
  }
}

export function readFile(m: KernelMachine, path: string, shown: string = path): Uint8Array {
  flushDropped(m);
  return onFile(() => {
    const node = m.files.lookup(path);
    if (node.kind === 'directory') throw new FileError('EISDIR');
    if (!m.files.mayAccess(node, 4)) throw new FileError('EACCES');
    return node.kind === 'file' ? node.content.slice() : new Uint8Array(0);
  }, shown);
}

/** An OSError without a number. */
export function plainOsError(message: string): PyException {
  return exception('OSError', message);
}
