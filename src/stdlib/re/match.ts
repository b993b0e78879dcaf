// `re.Match`: what a pattern found.

import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { indexError, typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asSize, hasIndex } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { substring } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { once } from '../library.js';
import type { PyPattern } from './pattern.js';
import type { Found } from './program.js';
import { isMutable, type Subject, subjectOf } from './subject.js';

export class PyMatch extends PyObject {
  readonly #subject: Subject;

  constructor(
    readonly pattern: PyPattern,
    /** What was searched, as it was given. */
    readonly string: Value,
    subject: Subject,
    readonly found: Found,
    readonly position: number,
    readonly end: number,
  ) {
    super(matchType());
    this.#subject = subject;
  }

  /** Bytes that can change are looked at again. */
  get subject(): Subject {
    return isMutable(this.string) ? subjectOf(this.string) : this.#subject;
  }

  /** Start and end of a group, -1 twice for one that took no part. */
  span(group: number): readonly [number, number] {
    const { start, end, marks } = this.found;
    if (group === 0) return [start, end];
    return [marks[2 * group - 2] ?? -1, marks[2 * group - 1] ?? -1];
  }

  /** What a group matched, undefined for one that took no part. */
  group(group: number): Value | undefined {
    const [start, end] = this.span(group);
    return start < 0 ? undefined : this.subject.part(start, end);
  }

  get groups(): readonly number[] {
    return Array.from({ length: this.pattern.groupCount }, (_, index) => index + 1);
  }

  /** The number of a group that is given by number or name. */
  indexOf(key: Value): number {
    let index: number | undefined;
    if (typeof key === 'number') index = key;
    else if (hasIndex(key)) index = asSize(key);
    else {
      const named = this.pattern.groupIndex.table.get(key);
      index = typeof named === 'number' ? named : undefined;
    }
    if (index === undefined || index < 0 || index > this.pattern.groupCount) {
      throw indexError('no such group');
    }
    return index;
  }
}

function spanOf(self: PyMatch, group: Value): PyTuple {
  return tuple(...self.span(self.indexOf(group)));
}

function shortened(value: Value): string {
  return substring(repr(value), 0, 50);
}

function groupsByName(self: PyMatch, otherwise: Value): PyDict {
  const { table } = self.pattern.groupIndex;
  const entries = [...table.entries()].map(([name, index]): [Value, Value] => [
    name,
    self.group(typeof index === 'number' ? index : 0) ?? otherwise,
  ]);
  return PyDict.of(entries);
}

export const matchType: () => PyType = once((): PyType => {
  const type = defineType('re.Match', {
    module: 're',
    final: true,
    instanceDict: false,
    doc: 'The result of re.match() and re.search().\nMatch objects always have a boolean value of True.',
    slots: {
      repr: (self: PyMatch) =>
        `<re.Match object; span=${repr(spanOf(self, 0))}, match=${shortened(self.group(0) ?? null)}>`,
      iter: (self) => {
        throw typeError(`'${typeName(self)}' object is not iterable`);
      },
      getitem: (self: PyMatch, key) => self.group(self.indexOf(key)) ?? null,
    },
    methods: {
      'group(*groups)': (self: PyMatch, groups: PyTuple) => {
        const [first = 0, ...others] = groups.items;
        const value = self.group(self.indexOf(first)) ?? null;
        if (others.length === 0) return value;
        return tuple(value, ...others.map((key) => self.group(self.indexOf(key)) ?? null));
      },
      'start(group=0, /)': (self: PyMatch, group) => self.span(self.indexOf(group))[0],
      'end(group=0, /)': (self: PyMatch, group) => self.span(self.indexOf(group))[1],
      'span(group=0, /)': spanOf,
      'groups(default=None)': (self: PyMatch, otherwise) =>
        new PyTuple(self.groups.map((group) => self.group(group) ?? otherwise)),
      'groupdict(default=None)': groupsByName,
      'expand(template)': (self: PyMatch, template) => self.pattern.template(template).expand(self),
      '__copy__()': (self: PyMatch) => self,
      '__deepcopy__(memo, /)': (self: PyMatch) => self,
    },
    classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
    properties: {
      string: (self: PyMatch) => self.string,
      re: (self: PyMatch) => self.pattern,
      pos: (self: PyMatch) => self.position,
      endpos: (self: PyMatch) => self.end,
      lastindex: (self: PyMatch) => (self.found.lastIndex < 0 ? null : self.found.lastIndex),
      lastgroup: (self: PyMatch) => self.pattern.nameOf(self.found.lastIndex),
      regs: (self: PyMatch) =>
        new PyTuple([0, ...self.groups].map((group): Value => tuple(...self.span(group)))),
    },
  });
  // The slot is only there to refuse: with items alone it would pass for a sequence.
  type.attrs.delete('__iter__');
  return type;
});
