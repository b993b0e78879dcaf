// The state of a mock: its place among other mocks, what it may have, what it returns, and how it was called.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import type { PyList } from '../../../objects/containers.js';
import { PyObject, type PyType, type Value } from '../../../objects/object.js';
import { perMachine } from '../../library.js';
import { callList } from './calls.js';
import { DEFAULT } from './sentinels.js';

/** A child that was deleted: it does not come back. */
export const DELETED = Symbol('deleted');

/** What a child will be made from when it is first asked for. */
export interface PendingChild {
  readonly make: () => Value;
}

export type Child = Value | typeof DELETED | PendingChild;

export function isPending(child: Child | undefined): child is PendingChild {
  return typeof child === 'object' && child !== null && !(child instanceof PyObject) && 'make' in child;
}

export class PyMock extends PyObject {
  /** Its name as the parent's attribute; calls of it are the parent's method calls. */
  name: Value = null;
  parent: PyMock | null = null;
  /** The same for attributes and results alike: what `mock_calls` of the parent goes by. */
  newName = '';
  newParent: PyMock | null = null;
  /** The attributes it may have; null for any. */
  methods: ReadonlySet<string> | null = null;
  specClass: PyType | null = null;
  /** Attributes that are not in the spec can not even be set. */
  isSpecSet = false;
  /** What calls have to fit, an `inspect.Signature`. */
  signature: Value = null;
  /** Attributes of the spec that are coroutine functions. */
  asyncNames: ReadonlySet<string> = new Set();
  readonly children = new Map<string, Child>();
  returnValue: Value = DEFAULT();
  sideEffect: Value = null;
  wraps: Value = null;
  isUnsafe = false;
  isSealed = false;
  called: Value = false;
  callCount: Value = 0;
  callArgs: Value = null;
  callArgsList: Value;
  mockCalls: Value;
  methodCalls: Value;
  awaitCount: Value = 0;
  awaitArgs: Value = null;
  awaitArgsList: Value;
  /** The function that stands for it, where it was made from the spec of one. */
  face: Value = null;
  /** Calls give coroutines: what asks for coroutine functions sees one. */
  makesCoroutines = false;

  constructor(
    readonly machine: KernelMachine,
    cls: PyType,
  ) {
    super(cls, new Map());
    this.callArgsList = this.emptyList();
    this.mockCalls = this.emptyList();
    this.methodCalls = this.emptyList();
    this.awaitArgsList = this.emptyList();
  }

  emptyList(): PyList {
    return callList(this.machine);
  }

  /** As messages name it. */
  get shownName(): string {
    return typeof this.name === 'string' && this.name !== '' ? this.name : 'mock';
  }

  /** `mock.child().attribute` */
  get path(): string {
    const names = [this.newName];
    let last: PyMock = this;
    let dot = this.newName === '()' ? '' : '.';
    for (let parent = this.newParent; parent !== null; parent = parent.newParent) {
      last = parent;
      names.push(parent.newName + dot);
      dot = parent.newName === '()' ? '' : '.';
    }
    names.reverse();
    const isCalled = names[1] === '()' || names[1] === '().';
    names[0] = last.shownName + (names.length > 1 && !isCalled ? '.' : '');
    return names.join('');
  }
}

/** The mock behind a function that stands for one. */
export function mockOf(value: Value): PyMock | undefined {
  if (value instanceof PyMock) return value;
  return value instanceof PyObject ? faces.get(value) : undefined;
}

const faces = new WeakMap<PyObject, PyMock>();

export function setFace(mock: PyMock, face: PyObject): void {
  mock.face = face;
  faces.set(face, mock);
}

/**
 * Makes a mock a child of another, unless it has a place already or would contain itself. `name` is undefined for a
 * result.
 */
export function adopt(parent: PyMock, value: Value, name: string | undefined, newName: string): boolean {
  const child = mockOf(value);
  if (child === undefined) return false;
  const isNamed = (typeof child.name === 'string' && child.name !== '') || child.newName !== '';
  if (isNamed || child.parent !== null || child.newParent !== null) return false;
  for (let ancestor: PyMock | null = parent; ancestor !== null; ancestor = ancestor.newParent) {
    if (ancestor === child) return false;
  }
  child.newParent = parent;
  child.newName = newName;
  if (name !== undefined) {
    child.parent = parent;
    child.name = name;
  }
  return true;
}

/** The classes of this module, which make each other's children. */
export interface MockClasses {
  readonly nonCallable: PyType;
  readonly callableMixin: PyType;
  readonly mock: PyType;
  readonly magic: PyType;
  readonly nonCallableMagic: PyType;
  readonly asyncMixin: PyType;
  readonly asyncMock: PyType;
  readonly property: PyType;
}

interface Registry {
  classes: MockClasses | undefined;
}

/** Filled when the module is made. */
export const registry = perMachine((_m: KernelMachine): Registry => ({ classes: undefined }));
