// Reads files of cases: `## title`, a source, `==>`, and what is expected of it.

import { readdirSync, readFileSync } from 'node:fs';

export interface Chunk {
  readonly file: string;
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

/** Names that stand for characters which editors like to change. */
const controls: readonly (readonly [string, string])[] = [
  ['<CR>\n', '\r'],
  ['<CR>', '\r'],
  ['<LF>', '\n'],
  ['<TAB>', '\t'],
  ['<FF>', '\f'],
  ['<BOM>', '\ufeff'],
];

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
      const title = chunk.slice(0, titleEnd);
      const arrow = chunk.indexOf('\n==>\n', titleEnd);
      const source = program(title, chunk.slice(titleEnd + 1, arrow + 1));
      return { file, title, source, expected: chunk.slice(arrow + 5).trimEnd() };
    });
}

function program(title: string, source: string): string {
  if (title.endsWith('(no final newline)')) return source.replace(/\n$/, '');
  if (!title.endsWith('(control characters)')) return source;
  return controls.reduce((text, [name, character]) => text.replaceAll(name, character), source);
}
