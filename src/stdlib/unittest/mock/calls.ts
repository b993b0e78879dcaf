// Records of calls: `call(1, a=2)`, and lists of them.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { genericGetAttribute } from '../../../objects/attributes.js';
import { strValue } from '../../../objects/boxed.js';
import { equals, isTrue, richCompare } from '../../../objects/compare.js';
import { emptyTuple, PyDict, PyList, PyTuple, tuple } from '../../../objects/containers.js';
import { PyException } from '../../../objects/exceptions.js';
import { defineType } from '../../../objects/native.js';
import { type Keywords, PyType, type Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { findItem } from '../../../objects/sequence.js';
import { lengthOf } from '../../../objects/str-text.js';
import { baseExceptionType, listType, NotImplemented, tupleType } from '../../../objects/types.js';
import { once, perMachine } from '../../library.js';
import { libraryClass } from '../../library-class.js';

/** `(name, args, kwargs)`, or without the name. */
export class PyCall extends PyTuple {
  constructor(
    items: readonly Value[],
    /** What stands before the parentheses; null for `call` itself. */
    readonly path: string | null = '',
    readonly parent: PyCall | null = null,
    /** A call that was made, and not only named. */
    readonly isCall = true,
  ) {
    super(items, callType());
  }

  get name(): string {
    return this.items.length > 2 ? (strValue(this.items[0] ?? null) ?? '') : '';
  }

  get args(): Value {
    return this.items[this.items.length - 2] ?? emptyTuple;
  }

  get kwargs(): Value {
    return this.items[this.items.length - 1] ?? new PyDict();
  }
}

/** What is called with what. */
interface Parts {
  readonly name: string;
  readonly args: Value;
  readonly kwargs: Value;
}

/** A call as tuples may describe it; undefined for what is none. */
function partsOf(items: readonly Value[]): Parts | undefined {
  const noKeywords = new PyDict();
  const oneOf = (value: Value, name: string): Parts =>
    value instanceof PyTuple
      ? { name, args: value, kwargs: noKeywords }
      : { name, args: emptyTuple, kwargs: value };
  const [first = null, second = null, third = null] = items;
  const name = strValue(first);
  switch (items.length) {
    case 0:
      return { name: '', args: emptyTuple, kwargs: noKeywords };
    case 1:
      return name === undefined ? oneOf(first, '') : { name, args: emptyTuple, kwargs: noKeywords };
    case 2:
      return name === undefined ? { name: '', args: first, kwargs: second } : oneOf(second, name);
    case 3:
      return { name: name ?? str(first), args: second, kwargs: third };
    default:
      return undefined;
  }
}

function equalCalls(self: PyCall, other: Value): Value {
  if (!(other instanceof PyTuple)) return NotImplemented;
  if (self.parent !== null && other instanceof PyCall && other.parent !== null) {
    if (!equals(self.parent, other.parent)) return false;
  }
  const theirs = partsOf(other.items);
  if (theirs === undefined) return false;
  if (self.name !== '' && theirs.name !== self.name) return false;
  // The other side comes first, so that ANY is asked.
  return isTrue(richCompare(tuple(theirs.args, theirs.kwargs), tuple(self.args, self.kwargs), 'eq'));
}

/** `name(1, a=2)` */
export function signatureText(name: string, args: Value, kwargs: Value): string {
  const parts = args instanceof PyTuple ? args.items.map(repr) : [];
  if (kwargs instanceof PyDict) {
    for (const [key, value] of kwargs.table.entries()) parts.push(`${str(key)}=${repr(value)}`);
  }
  return `${name}(${parts.join(', ')})`;
}

function callRepr(self: PyCall): string {
  if (!self.isCall) {
    const path = self.path === null || self.path === '' ? 'call' : self.path;
    return path.startsWith('()') ? `call${path}` : path;
  }
  const { name } = self;
  const shown = name === '' ? 'call' : name.startsWith('()') ? `call${name}` : `call.${name}`;
  return signatureText(shown, self.args, self.kwargs);
}

export function keywordDict(keywords: Keywords | null): PyDict {
  return PyDict.of(keywords ?? []);
}

/** `call.path(args)`: a record made by hand. */
function callOf(self: PyCall, args: readonly Value[], keywords: Keywords | null): PyCall {
  const { path } = self;
  const items = [path ?? '', new PyTuple([...args]), keywordDict(keywords)];
  return path === null ? new PyCall(items, '()') : new PyCall(items, `${path}()`, self);
}

function childOf(self: PyCall, name: string): PyCall {
  const { path } = self;
  const items = ['', emptyTuple, new PyDict()];
  return path === null
    ? new PyCall(items, name, null, false)
    : new PyCall(items, `${path}.${name}`, self, false);
}

/** Methods of tuples that are attributes to be called here. */
const HIDDEN = ['count', 'index'];

const callType = once(
  (): PyType =>
    defineType('_Call', {
      module: 'unittest.mock',
      bases: [tupleType],
      instanceDict: true,
      slots: {
        new_: (_cls, args, keywords) => {
          const [value = emptyTuple] = args;
          const given = partsOf(value instanceof PyTuple ? value.items : []);
          const { name, args: positional, kwargs } = given ?? { name: '', args: emptyTuple, kwargs: null };
          const isTwo = isTrue(keywords?.get('two') ?? args[3] ?? false);
          const items = isTwo ? [positional, kwargs] : [name, positional, kwargs];
          return new PyCall(items, strValue(keywords?.get('name') ?? args[1] ?? '') ?? '');
        },
        init: () => undefined,
        eq: equalCalls,
        ne: (self: PyCall, other) => {
          const equal = equalCalls(self, other);
          return typeof equal === 'boolean' ? !equal : equal;
        },
        hash: null,
        repr: callRepr,
        call: callOf,
        getattribute: (self: PyCall, name) =>
          HIDDEN.includes(name) ? undefined : genericGetAttribute(self, name),
        getattr: childOf,
      },
      properties: {
        args: (self: PyCall) => self.args,
        kwargs: (self: PyCall) => self.kwargs,
        name: (self: PyCall) => self.name,
        parent: (self: PyCall) => self.parent,
      },
      methods: {
        'call_list()': (self: PyCall) => {
          const calls: PyCall[] = [];
          for (let entry: PyCall | null = self; entry !== null; entry = entry.parent) {
            if (entry.isCall) calls.push(entry);
          }
          return new PyList(calls.reverse());
        },
      },
    }),
);

/** `unittest.mock.call` */
export const callMaker = once((): PyCall => new PyCall(['', emptyTuple, new PyDict()], null, null, false));

export const callClass = callType;

/** Whether the calls of one list follow each other in the other. */
function hasSequence(all: readonly Value[], wanted: readonly Value[]): boolean {
  for (let start = 0; start + wanted.length <= all.length; start++) {
    if (wanted.every((item, index) => equals(all[start + index] ?? null, item))) return true;
  }
  return false;
}

/** As `pprint` lays out a list: what does not fit on a line gets a line for each item. */
function shownList(items: readonly Value[]): string {
  const shown = items.map(repr);
  const line = `[${shown.join(', ')}]`;
  return lengthOf(line) <= LINE_WIDTH ? line : `[${shown.join(',\n ')}]`;
}

const LINE_WIDTH = 80;

export const callListClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('_CallList', {
      module: 'unittest.mock',
      bases: [listType],
      instanceDict: true,
      methods: {
        '__contains__(self, value)': (self, value) => {
          if (!(self instanceof PyList)) return false;
          return value instanceof PyList
            ? hasSequence(self.items, value.items)
            : findItem(self.items, value, 0, self.items.length) >= 0;
        },
        '__repr__(self)': (self) => (self instanceof PyList ? shownList(self.items) : ''),
      },
    }),
);

export function callList(m: KernelMachine, items: readonly Value[] = []): PyList {
  return new PyList([...items], callListClass(m), new Map());
}

/** An exception class or instance. */
export function isExceptionValue(value: Value): boolean {
  if (value instanceof PyException) return true;
  return value instanceof PyType && value.isSubtypeOf(baseExceptionType);
}
