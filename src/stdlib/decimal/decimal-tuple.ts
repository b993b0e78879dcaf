// `DecimalTuple`, the parts of a number by name.

import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import type { PyType, Value } from '../../objects/object.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { once } from '../library.js';
import type { Dec } from './number.js';

export const decimalTupleType = once(
  (): PyType => makeNamedTuple('DecimalTuple', ['sign', 'digits', 'exponent'], { module: 'decimal' }),
);

const digitsOf = (value: bigint): PyTuple => new PyTuple([...String(value)].map(Number));

export function decimalTuple(value: Dec): Value {
  const parts: Value[] =
    value.kind === 'finite'
      ? [value.sign, digitsOf(value.coefficient), value.exponent]
      : value.kind === 'infinity'
        ? [value.sign, digitsOf(0n), 'F']
        : [
            value.sign,
            value.payload === 0n ? new PyTuple([]) : digitsOf(value.payload),
            value.kind === 'nan' ? 'n' : 'N',
          ];
  return call(decimalTupleType(), parts);
}
