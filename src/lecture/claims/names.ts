// What a claim is called after: `example_22_1_line_20` is about the note on line 20 of the example whose title has the
// number 22.1, `example_2_lines_7_11_frozen` about the note on lines 7-11 of example 2. Words may follow, so that a
// note can have several claims; a lecture with a single example may leave its number out: `line_20_total`.

import { type Example, findExample } from '../document/examples.js';
import type { LectureExample, Note } from '../document/lecture.js';

const CLAIM = /^(?:example_(\d+(?:_\d+)*)_)?lines?_(\d+(?:_\d+)*)(?:_[A-Za-z]\w*|_)?$/;
/** What looks like one: anything else in a claims file is a helper. */
const BEGINNING = /^(?:example_\d|lines?_\d)/;

export interface Named {
  readonly example: LectureExample;
  readonly note: Note;
}

/** Whether a function of this name is meant to be a claim. */
export function isClaimName(name: string): boolean {
  return BEGINNING.test(name);
}

/** The note that a claim's name speaks of, or what is wrong with it. */
export function namedNote(name: string, examples: readonly LectureExample[]): Named | string {
  const [, number, lines] = CLAIM.exec(name) ?? [];
  if (lines === undefined) {
    return 'a claim is called like example_2_line_7 or example_2_lines_7_11, words may follow';
  }
  const example = exampleOf(number, examples);
  if (typeof example === 'string') return example;
  const note = example.notes.find((each) => numbersOf(each).join('_') === lines);
  if (note !== undefined) return { example, note };
  const titles = example.notes.map(({ title }) => `"${title}"`).join(', ');
  const shown = number === undefined ? 'the example' : `example ${number.replaceAll('_', '.')}`;
  return `${shown} has no note on ${wordedLines(lines)}${titles === '' ? '' : `; its notes are ${titles}`}`;
}

function exampleOf(number: string | undefined, examples: readonly LectureExample[]): LectureExample | string {
  if (number === undefined) {
    const [only] = examples;
    if (only !== undefined && examples.length === 1) return only;
    return `the lecture has ${examples.length} examples: the name of a claim begins with the number of one`;
  }
  const wanted = number.replaceAll('_', '.');
  const found = examples.find(({ title }) => numberInTitle(title) === wanted) ?? find(examples, wanted);
  return found ?? `the lecture has no example ${wanted}`;
}

function find(examples: readonly LectureExample[], wanted: string): LectureExample | undefined {
  const found: Example | undefined = findExample(examples, wanted);
  return examples.find(({ index }) => index === found?.index);
}

/** `22.1` of "Example 22.1 — Visualizing the Event Loop". */
function numberInTitle(title: string): string | null {
  return /\d+(?:\.\d+)*/.exec(title)?.[0] ?? null;
}

function numbersOf({ spans }: Note): number[] {
  return spans.flatMap(({ first, last }) => (first === last ? [first] : [first, last]));
}

function wordedLines(lines: string): string {
  const numbers = lines.split('_');
  if (numbers.length === 1) return `line ${lines}`;
  return numbers.length === 2 ? `lines ${numbers.join('-')}` : `lines ${numbers.join(', ')}`;
}
