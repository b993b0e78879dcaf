// `multiprocessing.Value` and `Array`: numbers in memory that processes share, with a lock.

import { extendBlocking } from '../../execution/blocking.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SharedObject } from '../../kernel/shared-object.js';
import { intValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyList, type PyTuple } from '../../objects/containers.js';
import { exception, indexError, typeError, valueError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { asIndex } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import type { PyType, SlotDefinitions, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PySlice, resolveSlice } from '../../objects/slice.js';
import { typeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { character, type Kind, kindOf } from './c-kinds.js';
import { refusePickling } from './messages.js';
import { SharedLock, sharedLockTypes } from './shared-locks.js';

/** A value or an array; the lock is null for a raw one. */
abstract class SharedMemory extends SharedObject {
  constructor(
    cls: PyType,
    readonly kind: Kind,
    readonly lock: SharedLock | null,
  ) {
    super(cls, new Map());
  }

  get guard(): SharedLock {
    if (this.lock === null)
      throw exception('AttributeError', `'${typeName(this)}' object has no attribute 'acquire'`);
    return this.lock;
  }
}

class SharedValue extends SharedMemory {
  current: Value = this.kind.zero;

  describe(): string {
    const text = `${this.kind.name}(${repr(this.current)})`;
    return this.lock === null ? text : `<Synchronized wrapper for ${text}>`;
  }
}

class SharedArray extends SharedMemory {
  items: Value[] = [];

  get raw(): PyBytes {
    return bytesOf(this.items);
  }

  /** The bytes up to the first zero byte. */
  get text(): PyBytes {
    const bytes = Uint8Array.from(this.raw.data);
    const end = bytes.indexOf(0);
    return end < 0 ? this.raw : new PyBytes(bytes.slice(0, end));
  }

  position(key: Value): number {
    const index = Number(asIndex(key));
    const from = index < 0 ? index + this.items.length : index;
    if (from < 0 || from >= this.items.length) throw indexError('invalid index');
    return from;
  }

  /** The positions of a slice. */
  positions(slice: PySlice): number[] {
    const { start, step, count } = resolveSlice(slice, this.items.length);
    return Array.from({ length: count }, (_, index) => start + index * step);
  }

  describe(): string {
    const { items, kind, lock } = this;
    const array = `<${module}.${kind.name}_Array_${items.length} object at ${addressOf(this)}>`;
    if (lock === null) return array;
    const wrapper = kind === character ? 'SynchronizedString' : 'SynchronizedArray';
    return `<${wrapper} wrapper for ${array}>`;
  }
}

function bytesOf(items: readonly Value[]): PyBytes {
  return new PyBytes(Uint8Array.from(items, (item) => (item instanceof PyBytes ? (item.data[0] ?? 0) : 0)));
}

const module = 'multiprocessing.sharedctypes';

const memoryTypes = perMachine((m: KernelMachine) => {
  const value = defineType('Synchronized', {
    module,
    methods: refusePickling,
    slots: { repr: (self: SharedValue) => self.describe() },
    properties: {
      value: {
        get: (self: SharedValue) => {
          m.meetOthers();
          return self.current;
        },
        set: (self: SharedValue, given) => {
          m.meetOthers();
          self.current = self.kind.store(given ?? null);
        },
      },
    },
  });
  const array = defineType('SynchronizedArray', { module, methods: refusePickling, slots: arraySlots(m) });
  const text = defineType('SynchronizedString', {
    bases: [array],
    module,
    properties: {
      value: { get: (self: SharedArray) => self.text, set: setText },
      raw: { get: (self: SharedArray) => self.raw, set: setText },
    },
  });
  for (const type of [value, array]) addLock(m, type);
  return { value, array, text };
});

function addLock(m: KernelMachine, type: PyType): void {
  // biome-ignore-start lint/correctness/useYield: blocking natives that need not pause
  extendBlocking(m, type, {
    'get_obj()': function* (self: SharedMemory) {
      return self;
    },
    'get_lock()': function* (self: SharedMemory) {
      return self.guard;
    },
    'acquire()': (self: SharedMemory) => self.guard.acquire(null),
    'release()': (self: SharedMemory) => self.guard.release(),
    '__enter__()': (self: SharedMemory) => self.guard.acquire(null),
    '__exit__(*args)': (self: SharedMemory) => self.guard.release(),
  });
  // biome-ignore-end lint/correctness/useYield: blocking natives that need not pause
}

function setText(self: SharedArray, value: Value | undefined): void {
  if (!(value instanceof PyBytes))
    throw typeError(`bytes expected instead of ${typeName(value ?? null)} instance`);
  const { data } = value;
  const { items } = self;
  if (data.length > items.length) throw valueError('byte string too long');
  for (let index = 0; index <= data.length && index < items.length; index++)
    items[index] = new PyBytes(Uint8Array.of(data[index] ?? 0));
}

function arraySlots(m: KernelMachine): SlotDefinitions {
  return {
    len: (self: SharedArray) => self.items.length,
    getitem: (self: SharedArray, key) => {
      m.meetOthers();
      const { items, kind } = self;
      if (!(key instanceof PySlice)) return items[self.position(key)] ?? null;
      const taken = self.positions(key).map((index) => items[index] ?? null);
      return kind === character ? bytesOf(taken) : new PyList(taken);
    },
    setitem: (self: SharedArray, key, value) => {
      m.meetOthers();
      const { items, kind } = self;
      if (!(key instanceof PySlice)) {
        items[self.position(key)] = kind.store(value);
        return;
      }
      const positions = self.positions(key);
      const given = toArray(value).map((item) => kind.store(item));
      if (given.length !== positions.length) throw valueError('Can only assign sequence of same size');
      positions.forEach((index, place) => {
        items[index] = given[place] ?? kind.zero;
      });
    },
    repr: (self: SharedArray) => self.describe(),
  };
}

/** What `lock=` gives: a new lock, the program's own, or none. */
function lockFor(m: KernelMachine, given: Value): SharedLock | null {
  if (given === false) return null;
  if (given instanceof SharedLock) return given;
  if (given !== true && given !== null)
    throw exception('AttributeError', `${repr(given)} has no method 'acquire'`);
  const lock = call(sharedLockTypes(m).RLock);
  return lock instanceof SharedLock ? lock : null;
}

export function makeValue(m: KernelMachine, code: Value, args: PyTuple, lock: Value): Value {
  const value = new SharedValue(memoryTypes(m).value, kindOf(code), lockFor(m, lock));
  const [given] = args.items;
  if (given !== undefined) value.current = value.kind.store(given);
  return value;
}

export function makeArray(m: KernelMachine, code: Value, sizeOrItems: Value, lock: Value): Value {
  const kind = kindOf(code);
  const { array, text } = memoryTypes(m);
  const made = new SharedArray(kind === character ? text : array, kind, lockFor(m, lock));
  const size = intValue(sizeOrItems);
  if (size !== undefined && size < 0) throw valueError('Array size must be non-negative');
  made.items =
    size === undefined ? itemsOf(kind, sizeOrItems) : Array.from({ length: Number(size) }, () => kind.zero);
  return made;
}

function itemsOf(kind: Kind, given: Value): Value[] {
  if (given instanceof PyBytes && kind === character)
    return Array.from(given.data, (byte) => new PyBytes(Uint8Array.of(byte)));
  return toArray(given).map((item) => kind.store(item));
}
