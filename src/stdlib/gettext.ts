// The `gettext` module without catalogues of translations: every message stays as it is.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { equals, isTrue } from '../objects/compare.js';
import { exception } from '../objects/exceptions.js';
import type { NativeBody } from '../objects/native.js';
import type { PyType, Value } from '../objects/object.js';
import { callAttribute, libraryFunctions, ownAttribute, perMachine, setOwnAttribute } from './library.js';
import { libraryClass } from './library-class.js';

const plural = (one: Value, many: Value, count: Value): Value => (equals(count, 1) ? one : many);

/** Asks the translations behind these, if there are any. */
const behind = (self: Value, name: string, args: readonly Value[], otherwise: Value): Value => {
  const next = ownAttribute(self, '_fallback') ?? null;
  return next === null ? otherwise : callAttribute(next, name, ...args);
};

const nullTranslations = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('NullTranslations', {
      module: 'gettext',
      instanceDict: true,
      methods: {
        '__init__(self, fp=None)': (self) => {
          for (const name of ['_charset', '_fallback']) setOwnAttribute(self, name, null);
          return null;
        },
        'add_fallback(self, fallback)': (self, fallback) => {
          const next = ownAttribute(self, '_fallback') ?? null;
          if (next === null) setOwnAttribute(self, '_fallback', fallback);
          else callAttribute(next, 'add_fallback', fallback);
          return null;
        },
        'gettext(self, message)': (self, message) => behind(self, 'gettext', [message], message),
        'ngettext(self, msgid1, msgid2, n)': (self, one, many, count) =>
          behind(self, 'ngettext', [one, many, count], plural(one, many, count)),
        'pgettext(self, context, message)': (self, context, message) =>
          behind(self, 'pgettext', [context, message], message),
        'npgettext(self, context, msgid1, msgid2, n)': (self, context, one, many, count) =>
          behind(self, 'npgettext', [context, one, many, count], plural(one, many, count)),
        'info(self)': () => null,
        'charset(self)': () => null,
        'install(self, names=None)': (self) => {
          m.builtins.set('_', getAttribute(self, 'gettext'));
          return null;
        },
      },
    }),
);

function noCatalogue(domain: Value): Error {
  throw exception('FileNotFoundError', 2, 'No translation file found for domain', domain);
}

export const gettext = defineModule('gettext', (m: KernelMachine) => {
  const make = (): Value => call(nullTranslations(m));
  let domain: Value = 'messages';
  const functions: Record<string, NativeBody> = {
    'gettext(message)': (message) => message,
    'dgettext(domain, message)': (_domain, message) => message,
    'ngettext(msgid1, msgid2, n)': plural,
    'dngettext(domain, msgid1, msgid2, n)': (_domain, one, many, count) => plural(one, many, count),
    'pgettext(context, message)': (_context, message) => message,
    'npgettext(context, msgid1, msgid2, n)': (_context, one, many, count) => plural(one, many, count),
    'find(domain, localedir=None, languages=None, all=False)': () => null,
    'translation(domain, localedir=None, languages=None, class_=None, fallback=False)': (
      name,
      _directory,
      _languages,
      _class,
      fallback,
    ) => {
      if (isTrue(fallback)) return make();
      throw noCatalogue(name);
    },
    'install(domain, localedir=None, *, names=None)': () => callAttribute(make(), 'install'),
    'textdomain(domain=None)': (given) => {
      if (given !== null) domain = given;
      return domain;
    },
    'bindtextdomain(domain, localedir=None)': (_domain, directory) => directory,
  };
  return { NullTranslations: nullTranslations(m), ...libraryFunctions('gettext', functions) };
});
