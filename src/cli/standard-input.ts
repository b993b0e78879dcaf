// The program's standard input, line by line, read synchronously.

import { readSync } from 'node:fs';
import type { Command } from './command.js';
import { errorCode, pause } from './output.js';

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

/** A function that gives the next line with its line end, or null at the end of the input. */
export function lineReader(fd: number): () => string | null {
  let rest = Buffer.alloc(0);
  let ended = false;
  return () => {
    let end = rest.indexOf(NEWLINE);
    while (end < 0 && !ended) {
      const chunk = readChunk(fd);
      ended = chunk.length === 0;
      const searched = rest.length;
      rest = Buffer.concat([rest, chunk]);
      end = rest.indexOf(NEWLINE, searched);
    }
    const length = end < 0 ? rest.length : end + 1;
    const line = rest.toString('utf8', 0, length);
    rest = rest.subarray(length);
    return length === 0 ? null : line;
  };
}

function readChunk(fd: number): Buffer {
  const buffer = Buffer.alloc(CHUNK);
  for (;;) {
    try {
      return buffer.subarray(0, readSync(fd, buffer));
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EOF') return buffer.subarray(0, 0);
      if (code !== 'EAGAIN') throw error;
      pause(10);
    }
  }
}

/** What a program reads from: one that itself comes from stdin finds nothing there. */
export function programInput({ file }: Command): () => string | null {
  return file === '-' ? () => null : lineReader(0);
}
