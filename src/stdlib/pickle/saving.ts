// Objects as pickles: `pickle.dumps`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call, isCallable } from '../../objects/call.js';
import { emptyTuple, PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { exception, isExceptionOf } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { PyNative } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PyFrozenSet, PySet } from '../../objects/set-type.js';
import {
  baseExceptionType,
  bytearrayType,
  bytesType,
  dictType,
  Ellipsis,
  ellipsisType,
  frozensetType,
  functionType,
  isInstance,
  listType,
  NotImplemented,
  noneType,
  notImplementedType,
  setType,
  tupleType,
  typeOf,
  typeType,
} from '../../objects/types.js';
import { ByteWriter, littleEndian, longBytes } from './bytes.js';
import { dispatchTable } from './copyreg.js';
import { picklingError } from './errors.js';
import { latin1Encoder } from './latin1.js';
import { OP, oldName } from './opcodes.js';

/** Items that one instruction puts into a container. */
const BATCH = 1000;

/** What a program's own pickler does otherwise. */
export interface SavingHooks {
  /** An identification that is kept in the place of the object, or None. */
  readonly persistentId: ((value: Value) => Value) | null;
  readonly reducerOverride: ((value: Value) => Value) | null;
  readonly dispatchTable: Value;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

/** `raw-unicode-escape`, with what would end the line escaped. */
function escapedLine(text: string): number[] {
  return [...text].flatMap((char) => {
    const point = char.codePointAt(0) ?? 0;
    if ('\\\0\n\r\x1a'.includes(char)) return ascii(`\\u${point.toString(16).padStart(4, '0')}`);
    if (point < 0x100) return [point];
    return ascii(
      point > 0xffff
        ? `\\U${point.toString(16).padStart(8, '0')}`
        : `\\u${point.toString(16).padStart(4, '0')}`,
    );
  });
}

export class Saver {
  readonly #out: ByteWriter;
  readonly #memo = new Map<Value, number>();

  constructor(
    readonly machine: KernelMachine,
    readonly protocol: number,
    readonly hooks: SavingHooks,
  ) {
    this.#out = new ByteWriter(protocol >= 4);
  }

  dump(value: Value): Uint8Array {
    this.save(value);
    this.#out.write(OP.STOP);
    return this.#out.finish(this.protocol >= 2 ? [OP.PROTO, this.protocol] : []);
  }

  #memoize(value: Value): void {
    const index = this.#memo.size;
    this.#memo.set(value, index);
    if (this.protocol >= 4) this.#out.write(OP.MEMOIZE);
    else if (this.protocol === 0) this.#out.write(OP.PUT, ...ascii(`${index}\n`));
    else if (index < 256) this.#out.write(OP.BINPUT, index);
    else this.#out.write(OP.LONG_BINPUT, ...littleEndian(index, 4));
  }

