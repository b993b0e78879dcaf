// `string.Formatter`: `str.format` in methods that a subclass can replace one by one.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { iterate, nativeIterator, unpack } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { ascii, format, repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { isDigitText } from '../../objects/str-case.js';
import { firstName, integerIn, nextAccess, nextPiece } from '../../objects/str-format.js';
import { getItem } from '../../objects/subscript.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

/** How deep fields may stand in the specifications of fields. */
const DEEPEST = 2;

/** The pieces of a template, each as literal text, field name, specification and conversion. */
function parseTemplate(given: Value): Value {
  const template = strValue(given);
  if (template === undefined) throw typeError(`expected str, got ${typeName(given)}`);
  let at = 0;
  return nativeIterator('formatteriterator', () => {
    if (at >= template.length) return undefined;
    const { literal, field, end } = nextPiece(template, at);
    at = end;
    if (field === undefined) return tuple(literal, null, null, null);
    return tuple(literal, field.name, field.spec, field.conversion === '' ? null : field.conversion);
  });
}

/** Fields are numbered by the program, or one after the other. */
type Numbering = number | false;

function rendered(
  self: Value,
  template: Value,
  args: Value,
  keywords: Value,
  used: Value,
  depth: number,
  start: Numbering,
): readonly [string, Numbering] {
  if (depth < 0) throw valueError('Max string recursion exceeded');
  let numbering = start;
  let result = '';
  for (const piece of iterate(callAttribute(self, 'parse', template))) {
    const [literal = null, name = null, spec = null, conversion = null] = unpack(piece, 4);
    if (isTrue(literal)) result += str(literal);
    if (name === null) continue;
    let field = name;
    const text = strValue(name) ?? '';
    if (text === '') {
      if (numbering === false) throw mixedNumbering();
      field = String(numbering++);
    } else if (isDigitText(text)) {
      if (numbering !== false && numbering > 0) throw mixedNumbering();
      numbering = false;
    }
    const [object = null, key = null] = unpack(callAttribute(self, 'get_field', field, args, keywords), 2);
    callAttribute(used, 'add', key);
    const converted = callAttribute(self, 'convert_field', object, conversion);
    const inner = callAttribute(self, '_vformat', spec, args, keywords, used, depth - 1, numbering);
    const [expanded = '', next = false] = unpack(inner, 2);
    numbering = typeof next === 'number' ? next : false;
    result += str(callAttribute(self, 'format_field', converted, expanded));
  }
  return [result, numbering];
}

function mixedNumbering(): Value {
  return valueError('cannot switch from manual field specification to automatic field numbering');
}

function convertField(value: Value, conversion: Value): Value {
  switch (conversion) {
    case null:
      return value;
    case 's':
      return str(value);
    case 'r':
      return repr(value);
    case 'a':
      return ascii(value);
    default:
      throw valueError(`Unknown conversion specifier ${str(conversion)}`);
  }
}

/** The object that a field names, and the argument it was reached from. */
function fieldValue(self: Value, name: Value, args: Value, keywords: Value): Value {
  const text = strValue(name);
  if (text === undefined) throw typeError(`expected str, got ${typeName(name)}`);
  const first = firstName(text);
  const key = integerIn(first) ?? first;
  let value = callAttribute(self, 'get_value', key, args, keywords);
  for (let at = first.length; at < text.length; ) {
    const access = nextAccess(text, at);
    value = access.isAttribute ? getAttribute(value, String(access.key)) : getItem(value, access.key);
    at = access.end;
  }
  return tuple(value, key);
}

export const formatterClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('Formatter', {
      module: 'string',
      instanceDict: true,
      methods: {
        'format(self, format_string, /, *args, **kwargs)': (self, template, args, keywords) =>
          callAttribute(self, 'vformat', template, args, keywords),
        'vformat(self, format_string, args, kwargs)': (self, template, args, keywords) => {
          const used = new PySet();
          const outcome = callAttribute(self, '_vformat', template, args, keywords, used, DEEPEST);
          const [result = ''] = unpack(outcome, 2);
          callAttribute(self, 'check_unused_args', used, args, keywords);
          return result;
        },
        '_vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0)': (
          self,
          template,
          args,
          keywords,
          used,
          depth,
          start,
        ) =>
          new PyTuple([
            ...rendered(
              self,
              template,
              args,
              keywords,
              used,
              Number(intValue(depth) ?? 0),
              typeof start === 'number' ? start : false,
            ),
          ]),
        'get_value(self, key, args, kwargs)': (_self, key, args, keywords) =>
          getItem(intValue(key) === undefined ? keywords : args, key),
        'check_unused_args(self, used_args, args, kwargs)': () => null,
        'format_field(self, value, format_spec)': (_self, value, spec) => format(value, str(spec)),
        'convert_field(self, value, conversion)': (_self, value, conversion) =>
          convertField(value, conversion),
        'parse(self, format_string)': (_self, template) => parseTemplate(template),
        'get_field(self, field_name, args, kwargs)': fieldValue,
      },
    }),
);
