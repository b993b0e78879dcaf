// An explanation as one page: the source on the left, the notes beside the lines they are about.

import type { ExplainedNote, Explanation, Sentence } from '../explanation.js';
import type { MarkdownOptions } from './markdown.js';
import { eventNumbers } from './markdown.js';
import { STYLE } from './style.js';

export function* htmlLines(
  explanation: Explanation,
  { evidence }: MarkdownOptions,
): IterableIterator<string> {
  const { file, notes, remarks, listing } = explanation;
  yield '<!DOCTYPE html>';
  yield '<html lang="en">';
  yield '<head>';
  yield '<meta charset="utf-8">';
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">';
  yield `<title>${escaped(file)}, line by line</title>`;
  yield `<style>${STYLE}</style>`;
  yield '</head>';
  yield '<body>';
  yield `<h1>${escaped(file)}, line by line</h1>`;
  for (const remark of remarks) yield `<p class="remark">${sentenceHtml(remark, evidence)}</p>`;
  yield '<table>';
  yield '<thead class="unseen"><tr><th scope="col">Source</th><th scope="col">What it does and what happened</th></tr></thead>';
  yield '<tbody>';
  let next = 1;
  for (const note of notes) {
    // Comments that no note is about; blank lines alone need no row.
    if (isWritten(explanation, next, note.first - 1))
      yield row(sourceOf(explanation, next, note.first - 1), '');
    yield row(sourceOf(explanation, Math.max(next, note.first), note.last), noteHtml(note, evidence));
    next = Math.max(next, note.last + 1);
  }
  const end = listing.lines.length;
  if (isWritten(explanation, next, end)) yield row(sourceOf(explanation, next, end), '');
  yield '</tbody>';
  yield '</table>';
  yield '</body>';
  yield '</html>';
}

function isWritten({ listing }: Explanation, first: number, last: number): boolean {
  return listing.lines.slice(first - 1, last).some((line) => line.trim() !== '');
}

function row(source: string, note: string): string {
  return `<tr><td class="source"><pre>${source}</pre></td><td>${note}</td></tr>`;
}

function sourceOf({ listing }: Explanation, first: number, last: number): string {
  const lines: string[] = [];
  for (let line = first; line <= last; line++) {
    const number = listing.numberOf(line);
    lines.push(`<span class="number">${number ?? ''}</span>${escaped(listing.text(line))}`);
  }
  return lines.join('\n');
}

function noteHtml({ title, sentences }: ExplainedNote, evidence: boolean): string {
  const [said, happened] = [sentences.filter(isGlossary), sentences.filter((each) => !isGlossary(each))];
  const paragraph = (kind: string, part: readonly Sentence[]): string =>
    part.length === 0
      ? ''
      : `<p class="${kind}">${part.map((each) => sentenceHtml(each, evidence)).join(' ')}</p>`;
  return `<h2>${escaped(title)}</h2>${paragraph('said', said)}${paragraph('happened', happened)}`;
}

function isGlossary({ kind }: Sentence): boolean {
  return kind === 'glossary';
}

function sentenceHtml({ kind, text, evidence }: Sentence, withEvidence: boolean): string {
  const events = withEvidence && evidence.length > 0 ? ` <small>[${eventNumbers(evidence)}]</small>` : '';
  return `<span data-kind="${escaped(kind)}">${inline(text)}${events}</span>`;
}

/** The Markdown that sentences are written in: code and bold. */
function inline(text: string): string {
  let html = '';
  let at = 0;
  for (const match of text.matchAll(/(`+)( ?)(.*?)\2\1(?!`)|\*\*(.+?)\*\*/g)) {
    html += escaped(text.slice(at, match.index));
    const [whole, ticks, , code, bold] = match;
    html +=
      ticks === undefined ? `<strong>${escaped(bold ?? '')}</strong>` : `<code>${escaped(code ?? '')}</code>`;
    at = match.index + whole.length;
  }
  return html + escaped(text.slice(at));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
