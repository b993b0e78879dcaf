// The names of `typing` that take parameters: special forms, and aliases of classes.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { unpackForm } from '../../objects/type-parameters.js';
import {
  boolType,
  dictType,
  Ellipsis,
  frozensetType,
  listType,
  noneType,
  setType,
  tupleType,
  typeOf,
  typeType,
} from '../../objects/types.js';
import { unionOf } from '../../objects/union-type.js';
import { abstractClasses } from '../collections/abc/index.js';
import { chainMapClass } from '../collections/chain-map.js';
import { counterClass } from '../collections/counter.js';
import { defaultDictType } from '../collections/defaultdict.js';
import { dequeType } from '../collections/deque.js';
import { orderedDictType } from '../collections/ordered-dict.js';
import { abstractAsyncContextManager, abstractContextManager } from '../contextlib/base-classes.js';
import { once } from '../library.js';
import {
  checked,
  PyAlias,
  PyForm,
  type Subscript,
  setUnionForm,
  specialAliasType,
  specialFormType,
  union,
  wrongCount,
} from './alias.js';

const itemsOf = (params: Value): readonly Value[] => (params instanceof PyTuple ? params.items : [params]);

const notSubscriptable: Subscript = (self) => {
  throw typeError(`${repr(self)} is not subscriptable`);
};

/** A form with exactly one parameter: `ClassVar[int]`. */
const single: Subscript = (self, params) => {
  if (params instanceof PyTuple) {
    throw typeError(`${repr(self)} accepts only single type. Got ${repr(params)}.`);
  }
  return new PyAlias('generic', self, [checked(params)], self.name);
};

const optional: Subscript = (self, params) => {
  if (params instanceof PyTuple) {
    throw typeError(`${repr(self)} requires a single type. Got ${repr(params)}.`);
  }
  return union([params, noneType]);
};

const unionOfParams: Subscript = (_self, params) => {
  const items = itemsOf(params);
  if (items.length === 0) throw typeError('Cannot take a Union of no types.');
  return union(items);
};

const literal: Subscript = (self, params) => {
  const flat = itemsOf(params).flatMap((item) =>
    item instanceof PyAlias && item.kind === 'literal' ? item.args : [item],
  );
  const args: Value[] = [];
  for (const item of flat) {
    if (!args.some((other) => other === item && typeOf(other) === typeOf(item))) args.push(item);
  }
  return new PyAlias('literal', self, args, 'Literal');
};

const annotated: Subscript = (_self, params) => {
  const [origin, ...metadata] = itemsOf(params);
  if (origin === undefined || metadata.length === 0) {
    throw typeError('Annotated[...] should be used with at least two arguments (a type and an annotation).');
  }
  if (origin instanceof PyAlias && origin.kind === 'annotated') {
    return new PyAlias('annotated', origin.origin, origin.args, 'Annotated', [
      ...origin.metadata,
      ...metadata,
    ]);
  }
  const meant = checked(origin);
  return new PyAlias('annotated', meant, [meant], 'Annotated', metadata);
};

const concatenate: Subscript = (self, params) =>
  new PyAlias('concatenate', self, itemsOf(params).map(checked), self.name);

const FORMS: Record<string, Subscript> = {
  NoReturn: notSubscriptable,
  Never: notSubscriptable,
  Self: notSubscriptable,
  LiteralString: notSubscriptable,
  TypeAlias: notSubscriptable,
  ClassVar: single,
  Final: single,
  Required: single,
  NotRequired: single,
  ReadOnly: single,
  TypeGuard: single,
  TypeIs: single,
  Optional: optional,
  Union: unionOfParams,
  Literal: literal,
  Annotated: annotated,
  Concatenate: concatenate,
};

/** The special forms by name, one of each for all machines. */
export const specialForms = once((): ReadonlyMap<string, Value> => {
  const forms = new Map<string, Value>([['Unpack', unpackForm]]);
  for (const [name, subscript] of Object.entries(FORMS)) {
    forms.set(name, new PyForm(specialFormType(), name, subscript));
  }
  setUnionForm(forms.get('Union') ?? null);
  return forms;
});

