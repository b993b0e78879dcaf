// `collections.namedtuple` (Lib/collections/__init__.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { newType } from '../../objects/class-creation.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple, PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { PyClassMethod } from '../../objects/descriptors.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { getIter, iterate, next, toArray } from '../../objects/iteration.js';
import { defineType, PyStaticMethod } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { type Parameter, Signature } from '../../objects/signature.js';
import { isIdentifier } from '../../objects/str-case.js';
import { tupleType, typeName, typeOf, typeType } from '../../objects/types.js';
import { isKeyword } from '../keyword.js';
import { callerModule, libraryFunction, once, PyLibraryFunction } from '../library.js';

/** The descriptor of a field: `_collections._tuplegetter`. */
class PyTupleGetter extends PyObject {
  constructor(
    readonly index: number,
    public doc: Value,
  ) {
    super(tupleGetterType());
  }
}

export const tupleGetterType: () => PyType = once(
  (): PyType =>
    defineType('collections._tuplegetter', {
      module: '_collections',
      final: true,
      slots: {
        new_: (_cls, args) => new PyTupleGetter(Number(args[0] ?? 0), args[1] ?? null),
        get: (self: PyTupleGetter, instance) => {
          if (instance === undefined) return self;
          if (instance instanceof PyTuple) {
            const item = instance.items[self.index];
            if (item === undefined) throw exception('IndexError', 'tuple index out of range');
            return item;
          }
          throw typeError(
            `descriptor for index '${self.index}' for tuple subclasses doesn't apply to '${typeName(instance)}' object`,
          );
        },
        set: () => {
          throw exception('AttributeError', "can't set attribute");
        },
        delete: () => {
          throw exception('AttributeError', "can't delete attribute");
        },
        repr: (self: PyTupleGetter) => `_tuplegetter(${self.index}, ${repr(self.doc)})`,
      },
      properties: {
        __doc__: {
          get: (self: PyTupleGetter) => self.doc,
          set: (self: PyTupleGetter, value) => {
            self.doc = value ?? null;
          },
        },
      },
    }),
);

export interface NamedTupleOptions {
  readonly rename?: boolean;
  readonly defaults?: readonly Value[] | null;
  readonly module: Value;
}

function checkNames(typename: string, fields: readonly string[], renamed: boolean): void {
  for (const name of [typename, ...fields]) {
    if (!isIdentifier(name)) {
      throw valueError(`Type names and field names must be valid identifiers: ${repr(name)}`);
    }
    if (isKeyword(name)) throw valueError(`Type names and field names cannot be a keyword: ${repr(name)}`);
  }
  const seen = new Set<string>();
  for (const name of fields) {
    if (name.startsWith('_') && !renamed) {
      throw valueError(`Field names cannot start with an underscore: ${repr(name)}`);
    }
    if (seen.has(name)) throw valueError(`Encountered duplicate field name: ${repr(name)}`);
    seen.add(name);
  }
}

function renamedFields(fields: readonly string[]): string[] {
  const seen = new Set<string>();
  return fields.map((name, index) => {
    const isBad = !isIdentifier(name) || isKeyword(name) || name.startsWith('_') || seen.has(name);
    seen.add(name);
    return isBad ? `_${index}` : name;
  });
}

/** The signature of `__new__`, whose defaults are any values. */
function newSignature(fields: readonly string[], defaults: readonly Value[]): Signature {
  const first = fields.length - defaults.length;
  const parameters: Parameter[] = ['_cls', ...fields].map((name, index) => {
    const value = index > first ? defaults[index - 1 - first] : undefined;
    return {
      name,
      kind: 'positional or keyword',
      defaultText: value === undefined ? undefined : repr(value),
      defaultValue: value,
    };
  });
  const shown = parameters.map(({ name, defaultText }) =>
    defaultText === undefined ? name : `${name}=${defaultText}`,
  );
  return new Signature(`def __new__(${shown.join(', ')})`, parameters);
}

