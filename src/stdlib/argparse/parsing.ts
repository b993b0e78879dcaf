// The command line taken apart: options with what belongs to them, and positional arguments between them.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyList, tuple } from '../../objects/containers.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute } from '../library.js';
import { looksNegative } from './containers.js';
import { actionName, argumentError } from './errors.js';
import { flag, get, isOptional, listOf, SUPPRESS, tableOf, text } from './names.js';
import { convertWord, matchArgument, matchPartial } from './values.js';

/** A word that is an option, with a value that stands in the same word. */
interface Option {
  /** Null for what looks like an option and is none. */
  readonly action: Value;
  readonly option: string;
  /** `=` or nothing stands between the option and its value. */
  readonly separator: string | null;
  readonly explicit: string | null;
}

class CommandLine {
  readonly #words: readonly string[];
  readonly #options = new Map<number, Option>();
  readonly #pattern: string;
  readonly #extras: Value[] = [];
  readonly #seen = new Set<Value>();
  readonly #given = new Set<Value>();
  readonly #warned = new Set<string>();
  readonly #conflicts = new Map<Value, Value[]>();
  #positionals: Value[];

  constructor(
    readonly machine: KernelMachine,
    readonly parser: Value,
    words: readonly Value[],
    readonly namespace: Value,
  ) {
    this.#words = words.map(str);
    for (const group of listOf(parser, '_mutually_exclusive_groups')) {
      const members = listOf(group, '_group_actions');
      for (const member of members) {
        const others = members.filter((other) => other !== member);
        this.#conflicts.set(member, [...(this.#conflicts.get(member) ?? []), ...others]);
      }
    }
    this.#pattern = this.#classify();
    this.#positionals = listOf(parser, '_actions').filter((action) => !isOptional(action));
  }

