// How the classes of `collections.abc` are made: abstract methods, mixin methods, and the hook that recognises any class
// with the right methods.

import { emptyTuple } from '../../../objects/containers.js';
import { PyClassMethod } from '../../../objects/descriptors.js';
import { genericAlias } from '../../../objects/generic-alias.js';
import type { NativeBody } from '../../../objects/native.js';
import { type PatternKind, PyType, type Value } from '../../../objects/object.js';
import { NotImplemented } from '../../../objects/types.js';
import { abcMeta, register } from '../../abc/abc-meta.js';
import { libraryFunction, perMachine } from '../../library.js';
import { type ClassMaker, libraryClass } from '../../library-class.js';

export const MODULE = 'collections.abc';

interface AbcDefinition {
  readonly bases?: readonly ClassMaker[];
  readonly abstract?: Record<string, NativeBody>;
  readonly mixins?: Record<string, NativeBody>;
  readonly classMethods?: Record<string, NativeBody>;
  readonly staticMethods?: Record<string, NativeBody>;
  readonly properties?: Record<string, NativeBody>;
  readonly attributes?: Record<string, Value>;
  /** A class with all of these methods is a subclass: `_check_methods`. */
  readonly hook?: readonly string[];
  /** It can be subscripted: `Iterable[int]`. */
  readonly generic?: boolean;
  readonly registered?: readonly PyType[];
  /** What `match` takes instances of subclasses for. */
  readonly pattern?: PatternKind;
}

export function abstractClass(name: string, definition: AbcDefinition): ClassMaker {
  return perMachine((m) => {
    const { bases, hook, abstract, mixins, classMethods, staticMethods, properties, attributes } = definition;
    const type = libraryClass(name, {
      module: MODULE,
      metatype: abcMeta(m),
      instanceDict: false,
      abstract: abstract ?? {},
      ...(bases === undefined ? {} : { bases: bases.map((base) => base(m)) }),
      ...(mixins === undefined ? {} : { methods: mixins }),
      ...(staticMethods === undefined ? {} : { staticMethods }),
      ...(properties === undefined ? {} : { properties }),
      attributes: { __slots__: emptyTuple, ...attributes },
      classMethods: {
        ...classMethods,
        ...(definition.generic === true
          ? { '__class_getitem__(cls, item)': (cls: Value, item: Value) => genericAlias(cls, item) }
          : {}),
      },
    });
    if (hook !== undefined) {
      const check = libraryFunction('__subclasshook__(cls, C)', (cls, other) =>
        cls === type ? hasMethods(other, hook) : NotImplemented,
      );
      type.attrs.set('__subclasshook__', new PyClassMethod(check));
      type.modified();
    }
    type.patternKind ??= definition.pattern ?? null;
    for (const subclass of definition.registered ?? []) register(type, subclass);
    return type;
  });
}

function hasMethods(cls: Value, names: readonly string[]): Value {
  if (!(cls instanceof PyType)) return NotImplemented;
  for (const name of names) {
    const owner = cls.mro.find((type) => type.attrs.has(name));
    if (owner === undefined || owner.attrs.get(name) === null) return NotImplemented;
  }
  return true;
}
