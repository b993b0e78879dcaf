// Annotations as signatures show them (`inspect.formatannotation`).

import { getAttributeOr } from '../../objects/attributes.js';
import { PyGenericAlias } from '../../objects/generic-alias.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';

/** Classes of `module` and of builtins are named without their module. */
export function formatAnnotation(annotation: Value, module: Value = null): string {
  if (!(annotation instanceof PyType) && getAttributeOr(annotation, '__module__') === 'typing') {
    return repr(annotation).replaceAll('typing.', '');
  }
  if (annotation instanceof PyGenericAlias) return str(annotation);
  if (!(annotation instanceof PyType)) return repr(annotation);
  const own = getAttributeOr(annotation, '__module__') ?? 'builtins';
  if (own === 'builtins' || own === module) return annotation.qualname;
  return `${str(own)}.${annotation.qualname}`;
}
