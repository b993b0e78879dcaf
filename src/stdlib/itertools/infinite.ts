// Iterators without an end of their own: `count`, `cycle`, `repeat`.

import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { addInts } from '../../objects/int-arithmetic.js';
import { getIter } from '../../objects/iteration.js';
import { refuseKeywords } from '../../objects/keywords.js';
import type { PyType, Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { complexType, typeName, typeOf } from '../../objects/types.js';
import { itertool, PyItertool, REDUCED, RESTORED, stateItems, stepOf } from './iterator.js';

const shown = (self: PyItertool): string => self.traits.shown?.() ?? '';

/** `PyNumber_Check` */
const isNumber = (value: Value): boolean => {
  const { slots } = typeOf(value);
  return (
    slots.index !== undefined ||
    slots.float !== undefined ||
    slots.int !== undefined ||
    typeOf(value).mro.includes(complexType)
  );
};

const countSignature = new Signature('count(start=0, step=1)');

export const count = itertool(
  'count',
  (cls, args, keywords) => {
    const [start = 0, step = 1] = countSignature.bind('count', args, keywords);
    if (!isNumber(start) || !isNumber(step)) throw typeError('a number is required');
    let next = start;
    const isOne = step === 1;
    return new PyItertool(
      cls,
      () => {
        const current = next;
        next =
          typeof current === 'number' && typeof step === 'number'
            ? addInts(current, step)
            : add(current, step);
        return current;
      },
      {
        shown: () => (isOne ? `count(${repr(next)})` : `count(${repr(next)}, ${repr(step)})`),
        reduce: () => tuple(cls, isOne && typeof next === 'number' ? tuple(next) : tuple(next, step)),
      },
    );
  },
  { slots: { repr: shown }, methods: REDUCED },
);

const cycleSignature = new Signature('cycle(iterable, /)');

export const cycle: () => PyType = itertool(
  'cycle',
  (cls, args, keywords) => {
    refuseKeywords(cls, cycle(), 'cycle', keywords);
    const [iterable = null] = cycleSignature.bind('cycle', args, null);
    let source: Value | undefined = getIter(iterable);
    let pull = stepOf(source);
    let saved: Value[] = [];
    /** The items that the source still gives are saved already: a state that was restored says so. */
    let isSaved = false;
    let index = 0;
    const step = (): Value | undefined => {
      if (source !== undefined) {
        const item = pull();
        if (item !== undefined) {
          if (!isSaved) saved.push(item);
          return item;
        }
        source = undefined;
        pull = () => undefined;
      }
      const item = saved[index];
      index = index + 1 >= saved.length ? 0 : index + 1;
      return item;
    };
    return new PyItertool(cls, step, {
      reduce: () => {
        if (source !== undefined) return tuple(cls, tuple(source), tuple(new PyList(saved.slice()), isSaved));
        const list = new PyList(saved.slice());
        const rest = getIter(new PyList(saved.slice(index)));
        return tuple(cls, tuple(rest), tuple(list, true));
      },
      setState: (state) => {
        const items = stateItems(state);
        const [list = null, flag = null] = items;
        if (items.length !== 2) throw typeError(`function takes exactly 2 arguments (${items.length} given)`);
        if (!(list instanceof PyList)) throw typeError(`argument 1 must be list, not ${typeName(list)}`);
        if (indexOf(flag) === undefined)
          throw typeError(`'${typeName(flag)}' object cannot be interpreted as an integer`);
        saved = list.items.slice();
        isSaved = isTrue(flag);
        index = 0;
      },
    });
  },
  { methods: RESTORED },
);

const repeatSignature = new Signature('repeat(object, times=<unrepresentable>)');

class PyRepeat extends PyItertool {
  left = -1;
}

export const repeat = itertool(
  'repeat',
  (cls, args, keywords) => {
    const [object = null, times] = repeatSignature.bind('repeat', args, keywords);
    const made: PyRepeat = new PyRepeat(
      cls,
      () => {
        if (made.left === 0) return undefined;
        if (made.left > 0) made.left--;
        return object;
      },
      {
        shown: () => (made.left < 0 ? `repeat(${repr(object)})` : `repeat(${repr(object)}, ${made.left})`),
        reduce: () => tuple(cls, made.left < 0 ? tuple(object) : tuple(object, made.left)),
      },
    );
    if (times !== undefined) {
      if (indexOf(times) === undefined) {
        throw typeError(`'${typeOf(times).name}' object cannot be interpreted as an integer`);
      }
      made.left = Math.max(0, asSize(times));
    }
    return made;
  },
  {
    slots: { repr: shown },
    methods: {
      '__length_hint__()': (self: PyRepeat) => {
        if (self.left < 0) throw typeError('len() of unsized object');
        return self.left;
      },
      ...REDUCED,
    },
  },
);
