// `argparse.Action` and the actions that `add_argument` knows by name.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exception, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { get, OPTIONAL, optionStrings, SUPPRESS, set } from './names.js';
import { attributeHolderClass } from './namespace.js';

const FIELDS = [
  ...[
    'option_strings',
    'dest',
    'nargs',
    'const',
    'default',
    'type',
    'choices',
    'required',
    'help',
    'metavar',
  ],
  'deprecated',
];

const FULL =
  '__init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, deprecated=False)';

/** Sets all fields; those that are not given have the values that `Action` gives them. */
function fill(self: Value, given: Readonly<Record<string, Value>>): Value {
  for (const field of FIELDS) {
    const isFlag = field === 'required' || field === 'deprecated';
    const value = given[field];
    set(self, field, value === undefined ? (isFlag ? false : null) : value);
  }
  return null;
}

/** Fields by their names, in the order of the signature. */
function named(names: readonly string[], values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
}

/** `__call__` of actions: what they do with the namespace. */
type Effect = (self: Value, namespace: Value, values: Value, option: Value, parser: Value) => void;

const calling = (effect: Effect): Record<string, NativeBody> => ({
  '__call__(self, parser, namespace, values, option_string=None)': (
    self,
    parser,
    namespace,
    values,
    option,
  ) => {
    effect(self, namespace, values, option, parser);
    return null;
  },
});

const store = (self: Value, namespace: Value, value: Value): void =>
  setAttribute(namespace, str(get(self, 'dest')), value);

/** A copy of the list that is there, so that defaults stay as they are. */
function itemsSoFar(self: Value, namespace: Value): PyList {
  const items = getAttributeOr(namespace, str(get(self, 'dest'))) ?? null;
  return new PyList(items === null ? [] : toArray(items));
}

function checkStoring(kind: string, nargs: Value, constant: Value, instead: string): void {
  if (nargs === 0)
    throw valueError(`nargs for ${kind} actions must be != 0; if ${instead} may be more appropriate`);
  if (constant !== null && nargs !== OPTIONAL)
    throw valueError(`nargs must be '${OPTIONAL}' to supply const`);
}

export const actionClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Action', {
      module: 'argparse',
      bases: [attributeHolderClass(m)],
      instanceDict: true,
      methods: {
        [FULL]: (self, ...values) => fill(self, named(FIELDS, values)),
        '_get_kwargs(self)': (self) => new PyList(FIELDS.map((name) => tuple(name, get(self, name)))),
        'format_usage(self)': (self) => optionStrings(self)[0] ?? '',
        '__call__(self, parser, namespace, values, option_string=None)': () => {
          throw exception('NotImplementedError', '.__call__() not defined');
        },
      },
    }),
);

interface ActionDefinition {
  readonly init: string;
  readonly initialize: (self: Value, ...values: Value[]) => Value;
  readonly effect: Effect;
  readonly more?: Record<string, NativeBody>;
}

const WITHOUT_VALUE = [
  'option_strings',
  'dest',
  'const',
  'default',
  'required',
  'help',
  'metavar',
  'deprecated',
];
const FLAG = ['option_strings', 'dest', 'default', 'required', 'help', 'deprecated'];
const FLAG_PARAMETERS = 'required=False, help=None, deprecated=False';
const INFORMING = ['option_strings', 'dest', 'default', 'help', 'deprecated'];

const constant = (init: string, effect: Effect): ActionDefinition => ({
  init,
  initialize: (self, ...values) => fill(self, { ...named(WITHOUT_VALUE, values), nargs: 0, metavar: null }),
  effect,
});

const switching = (value: boolean): ActionDefinition => ({
  init: `__init__(self, option_strings, dest, default=${value ? 'False' : 'True'}, ${FLAG_PARAMETERS})`,
  initialize: (self, ...values) => fill(self, { ...named(FLAG, values), nargs: 0, const: value }),
  effect: (self, namespace) => store(self, namespace, get(self, 'const')),
});

const CONSTANT_INIT =
  '__init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None, deprecated=False)';

function appending(effect: Effect): ActionDefinition {
  return {
    init: FULL,
    initialize: (self, ...values) => {
      checkStoring(
        'append',
        values[2] ?? null,
        values[3] ?? null,
        'arg strings are not supplying the value to append, the append const action',
      );
      return fill(self, named(FIELDS, values));
    },
    effect,
  };
}

