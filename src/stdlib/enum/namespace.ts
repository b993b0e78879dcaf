// The body of an enumeration while it runs: tells members from everything else and gives `auto()` its values
// (`EnumDict` in Lib/enum.py).

import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { HashTable } from '../../objects/hash-table.js';
import { iterate } from '../../objects/iteration.js';
import { defineType, PyStaticMethod } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { dictType } from '../../objects/types.js';
import { once } from '../library.js';
import { isDunder, isPrivate, isSunder } from './data.js';

/** `enum.auto()`: a value to be made by `_generate_next_value_`. */
export class PyAuto extends PyObject {
  value: Value | undefined;

  constructor() {
    super(autoType());
  }
}

export const autoType: () => PyType = once(
  (): PyType =>
    defineType('auto', {
      module: 'enum',
      slots: {
        new_: () => new PyAuto(),
        init: (self: PyAuto, args) => {
          if (args[0] !== undefined) self.value = args[0];
        },
        repr: (self: PyAuto) => `auto(${self.value === undefined ? '<object object>' : repr(self.value)})`,
      },
      properties: {
        value: {
          get: (self: PyAuto) => self.value ?? null,
          set: (self: PyAuto, value) => {
            self.value = value;
          },
        },
      },
    }),
);

/** `enum.member(x)` and `enum.nonmember(x)` say what a thing in the body is. */
export class PyMarked extends PyObject {
  constructor(
    cls: PyType,
    readonly value: Value,
  ) {
    super(cls);
  }
}

const marked = (name: string): (() => PyType) =>
  once(
    (): PyType =>
      defineType(name, {
        module: 'enum',
        slots: { new_: (cls, args) => new PyMarked(cls, args[0] ?? null), init: () => undefined },
        properties: { value: (self: PyMarked) => self.value },
      }),
  );

export const memberType = marked('member');
export const nonmemberType = marked('nonmember');

const ALLOWED = new Set([
  '_order_',
  '_generate_next_value_',
  '_numeric_repr_',
  '_missing_',
  '_ignore_',
  '_iter_member_',
  '_iter_member_by_value_',
  '_iter_member_by_def_',
  '_add_alias_',
  '_add_value_alias_',
  '_use_args_',
  '_member_names_',
]);

export class PyEnumDict extends PyDict {
  className = '';
  readonly memberNames: string[] = [];
  readonly #lastValues: Value[] = [];
  readonly #ignored = new Set<string>();
  #autoCalled = false;

  constructor() {
    super(new HashTable(), enumDictType());
  }

  store(key: Value, given: Value): void {
    const name = strValue(key);
    if (name === undefined) {
      this.table.set(key, given);
      return;
    }
    let value = given;
    let stored = name;
    if (isPrivate(this.className, name)) {
      // An ordinary attribute.
    } else if (isSunder(name)) {
      value = this.#sunder(name, value);
      if (name === '_ignore_') return;
    } else if (isDunder(name)) {
      if (name === '__order__') stored = '_order_';
    } else if (this.memberNames.includes(name)) {
      throw typeError(`${repr(name)} already defined as ${repr(this.table.get(name) ?? null)}`);
    } else if (this.#ignored.has(name)) {
      // Left out of the class later.
    } else if (value instanceof PyMarked && value.cls === nonmemberType()) value = value.value;
    else if (!isDescriptor(value) && !this.#isInner(name, value)) value = this.#member(name, value);
    this.table.set(stored, value);
  }

  #sunder(name: string, value: Value): Value {
    if (!ALLOWED.has(name)) {
      throw valueError(`_sunder_ names, such as ${repr(name)}, are reserved for future Enum use`);
    }
    if (name === '_generate_next_value_') {
      if (this.#autoCalled) throw typeError('_generate_next_value_ must be defined before members');
    } else if (name === '_ignore_') {
      const text = strValue(value);
      const names =
        text === undefined
          ? [...iterate(value)].map((item) => strValue(item) ?? '')
          : text.replaceAll(',', ' ').split(/\s+/);
      for (const ignored of names) this.#ignored.add(ignored);
      const defined = names.filter((ignored) => this.memberNames.includes(ignored));
      if (defined.length > 0) {
        throw valueError(`_ignore_ cannot specify already set names: ${repr(new PyList(defined))}`);
      }
    }
    return value;
  }

  /** A class defined in the body is none of the members. */
  #isInner(_name: string, value: Value): boolean {
    return value instanceof PyType && value.qualname.includes(`${this.className}.`);
  }

  #member(name: string, given: Value): Value {
    if (this.table.has(name)) {
      throw typeError(`${repr(name)} already defined as ${repr(this.table.get(name) ?? null)}`);
    }
    let value = given;
    if (value instanceof PyMarked && value.cls === memberType()) value = value.value;
    let isAuto = value instanceof PyAuto;
    if (value instanceof PyAuto) value = this.#filled(name, value);
    else if (value instanceof PyTuple && value.items.some((item) => item instanceof PyAuto)) {
      isAuto = true;
      const items = value.items.map((item) => (item instanceof PyAuto ? this.#filled(name, item) : item));
      value = value.cls.lookup('_fields') === undefined ? new PyTuple(items) : call(value.cls, items);
    }
    this.memberNames.push(name);
    if (!isAuto) this.#lastValues.push(value);
    return value;
  }

  #filled(name: string, auto: PyAuto): Value {
    if (auto.value === undefined) {
      auto.value = this.nextValue(name, 1, this.memberNames.length, this.#lastValues);
      this.#autoCalled = true;
    }
    this.#lastValues.push(auto.value);
    return auto.value;
  }

  nextValue(name: string, start: Value, count: number, last: readonly Value[]): Value {
    const found = this.table.get('_generate_next_value_') ?? null;
    const generate = found instanceof PyStaticMethod ? found.callable : found;
    return call(generate, [name, start, count, new PyList([...last])]);
  }

  removeIgnored(): void {
    for (const name of this.#ignored) this.table.delete(name);
  }
}

/** Functions, properties and their like are no members. */
export function isDescriptor(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ['__get__', '__set__', '__delete__'].some((name) => getAttributeOr(value, name) !== undefined);
}

export const enumDictType: () => PyType = once(
  (): PyType =>
    defineType('EnumDict', {
      module: 'enum',
      bases: [dictType],
      slots: {
        new_: () => new PyEnumDict(),
        setitem: (self: PyEnumDict, key, value) => self.store(key, value),
      },
      methods: {
        'update(members, **more_members)': (self: PyEnumDict, members, more) => {
          for (const given of [members, more]) {
            const pairs = new PyDict();
            updateDict(pairs, given ?? null);
            for (const [key, value] of pairs.table.entries()) self.store(key, value);
          }
          return null;
        },
      },
      properties: {
        member_names: (self: PyEnumDict) => new PyList([...self.memberNames]),
        // Metaclasses of programs look at these two.
        _member_names: (self: PyEnumDict) => PyDict.of(self.memberNames.map((name) => [name, null])),
        _cls_name: {
          get: (self: PyEnumDict) => self.className,
          set: (self: PyEnumDict, name) => {
            self.className = strValue(name ?? null) ?? '';
          },
        },
      },
    }),
);
