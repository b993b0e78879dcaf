// `dataclasses.replace`, which is also the `__replace__` of dataclasses.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { libraryFunction, perMachine } from '../library.js';
import { PyField } from './fields.js';

export function replaced(self: Value, given: Value): Value {
  const changes = new Map(keywordsOf(given) ?? []);
  const fields = getAttributeOr(self, '__dataclass_fields__');
  for (const [, field] of fields instanceof PyDict ? fields.table.entries() : []) {
    if (!(field instanceof PyField) || field.kind === '_FIELD_CLASSVAR') continue;
    const name = str(field.name);
    if (!isTrue(field.init)) {
      if (changes.has(name)) {
        throw typeError(`field ${name} is declared with init=False, it cannot be specified with replace()`);
      }
      continue;
    }
    if (changes.has(name)) continue;
    if (field.kind === '_FIELD_INITVAR' && !field.hasDefault) {
      throw typeError(`InitVar ${repr(name)} must be specified with replace()`);
    }
    changes.set(name, getAttribute(self, name));
  }
  return call(getAttribute(self, '__class__'), [], changes);
}

export const replaceFunction = perMachine((_m: KernelMachine) =>
  libraryFunction('_replace(self, /, **changes)', replaced, 'dataclasses'),
);
