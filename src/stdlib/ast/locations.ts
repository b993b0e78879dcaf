// Where nodes stand: `fix_missing_locations`, `copy_location`, `increment_lineno`, `get_source_segment`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import type { Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { contains } from '../../objects/subscript.js';
import { decodeUtf8 } from '../../objects/utf8.js';
import { isNode } from './nodes.js';
import { LOCATION } from './shapes.js';
import { childNodes, walk } from './walking.js';

const has = (node: Value, name: string): boolean => contains(getAttribute(node, '_attributes'), name);

/** Nodes without a place get that of the node around them. */
export function fixMissing(m: KernelMachine, node: Value, around: ReadonlyMap<string, Value>): void {
  const place = new Map(around);
  for (const name of LOCATION) {
    if (!has(node, name)) continue;
    const own = getAttributeOr(node, name);
    const isMissing = own === undefined || (own === null && name.startsWith('end_'));
    if (isMissing) setAttribute(node, name, place.get(name) ?? null);
    else place.set(name, own);
  }
  for (const child of childNodes(m, node)) fixMissing(m, child, place);
}

export const START: ReadonlyMap<string, Value> = new Map([
  ['lineno', 1],
  ['col_offset', 0],
  ['end_lineno', 1],
  ['end_col_offset', 0],
]);

export function copyLocation(to: Value, from: Value): void {
  for (const name of LOCATION) {
    if (!has(from, name) || !has(to, name)) continue;
    const value = getAttributeOr(from, name);
    if (value !== undefined && (value !== null || name.startsWith('end_'))) setAttribute(to, name, value);
  }
}

export function incrementLines(m: KernelMachine, start: Value, by: Value): void {
  for (const node of walk(m, start)) {
    if (isNode(m, node, 'TypeIgnore') || has(node, 'lineno'))
      setAttribute(node, 'lineno', add(getAttributeOr(node, 'lineno') ?? 0, by));
    const end = has(node, 'end_lineno') ? (getAttributeOr(node, 'end_lineno') ?? null) : null;
    if (end !== null) setAttribute(node, 'end_lineno', add(end, by));
  }
}

/** The text of a node in its source; columns count bytes. */
export function sourceSegment(source: string, node: Value, padded: boolean): string | null {
  const [first, from, last, to] = LOCATION.map((name) => intValue(getAttributeOr(node, name) ?? null));
  if (first === undefined || from === undefined || last === undefined || to === undefined) return null;
  const lines = source.match(/[^\r\n]*(?:\r\n|\n|\r|$)/g) ?? [];
  const cut = (line: number, start?: number, end?: number): string =>
    decodeUtf8(new TextEncoder().encode(lines[line] ?? '').slice(start, end), 'strict');
  const [top, bottom] = [Number(first) - 1, Number(last) - 1];
  if (top === bottom) return cut(top, Number(from), Number(to));
  const padding = padded ? cut(top, 0, Number(from)).replace(/[^\f\t]/g, ' ') : '';
  return [padding + cut(top, Number(from)), ...lines.slice(top + 1, bottom), cut(bottom, 0, Number(to))].join(
    '',
  );
}
