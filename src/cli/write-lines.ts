// Lines of data, to stdout or into a file.

import { closeSync, openSync } from 'node:fs';
import { fileProblem, Output, STDOUT } from './output.js';
import { UsageError } from './usage-error.js';

/** `path` is `-` for stdout. Throws a UsageError when the file cannot be written. */
export function writeLines(path: string, lines: Iterable<string>): void {
  if (path !== '-') {
    writeFile(path, lines);
    return;
  }
  const stdout = new Output(STDOUT, false);
  for (const line of lines) stdout.write(`${line}\n`);
  stdout.flush();
}

function writeFile(path: string, lines: Iterable<string>): void {
  let fd: number;
  try {
    fd = openSync(path, 'w');
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${fileProblem(error)}`);
  }
  const output = new Output(fd, false);
  for (const line of lines) output.write(`${line}\n`);
  output.flush();
  closeSync(fd);
}
