// The usage line of a parser: its arguments in short, broken into lines where they are many.

import { isTrue } from '../../objects/compare.js';
import { valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute } from '../library.js';
import { flag, get, isOptional, listOf, optionStrings, SUPPRESS } from './names.js';

const isHidden = (action: Value): boolean => get(action, 'help') === SUPPRESS;

/** Groups of which one may be given, by where they stand among the actions; only those that stand together. */
interface Grouping {
  readonly start: number;
  readonly end: number;
  readonly required: boolean;
}

function groupings(actions: readonly Value[], groups: readonly Value[]): Grouping[] {
  const found: Grouping[] = [];
  for (const group of groups) {
    const members = listOf(group, '_group_actions');
    const [first] = members;
    if (first === undefined) throw valueError(`empty group ${repr(group)}`);
    if (members.every(isHidden)) continue;
    const start = actions.indexOf(first);
    const end = start + members.length;
    if (start < 0 || !members.every((member, index) => actions[start + index] === member)) continue;
    found.push({ start, end, required: flag(group, 'required') });
  }
  return found.sort((a, b) => b.start - a.start || b.end - a.end);
}

function actionPart(formatter: Value, action: Value, isGrouped: boolean): string | null {
  if (isHidden(action)) return null;
  if (!isOptional(action)) {
    const name = callAttribute(formatter, '_get_default_metavar_for_positional', action);
    const part = str(callAttribute(formatter, '_format_args', action, name));
    return isGrouped && part.startsWith('[') && part.endsWith(']') ? part.slice(1, -1) : part;
  }
  const [option = ''] = optionStrings(action);
  let part: string;
  if (get(action, 'nargs') === 0) part = str(callAttribute(action, 'format_usage'));
  else {
    const name = callAttribute(formatter, '_get_default_metavar_for_optional', action);
    part = `${option} ${str(callAttribute(formatter, '_format_args', action, name))}`;
  }
  return isTrue(get(action, 'required')) || isGrouped ? part : `[${part}]`;
}

export function usageParts(formatter: Value, actions: readonly Value[], groups: readonly Value[]): string[] {
  const together = groupings(actions, groups);
  const isGrouped = (index: number): boolean =>
    together.some(({ start, end }) => start <= index && index < end);
  const parts = actions.map((action, index) => actionPart(formatter, action, isGrouped(index)));
  const separated = new Set<number>();
  for (const { start, end, required } of together) {
    const own = parts.slice(start, end).filter((part) => part !== null);
    const [open, close] = required ? (own.length > 1 ? ['(', ')'] : ['', '']) : ['[', ']'];
    own[0] = `${open}${own[0] ?? ''}`;
    own[own.length - 1] = `${own.at(-1) ?? ''}${close}`;
    for (const [offset, part] of own.slice(0, -1).entries()) {
      if (separated.has(start + offset)) continue;
      parts[start + offset] = `${part} |`;
      separated.add(start + offset);
    }
    parts[start + own.length - 1] = own.at(-1) ?? null;
    for (let index = start + own.length; index < end; index++) parts[index] = null;
  }
  return parts.filter((part) => part !== null);
}

/** Parts in lines of the width. With a prefix the first line begins behind it. */
function lines(parts: readonly string[], indent: string, width: number, prefix?: string): string[] {
  const made: string[] = [];
  let line: string[] = [];
  let length = (prefix ?? indent).length - 1;
  for (const part of parts) {
    if (length + 1 + part.length > width && line.length > 0) {
      made.push(indent + line.join(' '));
      line = [];
      length = indent.length - 1;
    }
    line.push(part);
    length += part.length + 1;
  }
  if (line.length > 0) made.push(indent + line.join(' '));
  if (prefix !== undefined && made[0] !== undefined) made[0] = made[0].slice(indent.length);
  return made;
}

export function usageText(formatter: Value, given: Value, groups: Value, prefix: string): string {
  const actions = toArray(given);
  const prog = str(get(formatter, '_prog'));
  const exclusive = toArray(groups);
  const optionals = actions.filter(isOptional);
  const positionals = actions.filter((action) => !isOptional(action));
  const short = usageParts(formatter, [...optionals, ...positionals], exclusive).join(' ');
  const usage = short === '' ? prog : `${prog} ${short}`;
  const width = Number(get(formatter, '_width')) - Number(get(formatter, '_current_indent'));
  if (prefix.length + usage.length <= width) return usage;
  const optionalParts = usageParts(formatter, optionals, exclusive);
  const positionalParts = usageParts(formatter, positionals, exclusive);
  if (prefix.length + prog.length <= 0.75 * width) {
    const indent = ' '.repeat(prefix.length + prog.length + 1);
    if (optionalParts.length > 0)
      return [
        ...lines([prog, ...optionalParts], indent, width, prefix),
        ...lines(positionalParts, indent, width),
      ].join('\n');
    if (positionalParts.length > 0)
      return lines([prog, ...positionalParts], indent, width, prefix).join('\n');
    return prog;
  }
  const indent = ' '.repeat(prefix.length);
  let made = lines([...optionalParts, ...positionalParts], indent, width);
  if (made.length > 1)
    made = [...lines(optionalParts, indent, width), ...lines(positionalParts, indent, width)];
  return [prog, ...made].join('\n');
}
