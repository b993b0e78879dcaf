// `argparse.HelpFormatter` and its kin: the help of a parser as text.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { formatPercent } from '../../objects/percent-format.js';
import { str } from '../../objects/repr.js';
import { callAttribute, libraryFunction, once, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import {
  get,
  isOptional,
  ONE_OR_MORE,
  OPTIONAL,
  optionStrings,
  PARSER,
  REMAINDER,
  SUPPRESS,
  set,
  tableOf,
  text,
  ZERO_OR_MORE,
} from './names.js';
import { usageParts, usageText } from './usage.js';
import { wrapText } from './wrap.js';

/** Columns of the terminal, which is always this wide. */
const COLUMNS = 80;

/** A part of the help with a heading; what is in it is put into words only when all of it is known. */
class Section extends PyObject {
  readonly items: (() => string)[] = [];

  constructor(
    readonly parent: Section | null,
    readonly heading: Value,
  ) {
    super(sectionType());
  }
}

const sectionType = once(() => defineType('_Section', { module: 'argparse' }));

const indentation = (self: Value): number => Number(intValue(get(self, '_current_indent')) ?? 0);
const spaces = (self: Value): string => ' '.repeat(indentation(self));

function shift(self: Value, direction: 1 | -1): void {
  const step = Number(intValue(get(self, '_indent_increment')) ?? 0);
  set(self, '_current_indent', indentation(self) + direction * step);
  set(self, '_level', Number(intValue(get(self, '_level')) ?? 0) + direction);
}

function current(self: Value): Section {
  const section = get(self, '_current_section');
  if (section instanceof Section) return section;
  throw typeError('the formatter has no section');
}

function sectionText(self: Value, section: Section): string {
  if (section.parent !== null) shift(self, 1);
  const body = section.items
    .map((item) => item())
    .filter((part) => part !== SUPPRESS)
    .join('');
  if (section.parent !== null) shift(self, -1);
  if (body === '') return '';
  const { heading } = section;
  const title = heading === null || heading === SUPPRESS ? '' : `${spaces(self)}${str(heading)}:\n`;
  return `\n${title}${body}\n`;
}

/** The name of a value in the help, as often as it takes values: `metavar`, the choices, or the default. */
function metavars(action: Value, fallback: Value, count: number): readonly Value[] {
  const own = get(action, 'metavar');
  if (own instanceof PyTuple) return own.items;
  const choices = get(action, 'choices');
  let result = own;
  if (own === null) result = choices === null ? fallback : `{${[...iterate(choices)].map(str).join(',')}}`;
  return Array.from({ length: count }, () => result);
}

/** Puts values into a pattern, which must take just as many: `'%s %s' % values`. */
const pattern = (format: string, values: readonly Value[]): string =>
  formatPercent(format, new PyTuple(values));

function argumentsText(self: Value, action: Value, fallback: Value): string {
  const names = (count: number): readonly Value[] =>
    toArray(call(callAttribute(self, '_metavar_formatter', action, fallback), [count]));
  const nargs = get(action, 'nargs');
  switch (nargs) {
    case null:
      return pattern('%s', names(1));
    case OPTIONAL:
      return pattern('[%s]', names(1));
    case ZERO_OR_MORE: {
      const own = names(1);
      return own.length === 2 ? pattern('[%s [%s ...]]', own) : pattern('[%s ...]', own);
    }
    case ONE_OR_MORE:
      return pattern('%s [%s ...]', names(2));
    case REMAINDER:
      return '...';
    case PARSER:
      return pattern('%s ...', names(1));
    case SUPPRESS:
      return '';
    default: {
      const count = intValue(nargs);
      if (count === undefined) throw valueError('invalid nargs value');
      return pattern(Array.from({ length: Number(count) }, () => '%s').join(' '), names(Number(count)));
    }
  }
}

function invocation(self: Value, action: Value): string {
  if (!isOptional(action)) {
    const name = callAttribute(self, '_get_default_metavar_for_positional', action);
    return str(toArray(call(callAttribute(self, '_metavar_formatter', action, name), [1]))[0] ?? null);
  }
  const options = optionStrings(action).join(', ');
  if (get(action, 'nargs') === 0) return options;
  const name = callAttribute(self, '_get_default_metavar_for_optional', action);
  return `${options} ${str(callAttribute(self, '_format_args', action, name))}`;
}

/** The actions shown below another one: the sub-parsers of a sub-parser argument. */
function subActions(self: Value, action: Value, use: (sub: Value) => void): void {
  const list = getAttributeOr(action, '_get_subactions');
  if (list === undefined) return;
  shift(self, 1);
  for (const sub of toArray(call(list))) use(sub);
  shift(self, -1);
}

function actionText(self: Value, action: Value): string {
  const width = Number(get(self, '_width'));
  const position = Math.min(
    Number(get(self, '_action_max_length')) + 2,
    Number(get(self, '_max_help_position')),
  );
  const helpWidth = Math.max(width - position, 11);
  const headerWidth = position - indentation(self) - 2;
  const header = str(callAttribute(self, '_format_action_invocation', action));
  const help = get(action, 'help');
  const hasHelp = isTrue(help);
  const parts: string[] = [];
  const isShort = hasHelp && header.length <= headerWidth;
  parts.push(isShort ? `${spaces(self)}${header.padEnd(headerWidth)}  ` : `${spaces(self)}${header}\n`);
  if (hasHelp && str(help).trim() !== '') {
    const expanded = str(callAttribute(self, '_expand_help', action));
    if (expanded !== '') {
      const [first = '', ...rest] = toArray(callAttribute(self, '_split_lines', expanded, helpWidth)).map(
        str,
      );
      parts.push(`${isShort ? '' : ' '.repeat(position)}${first}\n`);
      for (const line of rest) parts.push(`${' '.repeat(position)}${line}\n`);
    }
  } else if (isShort) parts.push('\n');
  subActions(self, action, (sub) => parts.push(str(callAttribute(self, '_format_action', sub))));
  return parts.join('');
}

/** The help of an action with its settings put in: `%(default)s`. */
function expandedHelp(self: Value, action: Value): string {
  const values = new PyDict();
  for (const [name, value] of [
    ...tableOf(action, '__dict__').entries(),
    ['prog', get(self, '_prog')] as const,
  ]) {
    if (value === SUPPRESS) continue;
    const named = getAttributeOr(value, '__name__');
    values.table.set(name, named === undefined ? value : named);
  }
  const choices = values.table.get('choices') ?? null;
  if (choices !== null) values.table.set('choices', [...iterate(choices)].map(str).join(', '));
  return formatPercent(str(callAttribute(self, '_get_help_string', action)), values);
}

function addArgument(self: Value, action: Value): void {
  if (get(action, 'help') === SUPPRESS) return;
  let longest = Number(get(self, '_action_max_length'));
  const measure = (one: Value): void => {
    const length = str(callAttribute(self, '_format_action_invocation', one)).length;
    longest = Math.max(longest, length + indentation(self));
  };
  measure(action);
  subActions(self, action, measure);
  set(self, '_action_max_length', longest);
  current(self).items.push(() => str(callAttribute(self, '_format_action', action)));
}

const METHODS: Record<string, NativeBody> = {
  '__init__(self, prog, indent_increment=2, max_help_position=24, width=None)': (
    self,
    prog,
    increment,
    position,
    given,
  ) => {
    const width = given === null ? COLUMNS - 2 : Number(intValue(given));
    const step = Number(intValue(increment) ?? 2);
    const root = new Section(null, null);
    set(self, '_prog', prog);
    set(self, '_indent_increment', step);
    set(self, '_max_help_position', Math.min(Number(intValue(position)), Math.max(width - 20, step * 2)));
    set(self, '_width', width);
    set(self, '_current_indent', 0);
    set(self, '_level', 0);
    set(self, '_action_max_length', 0);
    set(self, '_root_section', root);
    set(self, '_current_section', root);
    return null;
  },
  '_indent(self)': (self) => {
    shift(self, 1);
    return null;
  },
  '_dedent(self)': (self) => {
    shift(self, -1);
    return null;
  },
  'start_section(self, heading)': (self, heading) => {
    shift(self, 1);
    const outer = current(self);
    const section = new Section(outer, heading);
    outer.items.push(() => sectionText(self, section));
    set(self, '_current_section', section);
    return null;
  },
  'end_section(self)': (self) => {
    set(self, '_current_section', current(self).parent);
    shift(self, -1);
    return null;
  },
  'add_text(self, text)': (self, given) => {
    if (given !== null && given !== SUPPRESS)
      current(self).items.push(() => str(callAttribute(self, '_format_text', given)));
    return null;
  },
  'add_usage(self, usage, actions, groups, prefix=None)': (self, usage, actions, groups, prefix) => {
    if (usage !== SUPPRESS)
      current(self).items.push(() =>
        str(callAttribute(self, '_format_usage', usage, actions, groups, prefix)),
      );
    return null;
  },
  'add_argument(self, action)': (self, action) => {
    addArgument(self, action);
    return null;
  },
  'add_arguments(self, actions)': (self, actions) => {
    for (const action of iterate(actions)) callAttribute(self, 'add_argument', action);
    return null;
  },
  'format_help(self)': (self) => {
    const root = get(self, '_root_section');
    const help = root instanceof Section ? sectionText(self, root) : '';
    if (help === '') return '';
    return `${help.replace(/\n\n\n+/g, '\n\n').replace(/^\n+|\n+$/g, '')}\n`;
  },
  '_format_usage(self, usage, actions, groups, prefix)': (self, usage, actions, groups, prefix) => {
    const before = prefix === null ? 'usage: ' : str(prefix);
    const own = usage === null ? null : formatPercent(str(usage), PyDict.of([['prog', get(self, '_prog')]]));
    return `${before}${own ?? usageText(self, actions, groups, before)}\n\n`;
  },
  '_format_actions_usage(self, actions, groups)': (self, actions, groups) =>
    usageParts(self, toArray(actions), toArray(groups)).join(' '),
  '_format_text(self, text)': (self, given) => {
    let shown = str(given);
    if (shown.includes('%(prog)')) shown = formatPercent(shown, PyDict.of([['prog', get(self, '_prog')]]));
    const width = Math.max(Number(get(self, '_width')) - indentation(self), 11);
    return `${str(callAttribute(self, '_fill_text', shown, width, spaces(self)))}\n\n`;
  },
  '_format_action(self, action)': actionText,
  '_format_action_invocation(self, action)': invocation,
  '_metavar_formatter(self, action, default_metavar)': (_self, action, fallback) =>
    libraryFunction(
      'format(tuple_size)',
      (count) => new PyTuple(metavars(action, fallback, Number(intValue(count) ?? 1))),
      'argparse',
    ),
  '_format_args(self, action, default_metavar)': argumentsText,
  '_expand_help(self, action)': expandedHelp,
  '_split_lines(self, text, width)': (_self, given, width) => new PyList(wrapText(str(given), Number(width))),
  '_fill_text(self, text, width, indent)': (_self, given, width, indent) => {
    const before = str(indent);
    return wrapText(str(given), Number(width) - before.length)
      .map((line) => before + line)
      .join('\n');
  },
  '_get_help_string(self, action)': (_self, action) => get(action, 'help'),
  '_get_default_metavar_for_optional(self, action)': (_self, action) => text(action, 'dest').toUpperCase(),
  '_get_default_metavar_for_positional(self, action)': (_self, action) => get(action, 'dest'),
};

export const helpFormatterClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('HelpFormatter', { module: 'argparse', instanceDict: true, methods: METHODS }),
);

