// Examples, and how they are found in a text: prompts with source, then what is expected.

import { PyDict, PyList } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { expandTabs } from '../../objects/str-split.js';
import { once } from '../library.js';
import { flagNamed } from './flags.js';

export interface ExampleParts {
  readonly source: string;
  readonly want: string;
  /** What a traceback that is expected says last; null where none is. */
  readonly excMessage: string | null;
  /** Counted from 0 in the text. */
  readonly lineno: number;
  readonly indent: number;
  readonly options: ReadonlyMap<number, boolean>;
}

export class PyExample extends PyObject {
  constructor(readonly parts: ExampleParts) {
    super(exampleType(), new Map());
  }
}

export const exampleType = once(
  (): PyType =>
    defineType('Example', {
      module: 'doctest',
      instanceDict: true,
      properties: {
        source: ({ parts }: PyExample) => parts.source,
        want: ({ parts }: PyExample) => parts.want,
        exc_msg: ({ parts }: PyExample) => parts.excMessage,
        lineno: ({ parts }: PyExample) => parts.lineno,
        indent: ({ parts }: PyExample) => parts.indent,
        options: ({ parts }: PyExample) => PyDict.of(parts.options),
      },
    }),
);

export class PyDocTest extends PyObject {
  constructor(
    readonly examples: readonly PyExample[],
    readonly globals: PyDict,
    readonly name: string,
    readonly filename: string | null,
    readonly lineno: number | null,
    readonly docstring: string,
  ) {
    super(docTestType(), new Map());
  }
}

export const docTestType = once(
  (): PyType =>
    defineType('DocTest', {
      module: 'doctest',
      instanceDict: true,
      slots: {
        repr: (self: PyDocTest) => {
          const count = self.examples.length;
          const examples = count === 0 ? 'no examples' : count === 1 ? '1 example' : `${count} examples`;
          return `<DocTest ${self.name} from ${self.filename ?? 'None'}:${self.lineno ?? 'None'} (${examples})>`;
        },
      },
      properties: {
        examples: (self: PyDocTest) => new PyList([...self.examples]),
        globs: (self: PyDocTest) => self.globals,
        name: (self: PyDocTest) => self.name,
        filename: (self: PyDocTest) => self.filename,
        lineno: (self: PyDocTest) => self.lineno,
        docstring: (self: PyDocTest) => self.docstring,
      },
    }),
);

const PROMPT = /^( *)>>>(.*)$/;
const OPTION = /#\s*doctest:\s*([^\n'"]*)$/gm;
const TRACEBACK =
  /^Traceback \((?:most recent call last|innermost last)\):[ \t]*$[\s\S]*?^(?<message>\w[\s\S]*)/m;

function optionsOf(source: string, name: string, lineno: number): Map<number, boolean> {
  const options = new Map<number, boolean>();
  for (const [, text = ''] of source.matchAll(OPTION)) {
    for (const option of text.replaceAll(',', ' ').split(/\s+/)) {
      if (option === '') continue;
      const flag = flagNamed(option.slice(1));
      if (!/^[+-]/.test(option) || flag === undefined)
        throw valueError(
          `line ${lineno + 1} of the doctest for ${name} has an invalid option: ${repr(option)}`,
        );
      options.set(flag, option.startsWith('+'));
    }
  }
  return options;
}

function smallestIndent(lines: readonly string[]): number {
  const indents = lines.flatMap((line) => (/\S/.test(line) ? [/^ */.exec(line)?.[0].length ?? 0] : []));
  return indents.length === 0 ? 0 : Math.min(...indents);
}

const isBlank = (line: string): boolean => /^ *$/.test(line);

/** Lines `from` to the end of an example, and what they say. */
function readExample(lines: readonly string[], from: number, base: number, name: string) {
  const indent = PROMPT.exec(lines[from] ?? '')?.[1]?.length ?? 0;
  const complain = (at: number, what: string): never => {
    throw valueError(`line ${at + 1} of the docstring for ${name} ${what}: ${repr(lines[at] ?? '')}`);
  };
  let end = from + 1;
  while (/^ *\.\.\.( |$)/.test(lines[end] ?? '') || /^ *\.\.\./.test(lines[end] ?? '')) end++;
  const source: string[] = [];
  for (let at = from; at < end; at++) {
    const line = lines[at] ?? '';
    if (at > from && !line.startsWith(`${' '.repeat(indent)}.`))
      complain(at, 'has inconsistent leading whitespace');
    if (line.length >= indent + 4 && line[indent + 3] !== ' ') {
      throw valueError(
        `line ${at + 1} of the docstring for ${name} lacks blank after ${line.slice(indent, indent + 3)}: ${repr(line)}`,
      );
    }
    source.push(line.slice(indent + 4));
  }
  const want: string[] = [];
  const isWant = (line: string | undefined): line is string =>
    line !== undefined && !isBlank(line) && !/^ *>>>/.test(line);
  for (let line = lines[end]; isWant(line); line = lines[++end]) {
    if (!line.startsWith(' '.repeat(indent))) complain(end, 'has inconsistent leading whitespace');
    want.push(line.slice(indent));
  }
  const text = source.join('\n');
  const wanted = want.join('\n');
  const message = TRACEBACK.exec(wanted)?.groups?.message;
  const endLine = (given: string): string => (given === '' || given.endsWith('\n') ? given : `${given}\n`);
  const parts: ExampleParts = {
    source: text.endsWith('\n') ? text : `${text}\n`,
    want: endLine(wanted),
    excMessage: message === undefined ? null : endLine(message),
    lineno: from,
    indent: base + indent,
    options: optionsOf(text, name, from),
  };
  return { parts, end, isComment: /^ *(#.*)?$/.test(text) };
}

/** Examples and the texts between them. */
export function parseText(given: string, name: string): Value[] {
  const text = expandTabs(given, 8);
  const all = text.split('\n');
  const base = smallestIndent(all);
  const lines = all.map((line) => line.slice(base));
  const output: Value[] = [];
  let between: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (!PROMPT.test(line)) {
      between.push(at + 1 < lines.length ? `${line}\n` : line);
      at++;
      continue;
    }
    const { parts, end, isComment } = readExample(lines, at, base, name);
    output.push(between.join(''));
    between = [];
    if (!isComment) output.push(new PyExample(parts));
    at = end;
  }
  output.push(between.join(''));
  return output;
}

export function examplesIn(text: string, name: string): PyExample[] {
  return parseText(text, name).filter((part) => part instanceof PyExample);
}
