// How a mock is made and configured.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../../objects/attributes.js';
import { isTrue } from '../../../objects/compare.js';
import { PyDict } from '../../../objects/containers.js';
import type { Keywords, Value } from '../../../objects/object.js';
import { PyType } from '../../../objects/object.js';
import { str } from '../../../objects/repr.js';
import { inheritSlots } from '../../../objects/slots.js';
import { typeOf } from '../../../objects/types.js';
import { setReturnValue, setSideEffect } from './calling.js';
import { markOwnType } from './children.js';
import { DELETED, isPending, mockOf, PyMock, registry } from './mock-object.js';
import { DEFAULT } from './sentinels.js';
import { applySpec, isAsyncSpec } from './specs.js';

/** A mock with a class of its own, derived from the one that was called. */
export function newMock(
  m: KernelMachine,
  cls: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): PyMock {
  const classes = registry(m).classes;
  const specSet = keywords?.get('spec_set') ?? null;
  const spec = specSet ?? keywords?.get('spec') ?? args[0] ?? null;
  const bases = [cls];
  if (classes !== undefined && !cls.isSubtypeOf(classes.asyncMixin) && spec !== null && isAsyncSpec(spec)) {
    bases.unshift(classes.asyncMixin);
  }
  const type = new PyType(cls.name, bases, { heap: true, module: cls.module, instanceDict: true });
  type.attrs.set('__module__', cls.attrs.get('__module__') ?? cls.module);
  type.attrs.set('__doc__', cls.lookup('__doc__') ?? null);
  markOwnType(type);
  inheritSlots(type);
  return new PyMock(m, type);
}

/** The parameters that all mocks take, after `self`. */
export const PLAIN_PARAMETERS =
  "spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='', _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs";

export const CALLABLE_PARAMETERS =
  "spec=None, side_effect=None, return_value=<DEFAULT>, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='', _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs";

const parentOf = (value: Value): PyMock | null => mockOf(value) ?? null;

export function initialize(mock: PyMock, values: readonly (Value | undefined)[]): void {
  const [
    spec = null,
    wraps = null,
    name = null,
    specSet = null,
    parent = null,
    _state,
    newName = '',
    newParent = null,
    asInstance = false,
    eatSelf = null,
    unsafe = false,
    kwargs = null,
  ] = values;
  const classes = registry(mock.machine).classes;
  mock.parent = parentOf(parent);
  mock.newParent = parentOf(newParent) ?? mock.parent;
  mock.name = name;
  mock.newName = str(newName);
  mock.isSealed = false;
  const eats = eatSelf === null ? mock.parent !== null : isTrue(eatSelf);
  applySpec(mock, specSet ?? spec, specSet !== null, isTrue(asInstance), eats);
  mock.wraps = wraps;
  mock.isUnsafe = isTrue(unsafe);
  mock.makesCoroutines = classes !== undefined && typeOf(mock).isSubtypeOf(classes.asyncMixin);
  configure(mock, kwargs);
}

export function initializeCallable(mock: PyMock, values: readonly (Value | undefined)[]): void {
  const [spec, sideEffect = null, returnValue, ...rest] = values;
  mock.returnValue = returnValue ?? DEFAULT();
  initialize(mock, [spec, ...rest]);
  if (sideEffect !== null) setSideEffect(mock, sideEffect);
  if (returnValue !== undefined && returnValue !== DEFAULT()) setReturnValue(mock, returnValue);
}

/** `configure_mock(**{'method.return_value': 3})`: what is nearer comes first. */
export function configure(mock: PyMock, kwargs: Value): void {
  if (!(kwargs instanceof PyDict)) return;
  const entries = [...kwargs.table.entries()].map(([key, value]) => ({ path: str(key).split('.'), value }));
  entries.sort((a, b) => a.path.length - b.path.length);
  for (const { path, value } of entries) {
    const final = path.pop() ?? '';
    const owner = path.reduce<Value>((object, name) => getAttribute(object, name), mock);
    setAttribute(owner, final, value);
  }
}

export interface ResetOptions {
  readonly returnValue: boolean;
  readonly sideEffect: boolean;
}

/** Forgets all calls, here and in the children. */
export function reset(mock: PyMock, options: ResetOptions, visited: Set<PyMock>): void {
  if (visited.has(mock)) return;
  visited.add(mock);
  mock.called = false;
  mock.callArgs = null;
  mock.callCount = 0;
  mock.mockCalls = mock.emptyList();
  mock.callArgsList = mock.emptyList();
  mock.methodCalls = mock.emptyList();
  mock.awaitCount = 0;
  mock.awaitArgs = null;
  mock.awaitArgsList = mock.emptyList();
  const before = mock.returnValue;
  if (options.returnValue) mock.returnValue = DEFAULT();
  if (options.sideEffect) mock.sideEffect = null;
  for (const child of mock.children.values()) {
    if (child === DELETED || isPending(child)) continue;
    const found = mockOf(child);
    if (found !== undefined) reset(found, options, visited);
  }
  const result = options.returnValue ? undefined : mockOf(before);
  if (result !== undefined) reset(result, { returnValue: false, sideEffect: false }, visited);
}

/** What is not there now can not be added any more. */
export function seal(mock: PyMock, names: Iterable<string>): void {
  mock.isSealed = true;
  for (const name of names) {
    const child = mock.children.get(name);
    if (child === undefined || child === DELETED || isPending(child)) continue;
    const found = mockOf(child);
    if (found !== undefined && found.newParent === mock) seal(found, [...found.children.keys()]);
  }
  const result = mockOf(mock.returnValue);
  if (result !== undefined && result.newParent === mock) seal(result, [...result.children.keys()]);
}