  #recall(index: number): void {
    if (this.protocol === 0) this.#out.write(OP.GET, ...ascii(`${index}\n`));
    else if (index < 256) this.#out.write(OP.BINGET, index);
    else this.#out.write(OP.LONG_BINGET, ...littleEndian(index, 4));
  }

  save(value: Value, persistent = true): void {
    this.#out.mayEndFrame();
    if (persistent && this.hooks.persistentId !== null) {
      const id = this.hooks.persistentId(value);
      if (id !== null) {
        this.#savePersistent(id);
        return;
      }
    }
    if (this.#saveAtom(value)) return;
    const known = this.#memo.get(value);
    if (known !== undefined) this.#recall(known);
    else if (!this.#saveBuiltIn(value)) this.#saveOther(value);
  }

  #savePersistent(id: Value): void {
    if (this.protocol === 0) this.#out.write(OP.PERSID, ...ascii(`${str(id)}\n`));
    else {
      this.save(id, false);
      this.#out.write(OP.BINPERSID);
    }
  }

  #saveAtom(value: Value): boolean {
    const out = this.#out;
    if (value === null) out.write(OP.NONE);
    else if (typeof value === 'boolean') {
      if (this.protocol >= 2) out.write(value ? OP.NEWTRUE : OP.NEWFALSE);
      else out.write(OP.INT, ...ascii(value ? '01\n' : '00\n'));
    } else if (typeof value === 'number' || typeof value === 'bigint') this.#saveInt(value);
    else if (value instanceof PyFloat && value.cls.name === 'float') {
      if (this.protocol === 0) out.write(OP.FLOAT, ...ascii(`${repr(value)}\n`));
      else {
        const view = new DataView(new ArrayBuffer(8));
        view.setFloat64(0, value.value);
        out.write(OP.BINFLOAT, ...new Uint8Array(view.buffer));
      }
    } else return false;
    return true;
  }

  #saveInt(value: number | bigint): void {
    const out = this.#out;
    const isSmall = value >= -0x80000000 && value <= 0x7fffffff;
    if (isSmall && this.protocol > 0) {
      const number = Number(value);
      if (number >= 0 && number < 0x100) out.write(OP.BININT1, number);
      else if (number >= 0 && number < 0x10000) out.write(OP.BININT2, ...littleEndian(number, 2));
      else out.write(OP.BININT, ...littleEndian(number >>> 0, 4));
    } else if (this.protocol >= 2) {
      const bytes = longBytes(BigInt(value));
      if (bytes.length < 256) out.write(OP.LONG1, bytes.length);
      else out.write(OP.LONG4, ...littleEndian(bytes.length, 4));
      out.writeAll(bytes);
    } else if (isSmall) out.write(OP.INT, ...ascii(`${value}\n`));
    else out.write(OP.LONG, ...ascii(`${value}L\n`));
  }

  /** The built-in types themselves; of classes derived from them `__reduce_ex__` knows more. */
  #saveBuiltIn(value: Value): boolean {
    if (typeof value === 'string') this.#saveText(value);
    else if (!(value instanceof PyObject)) return false;
    else if (value instanceof PyBytes && value.cls === bytesType) this.#saveBytes(value);
    else if (value instanceof PyByteArray && value.cls === bytearrayType) this.#saveByteArray(value);
    else if (value instanceof PyTuple && value.cls === tupleType) this.#saveTuple(value);
    else if (value instanceof PyList && value.cls === listType) {
      if (this.protocol === 0) this.#out.write(OP.MARK, OP.LIST);
      else this.#out.write(OP.EMPTY_LIST);
      this.#memoize(value);
      this.#append(value.items);
    } else if (value instanceof PyDict && value.cls === dictType) {
      if (this.protocol === 0) this.#out.write(OP.MARK, OP.DICT);
      else this.#out.write(OP.EMPTY_DICT);
      this.#memoize(value);
      this.#setItems([...value.table.entries()]);
    } else if (value instanceof PySet && value.cls === setType) this.#saveSet(value);
    else if (value instanceof PyFrozenSet && value.cls === frozensetType) this.#saveFrozenSet(value);
    else return false;
    return true;
  }

  #saveText(value: string): void {
    if (this.protocol === 0) this.#out.write(OP.UNICODE, ...escapedLine(value), ...ascii('\n'));
    else {
      const bytes = utf8(value);
      if (bytes.length < 256 && this.protocol >= 4) this.#out.write(OP.SHORT_BINUNICODE, bytes.length);
      else this.#out.write(OP.BINUNICODE, ...littleEndian(bytes.length, 4));
      this.#out.writeAll(bytes);
    }
    this.#memoize(value);
  }

  #saveBytes(value: PyBytes): void {
    const { data } = value;
    if (this.protocol < 3) {
      if (data.length === 0) {
        this.#reduce(value, [bytesType, emptyTuple]);
        return;
      }
      const text = [...data].map((byte) => String.fromCharCode(byte)).join('');
      this.#reduce(value, [latin1Encoder(), tuple(text, 'latin1')]);
      return;
    }
    if (data.length < 256) this.#out.write(OP.SHORT_BINBYTES, data.length);
    else this.#out.write(OP.BINBYTES, ...littleEndian(data.length, 4));
    this.#out.writeAll(data);
    this.#memoize(value);
  }

  #saveByteArray(value: PyByteArray): void {
    if (this.protocol < 5) {
      const args = value.data.length === 0 ? emptyTuple : tuple(new PyBytes(Uint8Array.from(value.data)));
      this.#reduce(value, [bytearrayType, args]);
      return;
    }
    this.#out.write(OP.BYTEARRAY8, ...littleEndian(value.data.length, 8));
    this.#out.writeAll(value.data);
    this.#memoize(value);
  }

  #saveTuple(value: PyTuple): void {
    const { items } = value;
    const out = this.#out;
    if (items.length === 0) {
      if (this.protocol === 0) out.write(OP.MARK, OP.TUPLE);
      else out.write(OP.EMPTY_TUPLE);
      return;
    }
    const isShort = items.length <= 3 && this.protocol >= 2;
    if (!isShort) out.write(OP.MARK);
    for (const item of items) this.save(item);
    // A tuple that holds itself, by way of a list, has been saved by now.
    const known = this.#memo.get(value);
    if (known !== undefined) {
      if (isShort) for (const _ of items) out.write(OP.POP);
      else if (this.protocol > 0) out.write(OP.POP_MARK);
      else for (let left = items.length + 1; left > 0; left--) out.write(OP.POP);
      this.#recall(known);
      return;
    }
    out.write(isShort ? OP.TUPLE1 + items.length - 1 : OP.TUPLE);
    this.#memoize(value);
  }

  #append(items: readonly Value[]): void {
    for (let start = 0; start < items.length; start += BATCH) {
      const batch = items.slice(start, start + BATCH);
      const single = batch.length === 1 || this.protocol === 0;
      if (!single) this.#out.write(OP.MARK);
      for (const item of batch) {
        this.save(item);
        if (single) this.#out.write(OP.APPEND);
      }
      if (!single) this.#out.write(OP.APPENDS);
    }
  }

  #setItems(items: readonly (readonly [Value, Value])[]): void {
    for (let start = 0; start < items.length; start += BATCH) {
      const batch = items.slice(start, start + BATCH);
      const single = batch.length === 1 || this.protocol === 0;
      if (!single) this.#out.write(OP.MARK);
      for (const [key, value] of batch) {
        this.save(key);
        this.save(value);
        if (single) this.#out.write(OP.SETITEM);
      }
      if (!single) this.#out.write(OP.SETITEMS);
    }
  }

  #saveSet(value: PySet): void {
    if (this.protocol < 4) {
      this.#reduce(value, [setType, tuple(new PyList(toArray(value)))]);
      return;
    }
    this.#out.write(OP.EMPTY_SET);
    this.#memoize(value);
    const items = toArray(value);
    for (let start = 0; start < items.length; start += BATCH) {
      this.#out.write(OP.MARK);
      for (const item of items.slice(start, start + BATCH)) this.save(item);
      this.#out.write(OP.ADDITEMS);
    }
  }

  #saveFrozenSet(value: PyFrozenSet): void {
    if (this.protocol < 4) {
      this.#reduce(value, [frozensetType, tuple(new PyList(toArray(value)))]);
      return;
    }
    this.#out.write(OP.MARK);
    for (const item of toArray(value)) this.save(item);
    const known = this.#memo.get(value);
    if (known !== undefined) {
      this.#out.write(OP.POP_MARK);
      this.#recall(known);
      return;
    }
    this.#out.write(OP.FROZENSET);
    this.#memoize(value);
  }

  #saveOther(value: Value): void {
    const { machine, hooks } = this;
    if (hooks.reducerOverride !== null) {
      const reduced = hooks.reducerOverride(value);
      if (reduced !== NotImplemented) {
        this.#saveReduced(value, reduced);
        return;
      }
    }
    if (value instanceof PyType && this.#saveSingletonType(value)) return;
    const type = typeOf(value);
    const table = hooks.dispatchTable instanceof PyDict ? hooks.dispatchTable : dispatchTable(machine);
    const reducer = table.table.get(type);
    if (reducer !== undefined) this.#saveReduced(value, call(reducer, [value]));
    else if (isInstance(value, typeType) || isInstance(value, functionType) || isPlainNative(value))
      this.#saveGlobal(value, null);
    else this.#saveReduced(value, call(getAttribute(value, '__reduce_ex__'), [this.protocol]));
  }

  /** The types of None and its kin have no name to find them by. */
  #saveSingletonType(type: PyType): boolean {
    const singletons = new Map<PyType, Value>([
      [noneType, null],
      [notImplementedType, NotImplemented],
      [ellipsisType, Ellipsis],
    ]);
    const value = singletons.get(type);
    if (value === undefined) return false;
    this.#reduce(type, [typeType, tuple(value)]);
    return true;
  }

  #saveReduced(value: Value, reduced: Value): void {
    const name = strValue(reduced);
    if (name !== undefined) this.#saveGlobal(value, name);
    else if (!(reduced instanceof PyTuple))
      throw picklingError(this.machine, '__reduce__ must return a string or tuple');
    else if (reduced.items.length < 2 || reduced.items.length > 6)
      throw picklingError(this.machine, 'tuple returned by __reduce__ must contain 2 through 6 elements');
    else this.#reduce(value, reduced.items);
  }

  /** How the object is made again: a function with its arguments, then what is put into it. */
  #reduce(value: Value, parts: readonly Value[]): void {
    const [func = null, args = null, state = null, listItems = null, dictItems = null, setter = null] = parts;
    const out = this.#out;
    if (!isCallable(func))
      throw picklingError(this.machine, 'first item of the tuple returned by __reduce__ must be callable');
    if (!(args instanceof PyTuple))
      throw picklingError(this.machine, 'second item of the tuple returned by __reduce__ must be a tuple');
    const name = this.protocol >= 2 ? getAttributeOr(func, '__name__') : undefined;
    if (name === '__newobj_ex__' && this.protocol >= 4) {
      for (const item of args.items) this.save(item);
      out.write(OP.NEWOBJ_EX);
    } else if (name === '__newobj__') {
      const [cls = null, ...rest] = args.items;
      this.save(cls);
      this.save(rest.length === 0 ? emptyTuple : new PyTuple(rest));
      out.write(OP.NEWOBJ);
    } else {
      this.save(func);
      this.save(args);
      out.write(OP.REDUCE);
    }
    const known = this.#memo.get(value);
    if (known === undefined) this.#memoize(value);
    else {
      out.write(OP.POP);
      this.#recall(known);
    }
    if (listItems !== null) this.#append([...iterate(listItems)]);
    if (dictItems !== null)
      this.#setItems(
        [...iterate(dictItems)].map((pair) => {
          const [key = null, item = null] = toArray(pair);
          return [key, item];
        }),
      );
    if (state === null) return;
    if (setter === null) {
      this.save(state);
      out.write(OP.BUILD);
      return;
    }
    this.save(setter);
    this.save(value);
    this.save(state);
    out.write(OP.TUPLE2, OP.REDUCE, OP.POP);
  }

  /** By name: the object is found again in its module. */
  #saveGlobal(value: Value, given: string | null): void {
    const { machine } = this;
    const qualified = getAttributeOr(value, '__qualname__') ?? getAttributeOr(value, '__name__') ?? null;
    const name = given ?? str(qualified);
    const module = moduleNameOf(machine, value, name);
    if (value !== latin1Encoder()) checkName(machine, value, module, name);
    if (this.protocol >= 4) {
      this.save(module);
      this.save(name);
      this.#out.write(OP.STACK_GLOBAL);
    } else {
      const isException = value instanceof PyType && value.isSubtypeOf(baseExceptionType);
      const [outer = name, ...inner] = name.split('.');
      this.#saveAttributes(module, outer, inner, isException);
    }
    this.#memoize(value);
  }

  /** What is inside a class has no name of its own in old protocols: it is got out of the class by `getattr`. */
  #saveAttributes(module: string, name: string, inner: readonly string[], isException: boolean): void {
    const out = this.#out;
    const marks = this.protocol < 2;
    for (const _ of inner) {
      this.save(this.machine.builtins.get('getattr') ?? null);
      if (marks) out.write(OP.MARK);
    }
    const written = this.protocol < 3 ? oldName({ module, name }, isException) : { module, name };
    out.write(OP.GLOBAL, ...utf8(`${written.module}\n${written.name}\n`));
    for (const attribute of inner) {
      this.save(attribute);
      out.write(marks ? OP.TUPLE : OP.TUPLE2, OP.REDUCE);
    }
  }
}

