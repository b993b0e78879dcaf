// Replacing what a pattern finds (`sub`), and cutting a text there (`split`).

import { strValue } from '../../objects/boxed.js';
import { bufferOf } from '../../objects/buffers.js';
import { call, isCallable } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { asSizeArgument } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { joinParts } from './joining.js';
import type { PyMatch } from './match.js';
import { MatchRun } from './match-run.js';
import type { PyPattern } from './pattern.js';

const BACKSLASH = 0x5c;

/** What to put in the place of a match. */
function replacer(pattern: PyPattern, replacement: Value): Value | ((match: PyMatch) => Value) {
  if (isCallable(replacement)) return (match) => call(replacement, [match]);
  const isPlain =
    strValue(replacement)?.includes('\\') === false || bufferOf(replacement)?.includes(BACKSLASH) === false;
  if (isPlain) return replacement;
  const template = pattern.template(replacement);
  return (match) => template.expand(match);
}

/** The new text and how often something was replaced. */
export function substitute(
  pattern: PyPattern,
  replacement: Value,
  string: Value,
  count: Value,
): readonly [Value, number] {
  const most = asSizeArgument(count);
  const replace = replacer(pattern, replacement);
  const run = new MatchRun(pattern, string);
  const { subject } = run;
  const parts: Value[] = [];
  let done = 0;
  let replaced = 0;
  while (most === 0 || replaced < most) {
    const found = run.find('search');
    if (found === undefined) break;
    if (done < found.start) parts.push(subject.part(done, found.start));
    const value = typeof replace === 'function' ? replace(run.match(found)) : replace;
    if (value !== null) parts.push(value);
    done = found.end;
    replaced++;
  }
  if (done < run.end) parts.push(subject.part(done, run.end));
  return [joinParts(parts, subject.isText), replaced];
}

export function splitText(pattern: PyPattern, string: Value, count: Value): Value {
  const most = asSizeArgument(count);
  const run = new MatchRun(pattern, string);
  const { subject } = run;
  const parts: Value[] = [];
  let done = 0;
  for (let splits = 0; most === 0 || splits < most; splits++) {
    const found = run.find('search');
    if (found === undefined) break;
    parts.push(subject.part(done, found.start));
    const match = run.match(found);
    for (const group of match.groups) parts.push(match.group(group) ?? null);
    done = found.end;
  }
  parts.push(subject.part(done, run.end));
  return new PyList(parts);
}