/** `List[int]`: a fixed number of parameters. */
function parameters(count: number): Subscript {
  return (self, params) => {
    const items = itemsOf(params);
    if (items.length !== count) throw wrongCount(repr(self), items.length, count);
    return new PyAlias('generic', self.origin, items.map(checked), self.name);
  };
}

/** The last parameters may be left out: `Generator[int]`. */
function withDefaults(count: number, defaults: readonly Value[]): Subscript {
  return (self, params) => {
    const items = [...itemsOf(params)];
    const least = count - defaults.length;
    if (items.length < least || items.length > count) {
      const bound = items.length < least ? `at least ${least}` : `${count}`;
      const few = items.length < least ? 'few' : 'many';
      throw typeError(`Too ${few} arguments for ${repr(self)}; actual ${items.length}, expected ${bound}`);
    }
    while (items.length < count) items.push(defaults[items.length - least] ?? null);
    return new PyAlias('generic', self.origin, items.map(checked), self.name);
  };
}

const tupleForm: Subscript = (self, params) => {
  const items = itemsOf(params);
  return new PyAlias(
    'tuple',
    self.origin,
    items.map((item) => (item === Ellipsis ? item : checked(item))),
    'Tuple',
  );
};

const callableForm: Subscript = (self, params) => {
  const items = itemsOf(params);
  const [args = null, result = null] = items;
  if (!(params instanceof PyTuple) || items.length !== 2) {
    throw typeError('Callable must be used as Callable[[arg, ...], result].');
  }
  const given = args instanceof PyList || args instanceof PyTuple ? args.items.map(checked) : [args];
  return new PyAlias('callable', self.origin, [...given, checked(result)], 'Callable');
};

/** The aliases of classes by name. */
export function specialAliases(m: KernelMachine): Map<string, Value> {
  const abcs = abstractClasses(m);
  const aliases = new Map<string, Value>();
  const add = (name: string, origin: PyType | undefined, subscript: Subscript): void => {
    if (origin !== undefined) aliases.set(name, new PyForm(specialAliasType(), name, subscript, origin));
  };
  const counts: readonly (readonly [number, string])[] = [
    [0, 'Hashable Sized ByteString'],
    [1, 'Awaitable AsyncIterable AsyncIterator Iterable Iterator Reversible Container Collection Sequence'],
    [1, 'MutableSequence MutableSet MappingView KeysView ValuesView'],
    [2, 'Mapping MutableMapping ItemsView'],
    [3, 'Coroutine'],
  ];
  for (const [count, names] of counts) {
    for (const name of names.split(' ')) {
      add(name, abcs.get(name), count === 0 ? noParameters : parameters(count));
    }
  }
  add('AbstractSet', abcs.get('Set'), parameters(1));
  add('Generator', abcs.get('Generator'), withDefaults(3, [noneType, noneType]));
  add('AsyncGenerator', abcs.get('AsyncGenerator'), withDefaults(2, [noneType]));
  add('Callable', abcs.get('Callable'), callableForm);
  add('Tuple', tupleType, tupleForm);
  add('List', listType, parameters(1));
  add('Set', setType, parameters(1));
  add('FrozenSet', frozensetType, parameters(1));
  add('Dict', dictType, parameters(2));
  add('Type', typeType, parameters(1));
  add('Deque', dequeType(), parameters(1));
  add('DefaultDict', defaultDictType(), parameters(2));
  add('OrderedDict', orderedDictType(), parameters(2));
  add('Counter', counterClass(m), parameters(1));
  add('ChainMap', chainMapClass(m), parameters(2));
  const exits = unionOf(boolType, noneType);
  add('ContextManager', abstractContextManager(m), withDefaults(2, [exits]));
  add('AsyncContextManager', abstractAsyncContextManager(m), withDefaults(2, [exits]));
  return aliases;
}

const noParameters: Subscript = (self) => {
  throw typeError(`${repr(self)} is not a generic class`);
};
