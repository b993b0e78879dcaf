// `typing.NamedTuple`, `TypedDict` and `NewType`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { newType } from '../../objects/class-creation.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { extendType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { genericType } from '../../objects/type-parameters.js';
import { cellType, dictType, tupleType, typeOf, typeType } from '../../objects/types.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { callerModule, libraryFunction, PyLibraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { checked, PyAlias, union } from './alias.js';

const PROHIBITED = [
  '__new__',
  '__init__',
  '__slots__',
  '__getnewargs__',
  '_fields',
  '_field_defaults',
  '_field_types',
];
const PROHIBITED_TOO = ['_make', '_replace', '_asdict', '_source'];
const SPECIAL = ['__module__', '__name__', '__annotations__', '__qualname__', '__classcell__'];

/** The class that a `class P(NamedTuple)` statement makes: `NamedTupleMeta.__new__`. */
function namedTupleFromBody(name: string, bases: readonly Value[], body: PyDict): PyType {
  const annotations = body.table.get('__annotations__');
  const types = annotations instanceof PyDict ? [...annotations.table.entries()] : [];
  const fields = types.map(([field]) => str(field));
  const defaults: Value[] = [];
  const withDefault: string[] = [];
  for (const field of fields) {
    const value = body.table.get(field);
    if (value !== undefined) {
      defaults.push(value);
      withDefault.push(field);
    } else if (withDefault.length > 0) {
      const names = withDefault.join(', ');
      throw typeError(
        `Non-default namedtuple field ${field} cannot follow default field${withDefault.length > 1 ? 's' : ''} ${names}`,
      );
    }
  }
  const module = body.table.get('__module__') ?? '__main__';
  const made = makeNamedTuple(name, fields, { defaults, module });
  addAnnotations(made, types);
  if (bases.includes(genericType)) made.attrs.set('__orig_bases__', new PyTuple(bases));
  for (const [key, value] of body.table.entries()) {
    const attribute = strValue(key) ?? '';
    if ([...PROHIBITED, ...PROHIBITED_TOO].includes(attribute)) {
      throw exception('AttributeError', `Cannot overwrite NamedTuple attribute ${attribute}`);
    }
    if (!SPECIAL.includes(attribute) && !fields.includes(attribute)) setAttribute(made, attribute, value);
  }
  const cell = body.table.get('__classcell__');
  if (cell instanceof PyObject && cell.cls === cellType) setAttribute(cell, 'cell_contents', made);
  const qualname = body.table.get('__qualname__');
  if (typeof qualname === 'string') made.qualname = qualname;
  return made;
}

function addAnnotations(cls: PyType, types: readonly (readonly [Value, Value])[]): void {
  const meant = PyDict.of(types.map(([field, type]): [Value, Value] => [field, checked(type)]));
  setAttribute(cls, '__annotations__', meant);
  const make = cls.attrs.get('__new__');
  const fn = make instanceof PyObject && 'callable' in make ? make.callable : null;
  if (fn instanceof PyLibraryFunction) fn.annotations = meant;
}

const namedTupleMeta = perMachine((): PyType => {
  const type = new PyType('NamedTupleMeta', [typeType], {
    heap: true,
    module: 'typing',
    instanceDict: false,
  });
  type.attrs.set('__module__', 'typing');
  extendType(type, {
    slots: {
      new_: (_meta, args) => {
        const [name = null, bases = null, body = null] = args;
        if (!(body instanceof PyDict)) throw typeError('the namespace must be a dict');
        return namedTupleFromBody(str(name), bases instanceof PyTuple ? bases.items : [], body);
      },
      init: () => undefined,
    },
  });
  return type;
});

/** `typing.NamedTuple`: a function that can stand among the bases of a class. */
export const namedTupleForm = perMachine((m: KernelMachine): PyLibraryFunction => {
  const base = new PyType('_NamedTuple', [tupleType], {
    heap: true,
    module: 'typing',
    metatype: namedTupleMeta(m),
    instanceDict: false,
  });
  const fn = libraryFunction(
    'NamedTuple(typename, fields=None, /, **kwargs)',
    (typename, given, kwargs) => {
      const pairs: [Value, Value][] = [];
      if (given === null) pairs.push(...(keywordsOf(kwargs) ?? []));
      else {
        for (const pair of iterate(given)) {
          const [field = null, type = null] = toArray(pair);
          pairs.push([field, type]);
        }
      }
      const made = makeNamedTuple(
        str(typename),
        pairs.map(([field]) => str(field)),
        { module: callerModule(m) },
      );
      addAnnotations(made, pairs);
      made.attrs.set('__orig_bases__', tuple(fn));
      return made;
    },
    'typing',
  );
  fn.dict = new Map([
    ['__mro_entries__', libraryFunction('_namedtuple_mro_entries(bases)', () => tuple(base))],
  ]);
  return fn;
});

function isNamed(value: Value, name: string): boolean {
  return value instanceof PyAlias && value.name === name;
}

