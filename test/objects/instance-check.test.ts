import { expect, it } from 'vitest';
import { call } from '../../src/objects/call.js';
import { tuple } from '../../src/objects/containers.js';
import { checkInstance, checkSubclass } from '../../src/objects/instance-check.js';
import { boolType, intType, propertyType, strType, typeType } from '../../src/objects/types.js';
import { unionOf } from '../../src/objects/union-type.js';
import { fn, makeClass, outcome } from './classes.js';

it('knows classes, tuples, unions and hooks', () => {
  const union = unionOf(intType, strType);
  const Meta = makeClass('Meta', [typeType], {
    __instancecheck__: (_cls, value) => value === 5,
    __subclasscheck__: () => 1,
  });
  const Hooked = makeClass('Hooked', [], {}, { metaclass: Meta });
  const Claims = makeClass('Claims', [], { __class__: call(propertyType, [fn('c', () => strType)]) });
  const instance = 'isinstance() arg 2 must be a type, a tuple of types, or a union';
  // Recorded from CPython 3.13.
  const table: [() => boolean, string][] = [
    [() => checkInstance(true, intType), 'True'],
    [() => checkInstance('', tuple(intType, tuple(boolType, strType))), 'True'],
    [() => checkInstance(null, union), 'False'],
    [() => checkInstance(5, Hooked), 'True'],
    [() => checkInstance(6, Hooked), 'False'],
    [() => checkInstance(call(Hooked), Hooked), 'True'],
    [() => checkInstance(call(Claims), strType), 'True'],
    [() => checkInstance(1, 5), `TypeError: ${instance}`],
    [() => checkInstance(1, tuple(5)), `TypeError: ${instance}`],
    [() => checkSubclass(boolType, union), 'True'],
    [() => checkSubclass(intType, Hooked), 'True'],
    [() => checkSubclass(1, intType), 'TypeError: issubclass() arg 1 must be a class'],
    [
      () => checkSubclass(intType, 5),
      'TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union',
    ],
  ];
  for (const [body, expected] of table) expect(outcome(body)).toBe(expected);
});
