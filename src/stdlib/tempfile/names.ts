// Names of temporary files: random as all else here, from the run's seed.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { decodeName, fsPath } from '../io/file-paths.js';
import { onFile } from '../io/read-file.js';
import { randomBytes } from '../os/process.js';
import { absolute, join } from '../posixpath/text.js';

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789_';
export const TEMPORARY_FOLDER = '/tmp';
export const PREFIX = 'tmp';

function randomName(m: KernelMachine): string {
  let name = '';
  while (name.length < 8) {
    for (const byte of randomBytes(m, 8)) {
      const char = CHARACTERS[byte & 63];
      if (char !== undefined && name.length < 8) name += char;
    }
  }
  return name;
}

export interface NameParts {
  readonly prefix: string;
  readonly suffix: string;
  readonly directory: string;
  readonly isBytes: boolean;
}

/** Prefix, suffix and directory as given; bytes if one of them is. */
export function nameParts(suffix: Value, prefix: Value, directory: Value, otherwise: string): NameParts {
  const given = [suffix, prefix, directory].filter((value) => value !== null).map(fsPath);
  const isBytes = given.some((value) => value instanceof PyBytes);
  if (isBytes && given.some((value) => !(value instanceof PyBytes))) {
    throw typeError("Can't mix bytes and non-bytes in path components.");
  }
  const text = (value: Value, fallback: string): string => {
    if (value === null) return fallback;
    const path = fsPath(value);
    return path instanceof PyBytes ? decodeName(path.data) : (strValue(path) ?? '');
  };
  return {
    prefix: text(prefix, PREFIX),
    suffix: text(suffix, ''),
    directory: text(directory, otherwise),
    isBytes,
  };
}

/** Makes something under a name that is free; gives its path. */
export function withFreshName(m: KernelMachine, parts: NameParts, make: (path: string) => void): string {
  for (;;) {
    const name = parts.prefix + randomName(m) + parts.suffix;
    const path = absolute(join(parts.directory, name), m.files.cwd);
    if (m.files.find(path, false) !== null) continue;
    onFile(() => make(path), path);
    return path;
  }
}
