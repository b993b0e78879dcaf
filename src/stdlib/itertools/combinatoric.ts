// `product`, `permutations`, `combinations`, `combinations_with_replacement` (Modules/itertoolsmodule.c).

import { emptyTuple, PyTuple, tuple } from '../../objects/containers.js';
import { overflowError, typeError, valueError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { Keywords, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { firstKey } from '../library.js';
import { itertool, PyItertool, RESTORED } from './iterator.js';

/** How far an iterator is that has nothing to advance from before its first step. */
interface Walk {
  progress: 'new' | 'running' | 'done';
}

/** One step further, which the first time is none; false where there is no further one. */
function stepForward(walk: Walk, advance: () => boolean): boolean {
  if (walk.progress === 'new') walk.progress = 'running';
  else if (walk.progress === 'running' && !advance()) walk.progress = 'done';
  return walk.progress !== 'done';
}

/** A tuple of the items at the positions. */
function pick(pool: readonly Value[], positions: readonly number[]): PyTuple {
  return new PyTuple(positions.map((position) => pool[position] ?? null));
}

/** The numbers of a state, each within its bounds. */
function clampAll(
  state: Value | undefined,
  count: number,
  bounds: (place: number) => [number, number],
): number[] {
  if (!(state instanceof PyTuple) || state.items.length !== count) throw valueError('invalid arguments');
  return state.items.map((item, place) => {
    const [least, most] = bounds(place);
    return Math.max(least, Math.min(asSize(item), most));
  });
}

function repeatOf(keywords: Keywords | null): number {
  for (const name of keywords?.keys() ?? []) {
    if (name !== 'repeat')
      throw typeError(`product() got an unexpected keyword argument '${firstKey(keywords ?? new Map())}'`);
  }
  const repeat = keywords?.get('repeat');
  const count = repeat === undefined ? 1 : asSize(repeat);
  if (count < 0) throw valueError('repeat argument cannot be negative');
  return count;
}

export const product = itertool(
  'product',
  (cls, args, keywords) => {
    const count = repeatOf(keywords);
    const given = args.map((iterable) => toArray(iterable));
    const pools: Value[][] = [];
    if (given.length * count > 2 ** 24) throw overflowError('repeat argument too large');
    for (let round = 0; round < count; round++) pools.push(...given);
    let positions: number[] | null = null;
    let isDone = pools.some((pool) => pool.length === 0);
    const step = (): Value | undefined => {
      if (isDone) return undefined;
      if (positions === null) positions = pools.map(() => 0);
      else {
        let place = pools.length - 1;
        for (; place >= 0; place--) {
          const next = (positions[place] ?? 0) + 1;
          if (next < (pools[place]?.length ?? 0)) {
            positions[place] = next;
            break;
          }
          positions[place] = 0;
        }
        if (place < 0) {
          isDone = true;
          return undefined;
        }
      }
      const current = positions;
      return new PyTuple(pools.map((pool, place) => pool[current[place] ?? 0] ?? null));
    };
    return new PyItertool(cls, step, {
      reduce: () => {
        if (isDone) return tuple(cls, tuple(emptyTuple));
        const sources = new PyTuple(pools.map((pool) => new PyTuple(pool)));
        return positions === null ? tuple(cls, sources) : tuple(cls, sources, new PyTuple(positions.slice()));
      },
      setState: (state) => {
        const places = clampAll(state, pools.length, (place) => [0, (pools[place]?.length ?? 0) - 1]);
        isDone = pools.some((pool) => pool.length === 0);
        positions = places;
      },
    });
  },
  { methods: RESTORED },
);

const permutationsSignature = new Signature('permutations(iterable, r=None)');

export const permutations = itertool(
  'permutations',
  (cls, args, keywords) => {
    const [iterable = null, r = null] = permutationsSignature.bind('permutations', args, keywords);
    const pool = toArray(iterable);
    if (r !== null && indexOf(r) === undefined) throw typeError('Expected int as r');
    const size = r === null ? pool.length : asSize(r);
    if (size < 0) throw valueError('r must be non-negative');
    let positions = pool.map((_, index) => index);
    let cycles = Array.from({ length: size }, (_, index) => pool.length - index);
    const walk: Walk = { progress: size > pool.length ? 'done' : 'new' };
    const advance = (): boolean => {
      for (let place = size - 1; place >= 0; place--) {
        const left = (cycles[place] ?? 0) - 1;
        cycles[place] = left;
        if (left === 0) {
          const [moved = 0] = positions.splice(place, 1);
          positions.push(moved);
          cycles[place] = pool.length - place;
          continue;
        }
        const other = positions.length - left;
        const [a, b] = [positions[place] ?? 0, positions[other] ?? 0];
        positions[place] = b;
        positions[other] = a;
        return true;
      }
      return false;
    };
    const step = (): Value | undefined =>
      stepForward(walk, advance) ? pick(pool, positions.slice(0, size)) : undefined;
    return new PyItertool(cls, step, {
      reduce: () => {
        if (walk.progress === 'done') return tuple(cls, tuple(emptyTuple, size));
        const made = tuple(new PyTuple(pool), size);
        if (walk.progress === 'new') return tuple(cls, made);
        return tuple(cls, made, tuple(new PyTuple(positions.slice()), new PyTuple(cycles.slice())));
      },
      setState: (state) => {
        const [places, rounds] = state instanceof PyTuple ? state.items : [];
        const last = pool.length - 1;
        const nextPositions = clampAll(places, pool.length, () => [0, last]);
        cycles = clampAll(rounds, size, (place) => [1, pool.length - place]);
        positions = nextPositions;
        walk.progress = 'running';
      },
    });
  },
  { methods: RESTORED },
);

const combinationsSignature = new Signature('combinations(iterable, r)');
const replacementSignature = new Signature('combinations_with_replacement(iterable, r)');

function chooser(signature: Signature, withReplacement: boolean) {
  return itertool(
    signature.name,
    (cls, args, keywords) => {
      const [iterable = null, r = null] = signature.bind(signature.name, args, keywords);
      const pool = toArray(iterable);
      const size = asSize(r);
      if (size < 0) throw valueError('r must be non-negative');
      let positions = Array.from({ length: size }, (_, index) => (withReplacement ? 0 : index));
      const isImpossible = withReplacement ? pool.length === 0 && size > 0 : size > pool.length;
      const walk: Walk = { progress: isImpossible ? 'done' : 'new' };
      const lastAt = (place: number): number =>
        withReplacement ? pool.length - 1 : pool.length - size + place;
      const advance = (): boolean => {
        for (let place = size - 1; place >= 0; place--) {
          const current = positions[place] ?? 0;
          if (current >= lastAt(place)) continue;
          for (let next = place; next < size; next++) {
            positions[next] = withReplacement ? current + 1 : current + 1 + next - place;
          }
          return true;
        }
        return false;
      };
      const step = (): Value | undefined => (stepForward(walk, advance) ? pick(pool, positions) : undefined);
      return new PyItertool(cls, step, {
        reduce: () => {
          if (walk.progress === 'done') return tuple(cls, tuple(emptyTuple, size));
          const made = tuple(new PyTuple(pool), size);
          return walk.progress === 'new'
            ? tuple(cls, made)
            : tuple(cls, made, new PyTuple(positions.slice()));
        },
        setState: (state) => {
          positions = clampAll(state, size, (place) => [0, lastAt(place)]);
          walk.progress = 'running';
        },
      });
    },
    { methods: RESTORED },
  );
}

export const combinations = chooser(combinationsSignature, false);
export const combinationsWithReplacement = chooser(replacementSignature, true);
