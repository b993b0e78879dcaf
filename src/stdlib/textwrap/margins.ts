// `textwrap.dedent` and `textwrap.indent`: the space at the beginning of lines.

import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { callAttribute } from '../library.js';

const BLANK = /^[ \t]*$/;
const MARGIN = /^[ \t]*/;

function commonStart(one: string, other: string): string {
  let size = 0;
  while (size < one.length && one[size] === other[size]) size++;
  return one.slice(0, size);
}

/** Takes away what all lines with text begin with. Lines of nothing but blanks become empty. */
export function dedent(value: Value): Value {
  const text = strValue(value);
  if (text === undefined) {
    throw typeError(`expected string or bytes-like object, got '${typeName(value)}'`);
  }
  const lines = text.split('\n').map((line) => (BLANK.test(line) ? '' : line));
  const margins = lines.filter((line) => line !== '').map((line) => MARGIN.exec(line)?.[0] ?? '');
  const [first = ''] = margins;
  const margin = margins.reduce(commonStart, first);
  return lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line)).join('\n');
}

/** Puts the prefix before the lines that the predicate chooses; by default those that are not blank. */
export function indent(text: Value, prefix: Value, predicate: Value): Value {
  const parts: Value[] = [];
  for (const line of iterate(callAttribute(text, 'splitlines', true))) {
    const isChosen =
      predicate === null ? !isTrue(callAttribute(line, 'isspace')) : isTrue(call(predicate, [line]));
    if (isChosen) parts.push(prefix);
    parts.push(line);
  }
  return callAttribute('', 'join', new PyList(parts));
}