/** Lines of a text without their ends: `str.splitlines`. */
const splitLines = (given: Value, keep: boolean): string[] =>
  toArray(callAttribute(str(given), 'splitlines', keep)).map(str);

const typeNameOf = (action: Value): Value => get(get(action, 'type'), '__name__');

/** The variants, by name. */
export const formatterClasses = perMachine((m: KernelMachine): Record<string, PyType> => {
  const derived = (name: string, bases: PyType[], methods: Record<string, NativeBody>): PyType =>
    libraryClass(name, { module: 'argparse', bases, instanceDict: true, methods });
  const HelpFormatter = helpFormatterClass(m);
  const RawDescriptionHelpFormatter = derived('RawDescriptionHelpFormatter', [HelpFormatter], {
    '_fill_text(self, text, width, indent)': (_self, given, _width, indent) =>
      splitLines(given, true)
        .map((line) => str(indent) + line)
        .join(''),
  });
  return {
    HelpFormatter,
    RawDescriptionHelpFormatter,
    RawTextHelpFormatter: derived('RawTextHelpFormatter', [RawDescriptionHelpFormatter], {
      '_split_lines(self, text, width)': (_self, given) => new PyList(splitLines(given, false)),
    }),
    ArgumentDefaultsHelpFormatter: derived('ArgumentDefaultsHelpFormatter', [HelpFormatter], {
      '_get_help_string(self, action)': (_self, action) => {
        const help = get(action, 'help') === null ? '' : text(action, 'help');
        const isShown = isOptional(action) || [OPTIONAL, ZERO_OR_MORE].includes(String(get(action, 'nargs')));
        const wanted = !help.includes('%(default)') && get(action, 'default') !== SUPPRESS && isShown;
        return wanted ? `${help} (default: %(default)s)` : help;
      },
    }),
    MetavarTypeHelpFormatter: derived('MetavarTypeHelpFormatter', [HelpFormatter], {
      '_get_default_metavar_for_optional(self, action)': (_self, action) => typeNameOf(action),
      '_get_default_metavar_for_positional(self, action)': (_self, action) => typeNameOf(action),
    }),
  };
});
