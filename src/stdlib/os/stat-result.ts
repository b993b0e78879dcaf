// `os.stat_result`: what is known of a file.

import { FILE_TYPE, type FileSystemNode, type Time } from '../../base/files/nodes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { tupleType } from '../../objects/types.js';
import { once } from '../library.js';

const SHOWN = ['mode', 'ino', 'dev', 'nlink', 'uid', 'gid', 'size', 'atime', 'mtime', 'ctime'];
/** Behind the ten items of the tuple. */
const HIDDEN = ['atime', 'mtime', 'ctime', 'atime_ns', 'mtime_ns', 'ctime_ns', 'blksize', 'blocks', 'rdev'];
const SECOND = 1_000_000_000n;

/** The owner of every file. */
export const USER_ID = 1000;

class PyStatResult extends PyTuple {
  constructor(
    items: readonly Value[],
    readonly hidden: readonly Value[],
  ) {
    super(items, statResultType());
  }
}

export const statResultType = once((): PyType => {
  const properties: Record<string, (self: PyStatResult) => Value> = {};
  for (const [index, name] of SHOWN.entries()) {
    properties[`st_${name}`] = (self) => self.items[index] ?? null;
  }
  for (const [index, name] of HIDDEN.entries()) {
    properties[`st_${name}`] = (self) => self.hidden[index] ?? self.items[SHOWN.indexOf(name)] ?? null;
  }
  return defineType('os.stat_result', {
    bases: [tupleType],
    module: 'os',
    final: true,
    instanceDict: false,
    slots: {
      new_: (_cls, args) => {
        const items = toArray(args[0] ?? null);
        if (items.length < SHOWN.length) {
          throw typeError(`os.stat_result() takes an at least 10-sequence (${items.length}-sequence given)`);
        }
        return new PyStatResult(items.slice(0, SHOWN.length), items.slice(SHOWN.length));
      },
      init: () => undefined,
      repr: (self: PyStatResult) =>
        `os.stat_result(${SHOWN.map((name, index) => `st_${name}=${repr(self.items[index] ?? null)}`).join(', ')})`,
    },
    properties,
    attributes: {
      n_fields: SHOWN.length + HIDDEN.length,
      n_sequence_fields: SHOWN.length,
      n_unnamed_fields: 3,
    },
  });
});

export function modeOf(node: FileSystemNode): number {
  return FILE_TYPE[node.kind] | node.permissions;
}

export function sizeOf(node: FileSystemNode): number {
  if (node.kind === 'file') return node.size;
  if (node.kind === 'link') return node.target.length;
  return node.kind === 'directory' ? 4096 : 0;
}

export function statResult(node: FileSystemNode): PyTuple {
  const times: readonly Time[] = [node.accessed, node.modified, node.changed];
  const size = sizeOf(node);
  const links = node.kind === 'directory' ? 2 + subdirectories(node.entries.values()) : node.links;
  const items = [modeOf(node), node.inode, 1, links, USER_ID, USER_ID, size, ...times.map(wholeSeconds)];
  const hidden = [
    ...times.map((time) => new PyFloat(Number(time) / 1e9)),
    ...times,
    4096,
    node.kind === 'file' ? Math.ceil(size / 4096) * 8 : 0,
    0,
  ];
  return new PyStatResult(items, hidden);
}

function wholeSeconds(time: Time): number {
  const rest = time % SECOND;
  return Number((time - (rest < 0n ? rest + SECOND : rest)) / SECOND);
}

function subdirectories(nodes: Iterable<FileSystemNode>): number {
  let count = 0;
  for (const node of nodes) if (node.kind === 'directory') count++;
  return count;
}
