// What arguments are added to: parsers, groups of them, and groups of which only one may be given.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { isExceptionOf, typeError, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { ACTION_NAMES, actionClasses } from './actions.js';
import { argumentError } from './errors.js';
import { fileTypeClass } from './file-type.js';
import { get, listOf, OPTIONAL, optionStrings, set, tableOf, ZERO_OR_MORE } from './names.js';
import { subParsersClass } from './sub-parsers.js';

const NEGATIVE_NUMBER = /^-\d+$|^-\d*\.\d+$/;

export const looksNegative = (text: string): boolean => NEGATIVE_NUMBER.test(text);

function register(self: Value, registry: string, name: Value, object: Value): void {
  const registries = tableOf(self, '_registries');
  const known = registries.get(registry);
  const table = known instanceof PyDict ? known : new PyDict();
  table.table.set(name, object);
  if (table !== known) registries.set(registry, table);
}

/** What a name stands for in a registry; the name itself where it is not there. */
export function registered(self: Value, registry: string, name: Value): Value {
  const table = tableOf(self, '_registries').get(registry);
  const found = table instanceof PyDict ? table.table.get(name) : undefined;
  return found === undefined ? name : found;
}

function positionalKeywords(dest: Value, given: ReadonlyMap<string, Value>): Map<string, Value> {
  const keywords = new Map(given);
  if (keywords.has('required')) throw typeError("'required' is an invalid argument for positionals");
  const nargs = keywords.get('nargs');
  if (nargs !== OPTIONAL && nargs !== ZERO_OR_MORE) keywords.set('required', true);
  if (nargs === ZERO_OR_MORE && !keywords.has('default')) keywords.set('required', true);
  keywords.set('dest', dest);
  keywords.set('option_strings', new PyList([]));
  return keywords;
}

function optionalKeywords(
  options: readonly string[],
  prefixes: string,
  given: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const isPrefix = (char: string | undefined): boolean => char !== undefined && prefixes.includes(char);
  for (const option of options) {
    if (!isPrefix(option[0]))
      throw valueError(
        `invalid option string ${repr(option)}: must start with a character ${repr(prefixes)}`,
      );
  }
  const keywords = new Map(given);
  let dest = keywords.get('dest') ?? null;
  if (dest === null) {
    const named = options.find((option) => option.length > 1 && isPrefix(option[1])) ?? options[0] ?? '';
    let start = 0;
    while (isPrefix(named[start])) start++;
    if (start === named.length)
      throw valueError(`dest= is required for options like ${repr(options.at(-1) ?? '')}`);
    dest = named.slice(start).replaceAll('-', '_');
  }
  keywords.set('dest', dest);
  keywords.set('option_strings', new PyList([...options]));
  return keywords;
}

