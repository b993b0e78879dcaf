import { expect, it } from 'vitest';
import { getAttribute, setAttribute } from '../../src/objects/attributes.js';
import { call } from '../../src/objects/call.js';
import { tuple } from '../../src/objects/containers.js';
import '../../src/objects/dict.js';
import '../../src/objects/list.js';
import '../../src/objects/reduce.js';
import '../../src/objects/tuple.js';
import { makeClass, outcome } from './classes.js';

it('takes objects apart', () => {
  const O = makeClass('O');
  const S = makeClass('S', [O], { __slots__: tuple('a', 'b') });
  const [o, s] = [call(O), call(S)];
  const state = (value: typeof o) => outcome(() => call(getAttribute(value, '__getstate__')));
  expect(state(o)).toBe('None');
  setAttribute(o, 'x', 1);
  setAttribute(s, 'b', 2);
  expect(state(o)).toBe("{'x': 1}");
  expect(state(s)).toBe("(None, {'b': 2})");
});
