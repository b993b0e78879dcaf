// `add_subparsers`: an argument that chooses another parser for the rest of the command line.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { contains } from '../../objects/subscript.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { actionClass } from './actions.js';
import { argumentError } from './errors.js';
import { get, listOf, PARSER, SUPPRESS, set, tableOf } from './names.js';

/** What a sub-parser leaves over is kept here until the main parser has ended. */
export const UNRECOGNIZED = '_unrecognized_args';

/** Stands for a sub-parser in the help: its name and its aliases. */
const choiceClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('_ChoicesPseudoAction', {
      module: 'argparse',
      bases: [actionClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, name, aliases, help)': (self, name, aliases, help) => {
          const others = toArray(aliases).map(str);
          const metavar = others.length === 0 ? name : `${str(name)} (${others.join(', ')})`;
          const keywords = new Map<string, Value>([
            ['option_strings', new PyList([])],
            ['dest', name],
            ['help', help],
            ['metavar', metavar],
          ]);
          return call(get(actionClass(m), '__init__'), [self], keywords);
        },
      },
    }),
);

function addParser(m: KernelMachine, self: Value, name: Value, deprecated: Value, given: Value): Value {
  const keywords = new Map(keywordsOf(given) ?? []);
  const take = (key: string): Value | undefined => {
    const value = keywords.get(key);
    keywords.delete(key);
    return value;
  };
  if ((keywords.get('prog') ?? null) === null)
    keywords.set('prog', `${str(get(self, '_prog_prefix'))} ${str(name)}`);
  const aliases = toArray(take('aliases') ?? new PyList([]));
  const parsers = tableOf(self, '_name_parser_map');
  if (parsers.has(name)) throw argumentError(m, self, `conflicting subparser: ${str(name)}`);
  for (const alias of aliases)
    if (parsers.has(alias)) throw argumentError(m, self, `conflicting subparser alias: ${str(alias)}`);
  const help = take('help');
  if (help !== undefined)
    listOf(self, '_choices_actions').push(call(choiceClass(m), [name, new PyList(aliases), help]));
  const parser = call(get(self, '_parser_class'), [], keywords);
  for (const own of [name, ...aliases]) {
    parsers.set(own, parser);
    if (isTrue(deprecated)) callAttribute(get(self, '_deprecated'), 'add', own);
  }
  return parser;
}

function choose(m: KernelMachine, self: Value, parser: Value, namespace: Value, values: Value): void {
  const [name = null, ...rest] = toArray(values);
  const dest = get(self, 'dest');
  if (dest !== SUPPRESS) setAttribute(namespace, str(dest), name);
  const parsers = tableOf(self, '_name_parser_map');
  const chosen = parsers.get(name);
  if (chosen === undefined) {
    const choices = [...parsers.entries()].map(([own]) => str(own)).join(', ');
    throw argumentError(m, self, `unknown parser ${repr(name)} (choices: ${choices})`);
  }
  if (contains(get(self, '_deprecated'), name))
    callAttribute(parser, '_warning', `command '${str(name)}' is deprecated`);
  const [own = null, left = null] = toArray(
    callAttribute(chosen, 'parse_known_args', new PyList(rest), null),
  );
  for (const [key, value] of tableOf(own, '__dict__').entries()) setAttribute(namespace, str(key), value);
  const unknown = toArray(left);
  if (unknown.length === 0) return;
  if (getAttributeOr(namespace, UNRECOGNIZED) === undefined)
    setAttribute(namespace, UNRECOGNIZED, new PyList([]));
  listOf(namespace, UNRECOGNIZED).push(...unknown);
}

export const subParsersClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('_SubParsersAction', {
      module: 'argparse',
      bases: [actionClass(m)],
      instanceDict: true,
      attributes: { _ChoicesPseudoAction: choiceClass(m) },
      methods: {
        [`__init__(self, option_strings, prog, parser_class, dest='${SUPPRESS}', required=False, help=None, metavar=None)`]:
          (self, options, prog, parserClass, dest, required, help, metavar) => {
            const parsers = new PyDict();
            set(self, '_prog_prefix', prog);
            set(self, '_parser_class', parserClass);
            set(self, '_name_parser_map', parsers);
            set(self, '_choices_actions', new PyList([]));
            set(self, '_deprecated', PySet.of([]));
            const keywords = new Map<string, Value>([
              ['option_strings', options],
              ['dest', dest],
              ['nargs', PARSER],
              ['choices', parsers],
              ['required', required],
              ['help', help],
              ['metavar', metavar],
            ]);
            return call(get(actionClass(m), '__init__'), [self], keywords);
          },
        'add_parser(self, name, *, deprecated=False, **kwargs)': (self, name, deprecated, kwargs) =>
          addParser(m, self, name, deprecated, kwargs),
        '_get_subactions(self)': (self) => get(self, '_choices_actions'),
        '__call__(self, parser, namespace, values, option_string=None)': (
          self,
          parser,
          namespace,
          values,
        ) => {
          choose(m, self, parser, namespace, values);
          return null;
        },
      },
    }),
);
