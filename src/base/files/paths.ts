// Paths of the virtual file system: POSIX paths as text.

/** The parts between the slashes, without empty ones and `.`. */
export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** Without `.`, `..` and doubled slashes, worked out from the text alone; absolute. */
export function normalizedParts(parts: readonly string[]): string[] {
  const result: string[] = [];
  for (const part of parts) {
    if (part === '..') result.pop();
    else result.push(part);
  }
  return result;
}

/** The path seen from a directory. */
export function absolutePath(directory: string, path: string): string {
  if (path.startsWith('/')) return path;
  return path === '' ? directory : `${directory === '/' ? '' : directory}/${path}`;
}

/** All before the last slash; empty for a bare name. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? path.slice(0, slash + 1) : path.slice(0, slash);
}

export function joinPath(directory: string, name: string): string {
  return directory === '' || directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}
