// Exceptions as CPython 3.13 prints them: traceback, message, notes, causes and contexts, groups in their boxes
// (`TracebackException.format` in Lib/traceback.py).

import { indent } from './dedent.js';
import {
  type ExceptionSummary,
  type SummaryOptions,
  summarize,
  tracebackEntries,
} from './exception-summary.js';
import type { PyException } from './exceptions.js';
import { isExceptionOf } from './exceptions.js';
import { formatFrames } from './frame-lines.js';
import { formatSyntaxError } from './syntax-error-lines.js';
import type { PyTraceback } from './traceback.js';

export interface FormatOptions extends SummaryOptions {
  /** False leaves causes and contexts out. */
  chain?: boolean;
}

const CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n';
const CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n';

/** Members of a group beyond this number are counted, not shown. */
const MAX_GROUP_WIDTH = 15;
/** Groups nested deeper than this are not shown. */
const MAX_GROUP_DEPTH = 10;

/** The text that an uncaught exception prints. */
export function formatException(error: PyException, options: FormatOptions = {}): string {
  return formatExceptionLines(error, options).join('');
}

/** The same in the pieces that `traceback.format_exception` returns; each ends in a line break. */
export function formatExceptionLines(error: PyException, options: FormatOptions = {}): string[] {
  const printer = new Printer(options.chain ?? true);
  printer.exception(summarize(error, options));
  return printer.pieces;
}

/** The message alone, without traceback: `traceback.format_exception_only`. */
export function formatExceptionOnly(error: PyException): string[] {
  return messageLines(summarize(error, { limit: 0 }));
}

/** `traceback.format_tb` */
export function formatTraceback(traceback: PyTraceback | null, limit?: number): string[] {
  return formatFrames(tracebackEntries(traceback, limit));
}

function messageLines(summary: ExceptionSummary): string[] {
  const { error, typeName, text, notes } = summary;
  const lines = isExceptionOf(error, 'SyntaxError')
    ? formatSyntaxError(error, typeName)
    : [text === '' ? `${typeName}\n` : `${typeName}: ${text}\n`];
  for (const note of notes) lines.push(`${note}\n`);
  return lines;
}

class Printer {
  readonly pieces: string[] = [];
  /** Boxes around the current line. */
  #depth = 0;
  /** The box of the last member is still open at the bottom. */
  #needsClosing = false;

  constructor(readonly chain: boolean) {}

  exception(last: ExceptionSummary): void {
    for (const [message, summary] of this.#chainOf(last)) {
      if (message !== '') this.#emit([message]);
      if (summary.members === null) this.#plain(summary);
      else if (this.#depth > MAX_GROUP_DEPTH) this.#emit([`... (max_group_depth is ${MAX_GROUP_DEPTH})\n`]);
      else this.#group(summary, summary.members);
    }
  }

  /** What is printed one after the other, each with the message that follows it on the next. */
  #chainOf(last: ExceptionSummary): (readonly [message: string, summary: ExceptionSummary])[] {
    const chain: (readonly [string, ExceptionSummary])[] = [];
    let summary = last;
    for (;;) {
      const { cause, context } = summary;
      const earlier: ExceptionSummary | null = this.chain ? (cause ?? context) : null;
      if (earlier === null) break;
      chain.push([cause === null ? CONTEXT : CAUSE, summary]);
      summary = earlier;
    }
    chain.push(['', summary]);
    return chain.reverse();
  }

  #plain(summary: ExceptionSummary): void {
    if (summary.entries.length > 0) {
      this.#emit(['Traceback (most recent call last):\n']);
      this.#emit(formatFrames(summary.entries));
    }
    this.#emit(messageLines(summary));
  }

  #group(summary: ExceptionSummary, members: readonly ExceptionSummary[]): void {
    const isOutermost = this.#depth === 0;
    if (isOutermost) this.#depth = 1;
    if (summary.entries.length > 0) {
      this.#emit(['Exception Group Traceback (most recent call last):\n'], isOutermost ? '+' : '|');
      this.#emit(formatFrames(summary.entries));
    }
    this.#emit(messageLines(summary));
    this.#needsClosing = false;
    const shown = members.slice(0, MAX_GROUP_WIDTH);
    const left = members.length - shown.length;
    for (const [index, member] of shown.entries()) {
      const isLast = left === 0 && index === shown.length - 1;
      this.#box(`${index + 1}`, index === 0, isLast, () => this.exception(member));
    }
    if (left > 0) {
      const text = `and ${left} more exception${left > 1 ? 's' : ''}\n`;
      this.#box('...', false, true, () => this.#emit([text]));
    }
    if (isOutermost) this.#depth = 0;
  }

  #box(title: string, isFirst: boolean, isLast: boolean, body: () => void): void {
    // A group in the last box draws the bottom line for both.
    if (isLast) this.#needsClosing = true;
    this.pieces.push(
      `${this.#margin()}${isFirst ? '+-' : '  '}+---------------- ${title} ----------------\n`,
    );
    this.#depth++;
    body();
    if (isLast && this.#needsClosing) {
      this.pieces.push(`${this.#margin()}+------------------------------------\n`);
      this.#needsClosing = false;
    }
    this.#depth--;
  }

  #margin(): string {
    return '  '.repeat(this.#depth);
  }

  #emit(pieces: readonly string[], edge = '|'): void {
    const prefix = this.#depth === 0 ? '' : `${this.#margin()}${edge} `;
    for (const piece of pieces) this.pieces.push(indent(piece, prefix));
  }
}
