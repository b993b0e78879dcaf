// `re.Pattern`: a pattern that has been compiled, and what can be done with it.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { equals } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { hash } from '../../objects/hash.js';
import { callableIterator } from '../../objects/iter-function.js';
import { PyMappingProxy } from '../../objects/mapping-proxy.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { NotImplemented } from '../../objects/types.js';
import { once } from '../library.js';
import type { PyMatch } from './match.js';
import { MatchRun } from './match-run.js';
import { Flag } from './nodes.js';
import type { MatchMode, Program } from './program.js';
import { type Subject, subjectOf } from './subject.js';
import { splitText, substitute } from './substitution.js';
import { makeTemplate, type Template } from './template.js';

export class PyPattern extends PyObject {
  readonly groupIndex: PyDict;
  readonly #names: readonly string[];
  #template: { readonly source: Value; readonly template: Template } | undefined;

  constructor(
    readonly machine: KernelMachine,
    /** The pattern as it was given; None for one that `re.Scanner` puts together. */
    readonly source: Value,
    readonly isText: boolean,
    readonly flags: number,
    readonly program: Program,
    names: ReadonlyMap<string, number>,
  ) {
    super(patternType());
    this.groupIndex = PyDict.of(names);
    const byNumber: string[] = [];
    for (const [name, group] of names) byNumber[group] = name;
    this.#names = byNumber;
  }

  get groupCount(): number {
    return this.program.groupCount;
  }

  nameOf(group: number): Value {
    return this.#names[group] ?? null;
  }

  /** Refuses bytes where the pattern is text, and text where it is bytes. */
  subject(string: Value): Subject {
    const subject = subjectOf(string);
    if (this.source === null || subject.isText === this.isText) return subject;
    throw typeError(
      this.isText
        ? 'cannot use a string pattern on a bytes-like object'
        : 'cannot use a bytes pattern on a string-like object',
    );
  }

  /** The last one is kept, as loops use one again and again. */
  template(source: Value): Template {
    if (this.#template === undefined || this.#template.source !== source) {
      this.#template = { source, template: makeTemplate(this.machine, source, this) };
    }
    return this.#template.template;
  }
}

const FLAG_NAMES = [
  'IGNORECASE',
  'LOCALE',
  'MULTILINE',
  'DOTALL',
  'UNICODE',
  'VERBOSE',
  'DEBUG',
  'ASCII',
] as const;

function patternRepr(self: PyPattern): string {
  let { flags } = self;
  const types = Flag.ASCII | Flag.LOCALE | Flag.UNICODE;
  if (self.isText && (flags & types) === Flag.UNICODE) flags &= ~Flag.UNICODE;
  const shown: string[] = [];
  for (const name of FLAG_NAMES) {
    if ((flags & Flag[name]) === 0) continue;
    shown.push(`re.${name}`);
    flags &= ~Flag[name];
  }
  if (flags !== 0) shown.push(`0x${(flags >>> 0).toString(16)}`);
  const source = Array.from(repr(self.source)).slice(0, 200).join('');
  return `re.compile(${[source, ...(shown.length > 0 ? [shown.join('|')] : [])].join(', ')})`;
}

function single(mode: MatchMode) {
  return (self: PyPattern, string: Value, position?: Value, end?: Value): Value =>
    new MatchRun(self, string, position, end).next(mode) ?? null;
}

/** What `findall` gives for a match: the group, all of them, or the whole where there are none. */
function foundValue(match: PyMatch, empty: Value): Value {
  const { groups } = match;
  if (groups.length <= 1) return match.group(groups[0] ?? 0) ?? empty;
  return new PyTuple(groups.map((group) => match.group(group) ?? empty));
}

function findAll(self: PyPattern, string: Value, position?: Value, end?: Value): Value {
  const run = new MatchRun(self, string, position, end);
  const empty = run.subject.part(0, 0);
  const found: Value[] = [];
  for (let match = run.next('search'); match !== undefined; match = run.next('search')) {
    found.push(foundValue(match, empty));
  }
  return new PyList(found);
}

const BOUNDS = 'string, pos=<0>, endpos=<9223372036854775807>';

export const patternType: () => PyType = once(
  (): PyType =>
    defineType('re.Pattern', {
      module: 're',
      final: true,
      instanceDict: false,
      doc: 'Compiled regular expression object.',
      slots: {
        repr: patternRepr,
        hash: (self: PyPattern) => hash(tuple(self.flags, self.source, self.groupCount)),
        eq: (self: PyPattern, other) => {
          if (!(other instanceof PyPattern)) return NotImplemented;
          return (
            self === other ||
            (self.flags === other.flags && self.isText === other.isText && equals(self.source, other.source))
          );
        },
      },
      methods: {
        [`match(${BOUNDS})`]: single('match'),
        [`fullmatch(${BOUNDS})`]: single('fullmatch'),
        [`search(${BOUNDS})`]: single('search'),
        [`findall(${BOUNDS})`]: findAll,
        [`finditer(${BOUNDS})`]: (self: PyPattern, string: Value, position?: Value, end?: Value) => {
          const run = new MatchRun(self, string, position, end);
          return callableIterator(
            native('search()', () => run.next('search') ?? null),
            null,
          );
        },
        [`scanner(${BOUNDS})`]: (self: PyPattern, string: Value, position?: Value, end?: Value) =>
          new PyScanner(new MatchRun(self, string, position, end)),
        'sub(repl, string, count=0)': (self: PyPattern, replacement, string, count) =>
          substitute(self, replacement, string, count)[0],
        'subn(repl, string, count=0)': (self: PyPattern, replacement, string, count) =>
          tuple(...substitute(self, replacement, string, count)),
        'split(string, maxsplit=0)': splitText,
        '__reduce__()': (self: PyPattern) => {
          const { machine } = self;
          const module = machine.importModule('re', machine.builtins, null, 0);
          return tuple(getAttribute(module, '_compile'), tuple(self.source, self.flags));
        },
        '__copy__()': (self: PyPattern) => self,
        '__deepcopy__(memo, /)': (self: PyPattern) => self,
      },
      classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
      properties: {
        pattern: (self: PyPattern) => self.source,
        flags: (self: PyPattern) => self.flags,
        groups: (self: PyPattern) => self.groupCount,
        groupindex: (self: PyPattern) => new PyMappingProxy(self.groupIndex),
      },
    }),
);

/** What `Pattern.scanner` gives. */
class PyScanner extends PyObject {
  constructor(readonly run: MatchRun) {
    super(scannerType());
  }
}

const scannerType: () => PyType = once(
  (): PyType =>
    defineType('_sre.SRE_Scanner', {
      module: '_sre',
      final: true,
      instanceDict: false,
      methods: {
        'match()': (self: PyScanner) => self.run.next('match') ?? null,
        'search()': (self: PyScanner) => self.run.next('search') ?? null,
      },
      properties: { pattern: (self: PyScanner) => self.run.pattern },
    }),
);
