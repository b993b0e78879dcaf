// `hash()`.

import { typeError } from './exceptions.js';
import type { Value } from './object.js';
import { typeOf } from './types.js';

/** The hash as `hash(value)` shows it. Raises TypeError for unhashable values. */
export function hash(value: Value): number | bigint {
  const cls = typeOf(value);
  const slot = cls.slots.hash;
  if (slot === undefined || slot === null) throw typeError(`unhashable type: '${cls.name}'`);
  return slot(value);
}
