// Reads files of cases: `## title`, a source, `==>`, and what is expected of it.

import { readdirSync, readFileSync } from 'node:fs';

export interface Chunk {
  readonly file: string;
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

const noFinalNewline = '(no final newline)';

/** The cases of every `.txt` file in a folder. */
export function readChunks(folder: URL): Chunk[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => parseChunks(file, readFileSync(new URL(file, folder), 'utf8')));
}

function parseChunks(file: string, text: string): Chunk[] {
  return text
    .replace(/^## /, '')
    .split('\n## ')
    .map((chunk) => {
      const titleEnd = chunk.indexOf('\n');
      const arrow = chunk.indexOf('\n==>\n', titleEnd);
      const title = chunk.slice(0, titleEnd);
      const source = chunk.slice(titleEnd + 1, arrow + 1);
      const exact = title.endsWith(noFinalNewline) ? source.replace(/\n$/, '') : source;
      return { file, title, source: exact, expected: chunk.slice(arrow + 5).trimEnd() };
    });
}
