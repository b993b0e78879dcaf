// Keyword arguments as natives receive them in `**kwargs`, and as calls pass them.

import { strValue } from './boxed.js';
import { PyDict } from './containers.js';
import type { Keywords, Value } from './object.js';

/** The keyword arguments of a `**kwargs` dict; null for none, which is what calls without keywords pass. */
export function keywordsOf(dict: Value): Keywords | null {
  if (!(dict instanceof PyDict) || dict.table.size === 0) return null;
  const keywords = new Map<string, Value>();
  for (const [key, value] of dict.table.entries()) keywords.set(strValue(key) ?? '', value);
  return keywords;
}
