// `argparse.ArgumentParser`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { deleteAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exception, isExceptionOf, type PyException, typeError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { isInstance, typeOf } from '../../objects/types.js';
import { callAttribute, libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { containerClass, registered } from './containers.js';
import { argumentError, argumentErrorClass } from './errors.js';
import { helpFormatterClass } from './formatter.js';
import { parseIntermixed } from './intermixed.js';
import { flag, get, isOptional, listOf, SUPPRESS, set, tableOf, text } from './names.js';
import { attributeHolderClass, namespaceClass } from './namespace.js';
import { parseWords } from './parsing.js';
import { UNRECOGNIZED } from './sub-parsers.js';
import { checkValue, convertWord, valuesOf } from './values.js';

const stream = (m: KernelMachine, name: 'stdout' | 'stderr'): Value => get(sysModule(m), name);

/** The name of the program: that of its file. */
function programName(m: KernelMachine): string {
  const [first = ''] = toArray(get(sysModule(m), 'argv')).map(str);
  return first.slice(first.lastIndexOf('/') + 1);
}

const SETTINGS = [
  ...['prog', 'usage', 'description', 'epilog', 'parents', 'formatter_class', 'prefix_chars'],
  ...[
    'fromfile_prefix_chars',
    'argument_default',
    'conflict_handler',
    'add_help',
    'allow_abbrev',
    'exit_on_error',
  ],
];

function initialize(m: KernelMachine, self: Value, values: readonly Value[]): void {
  const given: Record<string, Value> = Object.fromEntries(
    SETTINGS.map((name, index) => [name, values[index] ?? null]),
  );
  const setting = (name: string): Value => given[name] ?? null;
  const prefixes = setting('prefix_chars');
  const base = get(containerClass(m), '__init__');
  const conflicts = setting('conflict_handler');
  call(base, [self, setting('description'), prefixes, setting('argument_default'), conflicts]);
  set(self, 'prog', setting('prog') ?? programName(m));
  for (const name of [
    'usage',
    'epilog',
    'fromfile_prefix_chars',
    'add_help',
    'allow_abbrev',
    'exit_on_error',
  ])
    set(self, name, setting(name));
  set(self, 'formatter_class', setting('formatter_class') ?? helpFormatterClass(m));
  set(self, '_positionals', callAttribute(self, 'add_argument_group', 'positional arguments'));
  set(self, '_optionals', callAttribute(self, 'add_argument_group', 'options'));
  set(self, '_subparsers', null);
  callAttribute(
    self,
    'register',
    'type',
    null,
    libraryFunction('identity(string)', (word) => word, 'argparse'),
  );
  if (isTrue(setting('add_help'))) {
    const signs = str(prefixes);
    const sign = signs.includes('-') ? '-' : (signs[0] ?? '-');
    const options = new Map<string, Value>([
      ['action', 'help'],
      ['default', SUPPRESS],
      ['help', 'show this help message and exit'],
    ]);
    call(get(self, 'add_argument'), [`${sign}h`, `${sign}${sign}help`], options);
  }
  for (const parent of setting('parents') === null ? [] : iterate(setting('parents'))) {
    if (!isInstance(parent, parserClass(m))) throw typeError('parents must be a list of ArgumentParser');
    callAttribute(self, '_add_container_actions', parent);
    for (const [name, value] of tableOf(parent, '_defaults').entries())
      tableOf(self, '_defaults').set(name, value);
  }
}

function addSubparsers(m: KernelMachine, self: Value, given: Value): Value {
  if (get(self, '_subparsers') !== null)
    throw argumentError(m, null, 'cannot have multiple subparser arguments');
  const keywords = new Map<string, Value>([['parser_class', typeOf(self)], ...(keywordsOf(given) ?? [])]);
  if (keywords.has('title') || keywords.has('description')) {
    const title = keywords.get('title') ?? 'subcommands';
    const group = callAttribute(self, 'add_argument_group', title, keywords.get('description') ?? null);
    set(self, '_subparsers', group);
    keywords.delete('title');
    keywords.delete('description');
  } else set(self, '_subparsers', get(self, '_positionals'));
  if ((keywords.get('prog') ?? null) === null) {
    const formatter = callAttribute(self, '_get_formatter');
    const positionals = new PyList(listOf(self, '_actions').filter((action) => !isOptional(action)));
    const groups = get(self, '_mutually_exclusive_groups');
    callAttribute(formatter, 'add_usage', get(self, 'usage'), positionals, groups, '');
    keywords.set('prog', str(callAttribute(formatter, 'format_help')).trim());
  }
  const wanted = keywords.get('action') ?? 'parsers';
  keywords.delete('action');
  keywords.set('option_strings', new PyList([]));
  const action = call(registered(self, 'action', wanted), [], keywords);
  callAttribute(get(self, '_subparsers'), '_add_action', action);
  return action;
}

const isArgumentError = (m: KernelMachine, error: unknown): error is PyException =>
  isExceptionOf(error, 'Exception') && isInstance(error, argumentErrorClass(m));

function parseKnown(m: KernelMachine, self: Value, given: Value, into: Value): Value {
  const words = given === null ? toArray(get(sysModule(m), 'argv')).slice(1) : toArray(given);
  const namespace = into === null ? call(namespaceClass(m)) : into;
  const isUnset = (dest: string): boolean => getAttributeOr(namespace, dest) === undefined;
  for (const action of listOf(self, '_actions')) {
    const dest = text(action, 'dest');
    const value = get(action, 'default');
    if (dest !== SUPPRESS && value !== SUPPRESS && isUnset(dest)) setAttribute(namespace, dest, value);
  }
  for (const [dest, value] of tableOf(self, '_defaults').entries())
    if (isUnset(str(dest))) setAttribute(namespace, str(dest), value);
  let parsed: Value;
  try {
    parsed = callAttribute(self, '_parse_known_args', new PyList(words), namespace);
  } catch (error) {
    if (!flag(self, 'exit_on_error') || !isArgumentError(m, error)) throw error;
    callAttribute(self, 'error', str(error));
    parsed = tuple(namespace, new PyList(words));
  }
  const [result = null, left = null] = toArray(parsed);
  const extras = toArray(left);
  const more = getAttributeOr(result, UNRECOGNIZED);
  if (more !== undefined) {
    extras.push(...toArray(more));
    deleteAttribute(result, UNRECOGNIZED);
  }
  return tuple(result, new PyList(extras));
}

/** The namespace; words that are left over are an error. */
function complete(m: KernelMachine, self: Value, parsed: Value): Value {
  const [namespace = null, extras = null] = toArray(parsed);
  const left = toArray(extras).map(str);
  if (left.length === 0) return namespace;
  const message = `unrecognized arguments: ${left.join(' ')}`;
  if (!flag(self, 'exit_on_error')) throw argumentError(m, null, message);
  callAttribute(self, 'error', message);
  return namespace;
}

function helpText(self: Value): Value {
  const formatter = callAttribute(self, '_get_formatter');
  const groups = get(self, '_mutually_exclusive_groups');
  callAttribute(formatter, 'add_usage', get(self, 'usage'), get(self, '_actions'), groups);
  callAttribute(formatter, 'add_text', get(self, 'description'));
  for (const group of listOf(self, '_action_groups')) {
    callAttribute(formatter, 'start_section', get(group, 'title'));
    callAttribute(formatter, 'add_text', get(group, 'description'));
    callAttribute(formatter, 'add_arguments', get(group, '_group_actions'));
    callAttribute(formatter, 'end_section');
  }
  callAttribute(formatter, 'add_text', get(self, 'epilog'));
  return callAttribute(formatter, 'format_help');
}

function methods(m: KernelMachine): Record<string, NativeBody> {
  const say = (self: Value, message: Value, file: Value): Value =>
    callAttribute(self, '_print_message', message, file);
  const actions = (self: Value, optional: boolean): Value =>
    new PyList(listOf(self, '_actions').filter((action) => isOptional(action) === optional));
  return {
    "__init__(self, prog=None, usage=None, description=None, epilog=None, parents=None, formatter_class=None, prefix_chars='-', fromfile_prefix_chars=None, argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True, exit_on_error=True)":
      (self, ...values) => {
        initialize(m, self, values);
        return null;
      },
    '_get_kwargs(self)': (self) =>
      new PyList(
        ['prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help'].map((name) =>
          tuple(name, get(self, name)),
        ),
      ),
    'add_subparsers(self, **kwargs)': (self, kwargs) => addSubparsers(m, self, kwargs),
    '_add_action(self, action)': (self, action) => {
      callAttribute(get(self, isOptional(action) ? '_optionals' : '_positionals'), '_add_action', action);
      return action;
    },
    '_get_optional_actions(self)': (self) => actions(self, true),
    '_get_positional_actions(self)': (self) => actions(self, false),
    'parse_args(self, args=None, namespace=None)': (self, args, namespace) =>
      complete(m, self, callAttribute(self, 'parse_known_args', args, namespace)),
    'parse_known_args(self, args=None, namespace=None)': (self, args, namespace) =>
      parseKnown(m, self, args, namespace),
    '_parse_known_args(self, arg_strings, namespace)': (self, words, namespace) =>
      parseWords(m, self, toArray(words), namespace),
    'parse_intermixed_args(self, args=None, namespace=None)': (self, args, namespace) =>
      complete(m, self, callAttribute(self, 'parse_known_intermixed_args', args, namespace)),
    'parse_known_intermixed_args(self, args=None, namespace=None)': (self, args, namespace) =>
      parseIntermixed(m, self, args, namespace),
    'convert_arg_line_to_args(self, arg_line)': (_self, line) => new PyList([line]),
    '_get_values(self, action, arg_strings)': (self, action, words) => valuesOf(self, action, toArray(words)),
    '_get_value(self, action, arg_string)': (self, action, word) => convertWord(m, self, action, word),
    '_check_value(self, action, value)': (_self, action, value) => {
      checkValue(m, action, value);
      return null;
    },
    'format_usage(self)': (self) => {
      const formatter = callAttribute(self, '_get_formatter');
      const groups = get(self, '_mutually_exclusive_groups');
      callAttribute(formatter, 'add_usage', get(self, 'usage'), get(self, '_actions'), groups);
      return callAttribute(formatter, 'format_help');
    },
    'format_help(self)': helpText,
    '_get_formatter(self)': (self) =>
      call(get(self, 'formatter_class'), [], new Map([['prog', get(self, 'prog')]])),
    'print_usage(self, file=None)': (self, file) =>
      say(self, callAttribute(self, 'format_usage'), file === null ? stream(m, 'stdout') : file),
    'print_help(self, file=None)': (self, file) =>
      say(self, callAttribute(self, 'format_help'), file === null ? stream(m, 'stdout') : file),
    '_print_message(self, message, file=None)': (_self, message, file) => {
      if (!isTrue(message)) return null;
      try {
        callAttribute(isTrue(file) ? file : stream(m, 'stderr'), 'write', message);
      } catch (error) {
        if (!isExceptionOf(error, 'AttributeError') && !isExceptionOf(error, 'OSError')) throw error;
      }
      return null;
    },
    'exit(self, status=0, message=None)': (self, status, message) => {
      if (isTrue(message)) say(self, message, stream(m, 'stderr'));
      throw exception('SystemExit', status);
    },
    'error(self, message)': (self, message) => {
      callAttribute(self, 'print_usage', stream(m, 'stderr'));
      return callAttribute(self, 'exit', 2, `${text(self, 'prog')}: error: ${str(message)}\n`);
    },
    '_warning(self, message)': (self, message) =>
      say(self, `${text(self, 'prog')}: warning: ${str(message)}\n`, stream(m, 'stderr')),
  };
}

export const parserClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('ArgumentParser', {
      module: 'argparse',
      bases: [attributeHolderClass(m), containerClass(m)],
      instanceDict: true,
      methods: methods(m),
    }),
);
