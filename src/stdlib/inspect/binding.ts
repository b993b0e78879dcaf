// `Signature.bind`: which parameter gets which argument of a call.

import { PyDict, PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Keywords, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { KEYWORD_ONLY, POSITIONAL_ONLY, type PyParameter, VAR_KEYWORD, VAR_POSITIONAL } from './parameter.js';

/** With `partial` arguments may be missing. */
export function bindArguments(
  parameters: readonly PyParameter[],
  args: readonly Value[],
  keywords: Keywords | null,
  partial: boolean,
): PyDict {
  const bound = new PyDict();
  const named = new Map(keywords ?? []);
  const positionalOnly: string[] = [];
  let next = 0;
  /** No parameter has been found that goes by name or has a default. */
  let isFirst = true;
  // By position: each argument takes the next parameter.
  for (; next < args.length; next++) {
    const parameter = parameters[next];
    if (parameter === undefined || parameter.kind === VAR_KEYWORD || parameter.kind === KEYWORD_ONLY)
      throw typeError('too many positional arguments');
    if (parameter.kind === VAR_POSITIONAL) {
      bound.table.set(parameter.name, new PyTuple(args.slice(next)));
      next++;
      isFirst = false;
      break;
    }
    if (named.has(parameter.name) && parameter.kind !== POSITIONAL_ONLY)
      throw typeError(`multiple values for argument ${repr(parameter.name)}`);
    bound.table.set(parameter.name, args[next] ?? null);
  }
  // What is left goes by name.
  let rest: PyParameter | undefined;
  for (const parameter of parameters.slice(next)) {
    const { name, kind } = parameter;
    if (kind === VAR_POSITIONAL) {
      isFirst = false;
      continue;
    }
    if (kind === VAR_KEYWORD) {
      rest = parameter;
      continue;
    }
    if (kind === POSITIONAL_ONLY && named.has(name) && isFirst) {
      positionalOnly.push(name);
      continue;
    }
    const value = named.get(name);
    if (value !== undefined) {
      named.delete(name);
      bound.table.set(name, value);
      isFirst = false;
    } else if (!partial && !parameter.hasDefault) {
      const sort = kind === KEYWORD_ONLY && isFirst ? ' keyword-only' : '';
      throw typeError(`missing a required${sort} argument: ${repr(name)}`);
    } else isFirst = false;
  }
  if (named.size === 0) return bound;
  if (rest !== undefined) {
    bound.table.set(rest.name, PyDict.of(named));
    return bound;
  }
  if (positionalOnly.length > 0)
    throw typeError(
      `got some positional-only arguments passed as keyword arguments: ${repr(positionalOnly.join(', '))}`,
    );
  throw typeError(`got an unexpected keyword argument ${repr([...named.keys()][0] ?? '')}`);
}
