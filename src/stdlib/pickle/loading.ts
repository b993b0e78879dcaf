// Pickles as objects: `pickle.loads`. The pickle is a small program for a machine with a stack.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { emptyTuple, PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { exception, valueError } from '../../objects/exceptions.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { PyObject, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PyFrozenSet, PySet } from '../../objects/set-type.js';
import { setItem } from '../../objects/subscript.js';
import { decodeUtf8 } from '../../objects/utf8.js';
import { callAttribute } from '../library.js';
import { longValue } from './bytes.js';
import { unpicklingError } from './errors.js';
import { ENCODER, latin1Encoder } from './latin1.js';
import { HIGHEST_PROTOCOL, newName, OP } from './opcodes.js';

export interface LoadingHooks {
  readonly findClass: (module: string, name: string) => Value;
  /** Null where the program has none. */
  readonly persistentLoad: ((id: Value) => Value) | null;
}

/** The object of a name in a module, which is imported. */
export function findGlobal(
  m: KernelMachine,
  givenModule: string,
  givenName: string,
  protocol: number,
): Value {
  const given = { module: givenModule, name: givenName };
  const { module, name } = protocol < 3 ? newName(given) : given;
  if (module === ENCODER.module && name === ENCODER.name) return latin1Encoder();
  let found: Value = m.importModule(module, m.builtins, [], 0);
  for (const part of protocol >= 4 ? name.split('.') : [name]) {
    const next = getAttributeOr(found, part);
    if (next === undefined)
      throw exception('AttributeError', `Can't get attribute ${repr(name)} on ${repr(found)}`);
    found = next;
  }
  return found;
}

export class Loader {
  #position = 0;
  #stack: Value[] = [];
  readonly #marks: Value[][] = [];
  readonly #memo = new Map<number, Value>();
  protocol = 0;

  constructor(
    readonly machine: KernelMachine,
    readonly data: Uint8Array,
    readonly hooks: LoadingHooks,
  ) {}

  /** Bytes that were read. */
  get position(): number {
    return this.#position;
  }

  #read(count: number): Uint8Array {
    const bytes = this.data.subarray(this.#position, this.#position + count);
    if (bytes.length < count) throw unpicklingError(this.machine, 'pickle data was truncated');
    this.#position += count;
    return bytes;
  }

  #number(size: number): number {
    return [...this.#read(size)].reduceRight((value, byte) => value * 256 + byte, 0);
  }

  #line(): string {
    const end = this.data.indexOf(10, this.#position);
    if (end < 0) throw unpicklingError(this.machine, 'pickle data was truncated');
    const text = decodeUtf8(this.data.subarray(this.#position, end), 'surrogateescape');
    this.#position = end + 1;
    return text;
  }

  #text(size: number): string {
    return decodeUtf8(this.#read(size), 'surrogatepass');
  }

  #push(value: Value): void {
    this.#stack.push(value);
  }

  #pop(): Value {
    const value = this.#stack.pop();
    if (value === undefined) throw unpicklingError(this.machine, 'unexpected MARK found');
    return value;
  }

