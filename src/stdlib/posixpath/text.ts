// POSIX paths as text: joining, splitting, normalizing (Lib/posixpath.py).

export function join(first: string, ...others: readonly string[]): string {
  let path = first;
  for (const part of others) {
    if (part.startsWith('/') || path === '') path = part;
    else path += path.endsWith('/') ? part : `/${part}`;
  }
  return path;
}

/** Head and tail; the tail has no slash, the head none at its end unless it is the root. */
export function split(path: string): [string, string] {
  const cut = path.lastIndexOf('/') + 1;
  const head = path.slice(0, cut);
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(cut)];
}

/** The extension begins at the last dot of the last part; dots at the part's beginning do not count. */
export function splitExtension(path: string): [string, string] {
  const start = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  if (dot <= start || /^\.*$/.test(path.slice(start, dot))) return [path, ''];
  return [path.slice(0, dot), path.slice(dot)];
}

/** Exactly two slashes at the start are a root of their own. */
export function splitRoot(path: string): [string, string, string] {
  if (!path.startsWith('/')) return ['', '', path];
  if (path.startsWith('//') && !path.startsWith('///')) return ['', '//', path.slice(2)];
  return ['', '/', path.slice(1)];
}

export function normalize(path: string): string {
  if (path === '') return '.';
  const [, root, rest] = splitRoot(path);
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..') parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

export function absolute(path: string, cwd: string): string {
  return normalize(path.startsWith('/') ? path : join(cwd, path));
}

/** The way from one directory to a path; both are taken from the working directory. */
export function relativeTo(path: string, start: string, cwd: string): string {
  const from = absolute(start, cwd).split('/').filter(Boolean);
  const to = absolute(path, cwd).split('/').filter(Boolean);
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/') || '.';
}

/** The longest text that all begin with. */
export function commonPrefix(texts: readonly string[]): string {
  const sorted = [...texts].sort();
  const first = sorted[0] ?? '';
  const last = sorted.at(-1) ?? '';
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}
