// The classes of mocks.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { setAttribute } from '../../../objects/attributes.js';
import { isTrue } from '../../../objects/compare.js';
import { PyList } from '../../../objects/containers.js';
import { idOf } from '../../../objects/identity.js';
import { keywordsOf } from '../../../objects/keywords.js';
import { extendType, type Getter, type Setter } from '../../../objects/native.js';
import { type Keywords, PyType, type Value } from '../../../objects/object.js';
import { str } from '../../../objects/repr.js';
import { typeOf } from '../../../objects/types.js';
import { libraryClass } from '../../library-class.js';
import { assertions, onMock } from './assertions.js';
import { asyncCall, awaitAssertions } from './async-calling.js';
import { deleteMockAttribute, getMockAttribute, mockNames, setMockAttribute } from './attributes.js';
import { performCall, recordCall, returnValueOf, setReturnValue, setSideEffect } from './calling.js';
import { makeChild } from './children.js';
import {
  CALLABLE_PARAMETERS,
  configure,
  initialize,
  initializeCallable,
  newMock,
  PLAIN_PARAMETERS,
  reset,
} from './construction.js';
import { addMagics } from './magic.js';
import { type MockClasses, mockOf, type PyMock } from './mock-object.js';
import { applySpec, checkCall } from './specs.js';

const MODULE = 'unittest.mock';

function shown(mock: PyMock): string {
  const { path, specClass, isSpecSet } = mock;
  const name = path === 'mock' || path === 'mock.' ? '' : ` name='${path}'`;
  const spec = specClass === null ? '' : ` ${isSpecSet ? 'spec_set' : 'spec'}='${specClass.name}'`;
  return `<${typeOf(mock).name}${name}${spec} id='${idOf(mock)}'>`;
}

interface Accessor {
  readonly get: Getter;
  readonly set: Setter;
}

/** A property with its value in a field of the mock. */
function field(get: (mock: PyMock) => Value, set: (mock: PyMock, value: Value) => void): Accessor {
  return {
    get: (self: PyMock) => get(self),
    set: (self: PyMock, value) => set(self, value ?? null),
  };
}

const properties = (): Record<string, Getter | Accessor> => ({
  __class__: field(
    (mock) => mock.specClass ?? typeOf(mock),
    (mock, value) => {
      mock.specClass = value instanceof PyType ? value : null;
    },
  ),
  return_value: field(returnValueOf, setReturnValue),
  side_effect: field((mock) => mock.sideEffect, setSideEffect),
  called: field(
    (mock) => mock.called,
    (mock, value) => {
      mock.called = value;
    },
  ),
  call_count: field(
    (mock) => mock.callCount,
    (mock, value) => {
      mock.callCount = value;
    },
  ),
  call_args: field(
    (mock) => mock.callArgs,
    (mock, value) => {
      mock.callArgs = value;
    },
  ),
  call_args_list: field(
    (mock) => mock.callArgsList,
    (mock, value) => {
      mock.callArgsList = value;
    },
  ),
  mock_calls: field(
    (mock) => mock.mockCalls,
    (mock, value) => {
      mock.mockCalls = value;
    },
  ),
  method_calls: field(
    (mock) => mock.methodCalls,
    (mock, value) => {
      mock.methodCalls = value;
    },
  ),
  _mock_name: field(
    (mock) => mock.name,
    (mock, value) => {
      mock.name = value;
    },
  ),
  _mock_new_name: (mock: PyMock) => mock.newName,
  _mock_parent: (mock: PyMock) => mock.parent,
  _mock_new_parent: (mock: PyMock) => mock.newParent,
  _mock_return_value: (mock: PyMock) => mock.returnValue,
  _mock_wraps: (mock: PyMock) => mock.wraps,
  _mock_sealed: (mock: PyMock) => mock.isSealed,
  _mock_methods: (mock: PyMock) => (mock.methods === null ? null : new PyList([...mock.methods])),
  _spec_class: (mock: PyMock) => mock.specClass,
});

const awaitProperties = (): Record<string, Accessor> => ({
  await_count: field(
    (mock) => mock.awaitCount,
    (mock, value) => {
      mock.awaitCount = value;
    },
  ),
  await_args: field(
    (mock) => mock.awaitArgs,
    (mock, value) => {
      mock.awaitArgs = value;
    },
  ),
  await_args_list: field(
    (mock) => mock.awaitArgsList,
    (mock, value) => {
      mock.awaitArgsList = value;
    },
  ),
});

function attach(mock: PyMock, value: Value, attribute: Value): Value {
  const inner = mockOf(value);
  if (inner !== undefined) {
    inner.parent = null;
    inner.newParent = null;
    inner.name = '';
    inner.newName = '';
  }
  setAttribute(mock, str(attribute), value);
  return null;
}

