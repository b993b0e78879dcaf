// None, NotImplemented and Ellipsis.

import { typeError } from './exceptions.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { Ellipsis, ellipsisType, NotImplemented, noneType, notImplementedType } from './types.js';
import { warn } from './warnings.js';

/** `hash(None)` is fixed since 3.12. */
const NONE_HASH = 0xfca86420;

function only(value: Value, typeName: string) {
  return (_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value => {
    if (args.length > 0 || (keywords !== null && keywords.size > 0)) {
      throw typeError(`${typeName} takes no arguments`);
    }
    return value;
  };
}

extendType(noneType, {
  doc: 'The type of the None singleton.',
  slots: {
    new_: only(null, 'NoneType'),
    repr: () => 'None',
    bool: () => false,
    hash: () => NONE_HASH,
  },
});

extendType(notImplementedType, {
  doc: 'The type of the NotImplemented singleton.',
  slots: {
    new_: only(NotImplemented, 'NotImplementedType'),
    repr: () => 'NotImplemented',
    bool: () => {
      warn('DeprecationWarning', 'NotImplemented should not be used in a boolean context');
      return true;
    },
  },
  methods: { '__reduce__()': () => 'NotImplemented' },
});

extendType(ellipsisType, {
  doc: 'The type of the Ellipsis singleton.',
  slots: { new_: only(Ellipsis, 'EllipsisType'), repr: () => 'Ellipsis' },
  methods: { '__reduce__()': () => 'Ellipsis' },
});
