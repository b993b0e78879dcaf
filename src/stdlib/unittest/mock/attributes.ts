// Attributes of mocks: what is asked for is made, what is set is kept, what is deleted stays away.

import {
  genericDeleteAttribute,
  genericSetAttribute,
  getAttribute,
  getAttributeOr,
  setAttribute,
} from '../../../objects/attributes.js';
import { strValue } from '../../../objects/boxed.js';
import { call } from '../../../objects/call.js';
import { attributeError } from '../../../objects/exceptions.js';
import { PyType, type Value } from '../../../objects/object.js';
import { typeOf } from '../../../objects/types.js';
import { ownAttribute } from '../../library.js';
import { variadicFunction } from '../../library-class.js';
import { childMock } from './children.js';
import { isAnyMagic, isUnsupportedMagic } from './magic-names.js';
import { adopt, DELETED, isPending, mockOf, type PyMock, registry } from './mock-object.js';

/** Looks like an assertion, and is none. */
const SUSPICIOUS = /^(assert|assret|asert|aseert|assrt)/;

const ASSERTIONS = [
  'any_call',
  'called',
  'called_once',
  'called_once_with',
  'called_with',
  'has_calls',
  'not_called',
];

const isMagic = (name: string): boolean => name.length > 4 && name.startsWith('__') && name.endsWith('__');

function notThere(mock: PyMock, name: string): never {
  throw attributeError(`Mock object has no attribute '${name}'`, mock, name);
}

export function getMockAttribute(mock: PyMock, name: string): Value {
  const { methods } = mock;
  if (methods !== null) {
    if (!methods.has(name) || isAnyMagic(name)) notThere(mock, name);
  } else if (isMagic(name)) throw attributeError(name, mock, name);
  if (!mock.isUnsafe && methods?.has(name) !== true && (SUSPICIOUS.test(name) || ASSERTIONS.includes(name))) {
    throw attributeError(
      `'${name}' is not a valid assertion. Use a spec for the mock if '${name}' is meant to be an attribute.`,
      mock,
      name,
    );
  }
  const known = mock.children.get(name);
  if (known === DELETED) throw attributeError(name, mock, name);
  if (isPending(known)) {
    const made = known.make();
    mock.children.set(name, made);
    return made;
  }
  if (known !== undefined) return known;
  const wraps = mock.wraps === null ? null : getAttribute(mock.wraps, name);
  const made = childMock(mock, { parent: mock, name, wraps, newName: name, newParent: mock });
  mock.children.set(name, made);
  return made;
}

/** Attributes with a place of their own in the mock. */
const OWN = ['return_value', 'side_effect'];

function setMagic(mock: PyMock, name: string, value: Value): void {
  if (mock.methods !== null && !mock.methods.has(name)) notThere(mock, name);
  const type = typeOf(mock);
  if (mockOf(value) !== undefined) {
    adopt(mock, value, undefined, name);
    setAttribute(type, name, value);
    mock.children.set(name, value);
    genericSetAttribute(mock, name, value);
    return;
  }
  // Special methods are looked up on the type, and get the mock as their first argument.
  setAttribute(
    type,
    name,
    variadicFunction('method(*args, **kwargs)', (args, keywords) => call(value, args, keywords), null),
  );
  mock.dict?.set(
    name,
    variadicFunction(
      '<lambda>(*args, **kw)',
      (args, keywords) => call(value, [mock, ...args], keywords),
      'unittest.mock',
    ),
  );
}

export function setMockAttribute(mock: PyMock, name: string, value: Value): void {
  if (OWN.includes(name)) {
    genericSetAttribute(mock, name, value);
    return;
  }
  const isNew = ownAttribute(mock, name) === undefined;
  if (mock.isSpecSet && mock.methods !== null && !mock.methods.has(name) && isNew) notThere(mock, name);
  if (isUnsupportedMagic(name)) {
    throw attributeError(`Attempting to set unsupported magic method '${name}'.`, mock, name);
  }
  if (isAnyMagic(name)) {
    setMagic(mock, name, value);
    return;
  }
  if (name === '__class__') {
    mock.specClass = value instanceof PyType ? value : null;
    return;
  }
  if (adopt(mock, value, name, name)) mock.children.set(name, value);
  if (mock.isSealed && getAttributeOr(mock, name) === undefined) {
    throw attributeError(`Cannot set ${mock.path}.${name}`, mock, name);
  }
  const property = registry(mock.machine).classes?.property;
  if (property !== undefined && typeOf(value).isSubtypeOf(property)) mock.dict?.set(name, value);
  else genericSetAttribute(mock, name, value);
}

export function deleteMockAttribute(mock: PyMock, name: string): void {
  const type = typeOf(mock);
  const isOwn = ownAttribute(mock, name) !== undefined;
  if (isAnyMagic(name) && type.attrs.has(name)) {
    call(getAttribute(typeOf(type), '__delattr__'), [type, name]);
    if (!isOwn) return;
  }
  const known = mock.children.get(name);
  if (isOwn) genericDeleteAttribute(mock, name);
  else if (known === DELETED) throw attributeError(name, mock, name);
  mock.children.set(name, DELETED);
}

/** What `dir` lists. */
export function mockNames(mock: PyMock): Set<string> {
  const type = typeOf(mock);
  const names = new Set<string>();
  const add = (name: Value): void => {
    const text = strValue(name);
    if (text !== undefined) names.add(text);
  };
  if (mock.methods !== null) for (const name of mock.methods) names.add(name);
  for (const base of type.mro) for (const name of base.attrs.keys()) add(name);
  for (const name of mock.dict?.keys() ?? []) add(name);
  const shown = [...names].filter((name) => !name.startsWith('_') || isMagicOf(type, name));
  const children = [...mock.children].filter(([, child]) => child !== DELETED).map(([name]) => name);
  return new Set([...shown, ...children]);
}

const isMagicOf = (type: PyType, name: string): boolean => isMagic(name) && type.lookup(name) !== undefined;
