// `textwrap.TextWrapper`, whose steps a subclass can replace.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { compilePattern } from '../re/compile.js';
import { handleLongWord, numberOf, wrapChunks } from './line-breaking.js';

const WHITESPACE = '\t\n\x0b\x0c\r ';

/** Chunks where words may be broken behind hyphens, and at dashes between words. */
function chunkPattern(): string {
  const space = `[${WHITESPACE}]`;
  const other = `[^${WHITESPACE}]`;
  const letter = '[^\\d\\W]';
  const inWord = '[\\w!"\'&.,?]';
  const dash = `(?<=${inWord})-{2,}(?=\\w)`;
  const afterHyphen = `-(?:(?<=${letter}{2}-)|(?<=${letter}-${letter}-))(?=${letter}-?${letter})`;
  const wordEnd = `(?=${space}|\\Z)`;
  const beforeDash = `(?<=${inWord})(?=-{2,}\\w)`;
  return `(${space}+|${dash}|${other}+?(?:${afterHyphen}|${wordEnd}|${beforeDash}))`;
}

/** A full stop is followed by two spaces. */
function fixSentenceEndings(self: Value, chunks: Value[]): void {
  const pattern = getAttribute(self, 'sentence_end_re');
  for (let index = 0; index < chunks.length - 1; index++) {
    if (chunks[index + 1] !== ' ') continue;
    if (callAttribute(pattern, 'search', chunks[index] ?? '') === null) continue;
    chunks[index + 1] = '  ';
    index++;
  }
}

function listOf(list: Value): PyList {
  if (list instanceof PyList) return list;
  throw typeError(`expected a list, not ${typeName(list)}`);
}

const OPTIONS = [
  'width',
  'initial_indent',
  'subsequent_indent',
  'expand_tabs',
  'replace_whitespace',
  'fix_sentence_endings',
  'break_long_words',
  'drop_whitespace',
  'break_on_hyphens',
  'tabsize',
  'max_lines',
  'placeholder',
];

export const textWrapperClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('TextWrapper', {
      module: 'textwrap',
      instanceDict: true,
      doc: 'Wraps and fills paragraphs of text; what it does is set by its attributes.',
      attributes: {
        unicode_whitespace_trans: PyDict.of(Array.from(WHITESPACE, (char) => [char.charCodeAt(0), 0x20])),
        wordsep_re: compilePattern(m, chunkPattern(), 0),
        wordsep_simple_re: compilePattern(m, `([${WHITESPACE}]+)`, 0),
        sentence_end_re: compilePattern(m, '[a-z][.!?]["\']?\\Z', 0),
      },
      methods: {
        '__init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True, fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None, placeholder=" [...]")':
          (self, ...values) => {
            for (const [index, name] of OPTIONS.entries()) setOwnAttribute(self, name, values[index] ?? null);
            return null;
          },
        '_munge_whitespace(self, text)': (self, given) => {
          let text = given;
          if (isTrue(getAttribute(self, 'expand_tabs'))) {
            text = callAttribute(text, 'expandtabs', getAttribute(self, 'tabsize'));
          }
          if (!isTrue(getAttribute(self, 'replace_whitespace'))) return text;
          return callAttribute(text, 'translate', getAttribute(self, 'unicode_whitespace_trans'));
        },
        '_split(self, text)': (self, text) => {
          const name = getAttribute(self, 'break_on_hyphens') === true ? 'wordsep_re' : 'wordsep_simple_re';
          const parts = callAttribute(getAttribute(self, name), 'split', text);
          return new PyList([...iterate(parts)].filter(isTrue));
        },
        '_fix_sentence_endings(self, chunks)': (self, chunks) => {
          fixSentenceEndings(self, listOf(chunks).items);
          return null;
        },
        '_handle_long_word(self, reversed_chunks, cur_line, cur_len, width)': (
          self,
          chunks,
          line,
          size,
          width,
        ) => {
          handleLongWord(self, listOf(chunks).items, listOf(line).items, numberOf(size), numberOf(width));
          return null;
        },
        '_wrap_chunks(self, chunks)': (self, chunks) => new PyList(wrapChunks(self, listOf(chunks))),
        '_split_chunks(self, text)': (self, text) =>
          callAttribute(self, '_split', callAttribute(self, '_munge_whitespace', text)),
        'wrap(self, text)': (self, text) => {
          const chunks = callAttribute(self, '_split_chunks', text);
          if (isTrue(getAttribute(self, 'fix_sentence_endings'))) {
            callAttribute(self, '_fix_sentence_endings', chunks);
          }
          return callAttribute(self, '_wrap_chunks', chunks);
        },
        'fill(self, text)': (self, text) =>
          [...iterate(callAttribute(self, 'wrap', text))].map(str).join('\n'),
      },
    }),
);
