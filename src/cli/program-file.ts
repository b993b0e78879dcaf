// The program to run: read from a file, from stdin, or out of a Markdown file.

import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { type Example, examplesOf, findExample } from '../lecture/document/examples.js';
import { type Command, VERBS } from './command.js';
import { nearMatch } from './near-match.js';
import { errorCode, fileProblem } from './output.js';
import { UsageError } from './usage-error.js';

export interface Program {
  readonly source: string;
  /** As tracebacks and the trace name it. */
  readonly name: string;
}

/** The program cannot be read; one line for the user. */
export class UnreadableProgram extends Error {
  override readonly name = 'UnreadableProgram';
}

/** A file's text with the name that reports call it. */
export function readText(command: Command): { readonly text: string; readonly name: string } {
  const { file } = command;
  const name = shownName(command);
  return { name, text: decode(file === '-' ? readBytes(0, file) : readBytes(file, file), name) };
}

/** `NAME.claims.py` beside `NAME.md`, or null where there is none. */
export function readClaimsBeside(command: Command): { readonly text: string; readonly name: string } | null {
  const file = command.file.replace(/\.[^./\\]+$/, '.claims.py');
  if (command.file === '-' || file === command.file || !existsSync(file)) return null;
  return readText({ ...command, file });
}

export function readProgram(command: Command): Program {
  const { file, settings } = command;
  const { text, name } = readText(command);
  const isMarkdown = /\.(md|markdown)$/i.test(file);
  if (settings.example === null && !isMarkdown) return { source: text, name };
  const example = chooseExample(examplesOf(text), settings.example, file);
  return { source: example.source, name: `${name}#example-${example.index}` };
}

/**
 * A relative path as given, with forward slashes. An absolute one is not shown in a trace, so that the same
 * program gives the same trace everywhere; a traceback of `run` has it, as CPython's has.
 */
function shownName({ file, verb }: Command): string {
  if (file === '-') return '<stdin>';
  if (!isAbsolute(file) || verb === 'run') return forward(file);
  const fromHere = forward(relative(process.cwd(), file));
  return fromHere.startsWith('../') || isAbsolute(fromHere)
    ? fromHere.slice(fromHere.lastIndexOf('/') + 1)
    : fromHere;
}

function forward(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

function readBytes(source: string | number, file: string): Uint8Array {
  try {
    return readFileSync(source);
  } catch (error) {
    const verb = errorCode(error) === 'ENOENT' ? nearMatch(file, VERBS) : null;
    const hint = verb === null ? '' : ` (did you mean the command ${verb}?)`;
    throw new UnreadableProgram(`cannot read ${file === '-' ? 'stdin' : file}: ${fileProblem(error)}${hint}`);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { lineno, byte } = firstBadByte(bytes);
    const code = byte.toString(16).padStart(2, '0');
    throw new UnreadableProgram(`cannot read ${name}: line ${lineno} is not UTF-8 (byte 0x${code})`);
  }
}

interface BadByte {
  readonly lineno: number;
  readonly byte: number;
}

/** The first byte of the first character that is not UTF-8. */
function firstBadByte(bytes: Uint8Array): BadByte {
  // Fed byte by byte, the decoder gives a character at its last byte and fails at the byte that makes it wrong.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let lineno = 1;
  let start: BadByte | null = null;
  for (const byte of bytes) {
    const first: BadByte = start ?? { lineno, byte };
    try {
      start = decoder.decode(Uint8Array.of(byte), { stream: true }) === '' ? first : null;
    } catch {
      return first;
    }
    if (byte === 0x0a) lineno++;
  }
  return start ?? { lineno, byte: 0 };
}

function chooseExample(examples: readonly Example[], wanted: string | null, file: string): Example {
  if (examples.length === 0) throw new UnreadableProgram(`no \`\`\`python block in ${file}`);
  const [only] = examples;
  if (wanted === null && only !== undefined && examples.length === 1) return only;
  const found = wanted === null ? undefined : findExample(examples, wanted);
  if (found !== undefined) return found;
  const list = examples.map(({ index, title }) => `  --example ${index}  ${title}`.trimEnd());
  const problem =
    wanted === null
      ? `${file} has ${examples.length} programs; choose one`
      : `${file} has no example ${wanted}`;
  throw new UsageError([`${problem}:`, ...list].join('\n'));
}
