// The `shlex` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, libraryFunctions, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { type LexerRules, quote, TokenReader } from './splitting.js';

const WORD = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';
const WORD_POSIX = 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ';
const PUNCTUATION = '();<>|&';

const get = getAttribute;
const set = setOwnAttribute;
const text = (self: Value, name: string): string => str(get(self, name));

function streamOf(m: KernelMachine, given: Value): Value {
  if (strValue(given) === undefined) return given;
  const io = m.importModule('io', m.builtins, null, 0);
  return call(get(io, 'StringIO'), [given]);
}

function initialize(
  m: KernelMachine,
  self: Value,
  stream: Value,
  file: Value,
  posix: Value,
  given: Value,
): void {
  const isPosix = isTrue(posix);
  const punctuation = given === true ? PUNCTUATION : isTrue(given) ? str(given) : '';
  let word = isPosix ? WORD + WORD_POSIX : WORD;
  if (punctuation !== '') word = [...`${word}~-./*?=`].filter((char) => !punctuation.includes(char)).join('');
  const values: Record<string, Value> = {
    instream: stream === null ? get(sysModule(m), 'stdin') : streamOf(m, stream),
    infile: stream === null ? null : file,
    posix,
    eof: isPosix ? null : '',
    commenters: '#',
    wordchars: word,
    whitespace: ' \t\r\n',
    whitespace_split: false,
    quotes: '\'"',
    escape: '\\',
    escapedquotes: '"',
    state: ' ',
    pushback: new PyList([]),
    lineno: 1,
    debug: 0,
    token: '',
    filestack: new PyList([]),
    source: null,
    _punctuation_chars: punctuation,
    _pushback_chars: new PyList([]),
  };
  for (const [name, value] of Object.entries(values)) set(self, name, value);
}

const rulesOf = (self: Value): LexerRules => ({
  posix: isTrue(get(self, 'posix')),
  commenters: text(self, 'commenters'),
  wordchars: text(self, 'wordchars'),
  whitespace: text(self, 'whitespace'),
  whitespaceSplit: isTrue(get(self, 'whitespace_split')),
  quotes: text(self, 'quotes'),
  escape: text(self, 'escape'),
  escapedQuotes: text(self, 'escapedquotes'),
  punctuation: text(self, '_punctuation_chars'),
});

const listOf = (self: Value, name: string): Value[] => {
  const value = get(self, name);
  return value instanceof PyList ? value.items : toArray(value);
};

function readToken(self: Value): Value {
  const reader = new TokenReader(rulesOf(self), {
    next: () => {
      const pushed = listOf(self, '_pushback_chars').pop();
      return str(pushed === undefined ? callAttribute(get(self, 'instream'), 'read', 1) : pushed);
    },
    skipLine: () => {
      callAttribute(get(self, 'instream'), 'readline');
    },
    pushBack: (char) => {
      listOf(self, '_pushback_chars').push(char);
    },
    newLine: () => set(self, 'lineno', Number(intValue(get(self, 'lineno')) ?? 0) + 1),
  });
  const { token, state, pushed } = reader.read(get(self, 'state') === null ? 'ended' : 'between');
  set(self, 'state', state === 'ended' ? null : ' ');
  if (pushed !== null) listOf(self, 'pushback').unshift(pushed);
  return token;
}

function getToken(self: Value): Value {
  const waiting = listOf(self, 'pushback').shift();
  if (waiting !== undefined) return waiting;
  let token = callAttribute(self, 'read_token');
  const source = get(self, 'source');
  while (source !== null && token === source) {
    const spec = callAttribute(self, 'sourcehook', callAttribute(self, 'read_token'));
    if (isTrue(spec)) {
      const [file = null, stream = null] = toArray(spec);
      callAttribute(self, 'push_source', stream, file);
    }
    token = callAttribute(self, 'get_token');
  }
  const end = get(self, 'eof');
  while (token === end) {
    if (listOf(self, 'filestack').length === 0) return end;
    callAttribute(self, 'pop_source');
    token = callAttribute(self, 'get_token');
  }
  return token;
}

const lexerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('shlex', {
      module: 'shlex',
      instanceDict: true,
      methods: {
        '__init__(self, instream=None, infile=None, posix=False, punctuation_chars=False)': (
          self,
          stream,
          file,
          posix,
          punctuation,
        ) => {
          initialize(m, self, stream, file, posix, punctuation);
          return null;
        },
        'push_token(self, tok)': (self, token) => {
          listOf(self, 'pushback').unshift(token);
          return null;
        },
        'push_source(self, newstream, newfile=None)': (self, stream, file) => {
          listOf(self, 'filestack').unshift(
            tuple(get(self, 'infile'), get(self, 'instream'), get(self, 'lineno')),
          );
          set(self, 'infile', file);
          set(self, 'instream', streamOf(m, stream));
          set(self, 'lineno', 1);
          return null;
        },
        'pop_source(self)': (self) => {
          callAttribute(get(self, 'instream'), 'close');
          const saved = listOf(self, 'filestack').shift();
          if (saved === undefined) throw exception('IndexError', 'pop from an empty deque');
          const [file = null, stream = null, line = null] = toArray(saved);
          set(self, 'infile', file);
          set(self, 'instream', stream);
          set(self, 'lineno', line);
          set(self, 'state', ' ');
          return null;
        },
        'get_token(self)': getToken,
        'read_token(self)': readToken,
        'sourcehook(self, newfile)': (_self, name) => {
          const file = str(name).startsWith('"') ? str(name).slice(1, -1) : str(name);
          return tuple(file, call(m.builtins.get('open') ?? null, [file, 'r']));
        },
        'error_leader(self, infile=None, lineno=None)': (self, file, line) =>
          `"${str(file ?? get(self, 'infile'))}", line ${str(line ?? get(self, 'lineno'))}: `,
        '__iter__(self)': (self) => self,
        '__next__(self)': (self) => {
          const token = callAttribute(self, 'get_token');
          if (token === get(self, 'eof')) throw exception('StopIteration');
          return token;
        },
      },
      properties: { punctuation_chars: (self) => get(self, '_punctuation_chars') },
    }),
);

function quoted(value: Value): string {
  const given = strValue(value);
  if (given === undefined) throw typeError(`expected string or bytes-like object, got '${typeName(value)}'`);
  return quote(given);
}

export const shlex = defineModule('shlex', (m: KernelMachine) => ({
  __all__: new PyList(['shlex', 'split', 'quote', 'join']),
  shlex: lexerClass(m),
  ...libraryFunctions('shlex', {
    'split(s, comments=False, posix=True)': (given, comments, posix) => {
      if (given === null) throw valueError('s argument must not be None');
      const lexer = call(lexerClass(m), [given], new Map([['posix', posix]]));
      setAttribute(lexer, 'whitespace_split', true);
      if (!isTrue(comments)) setAttribute(lexer, 'commenters', '');
      return new PyList(toArray(lexer));
    },
    'quote(s)': (given) => (isTrue(given) ? quoted(given) : "''"),
    'join(split_command)': (words) => [...iterate(words)].map(quoted).join(' '),
  }),
}));
