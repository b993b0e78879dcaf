// Whether an example gave what was expected, and how the difference is shown.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { iterate } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { splitLines } from '../../objects/str-split.js';
import { FLAGS } from './flags.js';

const BLANK_LINE = '<BLANKLINE>';

export function indented(text: string): string {
  return text.replaceAll(/^(?=[^\n])/gm, '    ');
}

/** The pieces between the dots have to follow each other. */
function matchesWithDots(want: string, got: string): boolean {
  if (!want.includes('...')) return want === got;
  const pieces = want.split('...');
  const [first = '', last = ''] = [pieces.shift(), pieces.pop()];
  if (!got.startsWith(first) || !got.endsWith(last)) return false;
  let start = first.length;
  const end = got.length - last.length;
  if (start > end) return false;
  for (const piece of pieces) {
    const found = got.indexOf(piece, start);
    if (found < 0 || found + piece.length > end) return false;
    start = found + piece.length;
  }
  return true;
}

const words = (text: string): string => text.trim().split(/\s+/).join(' ');

export function isExpected(wanted: string, given: string, flags: number): boolean {
  let [want, got] = [wanted, given];
  if (got === want) return true;
  if ((flags & FLAGS.DONT_ACCEPT_TRUE_FOR_1) === 0) {
    if (got === 'True\n' && want === '1\n') return true;
    if (got === 'False\n' && want === '0\n') return true;
  }
  if ((flags & FLAGS.DONT_ACCEPT_BLANKLINE) === 0) {
    want = want.replaceAll(/^<BLANKLINE>\s*?$/gm, '');
    got = got.replaceAll(/^[^\S\n]+$/gm, '');
    if (got === want) return true;
  }
  if ((flags & FLAGS.NORMALIZE_WHITESPACE) !== 0) {
    [want, got] = [words(want), words(got)];
    if (got === want) return true;
  }
  return (flags & FLAGS.ELLIPSIS) !== 0 && matchesWithDots(want, got);
}

/** The lines of a difference, without its head, and what kind it is. */
function difference(m: KernelMachine, want: string, got: string, flags: number): string | null {
  const asked = FLAGS.REPORT_UDIFF | FLAGS.REPORT_CDIFF | FLAGS.REPORT_NDIFF;
  if ((flags & asked) === 0) return null;
  const isLong = want.split('\n').length > 3 && got.split('\n').length > 3;
  if ((flags & FLAGS.REPORT_NDIFF) === 0 && !isLong) return null;
  const difflib = m.importModule('difflib', m.builtins, null, 0);
  const [a, b] = [new PyList(splitLines(want, true)), new PyList(splitLines(got, true))];
  const lines = (name: string, keywords: ReadonlyMap<string, Value> | null): string[] =>
    [...iterate(call(getAttribute(difflib, name), [a, b], keywords))].map(str);
  const context = new Map<string, Value>([['n', 2]]);
  if ((flags & FLAGS.REPORT_UDIFF) !== 0)
    return shown('unified diff with -expected +actual', lines('unified_diff', context).slice(2));
  if ((flags & FLAGS.REPORT_CDIFF) !== 0)
    return shown('context diff with expected followed by actual', lines('context_diff', context).slice(2));
  return shown('ndiff with -expected +actual', lines('ndiff', null));
}

const shown = (kind: string, lines: readonly string[]): string =>
  `Differences (${kind}):\n${indented(lines.join(''))}`;

export function outputDifference(m: KernelMachine, want: string, given: string, flags: number): string {
  const marks = (flags & FLAGS.DONT_ACCEPT_BLANKLINE) === 0;
  const got = marks ? given.replaceAll(/^ *(?=\n)/gm, BLANK_LINE) : given;
  const fancy = difference(m, want, got, flags);
  if (fancy !== null) return fancy;
  const expected = want === '' ? 'Expected nothing\n' : `Expected:\n${indented(want)}`;
  return `${expected}${got === '' ? 'Got nothing\n' : `Got:\n${indented(got)}`}`;
}
