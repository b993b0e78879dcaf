// bool: what it does otherwise than int.

import { intValue } from './boxed.js';
import { isTrue } from './compare.js';
import { andInts, type Int, invertInt, orInts, xorInts } from './int-arithmetic.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { Signature } from './signature.js';
import { boolType, NotImplemented } from './types.js';
import { warn } from './warnings.js';

const parameters = new Signature('bool(object=False, /)');

function newBool(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [only] = args;
  if (only !== undefined && args.length === 1 && keywords === null) return isTrue(only);
  const [value] = parameters.bind('bool', args, keywords);
  return isTrue(value ?? false);
}

/** Of two bools a bool, else the int that int gives. */
function logical(compute: (a: boolean, b: boolean) => boolean, ofInts: (a: Int, b: Int) => Value) {
  return (self: Value, other: Value): Value => {
    if (typeof self === 'boolean' && typeof other === 'boolean') return compute(self, other);
    const a = intValue(self);
    const b = intValue(other);
    return a === undefined || b === undefined ? NotImplemented : ofInts(a, b);
  };
}

const and = logical((a, b) => a && b, andInts);
const or = logical((a, b) => a || b, orInts);
const xor = logical((a, b) => a !== b, xorInts);

const INVERSION =
  "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.";

extendType(boolType, {
  doc: 'Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.',
  slots: {
    new_: newBool,
    repr: (self) => (self === true ? 'True' : 'False'),
    and,
    rand: and,
    or,
    ror: or,
    xor,
    rxor: xor,
    invert: (self) => {
      warn('DeprecationWarning', INVERSION);
      return invertInt(self === true ? 1 : 0);
    },
  },
});
