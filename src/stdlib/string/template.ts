// `string.Template`: texts with placeholders that begin with a dollar sign, or with what a subclass says.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { type PyDict, PyList } from '../../objects/containers.js';
import { exception, isExceptionOf, valueError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import { native } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { bitOr } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { splitLines } from '../../objects/str-split.js';
import { lengthOf, substring } from '../../objects/str-text.js';
import { getItem } from '../../objects/subscript.js';
import { chainMapClass } from '../collections/chain-map.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { compilePattern } from '../re/compile.js';
import { escapePattern } from '../re/escape-pattern.js';
import { Flag } from '../re/nodes.js';
import { regexFlagClass } from '../re/regex-flag.js';

/** The pattern of the placeholders of a class, from its attributes. */
function placeholderPattern(cls: Value): string {
  const delimiter = str(escapePattern(getAttribute(cls, 'delimiter')));
  const name = str(getAttribute(cls, 'idpattern'));
  const braced = getAttribute(cls, 'braceidpattern');
  const inBraces = isTrue(braced) ? str(braced) : name;
  return [
    `${delimiter}(?:`,
    `(?P<escaped>${delimiter})`,
    `|(?P<named>${name})`,
    `|\\{(?P<braced>${inBraces})\\}`,
    '|(?P<invalid>)',
    ')',
  ].join('\n');
}

function compilePlaceholders(m: KernelMachine, cls: PyType): void {
  const own = cls.attrs.get('pattern');
  const flags = bitOr(getAttribute(cls, 'flags'), Flag.VERBOSE);
  setAttribute(cls, 'pattern', compilePattern(m, own ?? placeholderPattern(cls), flags));
}

const groupOf = (match: Value, name: string): Value => callAttribute(match, 'group', name);

/** The name in a placeholder, with or without braces. */
function nameIn(match: Value): Value {
  const named = groupOf(match, 'named');
  return isTrue(named) ? named : groupOf(match, 'braced');
}

function unrecognized(self: Value): Value {
  return exception('ValueError', 'Unrecognized named group in pattern', getAttribute(self, 'pattern'));
}

function invalidPlaceholder(self: Value, match: Value): Value {
  const start = callAttribute(match, 'start', 'invalid');
  const template = strValue(getAttribute(self, 'template')) ?? '';
  const index = typeof start === 'number' ? start : 0;
  const lines = splitLines(substring(template, 0, index), true);
  const before = lines.slice(0, -1).reduce((size, line) => size + lengthOf(line), 0);
  const [line, column] = lines.length === 0 ? [1, 1] : [lines.length, index - before];
  return valueError(`Invalid placeholder in string: line ${line}, col ${column}`);
}

/** The values by name: the mapping, with the keyword arguments before it. */
function valuesFor(m: KernelMachine, mapping: Value | undefined, keywords: PyDict): Value {
  if (mapping === undefined) return keywords;
  return keywords.table.size === 0 ? mapping : call(chainMapClass(m), [keywords, mapping]);
}

function substituted(self: Value, values: Value, isSafe: boolean): Value {
  const replace = native('convert(mo)', (match) => {
    const name = nameIn(match);
    if (name !== null) {
      if (!isSafe) return str(getItem(values, name));
      try {
        return str(getItem(values, name));
      } catch (error) {
        if (!isExceptionOf(error, 'KeyError')) throw error;
        return callAttribute(match, 'group');
      }
    }
    if (groupOf(match, 'escaped') !== null) return getAttribute(self, 'delimiter');
    if (groupOf(match, 'invalid') === null) throw unrecognized(self);
    if (isSafe) return callAttribute(match, 'group');
    throw invalidPlaceholder(self, match);
  });
  return callAttribute(getAttribute(self, 'pattern'), 'sub', replace, getAttribute(self, 'template'));
}

const placeholders = (self: Value): Iterable<Value> =>
  iterate(callAttribute(getAttribute(self, 'pattern'), 'finditer', getAttribute(self, 'template')));

function isValid(self: Value): boolean {
  for (const match of placeholders(self)) {
    if (groupOf(match, 'invalid') !== null) return false;
    const isKnown = ['named', 'braced', 'escaped'].some((name) => groupOf(match, name) !== null);
    if (!isKnown) throw unrecognized(self);
  }
  return true;
}

function identifiers(self: Value): Value {
  const names: Value[] = [];
  for (const match of placeholders(self)) {
    const name = nameIn(match);
    if (name !== null) {
      if (!names.includes(name)) names.push(name);
    } else if (groupOf(match, 'invalid') === null && groupOf(match, 'escaped') === null) {
      throw unrecognized(self);
    }
  }
  return new PyList(names);
}

export const templateClass = perMachine((m: KernelMachine): PyType => {
  const type = libraryClass('Template', {
    module: 'string',
    instanceDict: true,
    doc: 'A string class for supporting $-substitutions.',
    attributes: {
      delimiter: '$',
      idpattern: '(?a:[_a-z][_a-z0-9]*)',
      braceidpattern: null,
      flags: getAttribute(regexFlagClass(m), 'IGNORECASE'),
    },
    classMethods: {
      '__init_subclass__(cls)': (cls) => {
        if (cls instanceof PyType) compilePlaceholders(m, cls);
        return null;
      },
    },
    methods: {
      '__init__(self, template)': (self, template) => {
        setOwnAttribute(self, 'template', template);
        return null;
      },
      'substitute(self, mapping=<{}>, /, **kws)': (self, mapping: Value | undefined, keywords: PyDict) =>
        substituted(self, valuesFor(m, mapping, keywords), false),
      'safe_substitute(self, mapping=<{}>, /, **kws)': (self, mapping: Value | undefined, keywords: PyDict) =>
        substituted(self, valuesFor(m, mapping, keywords), true),
      'is_valid(self)': isValid,
      'get_identifiers(self)': identifiers,
    },
  });
  compilePlaceholders(m, type);
  return type;
});
