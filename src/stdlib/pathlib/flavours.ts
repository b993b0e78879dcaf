// The two kinds of paths: how a text falls into drive, root and parts, and how texts are joined (Lib/posixpath.py,
// ntpath.py).

import { join as joinPosix, splitRoot as splitPosix } from '../posixpath/text.js';

export interface Flavour {
  readonly name: 'posix' | 'windows';
  readonly separator: string;
  readonly ignoresCase: boolean;
  splitRoot(path: string): readonly [drive: string, root: string, rest: string];
  join(first: string, ...others: readonly string[]): string;
}

export const POSIX: Flavour = {
  name: 'posix',
  separator: '/',
  ignoresCase: false,
  splitRoot: splitPosix,
  join: joinPosix,
};

/** `ntpath.splitroot` */
function splitWindows(path: string): readonly [string, string, string] {
  const plain = path.replaceAll('/', '\\');
  if (plain.startsWith('\\')) {
    if (!plain.startsWith('\\\\')) return ['', path.slice(0, 1), path.slice(1)];
    // A share: two backslashes, a server and a name, with `?\UNC\` in between for the long form.
    const start = /^\\\\\?\\UNC\\/i.test(plain) ? 8 : 2;
    const server = plain.indexOf('\\', start);
    if (server < 0) return [path, '', ''];
    const share = plain.indexOf('\\', server + 1);
    if (share < 0) return [path, '', ''];
    return [path.slice(0, share), path.slice(share, share + 1), path.slice(share + 1)];
  }
  if (plain[1] !== ':') return ['', '', path];
  return plain[2] === '\\'
    ? [path.slice(0, 2), path.slice(2, 3), path.slice(3)]
    : [path.slice(0, 2), '', path.slice(2)];
}

/** `ntpath.join` */
function joinWindows(first: string, ...others: readonly string[]): string {
  let [drive, root, path] = splitWindows(first);
  for (const other of others) {
    const [ownDrive, ownRoot, ownPath] = splitWindows(other);
    if (ownRoot !== '') {
      if (ownDrive !== '' || drive === '') drive = ownDrive;
      [root, path] = [ownRoot, ownPath];
      continue;
    }
    if (ownDrive !== '' && ownDrive !== drive) {
      if (ownDrive.toLowerCase() !== drive.toLowerCase()) {
        [drive, root, path] = [ownDrive, ownRoot, ownPath];
        continue;
      }
      drive = ownDrive;
    }
    if (path !== '' && !/[\\/]$/.test(path)) path += '\\';
    path += ownPath;
  }
  if (path !== '' && root === '' && drive !== '' && !/[:\\/]$/.test(drive)) return `${drive}\\${path}`;
  return drive + root + path;
}

export const WINDOWS: Flavour = {
  name: 'windows',
  separator: '\\',
  ignoresCase: true,
  splitRoot: splitWindows,
  join: joinWindows,
};

export interface Parsed {
  readonly drive: string;
  readonly root: string;
  /** Without drive and root, empty parts and `.`. */
  readonly tail: readonly string[];
}

/** `PurePath._parse_path` */
export function parse(path: string, flavour: Flavour): Parsed {
  const { separator } = flavour;
  const plain = flavour.name === 'windows' ? path.replaceAll('/', '\\') : path;
  const [drive, given, rest] = flavour.splitRoot(plain);
  let root = given;
  if (root === '' && drive.startsWith(separator) && !drive.endsWith(separator)) {
    const parts = drive.split(separator);
    if ((parts.length === 4 && !'?.'.includes(parts[2] ?? '')) || parts.length === 6) root = separator;
  }
  return { drive, root, tail: rest.split(separator).filter((part) => part !== '' && part !== '.') };
}

/** The text of a parsed path. */
export function textOf({ drive, root, tail }: Parsed, flavour: Flavour): string {
  const { separator } = flavour;
  if (drive !== '' || root !== '') return drive + root + tail.join(separator);
  // A first part such as `c:` must not be taken for a drive.
  const needsDot = tail[0] !== undefined && flavour.splitRoot(tail[0])[0] !== '';
  return (needsDot ? ['.', ...tail] : tail).join(separator) || '.';
}
