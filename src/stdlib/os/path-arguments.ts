// Paths as the functions of `os` take them, and names as they give them back: bytes where bytes came.

import { FileError } from '../../base/files/file-error.js';
import type { FileSystemNode } from '../../base/files/nodes.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { lookupSpecial } from '../../objects/call.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { indexOf } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { decodeName, encodeName, fsPath } from '../io/file-paths.js';
import { flushDropped } from '../io/open-files.js';
import { onFile } from '../io/read-file.js';

export interface GivenPath {
  readonly text: string;
  /** As errors show it. */
  readonly shown: Value;
  readonly isBytes: boolean;
  /** Set where the program gave a descriptor instead. */
  readonly fd: number | null;
}

interface Accepts {
  readonly none?: boolean;
  readonly descriptor?: boolean;
}

/** `path_converter` of Modules/posixmodule.c. */
export function givenPath(fn: string, value: Value, accepts: Accepts = {}, parameter = 'path'): GivenPath {
  if (value === null && accepts.none === true) return { text: '.', shown: null, isBytes: false, fd: null };
  const isText = strValue(value) !== undefined || value instanceof PyBytes;
  const number = isText || accepts.descriptor !== true ? undefined : indexOf(value);
  if (number !== undefined) return { text: '', shown: value, isBytes: false, fd: Number(number) };
  if (!isText && lookupSpecial(value, '__fspath__') === undefined) {
    const kinds =
      accepts.descriptor === true
        ? accepts.none === true
          ? 'string, bytes, os.PathLike, integer or None'
          : 'string, bytes, os.PathLike or integer'
        : accepts.none === true
          ? 'string, bytes, os.PathLike or None'
          : 'string, bytes or os.PathLike';
    throw typeError(`${fn}: ${parameter} should be ${kinds}, not ${typeName(value)}`);
  }
  const given = fsPath(value);
  const text = given instanceof PyBytes ? decodeName(given.data) : (strValue(given) ?? '');
  if (text.includes('\0')) throw valueError(`${fn}: embedded null character in ${parameter}`);
  return { text, shown: isText ? value : given, isBytes: given instanceof PyBytes, fd: null };
}

/** A name as str, or bytes where the path was bytes. */
export function nameLike(path: { readonly isBytes: boolean }, name: string): Value {
  return path.isBytes ? encodeName(name) : name;
}

/** What a path or descriptor stands for; what goes wrong is an OSError that names it. */
export function nodeOf(m: KernelMachine, path: GivenPath, followLinks = true): FileSystemNode {
  flushDropped(m);
  return onFile(() => {
    if (path.fd === null) return m.files.lookup(path.text, followLinks);
    const { node } = m.files.descriptors.get(path.fd);
    if (node === null) throw new FileError('EBADF');
    return node;
  }, path.shown);
}

/** `dir_fd` and its kin, which name descriptors of directories. */
export function refuseDescriptors(fn: string, ...given: Value[]): void {
  if (given.every((value) => value === null)) return;
  throw exception('NotImplementedError', `${fn}: dir_fd unavailable on this platform`);
}