const typedDictMeta = perMachine((m: KernelMachine): PyType => {
  const type = new PyType('_TypedDictMeta', [typeType], {
    heap: true,
    module: 'typing',
    instanceDict: false,
  });
  type.attrs.set('__module__', 'typing');
  extendType(type, {
    slots: {
      new_: (meta, args, keywords) => makeTypedDict(m, meta, args, isTrue(keywords?.get('total') ?? true)),
      init: () => undefined,
      call: (_cls, args, keywords) => call(dictType, args, keywords),
    },
    methods: {
      '__instancecheck__(instance)': () => {
        throw typeError('TypedDict does not support instance and class checks');
      },
      '__subclasscheck__(subclass)': () => {
        throw typeError('TypedDict does not support instance and class checks');
      },
    },
  });
  return type;
});

function makeTypedDict(m: KernelMachine, meta: PyType, args: readonly Value[], total: boolean): Value {
  const [name = null, bases = null, body = null] = args;
  if (!(body instanceof PyDict)) throw typeError('the namespace must be a dict');
  const given = bases instanceof PyTuple ? bases.items : [];
  const own = body.table.get('__annotations__');
  const annotations = new PyDict();
  const required = new Set<Value>();
  const optional = new Set<Value>();
  for (const base of given) {
    if (!(base instanceof PyType) || typeOf(base) !== meta) continue;
    const inherited = base.attrs.get('__annotations__');
    if (inherited instanceof PyDict) {
      for (const [key, type] of inherited.table.entries()) annotations.table.set(key, type);
    }
    for (const key of iterate(base.attrs.get('__required_keys__') ?? new PyTuple([]))) required.add(key);
    for (const key of iterate(base.attrs.get('__optional_keys__') ?? new PyTuple([]))) optional.add(key);
  }
  for (const [key, type] of own instanceof PyDict ? own.table.entries() : []) {
    annotations.table.set(key, checked(type));
    const isRequired = isNamed(type, 'Required') || (total && !isNamed(type, 'NotRequired'));
    (isRequired ? required : optional).add(key);
    (isRequired ? optional : required).delete(key);
  }
  const namespace = PyDict.of(body.table.entries());
  namespace.table.set('__annotations__', annotations);
  const made = newType(meta, [name, tuple(dictType), namespace], null);
  if (!(made instanceof PyType)) return made;
  made.attrs.set('__required_keys__', PyFrozenSet.of(required));
  made.attrs.set('__optional_keys__', PyFrozenSet.of(optional));
  made.attrs.set('__readonly_keys__', PyFrozenSet.of([]));
  made.attrs.set('__mutable_keys__', PyFrozenSet.of([...required, ...optional]));
  made.attrs.set('__total__', total);
  made.attrs.set('__orig_bases__', new PyTuple([typedDictForm(m)]));
  made.modified();
  return made;
}

export const typedDictForm: (m: KernelMachine) => PyLibraryFunction = perMachine(
  (m: KernelMachine): PyLibraryFunction => {
    const base = new PyType('_TypedDict', [dictType], {
      heap: true,
      module: 'typing',
      metatype: typedDictMeta(m),
      instanceDict: false,
    });
    const fn = libraryFunction(
      'TypedDict(typename, fields=None, /, *, total=True)',
      (typename, fields, total) => {
        const namespace = PyDict.of([
          ['__annotations__', fields],
          ['__module__', callerModule(m)],
        ]);
        return makeTypedDict(m, typedDictMeta(m), [typename, tuple(), namespace], isTrue(total));
      },
      'typing',
    );
    fn.dict = new Map([['__mro_entries__', libraryFunction('<lambda>(bases)', () => tuple(base))]]);
    return fn;
  },
);

export const isTypedDict = (m: KernelMachine, value: Value): boolean =>
  value instanceof PyType && typeOf(value) === typedDictMeta(m);

export const newTypeClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('NewType', {
      module: 'typing',
      instanceDict: true,
      methods: {
        '__init__(self, name, tp)': (self, name, type) => {
          const text = str(name);
          setAttribute(self, '__qualname__', text);
          setAttribute(self, '__name__', text.slice(text.lastIndexOf('.') + 1));
          setAttribute(self, '__supertype__', type);
          setAttribute(self, '__module__', callerModule(m));
          return null;
        },
        '__call__(self, x)': (_self, x) => x,
        '__repr__(self)': (self) => {
          const dict = self instanceof PyObject ? self.dict : null;
          return `${str(dict?.get('__module__') ?? null)}.${str(dict?.get('__qualname__') ?? null)}`;
        },
        '__or__(self, other)': (self, other) => union([self, other]),
        '__ror__(self, other)': (self, other) => union([other, self]),
        '__mro_entries__(self, bases)': (self) => {
          const name = str((self instanceof PyObject ? self.dict?.get('__name__') : null) ?? null);
          throw typeError(
            `Cannot subclass an instance of NewType. Perhaps you were looking for: \`${name} = NewType(${repr(name)}, ${name})\``,
          );
        },
      },
    }),
);