  #top(): Value {
    return this.#stack.at(-1) ?? null;
  }

  /** What was pushed since the last mark. */
  #sinceMark(): Value[] {
    const items = this.#stack;
    const before = this.#marks.pop();
    if (before === undefined) throw unpicklingError(this.machine, 'could not find MARK');
    this.#stack = before;
    return items;
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined && !this.#memo.has(index))
      throw unpicklingError(this.machine, `Memo value not found at index ${index}`);
    this.#push(value ?? null);
  }

  load(): Value {
    for (;;) {
      const code = this.data[this.#position];
      if (code === undefined) throw exception('EOFError', 'Ran out of input');
      this.#position++;
      if (code === OP.STOP) return this.#pop();
      if (!this.#atom(code) && !this.#memory(code) && !this.#container(code) && !this.#object(code)) {
        const shown =
          code >= 0x20 && code < 0x7f
            ? `'${String.fromCharCode(code)}'`
            : `'\\x${code.toString(16).padStart(2, '0')}'`;
        throw unpicklingError(this.machine, `invalid load key, ${shown}.`);
      }
    }
  }

  #atom(code: number): boolean {
    switch (code) {
      case OP.PROTO:
        this.protocol = this.#number(1);
        if (this.protocol > HIGHEST_PROTOCOL)
          throw valueError(`unsupported pickle protocol: ${this.protocol}`);
        return true;
      case OP.FRAME:
        this.#number(8);
        return true;
      case OP.NONE:
        this.#push(null);
        return true;
      case OP.NEWTRUE:
      case OP.NEWFALSE:
        this.#push(code === OP.NEWTRUE);
        return true;
      case OP.INT: {
        const text = this.#line();
        this.#push(text === '01' ? true : text === '00' ? false : normalize(BigInt(text)));
        return true;
      }
      case OP.LONG:
        this.#push(normalize(BigInt(this.#line().replace(/L$/, ''))));
        return true;
      case OP.BININT:
        this.#push(this.#number(4) | 0);
        return true;
      case OP.BININT1:
        this.#push(this.#number(1));
        return true;
      case OP.BININT2:
        this.#push(this.#number(2));
        return true;
      case OP.LONG1:
        this.#push(normalize(longValue(this.#read(this.#number(1)))));
        return true;
      case OP.LONG4:
        this.#push(normalize(longValue(this.#read(this.#number(4)))));
        return true;
      case OP.FLOAT:
        this.#push(call(this.machine.builtins.get('float') ?? null, [this.#line()]));
        return true;
      case OP.BINFLOAT: {
        const bytes = this.#read(8);
        this.#push(new PyFloat(new DataView(bytes.slice().buffer).getFloat64(0)));
        return true;
      }
      case OP.UNICODE:
        this.#push(unescaped(this.#line()));
        return true;
      case OP.SHORT_BINUNICODE:
        this.#push(this.#text(this.#number(1)));
        return true;
      case OP.BINUNICODE:
        this.#push(this.#text(this.#number(4)));
        return true;
      case OP.BINUNICODE8:
        this.#push(this.#text(this.#number(8)));
        return true;
      case OP.SHORT_BINBYTES:
        this.#push(new PyBytes(this.#read(this.#number(1)).slice()));
        return true;
      case OP.BINBYTES:
        this.#push(new PyBytes(this.#read(this.#number(4)).slice()));
        return true;
      case OP.BINBYTES8:
        this.#push(new PyBytes(this.#read(this.#number(8)).slice()));
        return true;
      case OP.BYTEARRAY8:
        this.#push(new PyByteArray(this.#read(this.#number(8)).slice()));
        return true;
      default:
        return false;
    }
  }

  #memory(code: number): boolean {
    switch (code) {
      case OP.MARK:
        this.#marks.push(this.#stack);
        this.#stack = [];
        return true;
      case OP.POP:
        if (this.#stack.length > 0) this.#stack.pop();
        else this.#sinceMark();
        return true;
      case OP.POP_MARK:
        this.#sinceMark();
        return true;
      case OP.DUP:
        this.#push(this.#top());
        return true;
      case OP.MEMOIZE:
        this.#memo.set(this.#memo.size, this.#top());
        return true;
      case OP.PUT:
        this.#memo.set(Number(this.#line()), this.#top());
        return true;
      case OP.BINPUT:
        this.#memo.set(this.#number(1), this.#top());
        return true;
      case OP.LONG_BINPUT:
        this.#memo.set(this.#number(4), this.#top());
        return true;
      case OP.GET:
        this.#recall(Number(this.#line()));
        return true;
      case OP.BINGET:
        this.#recall(this.#number(1));
        return true;
      case OP.LONG_BINGET:
        this.#recall(this.#number(4));
        return true;
      default:
        return false;
    }
  }

  #container(code: number): boolean {
    switch (code) {
      case OP.EMPTY_TUPLE:
        this.#push(emptyTuple);
        return true;
      case OP.TUPLE1:
      case OP.TUPLE2:
      case OP.TUPLE3:
        this.#push(new PyTuple(this.#stack.splice(-(code - OP.TUPLE1 + 1))));
        return true;
      case OP.TUPLE:
        this.#push(new PyTuple(this.#sinceMark()));
        return true;
      case OP.EMPTY_LIST:
        this.#push(new PyList([]));
        return true;
      case OP.LIST:
        this.#push(new PyList(this.#sinceMark()));
        return true;
      case OP.EMPTY_DICT:
        this.#push(new PyDict());
        return true;
      case OP.DICT: {
        const items = this.#sinceMark();
        const dict = new PyDict();
        this.#setItems(dict, items);
        this.#push(dict);
        return true;
      }
      case OP.EMPTY_SET:
        this.#push(PySet.of([]));
        return true;
      case OP.FROZENSET:
        this.#push(PyFrozenSet.of(this.#sinceMark()));
        return true;
      case OP.APPEND: {
        const item = this.#pop();
        this.#extend(this.#top(), [item]);
        return true;
      }
      case OP.APPENDS: {
        const items = this.#sinceMark();
        this.#extend(this.#top(), items);
        return true;
      }
      case OP.SETITEM: {
        const value = this.#pop();
        const key = this.#pop();
        this.#setItems(this.#top(), [key, value]);
        return true;
      }
      case OP.SETITEMS: {
        const items = this.#sinceMark();
        this.#setItems(this.#top(), items);
        return true;
      }
      case OP.ADDITEMS: {
        const items = this.#sinceMark();
        for (const item of items) callAttribute(this.#top(), 'add', item);
        return true;
      }
      default:
        return false;
    }
  }

  #extend(list: Value, items: readonly Value[]): void {
    if (list instanceof PyList) list.items.push(...items);
    else for (const item of items) callAttribute(list, 'append', item);
  }

  #setItems(container: Value, items: readonly Value[]): void {
    for (let index = 0; index < items.length; index += 2)
      setItem(container, items[index] ?? null, items[index + 1] ?? null);
  }

  #object(code: number): boolean {
    switch (code) {
      case OP.GLOBAL: {
        const module = this.#line();
        this.#push(this.hooks.findClass(module, this.#line()));
        return true;
      }
      case OP.STACK_GLOBAL: {
        const name = this.#pop();
        this.#push(this.hooks.findClass(str(this.#pop()), str(name)));
        return true;
      }
      case OP.REDUCE: {
        const args = this.#pop();
        this.#push(call(this.#pop(), toArray(args)));
        return true;
      }
      case OP.NEWOBJ: {
        const args = this.#pop();
        const cls = this.#pop();
        this.#push(call(getAttribute(cls, '__new__'), [cls, ...toArray(args)]));
        return true;
      }
      case OP.NEWOBJ_EX: {
        const keywords = this.#pop();
        const args = this.#pop();
        const cls = this.#pop();
        this.#push(call(getAttribute(cls, '__new__'), [cls, ...toArray(args)], keywordsOf(keywords)));
        return true;
      }
      case OP.BUILD: {
        const state = this.#pop();
        build(this.#top(), state);
        return true;
      }
      case OP.PERSID:
        this.#push(this.#persistent(this.#line()));
        return true;
      case OP.BINPERSID:
        this.#push(this.#persistent(this.#pop()));
        return true;
      default:
        return false;
    }
  }

  #persistent(id: Value): Value {
    if (this.hooks.persistentLoad === null)
      throw unpicklingError(
        this.machine,
        'A load persistent id instruction was encountered, but no persistent_load function was specified.',
      );
    return this.hooks.persistentLoad(id);
  }
}

const unescaped = (line: string): string =>
  line.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g, (_all, short?: string, long?: string) =>
    String.fromCodePoint(Number.parseInt(short ?? long ?? '0', 16)),
  );

/** Gives an object its state: by `__setstate__`, or attribute by attribute. */
function build(object: Value, given: Value): void {
  const setState = getAttributeOr(object, '__setstate__');
  if (setState !== undefined) {
    call(setState, [given]);
    return;
  }
  let state = given;
  let members: Value = null;
  if (state instanceof PyTuple && state.items.length === 2) [state = null, members = null] = state.items;
  if (state !== null && object instanceof PyObject) updateDict(instanceDict(object), state);
  if (members instanceof PyDict)
    for (const [name, value] of members.table.entries()) setAttribute(object, str(name), value);
}
