// `parse_intermixed_args`: options may stand between the words of one positional argument.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { deleteAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute } from '../library.js';
import { get, isOptional, listOf, PARSER, REMAINDER, SUPPRESS, set, text } from './names.js';

/** Attributes as they are now; what it gives puts them back. */
function remember(objects: readonly Value[], names: readonly string[]): () => void {
  const kept = objects.flatMap((object) => names.map((name) => ({ object, name, value: get(object, name) })));
  return () => {
    for (const { object, name, value } of kept) set(object, name, value);
  };
}

export function parseIntermixed(m: KernelMachine, self: Value, args: Value, into: Value): Value {
  const actions = listOf(self, '_actions');
  const positionals = actions.filter((action) => !isOptional(action));
  const greedy = positionals.find((action) => [PARSER, REMAINDER].includes(String(get(action, 'nargs'))));
  if (greedy !== undefined)
    throw typeError(`parse_intermixed_args: positional arg with nargs=${str(get(greedy, 'nargs'))}`);
  const groups = listOf(self, '_mutually_exclusive_groups');
  if (groups.some((group) => listOf(group, '_group_actions').some((action) => positionals.includes(action))))
    throw typeError('parse_intermixed_args: positional in mutuallyExclusiveGroup');
  const restoreUsage = remember([self], ['usage']);
  try {
    if (get(self, 'usage') === null) set(self, 'usage', str(callAttribute(self, 'format_usage')).slice(7));
    const [namespace = null, left = null] = onlyOptions(m, self, positionals, args, into);
    const optionals = actions.filter(isOptional);
    const restore = remember([...optionals, ...groups], ['required']);
    try {
      for (const each of [...optionals, ...groups]) set(each, 'required', false);
      return callAttribute(self, 'parse_known_args', left, namespace);
    } finally {
      restore();
    }
  } finally {
    restoreUsage();
  }
}

/** First the options alone; the positional arguments take nothing. */
function onlyOptions(
  m: KernelMachine,
  self: Value,
  positionals: readonly Value[],
  args: Value,
  into: Value,
): readonly Value[] {
  const restore = remember(positionals, ['nargs', 'default']);
  try {
    for (const action of positionals) {
      set(action, 'nargs', SUPPRESS);
      set(action, 'default', SUPPRESS);
    }
    const parsed = toArray(callAttribute(self, 'parse_known_args', args, into));
    const [namespace = null] = parsed;
    for (const action of positionals) {
      const dest = text(action, 'dest');
      const value = getAttributeOr(namespace, dest);
      if (!(value instanceof PyList) || value.items.length > 0) continue;
      m.warn('UserWarning', `Do not expect ${dest} in ${repr(namespace)}`);
      deleteAttribute(namespace, dest);
    }
    return parsed;
  } finally {
    restore();
  }
}
