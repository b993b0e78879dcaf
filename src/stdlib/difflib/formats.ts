// Differences in the formats of `diff`: unified and with context.

import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { typeError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { Comparison, groupOpCodes, type OpCode, type Tag } from './matching.js';

export interface DiffOptions {
  readonly a: readonly Value[];
  readonly b: readonly Value[];
  /** Names and dates of the two files. */
  readonly files: readonly [string, string];
  readonly dates: readonly [string, string];
  readonly context: number;
  readonly lineEnd: string;
}

/** The arguments of `unified_diff` and `context_diff`, checked to be text. */
export function diffOptions(given: readonly Value[]): DiffOptions {
  const [
    first = null,
    second = null,
    from = '',
    to = '',
    fromDate = '',
    toDate = '',
    context = 3,
    end = '\n',
  ] = given;
  const [a, b] = [toArray(first), toArray(second)];
  for (const [line] of [a, b]) {
    if (line !== undefined && strValue(line) === undefined) {
      throw typeError(`lines to compare must be str, not ${typeName(line)} (${repr(line)})`);
    }
  }
  for (const argument of [from, to, fromDate, toDate, end]) {
    if (strValue(argument) === undefined)
      throw typeError(`all arguments must be str, not: ${repr(argument)}`);
  }
  return {
    a,
    b,
    files: [str(from), str(to)],
    dates: [str(fromDate), str(toDate)],
    context: asSize(context),
    lineEnd: str(end),
  };
}

function* header(
  { files, dates, lineEnd }: DiffOptions,
  signs: readonly [string, string],
): Generator<string> {
  for (const side of [0, 1] as const) {
    const date = isTrue(dates[side]) ? `\t${dates[side]}` : '';
    yield `${signs[side]} ${files[side]}${date}${lineEnd}`;
  }
}

function* marked(sign: string, lines: readonly Value[], low: number, high: number): Generator<string> {
  for (const line of lines.slice(low, high)) yield sign + str(line);
}

function groupsOf(options: DiffOptions): OpCode[][] {
  return groupOpCodes(new Comparison(null, options.a, options.b).opCodes, options.context);
}

/** The lines a group covers, in each file. */
function extentOf(group: readonly OpCode[]): readonly [[number, number], [number, number]] {
  const [first, last] = [group[0], group.at(-1)];
  return [
    [first?.i1 ?? 0, last?.i2 ?? 0],
    [first?.j1 ?? 0, last?.j2 ?? 0],
  ];
}

/** Lines are counted from one; an empty range is named by the line before. */
function unifiedRange([start, stop]: readonly [number, number]): string {
  const size = stop - start;
  if (size === 1) return String(start + 1);
  return `${size === 0 ? start : start + 1},${size}`;
}

export function* unifiedDiff(options: DiffOptions): Generator<string> {
  const { a, b, lineEnd } = options;
  for (const [index, group] of groupsOf(options).entries()) {
    if (index === 0) yield* header(options, ['---', '+++']);
    const [from, to] = extentOf(group);
    yield `@@ -${unifiedRange(from)} +${unifiedRange(to)} @@${lineEnd}`;
    for (const { tag, i1, i2, j1, j2 } of group) {
      if (tag === 'equal') yield* marked(' ', a, i1, i2);
      if (tag === 'replace' || tag === 'delete') yield* marked('-', a, i1, i2);
      if (tag === 'replace' || tag === 'insert') yield* marked('+', b, j1, j2);
    }
  }
}

function contextRange([start, stop]: readonly [number, number]): string {
  const size = stop - start;
  const first = size === 0 ? start : start + 1;
  return size <= 1 ? String(first) : `${first},${first + size - 1}`;
}

const CONTEXT_SIGNS: Readonly<Record<Tag, string>> = {
  insert: '+ ',
  delete: '- ',
  replace: '! ',
  equal: '  ',
};

export function* contextDiff(options: DiffOptions): Generator<string> {
  const { a, b, lineEnd } = options;
  for (const [index, group] of groupsOf(options).entries()) {
    if (index === 0) yield* header(options, ['***', '---']);
    const [from, to] = extentOf(group);
    yield `***************${lineEnd}`;
    yield `*** ${contextRange(from)} ****${lineEnd}`;
    if (group.some(({ tag }) => tag === 'replace' || tag === 'delete')) {
      for (const { tag, i1, i2 } of group) if (tag !== 'insert') yield* marked(CONTEXT_SIGNS[tag], a, i1, i2);
    }
    yield `--- ${contextRange(to)} ----${lineEnd}`;
    if (group.some(({ tag }) => tag === 'replace' || tag === 'insert')) {
      for (const { tag, j1, j2 } of group) if (tag !== 'delete') yield* marked(CONTEXT_SIGNS[tag], b, j1, j2);
    }
  }
}
