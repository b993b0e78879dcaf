// Names of callables for traces.

import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyType, type Value } from '../../objects/object.js';
import { className, typeOf } from '../../objects/types.js';
import { PyPartial } from '../functools/partial.js';

/**
 * The qualified name of a callable, or what it is. An object of the program's own class is asked nothing: its
 * `__getattr__` must not notice that somebody looks, and may give every name (`mock.Mock`).
 */
export function functionName(callable: Value): string {
  if (callable instanceof PyType) return shown(callable.qualname);
  if (callable instanceof PyPartial) return functionName(callable.func);
  if (typeOf(callable).heap) return className(callable);
  const name = getAttributeOr(callable, '__qualname__') ?? getAttributeOr(callable, '__name__') ?? null;
  return shown(strValue(name) ?? className(callable));
}

const shown = (name: string): string => name.replace('<locals>.', '');