function nonCallableMock(m: KernelMachine): PyType {
  const type = libraryClass('NonCallableMock', {
    module: MODULE,
    instanceDict: true,
    doc: 'A mock that can not be called.',
    methods: {
      [`__init__(self, ${PLAIN_PARAMETERS})`]: onMock((mock, ...values) => {
        initialize(mock, values);
        return null;
      }),
      '__getattr__(self, name)': onMock((mock, name = null) => getMockAttribute(mock, str(name))),
      '__setattr__(self, name, value)': onMock((mock, name = null, value = null) => {
        setMockAttribute(mock, str(name), value);
        return null;
      }),
      '__delattr__(self, name)': onMock((mock, name = null) => {
        deleteMockAttribute(mock, str(name));
        return null;
      }),
      '__repr__(self)': onMock(shown),
      '__dir__(self)': onMock((mock) => new PyList([...mockNames(mock)].sort())),
      ...assertions(),
      'attach_mock(self, mock, attribute)': onMock((mock, value = null, attribute = null) =>
        attach(mock, value, attribute),
      ),
      'configure_mock(self, /, **kwargs)': onMock((mock, kwargs = null) => {
        configure(mock, kwargs);
        return null;
      }),
      'mock_add_spec(self, spec, spec_set=False)': onMock((mock, spec = null, isSet = false) => {
        applySpec(mock, spec, isTrue(isSet), false, false);
        return null;
      }),
      'reset_mock(self, visited=None, *, return_value=False, side_effect=False)': onMock(
        (mock, _visited, returnValue = false, sideEffect = false) => {
          const options = { returnValue: isTrue(returnValue), sideEffect: isTrue(sideEffect) };
          reset(mock, options, new Set());
          return null;
        },
      ),
      '_get_child_mock(self, /, **kw)': onMock((mock, kwargs = null) => {
        const keywords = keywordsOf(kwargs);
        return makeChild(mock, str(keywords?.get('_new_name') ?? ''), keywords);
      }),
      '_extract_mock_name(self)': onMock((mock) => mock.path),
    },
  });
  extendType(type, {
    slots: { new_: (cls, args, keywords) => newMock(m, cls, args, keywords) },
    properties: properties(),
  });
  return type;
}

function callableMixin(base: PyType): PyType {
  return libraryClass('CallableMixin', {
    module: MODULE,
    bases: [base],
    instanceDict: true,
    methods: {
      [`__init__(self, ${CALLABLE_PARAMETERS})`]: onMock((mock, ...values) => {
        initializeCallable(mock, values);
        return null;
      }),
    },
    variadic: {
      '__call__(self, /, *args, **kwargs)': ([self = null, ...args], keywords) =>
        callMock(self, args, keywords),
    },
  });
}

function callMock(self: Value, args: readonly Value[], keywords: Keywords | null): Value {
  const mock = mockOf(self);
  if (mock === undefined) return null;
  checkCall(mock, args, keywords);
  recordCall(mock, args, keywords);
  return mock.makesCoroutines ? asyncCall(mock, args, keywords) : performCall(mock, args, keywords);
}

/** Special methods come before the arguments are looked at, and again when the spec is known. */
function magicClass(name: string, base: PyType, parameters: string, begin: typeof initialize): PyType {
  return libraryClass(name, {
    module: MODULE,
    bases: [base],
    instanceDict: true,
    methods: {
      [`__init__(self, ${parameters})`]: onMock((mock, ...values) => {
        addMagics(mock);
        begin(mock, values);
        addMagics(mock);
        return null;
      }),
      'mock_add_spec(self, spec, spec_set=False)': onMock((mock, spec = null, isSet = false) => {
        applySpec(mock, spec, isTrue(isSet), false, false);
        addMagics(mock);
        return null;
      }),
    },
  });
}

export function makeClasses(m: KernelMachine): MockClasses {
  const nonCallable = nonCallableMock(m);
  const mixin = callableMixin(nonCallable);
  const mock = libraryClass('Mock', {
    module: MODULE,
    bases: [mixin],
    instanceDict: true,
    doc: 'Takes every call and every attribute, and remembers what it was asked.',
  });
  const asyncMixin = libraryClass('AsyncMockMixin', {
    module: MODULE,
    instanceDict: true,
    methods: awaitAssertions(),
  });
  extendType(asyncMixin, { properties: awaitProperties() });
  const magic = magicClass('MagicMock', mock, CALLABLE_PARAMETERS, initializeCallable);
  const nonCallableMagic = magicClass('NonCallableMagicMock', nonCallable, PLAIN_PARAMETERS, initialize);
  const asyncMock = magicClass('AsyncMock', mock, CALLABLE_PARAMETERS, initializeCallable);
  // Its bases in CPython are mixins, which here are part of the class.
  asyncMock.bases = [asyncMixin, mock];
  asyncMock.mro = [asyncMock, asyncMixin, ...mock.mro];
  asyncMock.modified();
  const property = libraryClass('PropertyMock', {
    module: MODULE,
    bases: [mock],
    instanceDict: true,
    doc: 'A mock that stands for a property: reading calls it, and so does writing.',
    methods: {
      '_get_child_mock(self, /, **kwargs)': onMock((parent, kwargs = null) =>
        makeChild(parent, str(keywordsOf(kwargs)?.get('_new_name') ?? ''), keywordsOf(kwargs)),
      ),
      '__get__(self, obj, obj_type=None)': (self) => callMock(self, [], null),
      '__set__(self, obj, val)': (self, _object, value) => callMock(self, [value], null),
    },
  });
  return {
    nonCallable,
    callableMixin: mixin,
    mock,
    magic,
    nonCallableMagic,
    asyncMixin,
    asyncMock,
    property,
  };
}
