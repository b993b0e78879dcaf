// How formats are written: with `%`, `{` or `$`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { isExceptionOf, keyError, type PyException, valueError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { formatPercent } from '../../objects/percent-format.js';
import { repr, str } from '../../objects/repr.js';
import { formatTemplate } from '../../objects/str-format.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

interface StyleText {
  readonly name: string;
  readonly format: string;
  readonly time: string;
  readonly search: string;
  readonly basic: string;
  readonly write: (format: string, values: PyDict) => string;
  /** Throws a ValueError for a format that cannot be meant. */
  readonly validate: (format: string) => void;
  readonly usesTime: (format: string) => boolean;
}

const PERCENT_FIELD = /%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]/i;
const BRACE_SPEC = /^(.?[<>=^])?[+ -]?#?0?(\d+|\{\w+\})?[,_]?(\.(\d+|\{\w+\}))?[bcdefgnosx%]?$/i;
const BRACE_FIELD = /^(\d+|\w+)(\.\w+|\[[^\]]+\])*$/;
const DOLLAR = /\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\}|())/g;

function validateBraces(format: string): void {
  const invalid = (reason: string): PyException => valueError(`invalid format: ${reason}`);
  let fields = 0;
  for (let index = 0; index < format.length; index++) {
    const char = format[index];
    if (char !== '{' && char !== '}') continue;
    if (format[index + 1] === char) {
      index++;
      continue;
    }
    if (char === '}') throw invalid("Single '}' encountered in format string");
    const end = closingBrace(format, index);
    if (end < 0)
      throw invalid(
        index + 1 === format.length
          ? "Single '{' encountered in format string"
          : "expected '}' before end of string",
      );
    const field = format.slice(index + 1, end);
    const colon = field.search(/[:!]/);
    const name = colon < 0 ? field : field.slice(0, colon);
    const rest = colon < 0 ? '' : field.slice(colon);
    if (name !== '') {
      if (!BRACE_FIELD.test(name)) throw invalid(`invalid field name/expression: ${repr(name)}`);
      fields++;
    }
    const conversion = rest.startsWith('!') ? (rest[1] ?? '') : '';
    if (conversion !== '' && !'rsa'.includes(conversion))
      throw invalid(`invalid conversion: ${repr(conversion)}`);
    const spec = rest.startsWith(':') ? rest.slice(1) : rest.slice(3);
    if (spec !== '' && !BRACE_SPEC.test(spec)) throw invalid(`bad specifier: ${repr(spec)}`);
    index = end;
  }
  if (fields === 0) throw invalid('no fields');
}

function closingBrace(format: string, open: number): number {
  let depth = 0;
  for (let index = open; index < format.length; index++) {
    if (format[index] === '{') depth++;
    if (format[index] === '}' && --depth === 0) return index;
  }
  return -1;
}

function validateDollars(format: string): void {
  let fields = 0;
  for (const match of format.matchAll(DOLLAR)) {
    if (match[2] !== undefined || match[3] !== undefined) fields++;
    else if (match[0] === '$') throw valueError("invalid format: bare '$' not allowed");
  }
  if (fields === 0) throw valueError('invalid format: no fields');
}

function writeDollars(format: string, values: PyDict): string {
  return format.replace(DOLLAR, (whole, escaped: string | undefined, named, braced, _bare, at) => {
    if (escaped !== undefined) return '$';
    const name: string | undefined = named ?? braced;
    if (name === undefined) {
      const before = format.slice(0, Number(at)).split('\n');
      throw valueError(
        `Invalid placeholder in string: line ${before.length}, col ${(before.at(-1)?.length ?? 0) + whole.length}`,
      );
    }
    const value = values.table.get(name);
    if (value === undefined) throw keyError(name);
    return str(value);
  });
}

const STYLES: ReadonlyMap<string, StyleText> = new Map([
  [
    '%',
    {
      name: 'PercentStyle',
      format: '%(message)s',
      time: '%(asctime)s',
      search: '%(asctime)',
      basic: '%(levelname)s:%(name)s:%(message)s',
      write: formatPercent,
      validate: (format) => {
        if (!PERCENT_FIELD.test(format)) throw valueError(`Invalid format '${format}' for '%' style`);
      },
      usesTime: (format) => format.includes('%(asctime)'),
    },
  ],
  [
    '{',
    {
      name: 'StrFormatStyle',
      format: '{message}',
      time: '{asctime}',
      search: '{asctime',
      basic: '{levelname}:{name}:{message}',
      write: (format, values) => formatTemplate(format, [], values),
      validate: validateBraces,
      usesTime: (format) => format.includes('{asctime'),
    },
  ],
  [
    '$',
    {
      name: 'StringTemplateStyle',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: these are formats of Python's string.Template
      format: '${message}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the same
      time: '${asctime}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the same
      search: '${asctime}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the same
      basic: '${levelname}:${name}:${message}',
      write: writeDollars,
      validate: validateDollars,
      usesTime: (format) => /\$asctime|\$\{asctime\}/.test(format),
    },
  ],
]);

export const styleNames = (): string => [...STYLES.keys()].join(',');

export const basicFormat = (style: string): string | undefined => STYLES.get(style)?.basic;

/** The dict of a record under the defaults of the style. */
function valuesOf(self: Value, record: Value): PyDict {
  const values = new PyDict();
  const defaults = getAttribute(self, '_defaults');
  if (isTrue(defaults)) updateDict(values, defaults);
  updateDict(values, getAttribute(record, '__dict__'));
  return values;
}

function styleClass(text: StyleText, base: PyType | null): PyType {
  const format = (self: Value): string => str(getAttribute(self, '_fmt'));
  return libraryClass(text.name, {
    module: 'logging',
    ...(base === null ? {} : { bases: [base] }),
    instanceDict: true,
    attributes: {
      default_format: text.format,
      asctime_format: text.time,
      asctime_search: text.search,
    },
    methods: {
      '__init__(self, fmt, *, defaults=None)': (self, given, defaults) => {
        setOwnAttribute(
          self,
          '_fmt',
          isTrue(given) ? given : (getAttributeOr(self, 'default_format') ?? null),
        );
        setOwnAttribute(self, '_defaults', defaults);
        return null;
      },
      'usesTime(self)': (self) => text.usesTime(format(self)),
      'validate(self)': (self) => {
        text.validate(format(self));
        return null;
      },
      '_format(self, record)': (self, record) => text.write(format(self), valuesOf(self, record)),
      'format(self, record)': (self, record) => {
        try {
          return callAttribute(self, '_format', record);
        } catch (error) {
          if (!isExceptionOf(error, 'KeyError')) throw error;
          throw valueError(`Formatting field not found in record: ${str(error)}`);
        }
      },
    },
  });
}

/** The classes by the sign that names them. */
export const styleClasses = perMachine((_m: KernelMachine): ReadonlyMap<string, PyType> => {
  const classes = new Map<string, PyType>();
  let base: PyType | null = null;
  for (const [sign, text] of STYLES) {
    const made: PyType = styleClass(text, base);
    base ??= made;
    classes.set(sign, made);
  }
  return classes;
});
