// The programs under fixtures/: which there are, what is recorded beside them, and running one in this process.
//
// NAME.py is a program, NAME.out what CPython prints for it, NAME.err and NAME.status its stderr and exit status
// where these are not empty and 0, NAME.trace what `loopscope NAME.py` prints, NAME.explain what `loopscope explain
// NAME.py` does. A folder with a `main.py` is one program
// of several files. See fixtures/README.md.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programFolder } from '../../src/cli/program-folder.js';
import { runProgram } from '../../src/interpreter/interpreter.js';
import { DEFAULT_OPTIONS, type RunOptions, type RunResult } from '../../src/interpreter/options.js';

export const ROOT = new URL('../..', import.meta.url);

/** Folders of fixtures that are no programs: texts for the tests of the grammar, lectures with their claims. */
const NOT_PROGRAMS = ['parse', 'syntax-errors', 'lectures'];

/** Programs that import one of these have something to tell in a trace. */
const TRACED = /^\s*(?:import|from)\s+(?:asyncio|threading|concurrent)\b/m;

/** Paths of the programs, from the root of the project. */
export function programs(): string[] {
  return readdirSync(new URL('fixtures', ROOT), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.py') && !NOT_PROGRAMS.includes(name.split('/')[0] ?? ''))
    .map((name) => posix.join('fixtures', name))
    .filter((name, _, all) => !isPartOfProgram(name, all))
    .sort();
}

/** A folder with a `main.py` is one program: whatever else is in it, and below it, is imported or read by that. */
function isPartOfProgram(name: string, all: readonly string[]): boolean {
  for (let folder = posix.dirname(name); folder !== '.'; folder = posix.dirname(folder)) {
    const main = posix.join(folder, 'main.py');
    if (main !== name && all.includes(main)) return true;
  }
  return false;
}

export type Recorded = 'out' | 'err' | 'status' | 'trace' | 'explain';

export function recordedUrl(program: string, what: Recorded): URL {
  return new URL(program.replace(/\.py$/, `.${what}`), ROOT);
}

/** The recorded text, or null where there is none. */
export function recorded(program: string, what: Recorded): string | null {
  const url = recordedUrl(program, what);
  return existsSync(url) ? readFileSync(url, 'utf8') : null;
}

export function sourceOf(program: string): string {
  return readFileSync(new URL(program, ROOT), 'utf8');
}

export function isTraced(program: string): boolean {
  return TRACED.test(sourceOf(program));
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly result: RunResult;
}

export function runFixture(program: string, options: Partial<RunOptions> = {}): Ran {
  const folder = programFolder(fileURLToPath(new URL(program, ROOT)), false);
  return runSource(sourceOf(program), { filename: program, folder, ...options });
}

export function runSource(source: string, options: Partial<RunOptions> = {}): Ran {
  const written = { stdout: '', stderr: '' };
  const result = runProgram({
    ...DEFAULT_OPTIONS,
    filename: 'program.py',
    write: (stream, text) => {
      written[stream] += text;
    },
    ...options,
    source,
  });
  return { ...written, result };
}

/** A stderr text without what loopscope itself has to say, which CPython has not. */
export function withoutNotices(text: string): string {
  return text.replace(/^loopscope: .*\n/gm, '');
}

/**
 * A stderr text without the frames of CPython's own library, which are in none of the program's files: their paths
 * differ from machine to machine, their lines are CPython's, and loopscope has no such files.
 */
export function withoutLibraryFrames(text: string, program: string): string {
  const folder = `${posix.dirname(program)}/`;
  const kept: string[] = [];
  let isLibrary = false;
  for (const line of text.split('\n')) {
    const file = /^[ |]* {2}File "([^"]*)", line \d+/.exec(line)?.[1];
    if (file !== undefined) isLibrary = file !== program && !file.startsWith(folder);
    else if (!/^[ |]* {4}\S/.test(line)) isLibrary = false;
    if (!isLibrary) kept.push(line);
  }
  return kept.join('\n');
}