function addArgument(
  m: KernelMachine,
  self: Value,
  given: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value {
  const names = given.map(str);
  const prefixes = str(get(self, 'prefix_chars'));
  const [first] = names;
  let keywords: Map<string, Value>;
  if (first === undefined || (names.length === 1 && !prefixes.includes(first[0] ?? '\0'))) {
    if (first !== undefined && named.has('dest'))
      throw valueError('dest supplied twice for positional argument');
    const dest = first ?? named.get('dest');
    if (dest === undefined)
      throw typeError(
        "_ActionsContainer._get_positional_kwargs() missing 1 required positional argument: 'dest'",
      );
    keywords = positionalKeywords(dest, named);
  } else keywords = optionalKeywords(names, prefixes, named);
  if (!keywords.has('default')) {
    const own = tableOf(self, '_defaults').get(keywords.get('dest') ?? null);
    const common = get(self, 'argument_default');
    if (own !== undefined) keywords.set('default', own);
    else if (common !== null) keywords.set('default', common);
  }
  const wanted = keywords.get('action') ?? null;
  keywords.delete('action');
  const cls = registered(self, 'action', wanted);
  if (!isCallable(cls)) throw valueError(`unknown action "${str(cls)}"`);
  const action = call(cls, [], keywords);
  checkType(m, self, action);
  return callAttribute(self, '_add_action', action);
}

function checkType(m: KernelMachine, self: Value, action: Value): void {
  const type = registered(self, 'type', get(action, 'type'));
  if (!isCallable(type)) throw valueError(`${repr(type)} is not callable`);
  if (type === fileTypeClass(m))
    throw valueError(`${repr(type)} is a FileType class object, instance of it must be passed`);
  if (getAttributeOr(self, '_get_formatter') === undefined) return;
  try {
    callAttribute(callAttribute(self, '_get_formatter'), '_format_args', action, null);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    throw valueError('length of metavar tuple does not match nargs');
  }
}

function addAction(m: KernelMachine, self: Value, action: Value): Value {
  const known = tableOf(self, '_option_string_actions');
  const options = optionStrings(action);
  const conflicts = options.filter((option) => known.has(option));
  if (conflicts.length > 0) {
    if (str(get(self, 'conflict_handler')) === 'resolve') resolveConflicts(known, conflicts);
    else {
      const plural = conflicts.length === 1 ? '' : 's';
      throw argumentError(m, action, `conflicting option string${plural}: ${conflicts.join(', ')}`);
    }
  }
  listOf(self, '_actions').push(action);
  setAttribute(action, 'container', self);
  for (const option of options) known.set(option, action);
  const negative = listOf(self, '_has_negative_number_optionals');
  if (options.some(looksNegative) && negative.length === 0) negative.push(true);
  return action;
}

/** The older argument loses the option; without options it is gone. */
function resolveConflicts(known: PyDict['table'], conflicts: readonly string[]): void {
  for (const option of conflicts) {
    const action = known.get(option) ?? null;
    const options = get(action, 'option_strings');
    callAttribute(options, 'remove', option);
    known.delete(option);
    if (!isTrue(options)) callAttribute(get(action, 'container'), '_remove_action', action);
  }
}

function removeFrom(self: Value, name: string, action: Value): void {
  const list = listOf(self, name);
  const index = list.indexOf(action);
  if (index >= 0) list.splice(index, 1);
}

/** Takes over the arguments of a parent parser, group by group. */
function addContainerActions(self: Value, container: Value): void {
  const byTitle = new Map<Value, Value>();
  for (const group of listOf(self, '_action_groups')) {
    const title = get(group, 'title');
    if (byTitle.has(title)) throw valueError(`cannot merge actions - two groups are named ${repr(title)}`);
    byTitle.set(title, group);
  }
  const groupOf = new Map<Value, Value>();
  for (const group of listOf(container, '_action_groups')) {
    const title = get(group, 'title');
    let own = byTitle.get(title);
    if (own === undefined) {
      const keywords = ['title', 'description', 'conflict_handler'].map((name): [string, Value] => [
        name,
        get(group, name),
      ]);
      own = call(get(self, 'add_argument_group'), [], new Map(keywords));
      byTitle.set(title, own);
    }
    for (const action of listOf(group, '_group_actions')) groupOf.set(action, own);
  }
  for (const group of listOf(container, '_mutually_exclusive_groups')) {
    const own = call(
      get(self, 'add_mutually_exclusive_group'),
      [],
      new Map([['required', get(group, 'required')]]),
    );
    for (const action of listOf(group, '_group_actions')) groupOf.set(action, own);
  }
  for (const action of [...listOf(container, '_actions')])
    callAttribute(groupOf.get(action) ?? self, '_add_action', action);
}

export const containerClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const methods: Record<string, NativeBody> = {
    '__init__(self, description, prefix_chars, argument_default, conflict_handler)': (
      self,
      description,
      prefixes,
      common,
      conflicts,
    ) => {
      set(self, 'description', description);
      set(self, 'argument_default', common);
      set(self, 'prefix_chars', prefixes);
      set(self, 'conflict_handler', conflicts);
      set(self, '_registries', new PyDict());
      const classes = actionClasses(m);
      for (const [name, cls] of ACTION_NAMES) register(self, 'action', name, classes.get(cls) ?? null);
      register(self, 'action', 'parsers', subParsersClass(m));
      if (!['error', 'resolve'].includes(strValue(conflicts) ?? ''))
        throw valueError(`invalid conflict_resolution value: ${repr(conflicts)}`);
      set(self, '_option_string_actions', new PyDict());
      set(self, '_defaults', new PyDict());
      const lists = [
        '_actions',
        '_action_groups',
        '_mutually_exclusive_groups',
        '_has_negative_number_optionals',
      ];
      for (const name of lists) set(self, name, new PyList([]));
      return null;
    },
    'register(self, registry_name, value, object)': (self, registry, name, object) => {
      register(self, str(registry), name, object);
      return null;
    },
    '_registry_get(self, registry_name, value, default=None)': (self, registry, name, fallback) => {
      const found = registered(self, str(registry), name);
      return found === name ? fallback : found;
    },
    'set_defaults(self, **kwargs)': (self, kwargs) => {
      const given = keywordsOf(kwargs) ?? new Map<string, Value>();
      for (const [name, value] of given) tableOf(self, '_defaults').set(name, value);
      for (const action of listOf(self, '_actions')) {
        const value = given.get(str(get(action, 'dest')));
        if (value !== undefined) setAttribute(action, 'default', value);
      }
      return null;
    },
    'get_default(self, dest)': (self, dest) => {
      for (const action of listOf(self, '_actions')) {
        const value = get(action, 'default');
        if (get(action, 'dest') === dest && value !== null) return value;
      }
      return tableOf(self, '_defaults').get(dest) ?? null;
    },
    'add_argument(self, *args, **kwargs)': (self, args, kwargs) =>
      addArgument(m, self, toArray(args), keywordsOf(kwargs) ?? new Map()),
    'add_argument_group(self, *args, **kwargs)': (self, args, kwargs) => {
      const group = call(argumentGroupClass(m), [self, ...toArray(args)], keywordsOf(kwargs));
      listOf(self, '_action_groups').push(group);
      return group;
    },
    'add_mutually_exclusive_group(self, **kwargs)': (self, kwargs) => {
      const group = call(exclusiveGroupClass(m), [self], keywordsOf(kwargs));
      listOf(self, '_mutually_exclusive_groups').push(group);
      return group;
    },
    '_add_action(self, action)': (self, action) => addAction(m, self, action),
    '_remove_action(self, action)': (self, action) => {
      removeFrom(self, '_actions', action);
      return null;
    },
    '_add_container_actions(self, container)': (self, container) => {
      addContainerActions(self, container);
      return null;
    },
  };
  return libraryClass('_ActionsContainer', { module: 'argparse', instanceDict: true, methods });
});

