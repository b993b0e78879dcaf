// A note cut into sentences and clauses, each character with its place in the Markdown.

import type { Note, NoteText } from '../document/lecture.js';

export interface Sentence {
  /** On one line, Markdown's emphasis removed, backticks kept: they say what is code. */
  readonly text: string;
  /** Where the character at `index` stands in the Markdown. */
  readonly offsetAt: (index: number) => number;
}

/** Ends of sentences: a full stop and the like before a blank and a capital, not inside of backticks. */
const END = /[.!?]["')\]]*(?=\s+["'(`[]*[A-Z`*]|\s*$)/g;
/** What a full stop ends no sentence after. */
const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|Dr|Mr|Ms|no)\.$/i;

export function sentencesOf({ texts }: Pick<Note, 'texts'>): Sentence[] {
  const joined = joinTexts(texts);
  const ends: number[] = [];
  for (const match of blankCode(joined.text).matchAll(END)) {
    const end = match.index + match[0].length;
    if (!ABBREVIATION.test(joined.text.slice(0, end))) ends.push(end);
  }
  if ((ends.at(-1) ?? 0) < joined.text.trimEnd().length) ends.push(joined.text.length);
  let from = 0;
  return ends
    .map((to) => {
      const start = from;
      from = to;
      return part(joined, start, to);
    })
    .filter(({ text }) => text !== '');
}

/** The sentence with what stands in backticks blanked, so that patterns do not find words in code. */
export function blankCode(text: string): string {
  return text.replace(
    /`[^`]*`/g,
    (code) => '`'.padEnd(code.length - 1, '_') + '`'.slice(0, code.length > 1 ? 1 : 0),
  );
}

/** What stands in backticks, in order. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

interface Joined {
  readonly text: string;
  readonly offsets: readonly number[];
}

function joinTexts(texts: readonly NoteText[]): Joined {
  let text = '';
  const offsets: number[] = [];
  for (const each of texts) {
    if (text !== '') {
      offsets.push(each.offset - 1);
      text += ' ';
    }
    for (const kept of keptCharacters(each.text)) {
      text += each.text[kept] ?? '';
      offsets.push(each.offset + kept);
    }
  }
  return { text, offsets };
}

/** Positions of the characters that remain when emphasis marks go; stars inside of code stay. */
function* keptCharacters(text: string): IterableIterator<number> {
  let inCode = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '`') inCode = !inCode;
    const isEmphasis = !inCode && text[i] === '*' && !isTimes(text, i);
    if (!isEmphasis) yield i;
  }
}

/** A star between blanks is one; any other marks emphasis. */
function isTimes(text: string, i: number): boolean {
  return /\s/.test(text[i - 1] ?? ' ') && /\s/.test(text[i + 1] ?? ' ');
}

function part({ text, offsets }: Joined, from: number, to: number): Sentence {
  const raw = text.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  return { text: raw.trim(), offsetAt: (index) => offsets[start + index] ?? (offsets.at(-1) ?? 0) + 1 };
}
