// `logging.LoggerAdapter`: a logger that adds something to every message.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { LEVEL_METHODS } from './logger.js';
import { ERROR, loggingState } from './state.js';

const loggerOf = (self: Value): Value => getAttribute(self, 'logger');

const levelMethod =
  (level: number): NativeBody =>
  (self: Value, message: Value, args: Value, kwargs: Value) =>
    call(getAttribute(self, 'log'), [level, message, ...toArray(args)], keywordsOf(kwargs));

/** The keywords of a call with what the adapter adds. */
function process(self: Value, message: Value, kwargs: Value): Value {
  const keywords = kwargs instanceof PyDict ? kwargs : new PyDict();
  const extra = getAttribute(self, 'extra');
  const own = keywords.table.get('extra');
  if (isTrue(getAttribute(self, 'merge_extra')) && own !== undefined) {
    const merged = new PyDict();
    updateDict(merged, extra);
    updateDict(merged, own);
    keywords.table.set('extra', merged);
  } else keywords.table.set('extra', extra);
  return tuple(message, keywords);
}

export const adapterClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('LoggerAdapter', {
      module: 'logging',
      instanceDict: true,
      classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
      methods: {
        '__init__(self, logger, extra=None, merge_extra=False)': (self, logger, extra, merge) => {
          setOwnAttribute(self, 'logger', logger);
          setOwnAttribute(self, 'extra', extra);
          setOwnAttribute(self, 'merge_extra', merge);
          return null;
        },
        'process(self, msg, kwargs)': process,
        ...Object.fromEntries(
          LEVEL_METHODS.map(([name, level]) => [`${name}(self, msg, *args, **kwargs)`, levelMethod(level)]),
        ),
        'warn(self, msg, *args, **kwargs)': (self, message, args, kwargs) => {
          m.warn('DeprecationWarning', "The 'warn' method is deprecated, use 'warning' instead");
          return call(getAttribute(self, 'warning'), [message, ...toArray(args)], keywordsOf(kwargs));
        },
        'exception(self, msg, *args, exc_info=True, **kwargs)': (self, message, args, info, kwargs) =>
          call(
            getAttribute(self, 'log'),
            [ERROR, message, ...toArray(args)],
            new Map([['exc_info', info], ...(keywordsOf(kwargs) ?? [])]),
          ),
        'log(self, level, msg, *args, **kwargs)': (self, level, message, args, kwargs) => {
          if (!isTrue(callAttribute(self, 'isEnabledFor', level))) return null;
          const [text = null, keywords = null] = toArray(callAttribute(self, 'process', message, kwargs));
          return call(
            getAttribute(loggerOf(self), 'log'),
            [level, text, ...toArray(args)],
            keywordsOf(keywords),
          );
        },
        'isEnabledFor(self, level)': (self, level) => callAttribute(loggerOf(self), 'isEnabledFor', level),
        'setLevel(self, level)': (self, level) => callAttribute(loggerOf(self), 'setLevel', level),
        'getEffectiveLevel(self)': (self) => callAttribute(loggerOf(self), 'getEffectiveLevel'),
        'hasHandlers(self)': (self) => callAttribute(loggerOf(self), 'hasHandlers'),
        '_log(self, level, msg, args, **kwargs)': (self, level, message, args, kwargs) =>
          call(getAttribute(loggerOf(self), '_log'), [level, message, args], keywordsOf(kwargs)),
        '__repr__(self)': (self) => {
          const logger = loggerOf(self);
          const level = loggingState(m).levels.name(callAttribute(logger, 'getEffectiveLevel'));
          return `<${typeName(self)} ${str(getAttribute(logger, 'name'))} (${str(level)})>`;
        },
      },
      properties: {
        manager: (self) => getAttribute(loggerOf(self), 'manager'),
        name: (self) => getAttribute(loggerOf(self), 'name'),
      },
    }),
);
