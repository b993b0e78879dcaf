// Iterators without an end of their own: `count`, `cycle`, `repeat`.

import { tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { addInts } from '../../objects/int-arithmetic.js';
import type { Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { typeOf } from '../../objects/types.js';
import { itertool, PyItertool, puller } from './iterator.js';

const shown = (self: PyItertool): string => self.shown?.() ?? '';

const isNumber = (value: Value): boolean => {
  const { slots } = typeOf(value);
  return slots.index !== undefined || slots.float !== undefined || slots.int !== undefined;
};

const countSignature = new Signature('count(start=0, step=1)');

export const count = itertool(
  'count',
  (cls, args, keywords) => {
    const [start = 0, step = 1] = countSignature.bind('count', args, keywords);
    if (!isNumber(start) || !isNumber(step)) throw typeError('a number is required');
    let next = start;
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
      () => {
        const isOne = step === 1;
        return isOne ? `count(${repr(next)})` : `count(${repr(next)}, ${repr(step)})`;
      },
    );
  },
  { slots: { repr: shown } },
);

const cycleSignature = new Signature('cycle(iterable, /)');

export const cycle = itertool('cycle', (cls, args, keywords) => {
  const [iterable = null] = cycleSignature.bind('cycle', args, keywords);
  const pull = puller(iterable);
  const saved: Value[] = [];
  let index = -1;
  return new PyItertool(cls, () => {
    if (index < 0) {
      const item = pull();
      if (item !== undefined) {
        saved.push(item);
        return item;
      }
      index = 0;
    }
    const item = saved[index];
    index = index + 1 >= saved.length ? 0 : index + 1;
    return item;
  });
});

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
      () => (made.left < 0 ? `repeat(${repr(object)})` : `repeat(${repr(object)}, ${made.left})`),
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
      '__reduce__()': (self: PyRepeat) => {
        const object = self.left === 0 ? null : (self.step() ?? null);
        if (self.left >= 0) self.left++;
        return tuple(typeOf(self), self.left < 0 ? tuple(object) : tuple(object, self.left));
      },
    },
  },
);
