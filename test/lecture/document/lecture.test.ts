import { describe, expect, it } from 'vitest';
import { readLecture } from '../../../src/lecture/document/lecture.js';

const code = '```python\nimport asyncio  # line 1\n```\n';

function titles(markdown: string): string[] {
  return readLecture(markdown).examples.flatMap(({ notes }) => notes.map(({ title }) => title));
}

describe('notes of a lecture', () => {
  it.each([
    ['- **Lines 6–8:** text', 'Lines 6–8'],
    ['- **Lines 6-8**: text', 'Lines 6-8'],
    ['* Line 3: text', 'Line 3'],
    ['**Lines 2, 5-7** — text', 'Lines 2, 5-7'],
    ['1. **Line 4.** Text', 'Line 4'],
    ['- __line 4__ text', 'line 4'],
    ['### Line 4', 'Line 4'],
    ['Lines 1 and 3: text', 'Lines 1 and 3'],
  ])('%s', (text, title) => {
    expect(titles(`${code}\n${text}\n`)).toEqual([title]);
  });

  it.each(['Line 5 is slow.', 'See line 5: it is slow.', 'Baselines 5: text'])('%s is none', (text) => {
    expect(titles(`${code}\n${text}\n`)).toEqual([]);
  });

  it('know their lines', () => {
    const [example] = readLecture(`${code}\n- **Lines 2, 5–7 and 9:** text\n`).examples;
    expect(example?.notes[0]?.spans).toEqual([
      { first: 2, last: 2 },
      { first: 5, last: 7 },
      { first: 9, last: 9 },
    ]);
  });

  it('go on over indented paragraphs and end at others', () => {
    const markdown = `${code}\n- **Line 1:** one\n  two\n\n  three\n\nfour\n`;
    const note = readLecture(markdown).examples[0]?.notes[0];
    expect(note?.texts.map(({ text }) => text.trim())).toEqual(['one', 'two', 'three']);
    for (const { text, offset } of note?.texts ?? [])
      expect(markdown.slice(offset, offset + text.length)).toBe(text);
  });

  it('belong to the program before them', () => {
    const { examples } = readLecture(`${code}\n- Line 1: a\n\n${code}\n- Line 1: b\n`);
    expect(examples.map(({ notes }) => notes.length)).toEqual([1, 1]);
  });
});

describe('Markdown as it is written', () => {
  it('has notes in tables', () => {
    const table = '| Line | What |\n| --- | --- |\n| 1 | One. |\n| Lines 2-3 | Two. |\n| `4` | Four. |\n';
    expect(titles(`${code}\n${table}\n| x | y |\n| 5 | no |\n`)).toEqual(['Line 1', 'Lines 2-3', 'Line 4']);
    const [note] = readLecture(`${code}\n${table}`).examples[0]?.notes ?? [];
    expect(note).toMatchObject({ line: 7, texts: [{ text: 'One. ' }] });
  });

  it('has comments that say nothing', () => {
    expect(titles(`<!--\n${code}-->\n${code}\n<!-- - Line 1: a -->\n- Line 2: b <!-- c -->\n`)).toEqual([
      'Line 2',
    ]);
  });

  it('has programs in other languages with notes of their own', () => {
    const markdown = `${code}\n\`\`\`js\nx\n\`\`\`\n\n- Line 1: js\n\n${code}\n\`\`\`text\n1\n\`\`\`\n\n- Line 1: b\n`;
    expect(readLecture(markdown).examples.map(({ notes }) => notes.length)).toEqual([0, 1]);
  });

  it('has fences in lists, of tildes, with Windows line ends and a byte order mark', () => {
    const markdown =
      '\uFEFF# Title\r\n\r\n1. item\r\n\r\n    ~~~python\r\n    x = 1\r\n    ~~~\r\n\r\n    - Line 1: a\r\n';
    const [example] = readLecture(markdown).examples;
    expect(example).toMatchObject({ title: 'Title', source: 'x = 1\n', firstLine: 6 });
    const [text] = example?.notes[0]?.texts ?? [];
    expect(markdown.slice(text?.offset, (text?.offset ?? 0) + 1)).toBe('a');
  });

  it('does not take code that is indented for a fence', () => {
    expect(readLecture('text\n\n    ```python\n    x\n    ```\n').examples).toEqual([]);
  });

  it('has sessions at the prompt, whose output becomes comments', () => {
    const session = '```python\n>>> for i in x:\n...     print(i)\n...\n1\n>>> y\n```\n';
    expect(readLecture(session).examples[0]?.source).toBe('for i in x:\n    print(i)\n\n# 1\ny\n');
  });
});

describe('what is wrong with a lecture', () => {
  it.each([
    ['```python\nx = 1\n', 1, 'this code fence is never closed'],
    ['\n- **Line 3:** x\n', 2, 'the note on "Line 3" has no program before it'],
    ['no code\n', 1, 'there is no ```python block in this file'],
  ])('%j', (markdown, line, message) => {
    expect(readLecture(markdown).problems).toContainEqual({ line, message });
  });
});
