// Activations: what is thrown or closed goes through the stack of delegates as if each were resumed on its own.

import { describe, expect, it } from 'vitest';
import { PyCoroutine } from '../../src/execution/coroutine.js';
import { PyGenerator } from '../../src/execution/generator.js';
import { enterHandling, leaveHandling } from '../../src/execution/handling.js';
import { Delegate, Emit, type Pausable } from '../../src/execution/pause.js';
import '../../src/interpreter/built-in-types.js';
import { RunningMachine } from '../../src/interpreter/machine.js';
import { DEFAULT_OPTIONS } from '../../src/interpreter/options.js';
import { exception, PyException, valueError } from '../../src/objects/exceptions.js';
import { typeName } from '../../src/objects/types.js';

const machine = new RunningMachine({ ...DEFAULT_OPTIONS, source: '', filename: 'f', write: () => {} });

function generator(body: () => Pausable): PyGenerator {
  return new PyGenerator(machine, null, 'g', 'g', body);
}

/** A generator that delegates to another and tells what came out of it. */
function around(inner: PyGenerator, log: string[], name: string): PyGenerator {
  return generator(function* () {
    try {
      const result = yield new Delegate(inner.delegate());
      log.push(`${name} got ${String(result)}`);
      return `${name} result`;
    } catch (error) {
      log.push(`${name} saw ${error instanceof PyException ? typeName(error) : 'a host error'}`);
      throw error;
    }
  });
}

function stack(innermost: () => Pausable): {
  outer: PyGenerator;
  middle: PyGenerator;
  inner: PyGenerator;
  log: string[];
} {
  const log: string[] = [];
  const inner = generator(innermost);
  const middle = around(inner, log, 'middle');
  const outer = around(middle, log, 'outer');
  return { outer, middle, inner, log };
}

describe('a stack of delegates', () => {
  it('emits from the innermost and hands results outwards', () => {
    const { outer, middle, inner, log } = stack(function* () {
      const sent = yield new Emit(1);
      return sent;
    });
    expect(outer.next()).toBe(1);
    expect(outer.activation.stack).toHaveLength(3);
    expect([outer.awaited, middle.awaited]).toEqual([middle, inner]);
    expect(outer.resume('sent')).toBe(false);
    expect([outer.result, ...log]).toEqual(['outer result', 'middle got sent', 'outer got middle result']);
    expect([inner.ended, middle.ended, outer.ended]).toEqual([true, true, true]);
  });

  it('throws into the innermost first', () => {
    const { outer, log } = stack(function* () {
      yield new Emit(1);
      return null;
    });
    outer.next();
    expect(() => outer.resume(null, valueError('x'))).toThrow(PyException);
    expect(log).toEqual(['middle saw ValueError', 'outer saw ValueError']);
  });

  it('goes on where the innermost catches', () => {
    const { outer, log } = stack(function* () {
      try {
        yield new Emit(1);
      } catch {
        yield new Emit('caught');
      }
      return 'done';
    });
    outer.next();
    expect(outer.resume(null, valueError('x'))).toBe(true);
    expect(outer.activation.value).toBe('caught');
    outer.next();
    expect(log).toEqual(['middle got done', 'outer got middle result']);
  });

  it('closes each of them, even where one of them ends without an exception', () => {
    const { outer, log } = stack(function* () {
      try {
        yield new Emit(1);
      } catch {
        return 'returned while closing';
      }
      return null;
    });
    outer.next();
    expect(outer.close()).toBeNull();
    expect(log).toEqual(['middle saw GeneratorExit', 'outer saw GeneratorExit']);
  });

  it('gives back one that yields instead of closing', () => {
    const { outer, middle, inner, log } = stack(function* () {
      try {
        yield new Emit(1);
      } catch {
        yield new Emit('stubborn');
      }
      return null;
    });
    outer.next();
    expect(() => outer.close()).toThrow(PyException);
    expect(log).toEqual(['middle saw RuntimeError', 'outer saw RuntimeError']);
    expect([middle.ended, outer.ended, inner.ended, inner.delegated]).toEqual([true, true, false, false]);
    expect(inner.next()).toBeUndefined();
  });

  it('keeps the exception each of them handles', () => {
    const own = valueError('own');
    const theirs = exception('KeyError');
    const seen: unknown[] = [];
    const inner = generator(function* () {
      const before = enterHandling(machine, own);
      yield new Emit(1);
      seen.push(machine.handled);
      leaveHandling(machine, before);
      seen.push(machine.handled);
      return null;
    });
    const outer = around(inner, [], 'outer');
    outer.next();
    seen.push(machine.handled);
    const before = enterHandling(machine, theirs);
    outer.next();
    leaveHandling(machine, before);
    expect(seen).toEqual([null, own, theirs]);
  });

  it('is as deep as the recursion limit lets it be', () => {
    const depth = { reached: 0 };
    const endless = (): PyCoroutine =>
      new PyCoroutine(machine, null, 'c', 'c', function* () {
        depth.reached++;
        return yield new Delegate(endless().delegate());
      });
    expect(() => endless().resume(null)).toThrow(PyException);
    expect(depth.reached).toBe(machine.recursionLimit);
    expect(machine.depth).toBe(0);
  });
});