const isPlainNative = (value: Value): boolean => value instanceof PyNative && value.self === undefined;

function picklingFailure(m: KernelMachine, value: Value, reason: string): Error {
  throw picklingError(m, `Can't pickle ${repr(value)}: ${reason}`);
}

/** The module of an object; one that does not know it is looked for in all modules. */
function moduleNameOf(m: KernelMachine, value: Value, name: string): string {
  const own = getAttributeOr(value, '__module__') ?? null;
  if (own !== null) return str(own);
  for (const [module, object] of m.loadedModules.table.entries())
    if (module !== '__main__' && getAttributeOr(object, name) === value) return str(module);
  return '__main__';
}

/** The object must be what is found under its name. */
function checkName(m: KernelMachine, value: Value, module: string, name: string): void {
  let found: Value;
  try {
    found = m.importModule(module, m.builtins, [], 0);
  } catch (error) {
    if (!isExceptionOf(error, 'ImportError')) throw error;
    throw picklingFailure(m, value, `import of module ${repr(module)} failed`);
  }
  for (const part of name.split('.')) {
    if (part === '<locals>') throw exception('AttributeError', `Can't get local object ${repr(name)}`);
    const next = getAttributeOr(found, part);
    if (next === undefined) throw picklingFailure(m, value, `attribute lookup ${name} on ${module} failed`);
    found = next;
  }
  if (found !== value) throw picklingFailure(m, value, `it's not the same object as ${module}.${name}`);
}
