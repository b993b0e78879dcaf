// The signature of `functools.partial(f, ...)`: that of `f` without what is already given.

import { getAttribute } from '../../objects/attributes.js';
import type { PyDict } from '../../objects/containers.js';
import { isExceptionOf, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { bindArguments } from './binding.js';
import {
  changed,
  KEYWORD_ONLY,
  POSITIONAL_ONLY,
  POSITIONAL_OR_KEYWORD,
  type PyParameter,
  VAR_KEYWORD,
  VAR_POSITIONAL,
} from './parameter.js';
import type { PySignature } from './signature.js';

/** `before` are arguments in front of those of the partial: the object that a method is bound to. */
export function applyPartial(wrapped: PySignature, partial: Value, before: readonly Value[]): PyParameter[] {
  const { parameters } = wrapped;
  const args = [...before, ...toArray(getAttribute(partial, 'args'))];
  const keywords = keywordsOf(getAttribute(partial, 'keywords'));
  let given: PyDict;
  try {
    given = bindArguments(parameters, args, keywords, true);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    const wrong = valueError(`partial object ${repr(partial)} has incorrect arguments`);
    wrong.cause = error;
    wrong.suppressContext = true;
    throw wrong;
  }
  const left: PyParameter[] = [];
  const moved: PyParameter[] = [];
  // What is given by name can no longer go by position, nor can what comes after it.
  let byName = false;
  for (const parameter of parameters) {
    const { name, kind } = parameter;
    const value = given.table.get(name);
    let own = parameter;
    if (value !== undefined) {
      if (kind === POSITIONAL_ONLY) continue;
      if (kind === POSITIONAL_OR_KEYWORD) {
        if (keywords?.has(name) !== true) continue;
        byName = true;
        own = changed(parameter, { default: value });
      } else if (kind === KEYWORD_ONLY) own = changed(parameter, { default: value });
    }
    if (!byName) left.push(own);
    else if (kind === POSITIONAL_OR_KEYWORD) moved.push(changed(own, { kind: KEYWORD_ONLY }));
    else if (kind === KEYWORD_ONLY || kind === VAR_KEYWORD) moved.push(own);
    else if (kind !== VAR_POSITIONAL) left.push(own);
  }
  return [...left, ...moved];
}
