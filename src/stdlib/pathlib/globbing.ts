// Patterns over whole paths: `glob`, `rglob`, `match` and `full_match` (Lib/glob.py, Lib/pathlib/_local.py).

import type { FileSystemNode } from '../../base/files/nodes.js';
import { joinPath } from '../../base/files/paths.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { hasMagic, nameMatcher } from '../glob/patterns.js';

export interface GlobOptions {
  readonly ignoresCase: boolean;
  readonly followsLinks: boolean;
}

/** Whether the last parts fit the parts of a pattern; `**` is like `*` here. */
export function matchesEnd(
  parts: readonly string[],
  pattern: readonly string[],
  ignoresCase: boolean,
): boolean {
  if (parts.length < pattern.length) return false;
  const offset = parts.length - pattern.length;
  return pattern.every((part, index) => nameMatcher(part, ignoresCase)(parts[offset + index] ?? ''));
}

/** Whether all parts fit; `**` stands for any number of them. */
export function matchesWhole(
  parts: readonly string[],
  pattern: readonly string[],
  ignoresCase: boolean,
): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return parts.length === 0;
  if (head === '**') {
    for (let skipped = 0; skipped <= parts.length; skipped++) {
      if (matchesWhole(parts.slice(skipped), rest, ignoresCase)) return true;
    }
    return false;
  }
  const [first, ...others] = parts;
  if (first === undefined || !nameMatcher(head, ignoresCase)(first)) return false;
  return matchesWhole(others, rest, ignoresCase);
}

/** Paths below a directory that fit a pattern, each once. The text of the directory begins them. */
export function* globPaths(
  m: KernelMachine,
  directory: string,
  pattern: readonly string[],
  options: GlobOptions,
): Generator<string, void> {
  const isRecursive = pattern.filter((part) => part === '**').length > 1;
  const seen = new Set<string>();
  for (const path of select(m, directory, pattern, options)) {
    if (isRecursive) {
      if (seen.has(path)) continue;
      seen.add(path);
    }
    yield path;
  }
}

function* select(
  m: KernelMachine,
  path: string,
  pattern: readonly string[],
  options: GlobOptions,
): Generator<string, void> {
  const [head, ...rest] = pattern;
  if (head === undefined) {
    if (m.files.find(path === '' ? '.' : path, false) !== null) yield path;
    return;
  }
  // An empty last part asks for directories.
  if (head === '' && rest.length === 0) {
    if (nodeAt(m, path)?.kind === 'directory') yield path;
    return;
  }
  if (head === '**') {
    yield* selectBelow(m, path, rest, options);
    return;
  }
  if (!hasMagic(head) && !options.ignoresCase) {
    yield* select(m, joinPath(path, head), rest, options);
    return;
  }
  const matches = nameMatcher(head, options.ignoresCase);
  for (const name of namesIn(m, path)) {
    if (!matches(name)) continue;
    const found = joinPath(path, name);
    if (rest.length > 0 && nodeAt(m, found)?.kind !== 'directory') continue;
    if (rest.length === 0) yield found;
    else yield* select(m, found, rest, options);
  }
}

/** `**`: the directory itself and all below it; at the end of a pattern files as well. */
function* selectBelow(
  m: KernelMachine,
  path: string,
  rest: readonly string[],
  options: GlobOptions,
): Generator<string, void> {
  const following = rest.filter(
    (part, index) => !(part === '**' && rest.slice(0, index + 1).every((p) => p === '**')),
  );
  if (following.length > 0 || nodeAt(m, path) !== null) yield* select(m, path, following, options);
  for (const name of namesIn(m, path)) {
    const found = joinPath(path, name);
    const isDirectory =
      (options.followsLinks ? nodeAt(m, found) : m.files.find(found, false))?.kind === 'directory';
    if (isDirectory) yield* selectBelow(m, found, rest, options);
    else if (following.length === 0) yield found;
  }
}

const nodeAt = (m: KernelMachine, path: string): FileSystemNode | null =>
  m.files.find(path === '' ? '.' : path);

function namesIn(m: KernelMachine, path: string): string[] {
  const node = nodeAt(m, path);
  return node?.kind === 'directory' && m.files.mayAccess(node, 4) ? node.names : [];
}
