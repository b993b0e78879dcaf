// Names of callables for traces.

import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import type { Value } from '../../objects/object.js';
import { className } from '../../objects/types.js';

/** The qualified name of a callable, or what it is. */
export function functionName(callable: Value): string {
  const name = strValue(
    getAttributeOr(callable, '__qualname__') ?? getAttributeOr(callable, '__name__') ?? null,
  );
  if (name !== undefined) return name.replace('<locals>.', '');
  const wrapped = getAttributeOr(callable, 'func');
  return wrapped === undefined ? className(callable) : functionName(wrapped);
}
