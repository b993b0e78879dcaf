// The classes of nodes as programs see them.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { emptyTuple, PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { toArray } from '../../objects/iteration.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { intType, isInstance, listType, noneType, objectType, strType, typeOf } from '../../objects/types.js';
import { unionOf } from '../../objects/union-type.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { ABSTRACT, type Field, hasOptionalEnd, isLocated, LOCATION, type Shape, shapes } from './shapes.js';

const missingText = (cls: string, names: readonly string[]): string => {
  const plural = names.length === 1 ? '' : 's';
  return `${cls}.__init__ missing ${names.length} required positional argument${plural}: ${names.map((name) => repr(name)).join(', ')}. This will become an error in Python 3.15.`;
};

/** Fields by position and by name; what is left out and may be gets what CPython gives it. */
function initialize(m: KernelMachine, self: Value, args: readonly Value[], keywords: Keywords | null): void {
  const cls = typeOf(self);
  const fields = toArray(getAttributeOr(self, '_fields') ?? emptyTuple).map(str);
  if (args.length > fields.length) {
    const plural = fields.length === 1 ? '' : 's';
    throw typeError(`${cls.name} constructor takes at most ${fields.length} positional argument${plural}`);
  }
  const given = new Set<string>();
  for (const [index, value] of args.entries()) {
    const name = fields[index] ?? '';
    setAttribute(self, name, value);
    given.add(name);
  }
  const attributes = toArray(getAttributeOr(self, '_attributes') ?? emptyTuple).map(str);
  for (const [name, value] of keywords ?? []) {
    if (given.has(name)) throw typeError(`${cls.name} got multiple values for argument ${repr(name)}`);
    if (!fields.includes(name) && !attributes.includes(name))
      m.warn(
        'DeprecationWarning',
        `${cls.name}.__init__ got an unexpected keyword argument ${repr(name)}. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.`,
      );
    setAttribute(self, name, value);
    given.add(name);
  }
  const shape = shapeOf(cls);
  for (const field of shape?.fields ?? []) {
    if (given.has(field.name)) continue;
    if (field.many) setAttribute(self, field.name, new PyList([]));
    else if (field.kind === 'expr_context') setAttribute(self, field.name, sign(m, 'Load'));
    else if (!field.optional) m.warn('DeprecationWarning', missingText(cls.name, [field.name]));
  }
}

/** The shape of a class, or of the class of nodes that a program derived it from. */
export function shapeOf(cls: PyType): Shape | undefined {
  for (const base of cls.mro) {
    const shape = base.module === 'ast' ? shapes().get(base.name) : undefined;
    if (shape !== undefined) return shape;
  }
  return undefined;
}

export const astClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('AST', {
      module: 'ast',
      instanceDict: true,
      attributes: {
        _fields: emptyTuple,
        _attributes: emptyTuple,
        __match_args__: emptyTuple,
        _field_types: new PyDict(),
      },
      variadic: {
        '__init__(self, /, *args, **kwargs)': ([self = null, ...args], keywords) => {
          initialize(m, self, args, keywords);
          return null;
        },
      },
      methods: {
        '__reduce_ex__(self, protocol)': (self) => {
          const state = getAttributeOr(self, '__dict__') ?? null;
          return tuple(typeOf(self), emptyTuple, state);
        },
      },
    }),
);

function fieldType(classes: ReadonlyMap<string, PyType>, { kind, many, optional }: Field): Value {
  const plain: Record<string, PyType> = {
    identifier: strType,
    string: strType,
    int: intType,
    constant: objectType,
  };
  const type = plain[kind] ?? classes.get(kind) ?? objectType;
  if (many) return genericAlias(listType, type);
  return optional ? unionOf(type, noneType) : type;
}

export const nodeClasses: (m: KernelMachine) => ReadonlyMap<string, PyType> = perMachine(
  (m: KernelMachine) => {
    const classes = new Map<string, PyType>([['AST', astClass(m)]]);
    const make = (name: string, base: string, attributes: Record<string, Value>): void => {
      const located: Record<string, Value> = {};
      if (isLocated(name)) {
        located._attributes = new PyTuple([...LOCATION]);
        if (hasOptionalEnd(name)) for (const end of LOCATION.slice(2)) located[end] = null;
      }
      const bases = [classes.get(base) ?? astClass(m)];
      classes.set(
        name,
        libraryClass(name, {
          module: 'ast',
          bases,
          instanceDict: true,
          attributes: { ...located, ...attributes },
        }),
      );
    };
    for (const name of ABSTRACT) make(name, 'AST', {});
    for (const { name, base, fields } of shapes().values()) {
      const names = new PyTuple(fields.map((field) => field.name));
      const absent = fields.filter((field) => field.optional && !field.many);
      make(name, base, {
        _fields: names,
        __match_args__: names,
        ...Object.fromEntries(absent.map((field) => [field.name, null])),
      });
    }
    for (const { name, fields } of shapes().values()) {
      const types = fields.map((field): [Value, Value] => [field.name, fieldType(classes, field)]);
      classes.get(name)?.attrs.set('_field_types', PyDict.of(types));
    }
    return classes;
  },
);

/** The one node of an operator or a context. */
export function sign(m: KernelMachine, name: string): Value {
  const known = signs(m);
  let node = known.get(name);
  if (node === undefined) {
    node = call(nodeClasses(m).get(name) ?? null);
    known.set(name, node);
  }
  return node;
}

const signs = perMachine((_m: KernelMachine) => new Map<string, Value>());

/** A node without the checks of its constructor; `values` are its fields and its place. */
export function makeNode(m: KernelMachine, name: string, values: ReadonlyMap<string, Value>): Value {
  const cls = nodeClasses(m).get(name);
  if (cls === undefined) throw typeError(`there is no class of nodes called ${name}`);
  const make = getAttributeOr(cls, '__new__') ?? null;
  const node = call(make, [cls]);
  for (const [field, value] of values) setOwnAttribute(node, field, value);
  return node;
}

/** Whether a value is a node of the class or of one of the classes, by name. */
export function isNode(m: KernelMachine, value: Value, ...names: readonly string[]): boolean {
  const classes = nodeClasses(m);
  return names.some((name) => {
    const cls = classes.get(name);
    return cls !== undefined && isInstance(value, cls);
  });
}