  /** One letter for each word. */
  #classify(): string {
    let pattern = '';
    for (const [index, word] of this.#words.entries()) {
      if (pattern.includes('-')) pattern += 'A';
      else if (word === '--') pattern += '-';
      else {
        const option = this.#optionOf(word);
        if (option !== null) this.#options.set(index, option);
        pattern += option === null ? 'A' : 'O';
      }
    }
    return pattern;
  }

  #optionOf(word: string): Option | null {
    const prefixes = text(this.parser, 'prefix_chars');
    if (word === '' || !prefixes.includes(word[0] ?? '')) return null;
    const known = tableOf(this.parser, '_option_string_actions');
    const exact = known.get(word);
    if (exact !== undefined) return { action: exact, option: word, separator: null, explicit: null };
    if (word.length === 1) return null;
    const equals = word.indexOf('=');
    const before = equals < 0 ? word : word.slice(0, equals);
    const named = equals < 0 ? undefined : known.get(before);
    if (named !== undefined)
      return { action: named, option: before, separator: '=', explicit: word.slice(equals + 1) };
    const candidates = this.#abbreviations(word, prefixes);
    const [only] = candidates;
    if (candidates.length > 1) {
      const matches = candidates.map(({ option }) => option).join(', ');
      throw argumentError(this.machine, null, `ambiguous option: ${word} could match ${matches}`);
    }
    if (only !== undefined) return only;
    if (looksNegative(word) && listOf(this.parser, '_has_negative_number_optionals').length === 0)
      return null;
    if (word.includes(' ')) return null;
    return { action: null, option: word, separator: null, explicit: null };
  }

  /** The options that a word may be short for. */
  #abbreviations(word: string, prefixes: string): Option[] {
    const entries = [...tableOf(this.parser, '_option_string_actions').entries()];
    const known = entries.map(([option, action]) => ({ option: str(option), action }));
    if (prefixes.includes(word[1] ?? '\0')) {
      if (!flag(this.parser, 'allow_abbrev')) return [];
      const equals = word.indexOf('=');
      const before = equals < 0 ? word : word.slice(0, equals);
      const value = equals < 0 ? null : word.slice(equals + 1);
      return known
        .filter(({ option }) => option.startsWith(before))
        .map(({ option, action }) => ({
          action,
          option,
          separator: value === null ? null : '=',
          explicit: value,
        }));
    }
    return known.flatMap(({ option, action }): Option[] => {
      if (option === word.slice(0, 2)) return [{ action, option, separator: '', explicit: word.slice(2) }];
      return option.startsWith(word) ? [{ action, option, separator: null, explicit: null }] : [];
    });
  }

  /** Lets an argument act on the values that its words mean. */
  #take(action: Value, words: readonly Value[], option: string | null): void {
    this.#seen.add(action);
    const values = callAttribute(this.parser, '_get_values', action, new PyList([...words]));
    // Texts have no identity here: one that was given is not the default, even where it is the same.
    const isDefault = values === get(action, 'default') && (typeof values !== 'string' || words.length === 0);
    if (!isDefault) {
      this.#given.add(action);
      for (const other of this.#conflicts.get(action) ?? []) {
        if (this.#given.has(other))
          throw argumentError(
            this.machine,
            action,
            `not allowed with argument ${actionName(other) ?? 'None'}`,
          );
      }
    }
    if (values !== SUPPRESS) call(action, [this.parser, this.namespace, values, option]);
  }

  #warn(key: string, message: string): void {
    if (this.#warned.has(key)) return;
    callAttribute(this.parser, '_warning', message);
    this.#warned.add(key);
  }

  /** Takes the option at a place and what belongs to it; gives the place after it. */
  #takeOption(start: number): number {
    const found = this.#options.get(start);
    if (found === undefined) return start + 1;
    let { action, option, separator, explicit } = found;
    const taken: { action: Value; words: readonly string[]; option: string }[] = [];
    const prefixes = text(this.parser, 'prefix_chars');
    let end = start + 1;
    for (;;) {
      if (action === null) {
        this.#extras.push(this.#words[start] ?? '');
        return start + 1;
      }
      if (explicit === null) {
        const count = matchArgument(this.machine, action, this.#pattern.slice(start + 1));
        end = start + 1 + count;
        taken.push({ action, words: this.#words.slice(start + 1, end), option });
        break;
      }
      const count = matchArgument(this.machine, action, 'A');
      const isShort = !prefixes.includes(option[1] ?? '\0');
      if (count === 1) {
        taken.push({ action, words: [explicit], option });
        break;
      }
      const isIgnored = separator !== null && separator !== '';
      if (count !== 0 || !isShort || explicit === '' || isIgnored || prefixes.includes(explicit[0] ?? '\0'))
        throw argumentError(this.machine, action, `ignored explicit argument ${repr(explicit)}`);
      // `-abc`: several short options in one word.
      taken.push({ action, words: [], option });
      const sign: string = option[0] ?? '';
      const next: string = sign + (explicit[0] ?? '');
      const known = tableOf(this.parser, '_option_string_actions').get(next);
      if (known === undefined) {
        this.#extras.push(sign + explicit);
        break;
      }
      action = known;
      option = next;
      const rest: string = explicit.slice(1);
      separator = rest === '' ? null : rest.startsWith('=') ? '=' : '';
      explicit = rest === '' ? null : rest.startsWith('=') ? rest.slice(1) : rest;
    }
    for (const each of taken) {
      if (flag(each.action, 'deprecated')) this.#warn(each.option, `option '${each.option}' is deprecated`);
      this.#take(each.action, each.words, each.option);
    }
    return end;
  }

  /** Takes as many positional arguments as there are words for from a place on. */
  #takePositionals(start: number): number {
    const counts = matchPartial(this.#positionals, this.#pattern.slice(start));
    let place = start;
    for (const [index, count] of counts.entries()) {
      const action = this.#positionals[index] ?? null;
      const words = this.#words.slice(place, place + count);
      place += count;
      if (words.length > 0 && flag(action, 'deprecated')) {
        const dest = text(action, 'dest');
        this.#warn(dest, `argument '${dest}' is deprecated`);
      }
      this.#take(action, words, null);
    }
    this.#positionals = this.#positionals.slice(counts.length);
    return place;
  }

  /** Parses all words; gives those that nothing was made of. */
  parse(): Value[] {
    const last = Math.max(-1, ...this.#options.keys());
    let place = 0;
    while (place <= last) {
      let next = place;
      while (!this.#options.has(next)) next++;
      if (place !== next) {
        const end = this.#takePositionals(place);
        if (end > place) {
          place = end;
          continue;
        }
      }
      if (!this.#options.has(place)) {
        this.#extras.push(...this.#words.slice(place, next));
        place = next;
      }
      place = this.#takeOption(place);
    }
    const end = this.#takePositionals(place);
    this.#extras.push(...this.#words.slice(end));
    this.#finish();
    return this.#extras;
  }

  /** What was not given: defaults that are texts are converted, required arguments are missed. */
  #finish(): void {
    const { machine, parser, namespace } = this;
    const required: string[] = [];
    for (const action of listOf(parser, '_actions')) {
      if (this.#seen.has(action)) continue;
      if (flag(action, 'required')) required.push(actionName(action) ?? 'None');
      else {
        const value = get(action, 'default');
        const dest = text(action, 'dest');
        if (strValue(value) !== undefined && getAttributeOr(namespace, dest) === value)
          setAttribute(namespace, dest, convertWord(machine, parser, action, value));
      }
    }
    if (required.length > 0)
      throw argumentError(machine, null, `the following arguments are required: ${required.join(', ')}`);
    for (const group of listOf(parser, '_mutually_exclusive_groups')) {
      const members = listOf(group, '_group_actions');
      if (!flag(group, 'required') || members.some((member) => this.#given.has(member))) continue;
      const names = members
        .filter((member) => get(member, 'help') !== SUPPRESS)
        .map((member) => actionName(member));
      throw argumentError(machine, null, `one of the arguments ${names.join(' ')} is required`);
    }
  }
}

/** Words that begin with the sign for it are names of files that have more words. */
export function readArgumentFiles(m: KernelMachine, parser: Value, words: readonly Value[]): Value[] {
  const sign = get(parser, 'fromfile_prefix_chars');
  if (sign === null) return [...words];
  return words.flatMap((word) => {
    const name = str(word);
    if (name === '' || !str(sign).includes(name[0] ?? '')) return [word];
    try {
      const file = call(m.builtins.get('open') ?? null, [name.slice(1)]);
      const lines = toArray(callAttribute(callAttribute(file, 'read'), 'splitlines'));
      callAttribute(file, 'close');
      const inner = lines.flatMap((line) => toArray(callAttribute(parser, 'convert_arg_line_to_args', line)));
      return readArgumentFiles(m, parser, inner);
    } catch (error) {
      if (!isExceptionOf(error, 'OSError')) throw error;
      throw argumentError(m, null, str(error));
    }
  });
}

/** `_parse_known_args`: the namespace and the words left over. */
export function parseWords(
  m: KernelMachine,
  parser: Value,
  words: readonly Value[],
  namespace: Value,
): Value {
  const line = new CommandLine(m, parser, readArgumentFiles(m, parser, words), namespace);
  return tuple(namespace, new PyList(line.parse()));
}
