// The help text: examples first, the rest from the tables that the parser and the exit codes use.

import { EXIT_MEANINGS } from './exit-codes.js';
import { type OptionRow, optionTable } from './option-table.js';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['loopscope schedule.py', 'what the event loop did, line by line'],
  ['loopscope run schedule.py', 'what the program prints, as python would'],
  ['loopscope explain schedule.py', 'notes on its lines, as a lecture has them'],
  ['loopscope --example 2 lecture.md', 'the second program of a lecture'],
  ['loopscope check lecture.md', "a lecture's notes held against its programs"],
  ['loopscope schedule.py -v', 'every event'],
  ['loopscope schedule.py --format ndjson -o t.ndjson', 'the events as data'],
];

const USAGE: readonly (readonly [string, string])[] = [
  ['loopscope [trace] FILE', 'narrated trace of a Python program in virtual time'],
  ['loopscope run FILE [ARGS]', "what the program prints; the program's exit code"],
  ['loopscope explain FILE', 'a line-by-line explanation, true of this run'],
  ['loopscope quiz FILE', 'questions about the run, asked and marked on a terminal'],
  ['loopscope check LECTURE.md', 'a verdict on each note: holds, contradicted, ...'],
  ['loopscope schema', "the JSON Schema of the trace's events"],
];

const NOTES = [
  "FILE '-' is stdin. '--' starts the program's own arguments.",
  'NO_COLOR and FORCE_COLOR count when set and not empty; NO_COLOR wins.',
];

/** Longer entries have a line of their own. */
const WIDEST = 30;
const SCREEN = 80;

export function helpText(): string {
  const options = optionTable().map((row): [string, string] => [optionSyntax(row), row.help]);
  const sections = [
    'loopscope shows what the asyncio event loop does, in virtual time.',
    section('Examples', EXAMPLES),
    section('Usage', USAGE),
    section('Options', [...options, ['-h, --help', 'this text'], ['-V, --version', 'the version']]),
    NOTES.join('\n'),
    section('Exit codes', EXIT_MEANINGS),
  ];
  return `${sections.join('\n\n')}\n`;
}

function optionSyntax(row: OptionRow): string {
  const names = row.short === null ? row.name : `${row.short}, ${row.name}`;
  return row.value === null ? names : `${names} ${row.value}`;
}

/** Two columns; an entry that is too long for the first has its meaning below. */
function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const widest = Math.max(...rows.map(([left]) => left.length));
  const width = Math.min(widest, WIDEST);
  const indent = ' '.repeat(width + 4);
  const lines = rows.flatMap(([left, right]) => {
    const [first = '', ...more] = wrapped(right, SCREEN - indent.length);
    const below = more.map((line) => indent + line);
    return left.length > width
      ? [`  ${left}`, indent + first, ...below]
      : [`  ${left.padEnd(width)}  ${first}`, ...below];
  });
  return [`${title}:`, ...lines].join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
