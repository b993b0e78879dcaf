// `create_autospec`: mocks modelled on an object, its attributes and their attributes in turn.

import { PyFunction } from '../../../execution/function.js';
import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../../objects/attributes.js';
import { call, isCallable } from '../../../objects/call.js';
import { isTrue } from '../../../objects/compare.js';
import { PyList, PyTuple } from '../../../objects/containers.js';
import { PyClassMethod } from '../../../objects/descriptors.js';
import { runtimeError } from '../../../objects/exceptions.js';
import { iterate } from '../../../objects/iteration.js';
import { extendType, PyNative, PyNativeMethod, PyStaticMethod } from '../../../objects/native.js';
import { type Keywords, PyType, type Value } from '../../../objects/object.js';
import { PyProperty } from '../../../objects/property.js';
import { repr, str } from '../../../objects/repr.js';
import { Signature } from '../../../objects/signature.js';
import { typeOf } from '../../../objects/types.js';
import { isCoroutineFunction } from '../../asyncio/coroutines.js';
import { libraryFunctionType, once, PyLibraryFunction } from '../../library.js';
import { callBuiltin } from '../support.js';
import { isAnyMagic } from './magic-names.js';
import { type MockClasses, mockOf, PyMock, registry, setFace } from './mock-object.js';
import { checkCall, invalidSpec, isFunction, signatureOf } from './specs.js';

/** A function that stands for a mock: called, it checks the arguments; its other attributes are the mock's. */
class PyMockFunction extends PyLibraryFunction {
  constructor(
    name: string,
    readonly mock: PyMock,
  ) {
    super(
      new Signature(`def ${name}(*args, **kwargs)`),
      (args, keywords) => {
        checkCall(mock, args, keywords);
        return call(mock, args, keywords);
      },
      null,
    );
    this.cls = mockFunctionType();
    this.dict = new Map();
  }
}

const FORWARDED =
  /^(assert_|await_|call_|called$|mock_calls$|method_calls$|return_value$|side_effect$|reset_mock$|_mock_|attach_mock$|configure_mock$)/;

const mockFunctionType = once((): PyType => {
  const base = libraryFunctionType();
  const type = new PyType('function', [base]);
  extendType(type, {
    slots: {
      getattribute: (self: PyMockFunction, name) => {
        if (name === 'mock') return self.mock;
        if (name === '__signature__') return self.mock.signature ?? undefined;
        if (FORWARDED.test(name)) return getAttributeOr(self.mock, name);
        const own = base.slots.getattribute?.(self, name);
        if (own !== undefined || name.startsWith('__')) return own;
        const child = self.mock.children.get(name);
        return child === undefined ? undefined : getAttributeOr(self.mock, name);
      },
      setattr: (self: PyMockFunction, name, value) => {
        if (FORWARDED.test(name)) setAttribute(self.mock, name, value);
        else base.slots.setattr?.(self, name, value);
      },
    },
  });
  return type;
});

function functionFor(mock: PyMock, original: Value): Value {
  const name = str(getAttributeOr(original, '__name__') ?? 'funcopy');
  const fn = new PyMockFunction(/^\w+$/u.test(name) ? name : 'funcopy', mock);
  fn.doc = getAttributeOr(original, '__doc__') ?? null;
  fn.module = getAttributeOr(original, '__module__') ?? null;
  fn.makesCoroutines = mock.makesCoroutines;
  setFace(mock, fn);
  return fn;
}

const isDescriptor = (value: Value): boolean =>
  value instanceof PyProperty || ['getset_descriptor', 'member_descriptor'].includes(typeOf(value).name);

const isRoutine = (value: Value): boolean =>
  isFunction(value) || value instanceof PyNative || value instanceof PyNativeMethod;

function isInstanceCallable(spec: Value): boolean {
  if (!(spec instanceof PyType)) return isCallable(spec);
  return spec.mro.some((type) => (type.attrs.get('__call__') ?? null) !== null);
}

export interface AutospecOptions {
  readonly specSet: Value;
  readonly instance: boolean;
  readonly parent: PyMock | null;
  readonly name: Value;
  readonly unsafe: boolean;
  readonly keywords: Keywords | null;
}

const TYPOS = ['autospect', 'auto_spec', 'set_spec'];

export function refuseTypos(keywords: Keywords | null): void {
  for (const name of TYPOS) {
    if (keywords?.has(name) === true)
      throw runtimeError(`'${name}' might be a typo; use unsafe=True if this is intended`);
  }
}

