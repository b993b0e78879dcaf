// `format()` of str by a format specification that is not empty.

import { strValue } from './boxed.js';
import { valueError } from './exceptions.js';
import { pad, parseFormatSpec, unknownType } from './format-spec.js';
import type { Value } from './object.js';
import { lengthOf, substring } from './str-text.js';
import { typeName } from './types.js';

export function formatString(self: Value, text: string): string {
  const spec = parseFormatSpec(text, 's', '<', typeName(self));
  if (spec.type !== 's') throw unknownType(spec.type, typeName(self));
  if (spec.sign !== '') {
    const what = spec.sign === ' ' ? 'Space' : 'Sign';
    throw valueError(`${what} not allowed in string format specifier`);
  }
  if (spec.noNegativeZero) {
    throw valueError('Negative zero coercion (z) not allowed in string format specifier');
  }
  if (spec.alternate) throw valueError('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  const value = strValue(self) ?? '';
  const cut = spec.precision >= 0 && spec.precision < lengthOf(value);
  return pad(cut ? substring(value, 0, spec.precision) : value, spec);
}
