// `logging.Formatter`: a record as text.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { PyException, valueError } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { iterate } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { mod } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { length } from '../../objects/subscript.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { styleClasses, styleNames } from './styles.js';

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** The text of the record with its exception and its stack below. */
function format(self: Value, record: Value): string {
  setAttribute(record, 'message', callAttribute(record, 'getMessage'));
  if (isTrue(callAttribute(self, 'usesTime')))
    setAttribute(record, 'asctime', callAttribute(self, 'formatTime', record, getAttribute(self, 'datefmt')));
  let text = str(callAttribute(self, 'formatMessage', record));
  const info = getAttribute(record, 'exc_info');
  // The text is kept for other handlers: the traceback is the same for all.
  if (isTrue(info) && !isTrue(getAttribute(record, 'exc_text')))
    setAttribute(record, 'exc_text', callAttribute(self, 'formatException', info));
  const shown = getAttribute(record, 'exc_text');
  if (isTrue(shown)) text = ended(text) + str(shown);
  const stack = getAttribute(record, 'stack_info');
  if (isTrue(stack)) text = ended(text) + str(callAttribute(self, 'formatStack', stack));
  return text;
}

export const formatterClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const timeFunction = (name: string): Value =>
    getAttribute(m.importModule('time', m.builtins, null, 0), name);
  return libraryClass('Formatter', {
    module: 'logging',
    instanceDict: true,
    attributes: {
      converter: timeFunction('localtime'),
      default_time_format: '%Y-%m-%d %H:%M:%S',
      default_msec_format: '%s,%03d',
    },
    methods: {
      "__init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None)": (
        self,
        given,
        datefmt,
        sign,
        validate,
        defaults,
      ) => {
        const cls = styleClasses(m).get(strValue(sign) ?? '');
        if (cls === undefined) throw valueError(`Style must be one of: ${styleNames()}`);
        const style = call(cls, [given], new Map([['defaults', defaults]]));
        setOwnAttribute(self, '_style', style);
        if (isTrue(validate)) callAttribute(style, 'validate');
        setOwnAttribute(self, '_fmt', getAttribute(style, '_fmt'));
        setOwnAttribute(self, 'datefmt', datefmt);
        return null;
      },
      'formatTime(self, record, datefmt=None)': (self, record, datefmt) => {
        const moment = callAttribute(self, 'converter', getAttribute(record, 'created'));
        if (isTrue(datefmt)) return call(timeFunction('strftime'), [datefmt, moment]);
        const text = call(timeFunction('strftime'), [getAttribute(self, 'default_time_format'), moment]);
        const withMilliseconds = getAttribute(self, 'default_msec_format');
        return isTrue(withMilliseconds)
          ? mod(withMilliseconds, tuple(text, getAttribute(record, 'msecs')))
          : text;
      },
      'formatException(self, ei)': (_self, info) => {
        const [, error = null] = info instanceof PyTuple ? info.items : [];
        const text = error instanceof PyException ? formatException(error) : 'NoneType: None\n';
        return text.replace(/\n$/, '');
      },
      'usesTime(self)': (self) => callAttribute(getAttribute(self, '_style'), 'usesTime'),
      'formatMessage(self, record)': (self, record) =>
        callAttribute(getAttribute(self, '_style'), 'format', record),
      'formatStack(self, stack_info)': (_self, stack) => stack,
      'format(self, record)': format,
    },
  });
});

/** What formats records where a handler has no formatter. */
export const defaultFormatter = perMachine((m: KernelMachine): Value => call(formatterClass(m)));

export const bufferingFormatterClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('BufferingFormatter', {
      module: 'logging',
      instanceDict: true,
      methods: {
        '__init__(self, linefmt=None)': (self, line) => {
          setOwnAttribute(self, 'linefmt', isTrue(line) ? line : defaultFormatter(m));
          return null;
        },
        'formatHeader(self, records)': () => '',
        'formatFooter(self, records)': () => '',
        'format(self, records)': (self, records) => {
          if (length(records) === 0) return '';
          const line = getAttribute(self, 'linefmt');
          let text = str(callAttribute(self, 'formatHeader', records));
          for (const record of iterate(records)) text += str(callAttribute(line, 'format', record));
          return text + str(callAttribute(self, 'formatFooter', records));
        },
      },
    }),
);
