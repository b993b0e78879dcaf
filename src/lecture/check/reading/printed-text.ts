// Texts that a lecture says are printed, compared with those that were.

import type * as ast from '../../../../grammar/ast.js';
import type { EventId, EventOf } from '../../../trace/events.js';
import { walk } from '../../program/nodes.js';
import type { Subject } from '../rule.js';
import { expressionOf } from './names.js';

export interface PrintedLine {
  readonly line: string;
  readonly seq: EventId;
}

/** What events printed, line by line, without empty lines. */
export function linesPrinted(events: readonly EventOf<'output'>[]): PrintedLine[] {
  return events.flatMap(({ text, seq }) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ line, seq })),
  );
}

/** Whether the text stands in the line, not as a part of a longer word or number. */
export function stands(claimed: string, line: string): boolean {
  for (let at = line.indexOf(claimed); at >= 0; at = line.indexOf(claimed, at + 1)) {
    const [before, after] = [line.slice(0, at), line.slice(at + claimed.length)];
    const isApart =
      !(/^\w/.test(claimed) && /\w$|\d\.$/.test(before)) &&
      !(/\w$/.test(claimed) && /^(?:\w|\.\d)/.test(after));
    if (isApart) return true;
  }
  return false;
}

/** Lines with the text: those that are it and no more where there are any. */
export function linesWith(claimed: string, lines: readonly PrintedLine[]): PrintedLine[] {
  const wanted = claimed.trim();
  const whole = lines.filter(({ line }) => line.trim() === wanted);
  return whole.length > 0 ? whole : lines.filter(({ line }) => stands(wanted, line));
}

/** Dots, braces and the like stand for what differs. */
export function hasPlaceholder(text: string): boolean {
  return /\.\.\.|\u2026|[{}<>]/.test(text) || /\b[NXn]\b(?!')/.test(text);
}

/** `results` in "Print `results`" is what the code says, not what comes out. */
export function isInSource(code: string, { listing, lines }: Subject): boolean {
  const node = expressionOf(code);
  if (node !== null && isNamed(node)) {
    const names = [...walk(node)].flatMap((each) => (each.kind === 'Name' ? each.id : []));
    // A word that the program has as no name, such as `done`, can only be meant as text.
    if (names.some((name) => new RegExp(String.raw`\b${name}\b`).test(withoutTexts(listing.source))))
      return true;
  }
  return lines.some((lineno) => listing.text(lineno).includes(code) && /[{}()]/.test(code));
}

function isNamed(node: ast.Expr): boolean {
  return (
    node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Call' || node.kind === 'Subscript'
  );
}

function withoutTexts(source: string): string {
  return source.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""').replace(/#.*$/gm, '');
}

/** Lines with the same message but other figures, or as many words: those that share the most, half of them at least. */
export function mostAlike(claimed: string, lines: readonly PrintedLine[]): PrintedLine[] {
  const words = claimed.trim().split(/\s+/);
  const shared = (line: string): number => {
    const own = line.trim().split(/\s+/);
    if (own.length !== words.length) return 0;
    return own.filter((word, i) => word === words[i]).length;
  };
  const alike = lines.filter(
    ({ line }) =>
      shapeOf(line) === shapeOf(claimed) || (words.length > 1 && shared(line) * 2 >= words.length),
  );
  const most = Math.max(0, ...alike.map(({ line }) => shared(line)));
  return alike.filter(({ line }) => shared(line) === most);
}

/** The text with its figures masked. */
export function shapeOf(text: string): string {
  return text.replace(/\d+(?:\.\d+)?/g, '0').trim();
}

/** The same but for points in time that are as near as another computer's would be. */
export function isNear(line: string, claimed: string): boolean {
  if (shapeOf(line) !== shapeOf(claimed)) return false;
  const [a, b] = [line, claimed].map((text) => text.match(/\d+(?:\.\d+)?/g) ?? []);
  return (a ?? []).every((figure, i) => {
    const other = b?.[i] ?? '';
    if (figure === other) return true;
    if (!figure.includes('.') || !other.includes('.')) return false;
    const [x, y] = [Number(figure), Number(other)];
    const unit = 10 ** -Math.min(decimals(figure), decimals(other));
    return Math.abs(x - y) <= Math.max(Math.min(0.02, unit * 1.001), 0.02 * Math.max(x, y)) && unit < 0.05;
  });
}

function decimals(figure: string): number {
  return figure.split('.')[1]?.length ?? 0;
}
