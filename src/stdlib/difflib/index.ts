// The `difflib` module, without `HtmlDiff`.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { decodeBytes, encodeText } from '../../objects/codecs.js';
import { PyList } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { contains } from '../../objects/subscript.js';
import { intType, typeName } from '../../objects/types.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { compilePattern } from '../re/compile.js';
import { differClass, lazily } from './differ.js';
import { contextDiff, diffOptions, unifiedDiff } from './formats.js';
import { closeMatches, matchClass, sequenceMatcherClass } from './sequence-matcher.js';

const PUBLIC =
  'get_close_matches ndiff restore SequenceMatcher Differ IS_CHARACTER_JUNK IS_LINE_JUNK context_diff unified_diff ' +
  'diff_bytes Match';

const PARAMETERS = "a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\\n'";

function* restored(delta: Value, which: Value): Generator<Value> {
  const side = call(intType, [which]);
  if (side !== 1 && side !== 2) throw valueError(`unknown delta choice (must be 1 or 2): ${repr(which)}`);
  const prefixes = ['  ', side === 1 ? '- ' : '+ '];
  for (const line of iterate(delta)) {
    const text = str(line);
    if (prefixes.includes(text.slice(0, 2))) yield text.slice(2);
  }
}

/** Bytes as text that can be turned back into the same bytes. */
function decoded(value: Value): string {
  const bytes = strValue(value) === undefined ? bufferOf(value) : undefined;
  if (bytes !== undefined) return decodeBytes(bytes, 'ascii', 'surrogateescape');
  throw typeError(`all arguments must be bytes, not ${typeName(value)} (${repr(value)})`);
}

function* bytesDiff(diff: Value, a: Value, b: Value, rest: readonly Value[]): Generator<Value> {
  const [from = null, to = null, fromDate = null, toDate = null, n = null, end = null] = rest;
  const lines = (given: Value): Value => new PyList(toArray(given).map(decoded));
  const given = [lines(a), lines(b), ...[from, to, fromDate, toDate].map(decoded), n, decoded(end)];
  for (const line of iterate(call(diff, given))) {
    yield new PyBytes(encodeText(str(line), 'ascii', 'surrogateescape'));
  }
}

const bytesFrom = (text: string): PyBytes => new PyBytes(encodeText(text, 'ascii', 'strict'));

/** Names and dates are empty where they were left out, and lines end with a newline. */
function withByteDefaults(given: readonly (Value | undefined)[]): Value[] {
  const [from, to, fromDate, toDate, n = 3, end = bytesFrom('\n')] = given;
  return [...[from, to, fromDate, toDate].map((value) => value ?? bytesFrom('')), n, end];
}

export const difflib = defineModule('difflib', (m: KernelMachine) => {
  const junk = libraryFunctions('difflib', {
    'IS_LINE_JUNK(line)': (line) =>
      callAttribute(compilePattern(m, '\\s*(?:#\\s*)?$', 0), 'match', line) !== null,
    'IS_CHARACTER_JUNK(ch, ws=<blank>)': (char, space: Value | undefined) => contains(space ?? ' \t', char),
  });
  return {
    __all__: new PyList(PUBLIC.split(' ')),
    ...junk,
    Match: matchClass(m),
    SequenceMatcher: sequenceMatcherClass(m),
    Differ: differClass(m),
    ...libraryFunctions('difflib', {
      'get_close_matches(word, possibilities, n=3, cutoff=<0.6>)': (
        word,
        all,
        n,
        cutoff: Value | undefined,
      ) => closeMatches(word, all, n, cutoff === undefined ? new PyFloat(0.6) : cutoff),
      [`unified_diff(${PARAMETERS})`]: (...given) => lazily(() => unifiedDiff(diffOptions(given))),
      [`context_diff(${PARAMETERS})`]: (...given) => lazily(() => contextDiff(diffOptions(given))),
      'ndiff(a, b, linejunk=None, charjunk=<IS_CHARACTER_JUNK>)': (
        a,
        b,
        lineJunk,
        charJunk: Value | undefined,
      ) =>
        callAttribute(
          call(differClass(m), [
            lineJunk,
            charJunk === undefined ? (junk.IS_CHARACTER_JUNK ?? null) : charJunk,
          ]),
          'compare',
          a,
          b,
        ),
      'restore(delta, which)': (delta, which) => lazily(() => restored(delta, which)),
      "diff_bytes(dfunc, a, b, fromfile=<b''>, tofile=<b''>, fromfiledate=<b''>, tofiledate=<b''>, n=3, lineterm=<b'\\n'>)":
        (diff, a, b, ...rest) => lazily(() => bytesDiff(diff, a, b, withByteDefaults(rest))),
    }),
  };
});
