// What dialect a piece of CSV is written in, guessed from its quotes or from how often signs stand on its lines
// (`csv.Sniffer`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { str } from '../../objects/repr.js';
import { compilePattern } from '../re/compile.js';
import { escapePattern } from '../re/escape-pattern.js';
import type { PyMatch } from '../re/match.js';
import { MatchRun } from '../re/match-run.js';
import { Flag } from '../re/nodes.js';

export interface Guess {
  readonly quotechar: string;
  readonly doublequote: boolean;
  /** Empty where there is none to be found. */
  readonly delimiter: string;
  readonly skipinitialspace: boolean;
}

/** Whether the caller would have this delimiter. */
type IsAllowed = (delimiter: string) => boolean;

const DELIMITER = '(?P<delim>[^\\w\\n"\'])(?P<space> ?)';
const QUOTED = '(?P<quote>["\']).*?(?P=quote)';
/** Something in quotes between delimiters, at the beginning of a line, at its end, or alone. */
const QUOTED_FIELDS = [
  `${DELIMITER}${QUOTED}(?P=delim)`,
  `(?:^|\\n)${QUOTED}${DELIMITER}`,
  `${DELIMITER}${QUOTED}(?:$|\\n)`,
  `(?:^|\\n)${QUOTED}(?:$|\\n)`,
];

/** Counts, in the order of first appearance. */
function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The first of those with the highest count. */
function mostFrequent<K>(counts: Iterable<readonly [K, number]>): readonly [K, number] | undefined {
  let best: readonly [K, number] | undefined;
  for (const entry of counts) if (best === undefined || entry[1] > best[1]) best = entry;
  return best;
}

function matches(m: KernelMachine, pattern: string, flags: number, text: string): PyMatch[] {
  const run = new MatchRun(compilePattern(m, pattern, flags), text);
  const found: PyMatch[] = [];
  for (let match = run.next('search'); match !== undefined; match = run.next('search')) found.push(match);
  return found;
}

function named(match: PyMatch, name: string): string {
  const group = match.pattern.groupIndex.table.get(name);
  return typeof group === 'number' ? (strValue(match.group(group) ?? null) ?? '') : '';
}

/** By text between two quotes of one kind: what stands before and behind it is the delimiter. */
export function guessFromQuotes(m: KernelMachine, text: string, isAllowed: IsAllowed): Guess {
  const flags = Flag.DOTALL | Flag.MULTILINE;
  let found: PyMatch[] = [];
  for (const pattern of QUOTED_FIELDS) {
    found = matches(m, pattern, flags, text);
    if (found.length > 0) break;
  }
  const quotes = new Map<string, number>();
  const delimiters = new Map<string, number>();
  let spaces = 0;
  for (const match of found) {
    add(quotes, named(match, 'quote'));
    const delimiter = named(match, 'delim');
    if (delimiter !== '' && isAllowed(delimiter)) add(delimiters, delimiter);
    if (named(match, 'space') !== '') spaces++;
  }
  const [quotechar = ''] = mostFrequent(quotes) ?? [];
  if (quotechar === '') return { quotechar, doublequote: false, delimiter: '', skipinitialspace: false };
  const [delimiter = '', count = 0] = mostFrequent(delimiters) ?? [];
  const skipinitialspace = delimiter !== '' && count === spaces;
  const doublequote = hasDoubledQuotes(m, text, quotechar, delimiter);
  return { quotechar, doublequote, delimiter: delimiter === '\n' ? '' : delimiter, skipinitialspace };
}

function hasDoubledQuotes(m: KernelMachine, text: string, quote: string, given: string): boolean {
  const delimiter = given === '\n' ? '' : str(escapePattern(given));
  const inner = `[^${delimiter}\\n]*`;
  const pattern = `((${delimiter})|^)\\W*${quote}${inner}${quote}${inner}${quote}\\W*((${delimiter})|$)`;
  return new MatchRun(compilePattern(m, pattern, Flag.MULTILINE), text).next('search') !== undefined;
}

/** How often a sign stands on a line, and on how many lines so often, less the lines where it does not. */
interface Mode {
  readonly times: number;
  readonly lines: number;
}

/** Signs that are taken first where several would do. */
const PREFERRED = [',', '\t', ';', ' ', ':'];

/** By the sign that stands equally often on (almost) every line. */
export function guessFromLines(text: string, isAllowed: IsAllowed): [string, boolean] {
  const lines = text.split('\n').filter((line) => line !== '');
  const [firstLine = ''] = lines;
  const withSpace = (delimiter: string): [string, boolean] => [
    delimiter,
    timesIn(firstLine, delimiter) === timesIn(firstLine, `${delimiter} `),
  ];
  const chunk = Math.min(10, lines.length);
  const frequencies = Array.from({ length: 127 }, () => new Map<number, number>());
  const modes = new Map<string, Mode>();
  const candidates = new Map<string, Mode>();
  for (let start = 0, round = 1; start < lines.length; start += chunk, round++) {
    for (const line of lines.slice(start, start + chunk)) countSigns(frequencies, line);
    for (const [code, counts] of frequencies.entries()) {
      const mode = modeOf(counts);
      if (mode !== undefined) modes.set(String.fromCharCode(code), mode);
    }
    const total = Math.min(chunk * round, lines.length);
    for (let consistency = 1; candidates.size === 0 && consistency >= 0.9; consistency -= 0.01) {
      for (const [sign, mode] of modes) {
        const isSteady = mode.times > 0 && mode.lines > 0 && mode.lines / total >= consistency;
        if (isSteady && isAllowed(sign)) candidates.set(sign, mode);
      }
    }
    const [only] = candidates.keys();
    if (only !== undefined && candidates.size === 1) return withSpace(only);
  }
  const preferred = PREFERRED.find((sign) => candidates.has(sign));
  if (preferred !== undefined) return withSpace(preferred);
  const last = [...candidates].sort(byMode).at(-1);
  return last === undefined ? ['', false] : withSpace(last[0]);
}

function byMode([sign, mode]: readonly [string, Mode], [other, otherMode]: readonly [string, Mode]): number {
  return (
    mode.times - otherMode.times || mode.lines - otherMode.lines || sign.charCodeAt(0) - other.charCodeAt(0)
  );
}

function timesIn(line: string, part: string): number {
  return line.split(part).length - 1;
}

function countSigns(frequencies: readonly Map<number, number>[], line: string): void {
  const times = new Uint32Array(frequencies.length);
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if (code < times.length) times[code] = (times[code] ?? 0) + 1;
  }
  for (const [code, counts] of frequencies.entries()) {
    const count = times[code] ?? 0;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
}

/** Undefined for a sign that stands nowhere. */
function modeOf(counts: ReadonlyMap<number, number>): Mode | undefined {
  const [times = 0, lines = 0] = mostFrequent(counts) ?? [];
  if (counts.size === 1) return times === 0 ? undefined : { times, lines };
  let others = 0;
  for (const [other, count] of counts) if (other !== times) others += count;
  return { times, lines: lines - others };
}
