// Parsing of the command line: the arguments in, a command or a request for help out.
//
// Options may stand anywhere before `--`. The first word is the verb if it is one, else `trace` is meant; the
// next is the file; all others, and everything after `--`, belong to the program.

import { type Command, defaultSettings, VERBS, type Verb } from './command.js';
import { nearMatch } from './near-match.js';
import { type OptionRow, optionTable } from './option-table.js';
import { UsageError } from './usage-error.js';

export type Request =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Verbs the design has and this version has not. */
const LATER_VERBS = ['view', 'play'];

const HELP = ['-h', '--help'];
const VERSION = ['-V', '--version'];

/** `argv` without the program's name. Throws a UsageError. */
export function parseArguments(argv: readonly string[]): Request {
  const table = optionTable();
  const given: Given[] = [];
  const words: string[] = [];
  const programArgs: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (arg === '--') {
      programArgs.push(...argv.slice(i + 1));
      break;
    }
    if (HELP.includes(arg)) return { kind: 'help' };
    if (VERSION.includes(arg)) return { kind: 'version' };
    if (arg === '-' || !arg.startsWith('-')) {
      words.push(arg);
      continue;
    }
    const [name, inline] = splitOption(arg);
    const row = findOption(table, name);
    if (row.value === null) {
      if (inline !== null) throw new UsageError(`${row.name} takes no value`);
      given.push({ row, value: '' });
    } else {
      const value = inline ?? argv[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value: ${name} ${row.value}`);
      given.push({ row, value });
    }
  }
  return { kind: 'command', command: assemble(words, programArgs, given) };
}

interface Given {
  readonly row: OptionRow;
  readonly value: string;
}

function assemble(
  words: readonly string[],
  programArgs: readonly string[],
  given: readonly Given[],
): Command {
  const [first] = words;
  if (first !== undefined && LATER_VERBS.includes(first)) {
    throw new UsageError(`'${first}' is not built yet; this version has ${VERBS.join(', ')}`);
  }
  const named = VERBS.find((each) => each === first);
  const verb: Verb = named ?? 'trace';
  const [file = '', ...rest] = named === undefined ? words : words.slice(1);
  const args = [...rest, ...programArgs];
  const settings = defaultSettings();
  for (const { row, value } of given) {
    if (!row.verbs.includes(verb)) {
      throw new UsageError(`${row.name} belongs to ${row.verbs.join(' and ')}, not to ${verb}`);
    }
    row.apply(settings, value, verb);
  }
  if (verb === 'schema') {
    if (file !== '' || args.length > 0) throw new UsageError('schema takes no FILE');
  } else if (file === '') {
    throw new UsageError(
      `which ${verb === 'check' ? 'lecture' : 'program'}? ${verb} takes a FILE ('-' is stdin)`,
    );
  }
  return { verb, file, args, settings };
}

/** `--name=value` or `-xvalue` taken apart; null when the value is not in the same argument. */
function splitOption(arg: string): [name: string, value: string | null] {
  if (!arg.startsWith('--')) return arg.length > 2 ? [arg.slice(0, 2), arg.slice(2)] : [arg, null];
  const equals = arg.indexOf('=');
  return equals < 0 ? [arg, null] : [arg.slice(0, equals), arg.slice(equals + 1)];
}

function findOption(table: readonly OptionRow[], name: string): OptionRow {
  const row = table.find((each) => each.name === name || each.short === name);
  if (row !== undefined) return row;
  const known = [...table.map((each) => each.name), '--help', '--version'];
  const near = name.startsWith('--')
    ? (known.find((each) => each.startsWith(name)) ?? nearMatch(name, known))
    : null;
  const hint = near === null ? "the program's own options go after '--'" : `did you mean ${near}?`;
  throw new UsageError(`unknown option ${name}: ${hint}`);
}