/** State that a group shares with what it is a group of. */
const SHARED = [
  ...['_registries', '_actions', '_option_string_actions', '_defaults'],
  ...['_has_negative_number_optionals', '_mutually_exclusive_groups'],
];

const base = (m: KernelMachine, name: string): Value => get(containerClass(m), name);

export const argumentGroupClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('_ArgumentGroup', {
      module: 'argparse',
      bases: [containerClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, container, title=None, description=None, **kwargs)': (
          self,
          container,
          title,
          description,
          kwargs,
        ) => {
          const keywords = new Map<string, Value>([['description', description]]);
          for (const name of ['conflict_handler', 'prefix_chars', 'argument_default'])
            keywords.set(name, get(container, name));
          for (const [name, value] of keywordsOf(kwargs) ?? []) keywords.set(name, value);
          call(base(m, '__init__'), [self], keywords);
          set(self, 'title', title);
          set(self, '_group_actions', new PyList([]));
          for (const name of SHARED) set(self, name, get(container, name));
          return null;
        },
        '_add_action(self, action)': (self, action) => {
          addAction(m, self, action);
          listOf(self, '_group_actions').push(action);
          return action;
        },
        '_remove_action(self, action)': (self, action) => {
          removeFrom(self, '_actions', action);
          removeFrom(self, '_group_actions', action);
          return null;
        },
        'add_argument_group(self, *args, **kwargs)': (self, args, kwargs) => {
          m.warn('DeprecationWarning', 'Nesting argument groups is deprecated.');
          return call(base(m, 'add_argument_group'), [self, ...toArray(args)], keywordsOf(kwargs));
        },
      },
    }),
);

export const exclusiveGroupClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('_MutuallyExclusiveGroup', {
      module: 'argparse',
      bases: [argumentGroupClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, container, required=False)': (self, container, required) => {
          call(get(argumentGroupClass(m), '__init__'), [self, container]);
          set(self, 'required', required);
          set(self, '_container', container);
          return null;
        },
        '_add_action(self, action)': (self, action) => {
          if (isTrue(get(action, 'required')))
            throw valueError('mutually exclusive arguments must be optional');
          callAttribute(get(self, '_container'), '_add_action', action);
          listOf(self, '_group_actions').push(action);
          return action;
        },
        '_remove_action(self, action)': (self, action) => {
          callAttribute(get(self, '_container'), '_remove_action', action);
          removeFrom(self, '_group_actions', action);
          return null;
        },
        'add_mutually_exclusive_group(self, **kwargs)': (self, kwargs) => {
          m.warn('DeprecationWarning', 'Nesting mutually exclusive groups is deprecated.');
          return call(base(m, 'add_mutually_exclusive_group'), [self], keywordsOf(kwargs));
        },
      },
    }),
);
