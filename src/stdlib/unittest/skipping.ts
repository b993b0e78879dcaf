// The decorators that skip a test or expect it to fail: they leave marks which `TestCase.run` reads.

import { PyFunction } from '../../execution/function.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import type { PyException } from '../../objects/exceptions.js';
import { PyType, type Value } from '../../objects/object.js';
import { updateWrapper } from '../functools/wrapping.js';
import { libraryFunction, libraryFunctions } from '../library.js';
import { variadicFunction } from '../library-class.js';
import { skipTestClass } from './outcome.js';
import { classOf, isFlagged, raised } from './support.js';

const MODULE = 'unittest.case';

export function skipTest(m: KernelMachine, reason: Value): PyException {
  return raised(call(skipTestClass(m), [reason]));
}

function skipping(m: KernelMachine, item: Value, reason: Value): Value {
  let marked = item;
  if (!(item instanceof PyType)) {
    marked = variadicFunction(
      'skip_wrapper(*args, **kwargs)',
      () => {
        throw skipTest(m, reason);
      },
      MODULE,
    );
    updateWrapper(marked, item);
  }
  setAttribute(marked, '__unittest_skip__', true);
  setAttribute(marked, '__unittest_skip_why__', reason);
  return marked;
}

function skip(m: KernelMachine, reason: Value): Value {
  if (reason instanceof PyFunction) return skipping(m, reason, '');
  return libraryFunction('decorator(test_item)', (item) => skipping(m, item, reason), MODULE);
}

const unchanged = (): Value => libraryFunction('_id(obj)', (item) => item, MODULE);

export function skippingFunctions(m: KernelMachine): Record<string, Value> {
  return libraryFunctions(MODULE, {
    'skip(reason)': (reason) => skip(m, reason),
    'skipIf(condition, reason)': (condition, reason) => (isTrue(condition) ? skip(m, reason) : unchanged()),
    'skipUnless(condition, reason)': (condition, reason) =>
      isTrue(condition) ? unchanged() : skip(m, reason),
    'expectedFailure(test_item)': (item) => {
      setAttribute(item, '__unittest_expecting_failure__', true);
      return item;
    },
  });
}

/** Why a test is to be skipped; undefined if it is not. */
export function skipReason(test: Value, method: Value): Value | undefined {
  const cls = classOf(test);
  if (!isFlagged(cls, '__unittest_skip__') && !isFlagged(method, '__unittest_skip__')) return undefined;
  const why = getAttributeOr(cls, '__unittest_skip_why__') ?? '';
  return isTrue(why) ? why : (getAttributeOr(method, '__unittest_skip_why__') ?? '');
}

export function expectsFailure(test: Value, method: Value): boolean {
  return (
    isFlagged(test, '__unittest_expecting_failure__') || isFlagged(method, '__unittest_expecting_failure__')
  );
}
