// Writing to stdout and stderr, synchronously and in chunks.
//
// Writes go straight to the file descriptor: the thread that runs the program never returns to Node's event loop
// while it runs, so a stream would deliver nothing until the end. A terminal gets each line as it is written; a
// pipe or file gets chunks, at the latest at the first write that comes a while after the last.
// A failing write ends the thread at once: no code between here and the program has to pass the failure on.

import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { EXIT } from './exit-codes.js';

export const STDOUT = 1;
export const STDERR = 2;

const CHUNK = 16 * 1024;
const PATIENCE_MS = 50;

export class Output {
  readonly #fd: number;
  readonly #byLine: boolean;
  #pending = '';
  #since = 0;

  constructor(fd: number, byLine = isatty(fd)) {
    this.#fd = fd;
    this.#byLine = byLine;
  }

  write(text: string): void {
    if (this.#pending === '') this.#since = performance.now();
    this.#pending += text;
    if (this.#byLine ? text.includes('\n') : this.#isDue()) this.flush();
  }

  flush(): void {
    if (this.#pending === '') return;
    const text = this.#pending;
    this.#pending = '';
    writeNow(this.#fd, text);
  }

  #isDue(): boolean {
    return this.#pending.length >= CHUNK || performance.now() - this.#since > PATIENCE_MS;
  }
}

export function writeNow(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      // EAGAIN: the pipe is full, and whoever opened it made it non-blocking.
      if (errorCode(error) !== 'EAGAIN') giveUp(fd, error);
      pause(2);
    }
  }
}

/** A message of ours, one line. */
export function say(message: string): void {
  writeNow(STDERR, `${message}\n`);
}

/** A closed pipe ends the command without a word: its reader has seen enough. */
function giveUp(fd: number, error: unknown): never {
  if (errorCode(error) === 'EPIPE') process.exit(EXIT.closedPipe);
  if (fd !== STDERR) say(`loopscope: cannot write the output: ${errorText(error)}`);
  process.exit(EXIT.usage);
}

/** Stops this thread for a moment. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** `ENOENT` and so on, of an error that Node's functions throw. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why a file cannot be read or written, in a few words. */
export function fileProblem(error: unknown): string {
  switch (errorCode(error)) {
    case 'ENOENT':
      return 'no such file or directory';
    case 'EISDIR':
      return 'it is a directory';
    case 'EACCES':
      return 'permission denied';
    default:
      return errorText(error);
  }
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
