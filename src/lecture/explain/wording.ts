// English: lists, counts, code in prose.

/** `a, b and c`. */
export function joined(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** The first ones and how many more there are. */
export function listed(parts: readonly string[], most = 6): string {
  if (parts.length <= most) return joined(parts);
  return `${parts.slice(0, most - 1).join(', ')} and ${number(parts.length - most + 1)} more`;
}

/** `once`, `twice`, `3 times`. */
export function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${number(count)} times`;
}

/** `1 task`, `two tasks`, `12 tasks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return count === 1 ? `one ${noun}` : `${number(count)} ${plural}`;
}

/** Who did it, one name per deed: `a took it twice`, `a and b each took it`, `a and b took it 5 times in all`. */
export function doing(doers: readonly string[], deed: string, most = 5): string {
  const distinct = [...new Set(doers)];
  const who = listed(distinct, most);
  if (distinct.length === 1) return `${who} ${deed}${doers.length === 1 ? '' : ` ${times(doers.length)}`}`;
  if (distinct.length === doers.length) return `${who} each ${deed}`;
  return `${who} ${deed} ${times(doers.length)} in all`;
}

/** `` `1` second``, `` `0.5` seconds``: an amount that is code, with its unit. */
export function amount(value: string, unit: string): string {
  return `${value} ${unit}${value === '`1`' ? '' : 's'}`;
}

/** A time limit that is code, or none. */
export function atMost(limit: string | null): string {
  return limit === null ? '' : `, for ${amount(limit, 'second')} at most`;
}

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Words up to nine, figures beyond, with commas where they are long. */
export function number(value: number): string {
  const word = SMALL[value];
  if (word !== undefined) return word;
  return value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

const MOST_CODE = 72;

/** Text as code in Markdown: on one line, cut where it is long. */
export function code(text: string, most = MOST_CODE): string {
  const line = oneLine(text);
  const shown = line.length > most ? `${line.slice(0, most - 1)}…` : line;
  if (shown === '') return '(nothing)';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  if (longest === 0) return `\`${shown}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${shown} ${fence}`;
}

function oneLine(text: string): string {
  return text
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A phrase as a sentence: capital first, full stop last unless it has an end of its own. */
export function sentence(phrase: string): string {
  const text = capitalised(phrase.trim());
  return /[.!?:](?:\*\*)?$/.test(text) ? text : `${text}.`;
}

/** `a` or `an`. */
export function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`;
}
