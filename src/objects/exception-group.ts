// `BaseExceptionGroup` and `ExceptionGroup`: exceptions that hold several others (Objects/exceptions.c).
//
// What `except*` does with them stands in `except-star.ts`.

import { getAttribute } from './attributes.js';
import { strValue } from './boxed.js';
import { call, isCallable } from './call.js';
import { isTrue } from './compare.js';
import { PyList, PyTuple } from './containers.js';
import { notesOf } from './exception-notes.js';
import { exception, exceptionType, PyException, typeError, valueError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { toArray } from './iteration.js';
import { extendType } from './native.js';
import { type Keywords, PyType, type Value } from './object.js';
import { nested } from './recursion.js';
import { str } from './repr.js';
import { givenTypeName, typeOf } from './types.js';

const baseGroupType = exceptionType('BaseExceptionGroup');
const groupType = exceptionType('ExceptionGroup');
const plainType = exceptionType('Exception');

export class PyExceptionGroup extends PyException {
  constructor(
    cls: PyType,
    args: readonly Value[],
    readonly message: Value,
    readonly exceptions: readonly PyException[],
  ) {
    super(cls, args);
  }
}

/**
 * `BaseExceptionGroup(message, exceptions)`: an ExceptionGroup if all of them are Exceptions. `exceptions` is a list or a
 * tuple of them, and shown as such.
 */
export function exceptionGroup(message: string, exceptions: Value): PyExceptionGroup {
  return newGroup(baseGroupType, [message, exceptions], null);
}

function newGroup(cls: PyType, args: readonly Value[], keywords: Keywords | null): PyExceptionGroup {
  if (keywords !== null && keywords.size > 0) throw typeError(`${cls.name}() takes no keyword arguments`);
  const [message = null, sequence = null] = args;
  if (args.length !== 2) {
    throw typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  }
  if (strValue(message) === undefined) {
    throw typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${givenTypeName(message)}`);
  }
  const exceptions = checkedMembers(sequence);
  return new PyExceptionGroup(groupClass(cls, exceptions), args, message, exceptions);
}

/** Sequences have items but are no mappings: `PySequence_Check`. */
function isSequence(value: Value): boolean {
  const cls = typeOf(value);
  return cls.slots.getitem !== undefined && cls.lookup('keys') === undefined;
}

function checkedMembers(sequence: Value): PyException[] {
  if (!isSequence(sequence)) throw typeError('second argument (exceptions) must be a sequence');
  const items = toArray(sequence);
  if (items.length === 0) throw valueError('second argument (exceptions) must be a non-empty sequence');
  const members: PyException[] = [];
  for (const [index, item] of items.entries()) {
    if (!(item instanceof PyException)) {
      throw valueError(`Item ${index} of second argument (exceptions) is not an exception`);
    }
    members.push(item);
  }
  return members;
}

function groupClass(cls: PyType, exceptions: readonly PyException[]): PyType {
  const allPlain = exceptions.every((error) => typeOf(error).isSubtypeOf(plainType));
  if (cls === baseGroupType) return allPlain ? groupType : cls;
  if (allPlain || !cls.isSubtypeOf(plainType)) return cls;
  throw typeError(
    cls === groupType
      ? 'Cannot nest BaseExceptions in an ExceptionGroup'
      : `Cannot nest BaseExceptions in '${cls.name}'`,
  );
}

export type Matcher = (error: PyException) => boolean;

/** What `split` and `subgroup` accept: a type, a tuple of types, or a function (`get_matcher_type`). */
function matcherOf(condition: Value): Matcher {
  const isExceptionType = (value: Value): value is PyType =>
    value instanceof PyType && value.isSubtypeOf(exceptionType('BaseException'));
  if (isExceptionType(condition)) return (error) => typeOf(error).isSubtypeOf(condition);
  if (condition instanceof PyTuple && condition.items.every(isExceptionType)) {
    return (error) =>
      condition.items.some((type) => type instanceof PyType && typeOf(error).isSubtypeOf(type));
  }
  if (isCallable(condition) && !(condition instanceof PyType)) {
    return (error) => isTrue(call(condition, [error]));
  }
  throw typeError(
    'expected an exception type, a tuple of exception types, or a callable (other than a class)',
  );
}

export interface Split {
  readonly match: PyException | null;
  readonly rest: PyException | null;
}

/** Both halves of an exception, keeping the nesting: `exceptiongroup_split_recursive`. */
export function splitException(error: PyException, matches: Matcher): Split {
  if (matches(error)) return { match: error, rest: null };
  if (!(error instanceof PyExceptionGroup)) return { match: null, rest: error };
  const match: PyException[] = [];
  const rest: PyException[] = [];
  for (const member of error.exceptions) {
    const halves = nested(' in exceptiongroup_split_recursive', () => splitException(member, matches));
    if (halves.match !== null) match.push(halves.match);
    if (halves.rest !== null) rest.push(halves.rest);
  }
  return { match: subset(error, match), rest: subset(error, rest) };
}

/** A group like `original` with some of its exceptions, made by its `derive`: `exceptiongroup_subset`. */
function subset(original: PyExceptionGroup, exceptions: readonly PyException[]): PyException | null {
  if (exceptions.length === 0) return null;
  const derived = call(getAttribute(original, 'derive'), [new PyList([...exceptions])]);
  if (!(derived instanceof PyExceptionGroup)) {
    throw typeError('derive must return an instance of BaseExceptionGroup');
  }
  derived.traceback = original.traceback;
  derived.context = original.context;
  derived.cause = original.cause;
  derived.suppressContext = true;
  const notes = notesOf(original);
  if (notes !== undefined && isSequence(notes)) {
    derived.dict ??= new Map();
    derived.dict.set('__notes__', new PyList([...toArray(notes)]));
  }
  return derived;
}

const readonly = (get: (self: PyExceptionGroup) => Value) => ({
  get,
  set(): void {
    throw exception('AttributeError', 'readonly attribute');
  },
});

extendType(baseGroupType, {
  doc: 'A combination of multiple unrelated exceptions.',
  slots: {
    new_: newGroup,
    str(self: PyExceptionGroup) {
      const count = self.exceptions.length;
      return `${str(self.message)} (${count} sub-exception${count === 1 ? '' : 's'})`;
    },
  },
  methods: {
    'derive(excs, /)': (self: PyExceptionGroup, excs) =>
      newGroup(baseGroupType, [self.message, excs ?? null], null),
    'split(matcher_value, /)': (self: PyExceptionGroup, condition) => {
      const { match, rest } = splitException(self, matcherOf(condition ?? null));
      return new PyTuple([match, rest]);
    },
    'subgroup(matcher_value, /)': (self: PyExceptionGroup, condition) => {
      const matches = matcherOf(condition ?? null);
      return splitException(self, matches).match;
    },
  },
  classMethods: {
    '__class_getitem__(object, /)': (cls, item) => genericAlias(cls ?? null, item ?? null),
  },
  properties: {
    message: readonly((self) => self.message),
    exceptions: readonly((self) => new PyTuple(self.exceptions)),
  },
});
