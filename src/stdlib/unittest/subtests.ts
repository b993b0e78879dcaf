// `TestCase.subTest`: a part of a test that may fail by itself.

import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { exception, PyException } from '../../objects/exceptions.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute, once, setOwnAttribute } from '../library.js';
import { Outcome, shouldStop } from './outcome.js';

/** What a subtest is called: `[message] (i=1, j=2)`. */
function description(self: Value): string {
  const parts: string[] = [];
  if (getAttribute(self, '_has_message') === true) parts.push(`[${str(getAttribute(self, '_message'))}]`);
  const params = getAttribute(self, 'params');
  if (params instanceof PyDict && params.table.size > 0) {
    const shown = [...params.table.entries()].map(([name, value]) => `${str(name)}=${repr(value)}`);
    parts.push(`(${shown.join(', ')})`);
  }
  return parts.join(' ') || '(<subtest>)';
}

/** The methods of the class `_SubTest`. */
export const subTestMethods = (): Record<string, NativeBody> => ({
  'runTest(self)': () => {
    throw exception('NotImplementedError', 'subtests cannot be run directly');
  },
  '_subDescription(self)': description,
  'id(self)': (self) => `${str(callAttribute(getAttribute(self, 'test_case'), 'id'))} ${description(self)}`,
  'shortDescription(self)': (self) => callAttribute(getAttribute(self, 'test_case'), 'shortDescription'),
  '__str__(self)': (self) => `${str(getAttribute(self, 'test_case'))} ${description(self)}`,
});

/** Parameters of subtests within subtests add up, the innermost first. */
function joined(inner: Value, outer: Value): PyDict {
  const params = new PyDict();
  for (const dict of [inner, outer]) {
    if (!(dict instanceof PyDict)) continue;
    for (const [name, value] of dict.table.entries()) {
      if (params.table.get(name) === undefined) params.table.set(name, value);
    }
  }
  return params;
}

class PySubTestContext extends PyObject {
  /** The subtest around this one. */
  parent: Value = null;
  outcome: Outcome | null = null;
  successBefore = true;
  subTest: Value = null;

  constructor(
    readonly subTestClass: PyType,
    readonly test: Value,
    /** Undefined where none was given. */
    readonly message: Value | undefined,
    readonly params: Value,
  ) {
    super(subTestContextType());
  }

  enter(): Value {
    const { subTestClass, test, message } = this;
    const outcome = getAttribute(test, '_outcome');
    if (!(outcome instanceof Outcome) || !outcome.supportsSubTests) return null;
    this.outcome = outcome;
    this.parent = getAttribute(test, '_subtest');
    const outer = this.parent === null ? null : getAttribute(this.parent, 'params');
    this.subTest = call(subTestClass);
    setOwnAttribute(this.subTest, '_message', message ?? null);
    setOwnAttribute(this.subTest, '_has_message', message !== undefined);
    setOwnAttribute(this.subTest, 'test_case', test);
    setOwnAttribute(this.subTest, 'params', joined(this.params, outer));
    setOwnAttribute(this.subTest, 'failureException', getAttribute(test, 'failureException'));
    setAttribute(test, '_subtest', this.subTest);
    this.successBefore = outcome.success;
    outcome.success = true;
    return null;
  }

  exit(error: PyException | null): boolean {
    const { outcome, subTest, test } = this;
    if (outcome === null) return false;
    try {
      try {
        if (error !== null) {
          if (!outcome.settle(subTest, error, test)) return false;
        } else if (outcome.success) callAttribute(outcome.result, 'addSubTest', test, subTest, null);
      } finally {
        outcome.success = outcome.success && this.successBefore;
      }
      if (!outcome.success) {
        const { result } = outcome;
        if (result !== null && isTrue(getAttribute(result, 'failfast'))) throw shouldStop();
      } else if (outcome.expectedFailure !== null) throw shouldStop();
      return true;
    } finally {
      setAttribute(test, '_subtest', this.parent);
    }
  }
}

const subTestContextType = once(
  (): PyType =>
    defineType('_GeneratorContextManager', {
      module: 'contextlib',
      methods: {
        '__enter__()': (self: PySubTestContext) => self.enter(),
        '__exit__(type, value, traceback)': (self: PySubTestContext, _type, value) =>
          self.exit(value instanceof PyException ? value : null),
      },
    }),
);

export function subTestContext(
  subTestClass: PyType,
  test: Value,
  message: Value | undefined,
  params: Value,
): Value {
  return new PySubTestContext(subTestClass, test, message, params);
}
