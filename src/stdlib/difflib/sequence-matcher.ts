// `difflib.SequenceMatcher`, and the closest of many words.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asSize } from '../../objects/index.js';
import { iterate, nativeIterator, toArray } from '../../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { typeName } from '../../objects/types.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { type Block, Comparison, groupOpCodes, longestMatch, type OpCode } from './matching.js';

export const matchClass = perMachine(
  (_m: KernelMachine): PyType => makeNamedTuple('Match', ['a', 'b', 'size'], { module: 'difflib' }),
);

const matchOf = (m: KernelMachine, { a, b, size }: Block): PyTuple =>
  new PyTuple([a, b, size], matchClass(m));
const opCodeOf = ({ tag, i1, i2, j1, j2 }: OpCode): PyTuple => tuple(tag, i1, i2, j1, j2);

/** What the matchers of programs compare. */
const comparisons = new WeakMap<PyObject, Comparison>();

function comparisonOf(self: Value): Comparison {
  const known = self instanceof PyObject ? comparisons.get(self) : undefined;
  if (known !== undefined) return known;
  throw typeError(`'${typeName(self)}' object was not initialized`);
}

function setFirst(self: Value, a: Value): Value {
  comparisonOf(self).a = toArray(a);
  setOwnAttribute(self, 'a', a);
  setOwnAttribute(self, 'matching_blocks', null);
  setOwnAttribute(self, 'opcodes', null);
  return null;
}

function setSecond(self: Value, b: Value): Value {
  const comparison = comparisonOf(self);
  comparison.b = toArray(b);
  setOwnAttribute(self, 'b', b);
  setOwnAttribute(self, 'matching_blocks', null);
  setOwnAttribute(self, 'opcodes', null);
  setOwnAttribute(self, 'fullbcount', null);
  showIndex(self, comparison);
  return null;
}

/** Where the elements of the second sequence stand, as attributes. */
function showIndex(self: Value, { index }: Comparison): void {
  const positions = [...index.positions.keys()].map((element): [Value, Value] => [
    element,
    new PyList([...index.positionsOf(element)]),
  ]);
  setOwnAttribute(self, 'b2j', PyDict.of(positions));
  setOwnAttribute(self, 'bjunk', new PySet(index.junk));
  setOwnAttribute(self, 'bpopular', new PySet(index.popular));
}

function matchingBlocks(m: KernelMachine, self: Value): Value {
  const blocks = new PyList(comparisonOf(self).blocks.map((block) => matchOf(m, block)));
  setOwnAttribute(self, 'matching_blocks', blocks);
  return blocks;
}

export const sequenceMatcherClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('SequenceMatcher', {
      module: 'difflib',
      instanceDict: true,
      classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
      methods: {
        "__init__(self, isjunk=None, a='', b='', autojunk=True)": (self, isJunk, a, b, autojunk) => {
          if (self instanceof PyObject)
            comparisons.set(self, new Comparison(isJunk, [], [], isTrue(autojunk)));
          setOwnAttribute(self, 'isjunk', isJunk);
          setOwnAttribute(self, 'autojunk', autojunk);
          setFirst(self, a);
          return setSecond(self, b);
        },
        'set_seqs(self, a, b)': (self, a, b) => {
          setFirst(self, a);
          return setSecond(self, b);
        },
        'set_seq1(self, a)': setFirst,
        'set_seq2(self, b)': setSecond,
        'find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None)': (self, aLow, aHigh, bLow, bHigh) => {
          const { a, b, index } = comparisonOf(self);
          const block = longestMatch(a, index, [
            asSize(aLow),
            aHigh === null ? a.length : asSize(aHigh),
            asSize(bLow),
            bHigh === null ? b.length : asSize(bHigh),
          ]);
          return matchOf(m, block);
        },
        'get_matching_blocks(self)': (self) => matchingBlocks(m, self),
        'get_opcodes(self)': (self) => {
          matchingBlocks(m, self);
          const codes = new PyList(comparisonOf(self).opCodes.map(opCodeOf));
          setOwnAttribute(self, 'opcodes', codes);
          return codes;
        },
        'get_grouped_opcodes(self, n=3)': (self, context) => {
          let groups: OpCode[][] | undefined;
          let index = 0;
          return nativeIterator('generator', () => {
            groups ??= groupOpCodes(comparisonOf(self).opCodes, asSize(context));
            const group = groups[index++];
            return group === undefined ? undefined : new PyList(group.map(opCodeOf));
          });
        },
        'ratio(self)': (self) => new PyFloat(comparisonOf(self).ratio()),
        'quick_ratio(self)': (self) => new PyFloat(comparisonOf(self).quickRatio()),
        'real_quick_ratio(self)': (self) => new PyFloat(comparisonOf(self).realQuickRatio()),
      },
    }),
);

/** `difflib.get_close_matches` */
export function closeMatches(word: Value, possibilities: Value, n: Value, cutoff: Value): Value {
  if (!isTrue(richCompare(n, 0, 'gt'))) throw valueError(`n must be > 0: ${repr(n)}`);
  const [none, all] = [new PyFloat(0), new PyFloat(1)];
  const isShare = isTrue(richCompare(none, cutoff, 'le')) && isTrue(richCompare(cutoff, all, 'le'));
  if (!isShare) throw valueError(`cutoff must be in [0.0, 1.0]: ${repr(cutoff)}`);
  const least = cutoff instanceof PyFloat ? cutoff.value : Number(asSize(cutoff));
  const comparison = new Comparison(null, [], toArray(word));
  const found: { readonly score: number; readonly value: Value }[] = [];
  for (const value of iterate(possibilities)) {
    comparison.a = toArray(value);
    if (comparison.realQuickRatio() < least || comparison.quickRatio() < least) continue;
    const score = comparison.ratio();
    if (score >= least) found.push({ score, value });
  }
  // Equal scores are in the order of the values, the greatest first.
  found.sort((one, other) => other.score - one.score || byValue(other.value, one.value));
  return new PyList(found.slice(0, asSize(n)).map(({ value }) => value));
}

function byValue(one: Value, other: Value): number {
  if (isTrue(richCompare(one, other, 'lt'))) return -1;
  return isTrue(richCompare(other, one, 'lt')) ? 1 : 0;
}