function definitions(m: KernelMachine): Record<string, ActionDefinition> {
  return {
    _StoreAction: {
      init: FULL,
      initialize: (self, ...values) => {
        checkStoring(
          'store',
          values[2] ?? null,
          values[3] ?? null,
          'you have nothing to store, actions such as store true or store const',
        );
        return fill(self, named(FIELDS, values));
      },
      effect: store,
    },
    _StoreConstAction: constant(CONSTANT_INIT, (self, namespace) =>
      store(self, namespace, get(self, 'const')),
    ),
    _StoreTrueAction: switching(true),
    _StoreFalseAction: switching(false),
    _AppendAction: appending((self, namespace, value) => {
      const items = itemsSoFar(self, namespace);
      items.items.push(value);
      store(self, namespace, items);
    }),
    _AppendConstAction: constant(CONSTANT_INIT, (self, namespace) => {
      const items = itemsSoFar(self, namespace);
      items.items.push(get(self, 'const'));
      store(self, namespace, items);
    }),
    _ExtendAction: appending((self, namespace, values) => {
      const items = itemsSoFar(self, namespace);
      items.items.push(...toArray(values));
      store(self, namespace, items);
    }),
    _CountAction: {
      init: `__init__(self, option_strings, dest, default=None, ${FLAG_PARAMETERS})`,
      initialize: (self, ...values) => fill(self, { ...named(FLAG, values), nargs: 0 }),
      effect: (self, namespace) => {
        const count = getAttributeOr(namespace, str(get(self, 'dest'))) ?? null;
        store(self, namespace, count === null ? 1 : add(count, 1));
      },
    },
    _HelpAction: {
      init: `__init__(self, option_strings, dest='${SUPPRESS}', default='${SUPPRESS}', help=None, deprecated=False)`,
      initialize: (self, ...values) => fill(self, { ...named(INFORMING, values), nargs: 0 }),
      effect: (_self, _namespace, _values, _option, parser) => {
        callAttribute(parser, 'print_help');
        callAttribute(parser, 'exit');
      },
    },
    _VersionAction: {
      init: `__init__(self, option_strings, version=None, dest='${SUPPRESS}', default='${SUPPRESS}', help=None, deprecated=False)`,
      initialize: (self, ...values) => {
        const [options = null, version = null, dest = null, value = null, help = null] = values;
        fill(self, {
          option_strings: options,
          dest,
          default: value,
          nargs: 0,
          help: help ?? "show program's version number and exit",
        });
        set(self, 'version', version);
        return null;
      },
      effect: (self, _namespace, _values, _option, parser) => {
        const version = get(self, 'version') ?? get(parser, 'version');
        const formatter = callAttribute(parser, '_get_formatter');
        callAttribute(formatter, 'add_text', version);
        const message = callAttribute(formatter, 'format_help');
        callAttribute(parser, '_print_message', message, get(sysModule(m), 'stdout'));
        callAttribute(parser, 'exit');
      },
    },
    BooleanOptionalAction: {
      init: '__init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None, deprecated=False)',
      initialize: (self, ...values) => {
        const [options = null, dest = null, value = null, type = null, choices = null] = values;
        const [, , , , , required = false, help = null, metavar = null, deprecated = false] = values;
        const both = toArray(options).flatMap((option) => {
          const own = str(option);
          return own.startsWith('--') ? [own, `--no-${own.slice(2)}`] : [own];
        });
        return fill(self, {
          option_strings: new PyList(both),
          dest,
          nargs: 0,
          default: value,
          type,
          choices,
          required,
          help,
          metavar,
          deprecated,
        });
      },
      effect: (self, namespace, _values, option) => {
        const given = strValue(option);
        if (given !== undefined && optionStrings(self).includes(given))
          store(self, namespace, !given.startsWith('--no-'));
      },
      more: { 'format_usage(self)': (self) => optionStrings(self).join(' | ') },
    },
  };
}

/** Which of them derive from another one than `Action`. */
const BASES: Readonly<Record<string, string>> = {
  _StoreTrueAction: '_StoreConstAction',
  _StoreFalseAction: '_StoreConstAction',
  _ExtendAction: '_AppendAction',
};

export const actionClasses = perMachine((m: KernelMachine): ReadonlyMap<string, PyType> => {
  const classes = new Map<string, PyType>();
  for (const [name, { init, initialize, effect, more }] of Object.entries(definitions(m))) {
    const base = classes.get(BASES[name] ?? '') ?? actionClass(m);
    const methods = { [init]: initialize, ...calling(effect), ...more };
    classes.set(name, libraryClass(name, { module: 'argparse', bases: [base], instanceDict: true, methods }));
  }
  return classes;
});

/** The names that `add_argument(action=...)` takes. */
export const ACTION_NAMES: readonly (readonly [name: Value, cls: string])[] = [
  [null, '_StoreAction'],
  ['store', '_StoreAction'],
  ['store_const', '_StoreConstAction'],
  ['store_true', '_StoreTrueAction'],
  ['store_false', '_StoreFalseAction'],
  ['append', '_AppendAction'],
  ['append_const', '_AppendConstAction'],
  ['count', '_CountAction'],
  ['help', '_HelpAction'],
  ['version', '_VersionAction'],
  ['extend', '_ExtendAction'],
];