function classFor(classes: MockClasses, spec: Value, instance: boolean, isType: boolean): PyType {
  if (isDescriptor(spec)) return classes.magic;
  if (isCoroutineFunction(spec)) return classes.asyncMock;
  if (isType && instance) return isInstanceCallable(spec) ? classes.magic : classes.nonCallableMagic;
  return isCallable(spec) ? classes.magic : classes.nonCallableMagic;
}

function mockFor(m: KernelMachine, given: Value, options: AutospecOptions): Value {
  const { classes } = registry(m);
  if (classes === undefined) return null;
  const isList = given instanceof PyList || given instanceof PyTuple;
  const spec = isList ? typeOf(given) : given;
  const isType = spec instanceof PyType;
  const keywords = new Map<string, Value>([
    [isTrue(options.specSet) ? 'spec_set' : 'spec', isDescriptor(spec) ? null : spec],
    ['_new_parent', options.parent],
    ['_new_name', options.parent === null ? '' : options.name],
    ['name', options.name],
    ['parent', options.parent],
    ...(options.keywords ?? []),
  ]);
  if (spec === null) keywords.delete('spec');
  if (isType && options.instance) keywords.set('_spec_as_instance', true);
  if (!options.unsafe) refuseTypos(options.keywords);
  return call(classFor(classes, spec, options.instance, isType), [], keywords);
}

/** The mock or function that stands for `given`. */
export function createAutospec(m: KernelMachine, given: Value, options: AutospecOptions): Value {
  if (mockOf(given) !== undefined) {
    throw invalidSpec(`Cannot autospec a Mock object. [object=${repr(given)}]`);
  }
  const mock = mockFor(m, given, options);
  if (!(mock instanceof PyMock)) return mock;
  const isType = given instanceof PyType;
  if (isFunction(given) && !isType) {
    mock.signature = signatureOf(m, given, false, false);
    addChildren(m, mock, given, options);
    return functionFor(mock, given);
  }
  if (isType && options.instance) mock.signature = signatureOf(m, given, true, false);
  if (isType && !options.instance && options.keywords?.has('return_value') !== true) {
    const instance = createAutospec(m, given, {
      ...options,
      instance: true,
      parent: mock,
      name: '()',
      keywords: null,
    });
    setAttribute(mock, 'return_value', instance);
  }
  addChildren(m, mock, given, options);
  return mock;
}

/** Attributes get a spec of their own; most are made only when they are asked for. */
function addChildren(m: KernelMachine, mock: PyMock, spec: Value, options: AutospecOptions): void {
  for (const entry of iterate(callBuiltin(m, 'dir', spec))) {
    const name = str(entry);
    if (isAnyMagic(name) || /^__.*__$/.test(name)) continue;
    if (getAttributeOr(spec, name) === undefined) continue;
    const original = getAttribute(spec, name);
    mock.children.set(name, {
      make: () => childFor(m, mock, spec, name, original, options),
    });
  }
}

function childFor(
  m: KernelMachine,
  mock: PyMock,
  spec: Value,
  name: string,
  original: Value,
  options: AutospecOptions,
): Value {
  const { classes } = registry(m);
  if (classes === undefined) return null;
  const specSet = options.specSet;
  if (!isRoutine(original)) {
    return createAutospec(m, original, {
      specSet,
      instance: !(original instanceof PyType),
      parent: mock,
      name,
      unsafe: false,
      keywords: null,
    });
  }
  const isAsync = isCoroutineFunction(original);
  const keywords = new Map<string, Value>([
    [isTrue(specSet) ? 'spec_set' : 'spec', original],
    ['parent', mock],
    ['name', name],
    ['_new_name', name],
    ['_new_parent', mock],
  ]);
  const child = call(isAsync ? classes.asyncMock : classes.magic, [], keywords);
  if (child instanceof PyMock)
    child.signature = signatureOf(m, original, false, skipsFirst(spec, name, options.instance));
  return child;
}

/** Whether the first argument of a function is the instance, which callers of the mock do not pass. */
function skipsFirst(spec: Value, name: string, asInstance: boolean): boolean {
  if (!(spec instanceof PyType)) return false;
  const found = spec.lookup(name);
  if (found instanceof PyStaticMethod || found instanceof PyClassMethod) return false;
  return asInstance && found instanceof PyFunction;
}
