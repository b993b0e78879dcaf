// Keyword arguments as natives receive them in `**kwargs`, and as calls pass them.

import { strValue } from './boxed.js';
import { PyDict } from './containers.js';
import { typeError } from './exceptions.js';
import type { Keywords, PyType, Value } from './object.js';

/** The keyword arguments of a `**kwargs` dict; null for none, which is what calls without keywords pass. */
export function keywordsOf(dict: Value): Keywords | null {
  if (!(dict instanceof PyDict) || dict.table.size === 0) return null;
  const keywords = new Map<string, Value>();
  for (const [key, value] of dict.table.entries()) keywords.set(strValue(key) ?? '', value);
  return keywords;
}

/**
 * Refuses keywords. A subclass with an `__init__` of its own may take some, which `__new__` then does not look at.
 */
export function refuseKeywords(cls: PyType, base: PyType, name: string, keywords: Keywords | null): void {
  if (keywords === null || keywords.size === 0 || cls.slots.init !== base.slots.init) return;
  throw typeError(`${name}() takes no keyword arguments`);
}
