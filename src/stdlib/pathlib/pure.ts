// `PurePath`: everything a path can do without looking at files (Lib/pathlib/_local.py, _abc.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, PyTuple, tuple } from '../../objects/containers.js';
import { type PyException, typeError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { compareStrings } from '../../objects/str-text.js';
import { NotImplemented, typeOf } from '../../objects/types.js';
import { encodeName } from '../io/file-paths.js';
import { matchesEnd, matchesWhole } from './globbing.js';
import { PyParents } from './parents.js';
import { PyPath, segmentText } from './path-object.js';

/** What `/` and `joinpath` do with something that is no path at all. */
function joined(first: Value, second: Value, self: PyPath): Value {
  try {
    return self.make(first, second);
  } catch (error) {
    if (isTypeError(error)) return NotImplemented;
    throw error;
  }
}

const isTypeError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'cls' in error && error.cls === typeError('').cls;

/** `as_posix` */
export function slashed(path: PyPath): string {
  return path.flavour.name === 'windows' ? path.text.replaceAll('\\', '/') : path.text;
}

function splitName(name: string): readonly [stem: string, suffix: string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 && dot < name.length - 1 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

function suffixesOf(name: string): string[] {
  if (name.endsWith('.')) return [];
  return name
    .replace(/^\.+/, '')
    .split('.')
    .slice(1)
    .map((part) => `.${part}`);
}

function emptyName(self: PyPath): PyException {
  return valueError(`${repr(self)} has an empty name`);
}

function withName(self: PyPath, name: string): Value {
  const { separator } = self.flavour;
  const isInvalid =
    name === '' ||
    name === '.' ||
    name.includes(separator) ||
    (self.flavour.name === 'windows' && name.includes('/'));
  if (isInvalid) throw valueError(`Invalid name ${repr(name)}`);
  if (self.name === '') throw emptyName(self);
  const { parsed } = self;
  return self.fromParsed({ ...parsed, tail: [...parsed.tail.slice(0, -1), name] });
}

function textArgument(value: Value): string {
  const text = strValue(value);
  if (text === undefined) throw typeError(`expected str, not ${typeOf(value).name}`);
  return text;
}

/** The other path of `relative_to` and its kin, made with further segments. */
function otherPath(self: PyPath, other: Value, more: Value): PyPath {
  const rest = more instanceof PyTuple ? more.items : [];
  if (other instanceof PyPath && rest.length === 0) return other;
  const made = self.make(other, ...rest);
  if (made instanceof PyPath) return made;
  throw typeError('with_segments() must return a path');
}

function isBelow(self: PyPath, other: PyPath): boolean {
  const fold = (path: PyPath): string[] =>
    path.parts.map((part) => (path.flavour.ignoresCase ? part.toLowerCase() : part));
  const [own, theirs] = [fold(self), fold(other)];
  return self.flavour === other.flavour && theirs.every((part, index) => part === own[index]);
}

function relativeTo(self: PyPath, other: PyPath, walkUp: boolean): Value {
  const { tail } = other.parsed;
  for (let step = 0; step <= tail.length; step++) {
    const around = tail.slice(0, tail.length - step);
    const base = self.fromParsed({ ...other.parsed, tail: around });
    if (!(base instanceof PyPath) || !isBelow(self, base)) {
      if (!walkUp) throw valueError(`${repr(self.text)} is not in the subpath of ${repr(other.text)}`);
      const last = around.at(-1);
      if (last === '..') throw valueError(`'..' segment in ${repr(other.text)} cannot be walked`);
      continue;
    }
    const up = Array.from({ length: step }, () => '..');
    return self.make(...up, ...self.parts.slice(base.parts.length));
  }
  throw valueError(`${repr(self.text)} and ${repr(other.text)} have different anchors`);
}

function fileUri(self: PyPath): string {
  if (!self.isAbsolute) throw valueError("relative path can't be expressed as a file URI");
  const { drive } = self.parsed;
  const quoted = (text: string): string =>
    [...encodeName(text).data]
      .map((byte) => {
        const char = String.fromCharCode(byte);
        return /[A-Za-z0-9_.~/-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      })
      .join('');
  if (self.flavour.name === 'posix') return `file://${quoted(self.text)}`;
  const path = slashed(self);
  if (drive.length === 2 && drive[1] === ':') return `file:///${drive}${quoted(path.slice(2))}`;
  return `file:${quoted(path)}`;
}

function patternOf(self: PyPath, pattern: Value): PyPath {
  const made = pattern instanceof PyPath ? pattern : self.make(pattern);
  if (made instanceof PyPath) return made;
  throw typeError('with_segments() must return a path');
}

const ignoresCase = (self: PyPath, caseSensitive: Value): boolean =>
  caseSensitive === null ? self.flavour.ignoresCase : !isTrue(caseSensitive);

/** The path that a comparison is with; undefined for another kind of path or no path. */
const comparable = (self: PyPath, other: Value): PyPath | undefined =>
  other instanceof PyPath && other.flavour === self.flavour ? other : undefined;

function ordering(test: (order: number) => boolean): NativeBody {
  return (self: Value, other: Value) => {
    if (!(self instanceof PyPath)) return NotImplemented;
    const path = comparable(self, other);
    if (path === undefined) return NotImplemented;
    const [own, theirs] = [self, path].map((each) => each.folded.split(each.flavour.separator));
    return test(compareParts(own ?? [], theirs ?? []));
  };
}

function compareParts(own: readonly string[], theirs: readonly string[]): number {
  for (const [index, part] of own.entries()) {
    const other = theirs[index];
    if (other === undefined) return 1;
    const order = compareStrings(part, other);
    if (order !== 0) return order;
  }
  return own.length - theirs.length;
}

export function pureMethods(): Record<string, NativeBody> {
  return {
    '__str__(self)': (self: PyPath) => self.text,
    '__fspath__(self)': (self: PyPath) => self.text,
    '__repr__(self)': (self: PyPath) => `${self.cls.name}(${repr(slashed(self))})`,
    '__bytes__(self)': (self: PyPath) => encodeName(self.text),
    '__hash__(self)': (self: PyPath) => hash(self.folded),
    '__eq__(self, other)': (self: PyPath, other) => {
      if (!(other instanceof PyPath)) return NotImplemented;
      return self.flavour === other.flavour && self.folded === other.folded;
    },
    '__lt__(self, other)': ordering((order) => order < 0),
    '__le__(self, other)': ordering((order) => order <= 0),
    '__gt__(self, other)': ordering((order) => order > 0),
    '__ge__(self, other)': ordering((order) => order >= 0),
    '__truediv__(self, key)': (self: PyPath, key) => joined(self, key, self),
    '__rtruediv__(self, key)': (self: PyPath, key) => joined(key, self, self),
    '__reduce__(self)': (self: PyPath) => tuple(self.cls, new PyTuple(self.parts)),
    'with_segments(self, *pathsegments)': (self: PyPath, segments) =>
      call(self.cls, segments instanceof PyTuple ? segments.items : []),
    'joinpath(self, *pathsegments)': (self: PyPath, segments) =>
      self.make(self, ...(segments instanceof PyTuple ? segments.items : [])),
    'as_posix(self)': (self: PyPath) => slashed(self),
    'as_uri(self)': (self: PyPath) => fileUri(self),
    'is_absolute(self)': (self: PyPath) => self.isAbsolute,
    'is_reserved(self)': () => false,
    'with_name(self, name)': (self: PyPath, name) => withName(self, textArgument(name)),
    'with_stem(self, stem)': (self: PyPath, given) => {
      const stem = textArgument(given);
      const suffix = splitName(self.name)[1];
      if (suffix === '') return withName(self, stem);
      if (stem === '') throw valueError(`${repr(self)} has a non-empty suffix`);
      return withName(self, stem + suffix);
    },
    'with_suffix(self, suffix)': (self: PyPath, given) => {
      const suffix = textArgument(given);
      if (self.name === '') throw emptyName(self);
      const { separator } = self.flavour;
      const isInvalid =
        suffix !== '' && (!suffix.startsWith('.') || suffix === '.' || suffix.includes(separator));
      if (isInvalid) throw valueError(`Invalid suffix ${repr(suffix)}`);
      return withName(self, splitName(self.name)[0] + suffix);
    },
    'relative_to(self, other, /, *_deprecated, walk_up=False)': (self: PyPath, other, more, walkUp) =>
      relativeTo(self, otherPath(self, other, more), isTrue(walkUp)),
    'is_relative_to(self, other, /, *_deprecated)': (self: PyPath, other, more) =>
      isBelow(self, otherPath(self, other, more)),
    'match(self, path_pattern, *, case_sensitive=None)': (self: PyPath, given, caseSensitive) => {
      const pattern = patternOf(self, given);
      if (pattern.parts.length === 0) throw valueError('empty pattern');
      const anchored = pattern.anchor !== '';
      if (anchored && pattern.parts.length !== self.parts.length) return false;
      return matchesEnd(self.parts, pattern.parts, ignoresCase(self, caseSensitive));
    },
    'full_match(self, pattern, *, case_sensitive=None)': (self: PyPath, given, caseSensitive) =>
      matchesWhole(self.parts, patternOf(self, given).parts, ignoresCase(self, caseSensitive)),
  };
}

export function pureProperties(m: KernelMachine): Record<string, NativeBody> {
  return {
    parts: (self: PyPath) => new PyTuple(self.parts),
    drive: (self: PyPath) => self.parsed.drive,
    root: (self: PyPath) => self.parsed.root,
    anchor: (self: PyPath) => self.anchor,
    name: (self: PyPath) => self.name,
    suffix: (self: PyPath) => splitName(self.name)[1],
    suffixes: (self: PyPath) => new PyList(suffixesOf(self.name)),
    stem: (self: PyPath) => splitName(self.name)[0],
    parent: (self: PyPath) => {
      const { parsed } = self;
      if (parsed.tail.length === 0) return self;
      return self.fromParsed({ ...parsed, tail: parsed.tail.slice(0, -1) });
    },
    parents: (self: PyPath) => new PyParents(self),
    parser: (self: PyPath) =>
      m.importModule(self.flavour.name === 'posix' ? 'posixpath' : 'ntpath', m.builtins, [], 0),
  };
}

/** `PurePath.__init__` */
export function initializePath(self: PyPath, segments: readonly Value[]): void {
  self.raw = segments.map((segment) => segmentText(segment, self.flavour));
}
