// Special methods of MagicMock: mocks themselves, made when they are first needed, with sensible results.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { setAttribute } from '../../../objects/attributes.js';
import { PyFloat } from '../../../objects/boxed.js';
import { PyComplex } from '../../../objects/complex-number.js';
import { idOf } from '../../../objects/identity.js';
import { getIter, nativeIterator } from '../../../objects/iteration.js';
import { defineType } from '../../../objects/native.js';
import { PyObject, PyType, type Value } from '../../../objects/object.js';
import { inheritSlots, updateSlots } from '../../../objects/slots.js';
import { NotImplemented, objectType, typeOf } from '../../../objects/types.js';
import { libraryFunction, once, perMachine } from '../../library.js';
import { asyncIterator } from './async-iterator.js';
import { setReturnValue, setSideEffect } from './calling.js';
import { childMock, publicClass } from './children.js';
import { ASYNC_METHODS, supportedMagics } from './magic-names.js';
import { PyMock } from './mock-object.js';
import { DEFAULT } from './sentinels.js';

/** Stands for a special method until it is asked for. */
class PyMagicProxy extends PyObject {
  constructor(readonly name: string) {
    super(magicProxyType());
  }
}

const magicProxyType = once(
  (): PyType =>
    defineType('MagicProxy', {
      module: 'unittest.mock',
      slots: {
        get: (self: PyMagicProxy, instance) =>
          instance instanceof PyMock ? magicChild(instance, self.name) : self,
      },
    }),
);

function magicChild(mock: PyMock, name: string): Value {
  const child = childMock(mock, { name, newName: name, newParent: mock });
  setAttribute(mock, name, child);
  if (child instanceof PyMock) configure(mock, child, name);
  return child;
}

/** The usual result of a special method. */
function configure(mock: PyMock, method: PyMock, name: string): void {
  const fixed = fixedResult(mock, name);
  if (fixed !== undefined) setReturnValue(method, fixed);
  else {
    const effect = usualEffect(mock, method, name);
    if (effect !== undefined) setSideEffect(method, effect);
  }
}

function fixedResult(mock: PyMock, name: string): Value | undefined {
  switch (name) {
    case '__lt__':
    case '__gt__':
    case '__le__':
    case '__ge__':
      return NotImplemented;
    case '__int__':
    case '__index__':
      return 1;
    case '__contains__':
    case '__exit__':
    case '__aexit__':
      return false;
    case '__len__':
      return 0;
    case '__complex__':
      return new PyComplex(0, 1);
    case '__float__':
      return new PyFloat(1);
    case '__bool__':
      return true;
    case '__hash__':
      return objectType.slots.hash?.(mock) ?? 0;
    case '__str__':
      return typeOf(mock).slots.repr?.(mock) ?? '';
    case '__sizeof__':
      return SIZE;
    case '__fspath__':
      return `${publicClass(typeOf(mock)).name}/${mock.path}/${idOf(mock)}`;
    default:
      return undefined;
  }
}

/** Of an object with a dict and room for weak references. */
const SIZE = 48;

/** Methods whose result depends on what they are asked; a return value that was set takes precedence. */
function usualEffect(mock: PyMock, method: PyMock, name: string): Value | undefined {
  const items = (): Value =>
    method.returnValue === DEFAULT()
      ? nativeIterator('list_iterator', () => undefined)
      : getIter(method.returnValue);
  switch (name) {
    case '__eq__':
      return libraryFunction('__eq__(other)', (other) => {
        if (method.returnValue !== DEFAULT()) return method.returnValue;
        return other === mock ? true : NotImplemented;
      });
    case '__ne__':
      return libraryFunction('__ne__(other)', (other) => {
        if (method.returnValue !== DEFAULT()) return DEFAULT();
        return other === mock ? false : NotImplemented;
      });
    case '__iter__':
      return libraryFunction('__iter__()', items);
    case '__aiter__':
      return libraryFunction('__aiter__()', () => asyncIterator(mock.machine, items()));
    default:
      return undefined;
  }
}

/** The special methods of a MagicMock, and the slots that go with them. */
const template = perMachine((_m: KernelMachine): PyType => {
  const type = new PyType('MagicMixin', [objectType], { heap: true });
  const names = [...supportedMagics(), ...ASYNC_METHODS];
  for (const name of names) type.attrs.set(name, new PyMagicProxy(name));
  type.modified();
  updateSlots(type, names);
  return type;
});

/** Gives a mock's own class the special methods that its spec allows. */
export function addMagics(mock: PyMock): void {
  const { machine, methods } = mock;
  const source = template(machine);
  const type = typeOf(mock);
  const taken: string[] = [];
  for (const [name, proxy] of source.attrs) {
    if (typeof name !== 'string') continue;
    const isWanted = methods === null || methods.has(name);
    const current = type.attrs.get(name);
    if (isWanted && current === undefined) {
      type.attrs.set(name, proxy);
      taken.push(name);
    } else if (!isWanted && current instanceof PyMagicProxy) {
      type.attrs.delete(name);
      taken.push(name);
    }
  }
  if (taken.length === 0) return;
  type.modified();
  if (methods === null && taken.length === source.attrs.size) {
    Object.assign(type.ownSlots, source.ownSlots);
    inheritSlots(type);
  } else updateSlots(type, taken);
}
