// The `pprint` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { idOfValue } from '../../objects/identity.js';
import { unpack } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { intType, typeOf } from '../../objects/types.js';
import { callAttribute, libraryFunctions, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { handlerFor } from './handlers.js';
import { Layout } from './layout.js';
import { type ShowPart, showOnOneLine } from './one-line.js';
import type { Settings, Shown } from './settings.js';

function settingsOf(self: Value): Settings {
  const part = (name: string): Value => getAttribute(self, name);
  const depth = part('_depth');
  return {
    indent: Number(part('_indent_per_level')),
    width: Number(part('_width')),
    depth: typeof depth === 'number' && depth !== 0 ? depth : undefined,
    isCompact: isTrue(part('_compact')),
    sortsDicts: isTrue(part('_sort_dicts')),
    underscoresNumbers: isTrue(part('_underscore_numbers')),
  };
}

/** What is being shown, by identity. */
const contextDict = (values: Iterable<Value>): PyDict =>
  PyDict.of([...values].map((value): [Value, Value] => [idOfValue(value), 1]));

/** `format` of the printer, which a subclass may have replaced. */
function partShower(m: KernelMachine, self: Value, settings: Settings): ShowPart {
  const isOwn = typeOf(self).lookup('format') === printerClass(m).attrs.get('format');
  if (isOwn) {
    const show: ShowPart = (value, context, depth, level) =>
      showOnOneLine(value, settings, show, context, depth, level);
    return show;
  }
  return (value, context, depth, level) => {
    const shown = callAttribute(self, 'format', value, contextDict(context), depth ?? null, level);
    const [text = null, readable = null, recursive = null] = unpack(shown, 3);
    return { text: str(text), readable: isTrue(readable), recursive: isTrue(recursive) };
  };
}

function prettyText(m: KernelMachine, self: Value, value: Value): string {
  const settings = settingsOf(self);
  const show = partShower(m, self, settings);
  const layout = new Layout(
    settings,
    (part, context, level) => show(part, context, settings.depth, level).text,
    (part) => handlerFor(m, part),
  );
  layout.put(value, { indent: 0, allowance: 0, level: 0 });
  return layout.text;
}

/** The method `format(object, context, maxlevels, level)`; what the context holds is known by identity alone. */
function formatMethod(
  m: KernelMachine,
  self: Value,
  value: Value,
  given: Value,
  most: Value,
  level: Value,
): Value {
  const settings = settingsOf(self);
  const show = partShower(m, self, settings);
  const depth = typeof most === 'number' && most !== 0 ? most : undefined;
  const around = new Set<Value>();
  if (given instanceof PyDict && given.table.has(idOfValue(value))) around.add(value);
  return shownTuple(showOnOneLine(value, settings, show, around, depth, Number(level)));
}

const shownTuple = ({ text, readable, recursive }: Shown): PyTuple => tuple(text, readable, recursive);

export const printerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('PrettyPrinter', {
      module: 'pprint',
      instanceDict: true,
      methods: {
        '__init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False)':
          (self, givenIndent, givenWidth, depth, stream, compact, sortDicts, underscores) => {
            const [indent, width] = [call(intType, [givenIndent]), call(intType, [givenWidth])];
            if (typeof indent === 'number' && indent < 0) throw valueError('indent must be >= 0');
            if (depth !== null && isTrue(richCompare(depth, 0, 'le'))) throw valueError('depth must be > 0');
            if (width === 0) throw valueError('width must be != 0');
            const sys = m.importModule('sys', m.builtins, null, 0);
            for (const [name, value] of Object.entries({
              _depth: depth,
              _indent_per_level: indent,
              _width: width,
              _stream: stream ?? getAttributeOr(sys, 'stdout') ?? null,
              _compact: isTrue(compact),
              _sort_dicts: sortDicts,
              _underscore_numbers: underscores,
            })) {
              setOwnAttribute(self, name, value);
            }
            return null;
          },
        'pprint(self, object)': (self, value) => {
          const stream = getAttribute(self, '_stream');
          if (stream === null) return null;
          callAttribute(stream, 'write', prettyText(m, self, value));
          callAttribute(stream, 'write', '\n');
          return null;
        },
        'pformat(self, object)': (self, value) => prettyText(m, self, value),
        'isrecursive(self, object)': (self, value) => {
          const [, , recursive = false] = unpack(callAttribute(self, 'format', value, new PyDict(), 0, 0), 3);
          return recursive;
        },
        'isreadable(self, object)': (self, value) => {
          const [, readable, recursive] = unpack(callAttribute(self, 'format', value, new PyDict(), 0, 0), 3);
          return isTrue(readable ?? false) && !isTrue(recursive ?? false);
        },
        'format(self, object, context, maxlevels, level)': (self, value, context, most, level) =>
          formatMethod(m, self, value, context, most, level),
      },
    }),
);

const OPTIONS = ['indent', 'width', 'depth', 'compact', 'sort_dicts', 'underscore_numbers'];
const PARAMETERS =
  'indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False';

export const pprint = defineModule('pprint', (m: KernelMachine) => {
  const printer = (stream: Value, options: readonly Value[]): Value => {
    const keywords = new Map<string, Value>([['stream', stream]]);
    for (const [index, name] of OPTIONS.entries()) keywords.set(name, options[index] ?? null);
    return call(printerClass(m), [], keywords);
  };
  const shown = (value: Value): readonly Value[] =>
    unpack(callAttribute(call(printerClass(m)), 'format', value, new PyDict(), null, 0), 3);
  const functions = libraryFunctions('pprint', {
    [`pprint(object, stream=None, ${PARAMETERS})`]: (value, stream, ...options) =>
      callAttribute(printer(stream, options), 'pprint', value),
    [`pformat(object, ${PARAMETERS})`]: (value, ...options) =>
      callAttribute(printer(null, options), 'pformat', value),
    'pp(object, *args, sort_dicts=False, **kwargs)': (value, args, sortDicts, options) => {
      const keywords = new Map(keywordsOf(options) ?? []).set('sort_dicts', sortDicts);
      const more = args instanceof PyTuple ? args.items : [];
      return call(functions.pprint ?? null, [value, ...more], keywords);
    },
    'saferepr(object)': (value) => shown(value)[0] ?? null,
    'isreadable(object)': (value) => shown(value)[1] ?? null,
    'isrecursive(object)': (value) => shown(value)[2] ?? null,
  });
  return {
    __all__: new PyList([
      'pprint',
      'pformat',
      'isreadable',
      'isrecursive',
      'saferepr',
      'PrettyPrinter',
      'pp',
    ]),
    ...functions,
    PrettyPrinter: printerClass(m),
  };
});