export function makeNamedTuple(
  typename: string,
  given: readonly string[],
  options: NamedTupleOptions,
): PyType {
  const isRenaming = options.rename ?? false;
  const fields = isRenaming ? renamedFields(given) : given;
  checkNames(typename, fields, isRenaming);
  const defaults = options.defaults ?? [];
  if (defaults.length > fields.length) throw typeError('Got more default values than field names');
  const first = fields.length - defaults.length;
  const names = new PyTuple(fields);

  const make = (cls: Value, items: readonly Value[]): Value =>
    cls instanceof PyType ? new PyTuple(items, cls, cls.hasInstanceDict ? new Map() : null) : null;
  const signature = newSignature(fields, defaults);
  const count = fields.length + 1;
  const newFunction: PyLibraryFunction = new PyLibraryFunction(
    signature,
    (args, keywords) => {
      const bound =
        keywords === null && args.length === count
          ? args
          : signature.bind(newFunction.qualname, args, keywords);
      return make(bound[0] ?? null, bound.slice(1));
    },
    options.module,
    `${typename}.__new__`,
  );
  if (defaults.length > 0) newFunction.defaults = new PyTuple(defaults);
  newFunction.doc = `Create new instance of ${typename}(${fields.join(', ')}${fields.length === 1 ? ',' : ''})`;
  const method = (text: string, body: (...args: Value[]) => Value): PyLibraryFunction => {
    const fn = libraryFunction(text, body, options.module);
    fn.qualname = `${typename}.${fn.name}`;
    return fn;
  };
  const makeFrom = method('_make(cls, iterable)', (cls = null, iterable = null) => {
    const items = toArray(iterable);
    if (items.length !== fields.length) {
      throw typeError(`Expected ${fields.length} arguments, got ${items.length}`);
    }
    return make(cls, items);
  });
  const replace = method('_replace(self, /, **kwds)', (self = null, kwds = null) => {
    const changes = kwds instanceof PyDict ? kwds.table : new PyDict().table;
    const own = getIter(self);
    const items = fields.map((name) => {
      const old = next(own) ?? null;
      const change = changes.get(name);
      changes.delete(name);
      return change === undefined ? old : change;
    });
    if (changes.size > 0) {
      throw typeError(`Got unexpected field names: ${repr(new PyList([...changes.keys()]))}`);
    }
    return call(getAttribute(self, '_make'), [new PyList(items)]);
  });
  const namespace = new PyDict();
  const set = (name: string, value: Value): void => namespace.table.set(name, value);
  set('__doc__', `${typename}(${fields.join(', ')}${fields.length === 1 ? ',' : ''})`);
  set('__slots__', emptyTuple);
  set('_fields', names);
  set('_field_defaults', PyDict.of(defaults.map((value, index) => [fields[first + index] ?? '', value])));
  set('__new__', new PyStaticMethod(newFunction));
  set('_make', new PyClassMethod(makeFrom));
  set('__replace__', replace);
  set('_replace', replace);
  set(
    '__repr__',
    method('__repr__(self)', (self = null) => {
      const items = self instanceof PyTuple ? self.items : [];
      const shown = fields.map((name, index) => `${name}=${repr(items[index] ?? null)}`);
      return `${typeOf(self).name}(${shown.join(', ')})`;
    }),
  );
  set(
    '_asdict',
    method('_asdict(self)', (self = null) => {
      const dict = new PyDict();
      const items = [...iterate(self)];
      for (const [index, name] of fields.entries()) dict.table.set(name, items[index] ?? null);
      return dict;
    }),
  );
  set(
    '__getnewargs__',
    method('__getnewargs__(self)', (self = null) => new PyTuple(toArray(self))),
  );
  set('__match_args__', names);
  for (const [index, name] of fields.entries()) {
    set(name, new PyTupleGetter(index, `Alias for field number ${index}`));
  }
  set('__module__', options.module);
  const type = newType(typeType, [typename, tuple(tupleType), namespace], null);
  if (!(type instanceof PyType)) throw typeError('type() made no type');
  return type;
}

/** `'x y'`, `'x, y'` or an iterable of names. */
export function fieldNames(value: Value): string[] {
  const text = strValue(value);
  if (text === undefined) return [...iterate(value)].map(str);
  return text
    .replaceAll(',', ' ')
    .split(/\s+/)
    .filter((name) => name !== '');
}

export function namedTupleFunction(m: KernelMachine): PyLibraryFunction {
  return libraryFunction(
    'namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)',
    (typename, names, rename, defaults, module) =>
      makeNamedTuple(str(typename), fieldNames(names), {
        rename: isTrue(rename),
        defaults: defaults === null ? null : toArray(defaults),
        module: module === null ? callerModule(m) : module,
      }),
    'collections',
  );
}
