// `approx(0.6)`: equal to numbers that are near enough. Lectures round, so the default is generous: 5 % or 5 ms,
// whichever is more.

import {
  HostError,
  HostFloat,
  HostFunction,
  type HostKind,
  HostObject,
  type HostValue,
} from '../../../base/host.js';
import { wrongType } from './arguments.js';

const RELATIVE = 0.05;
const ABSOLUTE = 0.005;

class Approx extends HostObject {
  readonly kind = APPROX;

  constructor(
    readonly expected: readonly number[],
    readonly isList: boolean,
    readonly tolerance: (expected: number) => number,
  ) {
    super();
  }

  equals(other: HostValue): boolean {
    const values = this.isList ? (Array.isArray(other) ? other : null) : [other];
    if (values === null || values.length !== this.expected.length) return false;
    return this.expected.every((expected, i) => {
      const value = numberOf(values[i] ?? null);
      return value !== null && Math.abs(value - expected) <= this.tolerance(expected);
    });
  }

  text(): string {
    const each = this.expected.map((expected) => `${expected} ± ${rounded(this.tolerance(expected))}`);
    return this.isList ? `[${each.join(', ')}]` : each.join('');
  }
}

const APPROX: HostKind = {
  name: 'approx',
  doc: 'Equal to numbers that are near enough.',
  text: (self: Approx) => self.text(),
  equals: (self: Approx, other) => self.equals(other),
};

export const approx = new HostFunction(
  'approx(expected, rel=None, abs=None)',
  (expected = null, rel, abs) => {
    const isList = Array.isArray(expected);
    const numbers = (isList ? expected : [expected]).map((each: HostValue) => {
      const number = numberOf(each);
      if (number === null) throw wrongType('expected', 'a number or a list of numbers', each);
      return number;
    });
    const [relative, absolute] = [allowance('rel', rel ?? null), allowance('abs', abs ?? null)];
    // A tolerance that is given stands for itself.
    const chosen = relative !== null || absolute !== null;
    const [share, least] = chosen ? [relative ?? 0, absolute ?? 0] : [RELATIVE, ABSOLUTE];
    return new Approx(numbers, isList, (each) => Math.max(Math.abs(each) * share, least));
  },
);

function allowance(name: string, value: HostValue): number | null {
  if (value === null) return null;
  const number = numberOf(value);
  if (number === null) throw wrongType(name, 'a number', value);
  if (number < 0) throw new HostError('ValueError', `${name} must not be negative`);
  return number;
}

function numberOf(value: HostValue): number | null {
  if (typeof value === 'number') return value;
  return value instanceof HostFloat ? value.value : null;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
