// `assertRaises`, `assertWarns` and their kin: each can be called with what is to be checked, or be the context
// manager of a `with` statement.

import { PyModule } from '../../../execution/module.js';
import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { isTrue } from '../../../objects/compare.js';
import { PyDict, PyTuple } from '../../../objects/containers.js';
import { exceptionType, PyException, typeError } from '../../../objects/exceptions.js';
import { genericAlias } from '../../../objects/generic-alias.js';
import { checkInstance, checkSubclass } from '../../../objects/instance-check.js';
import { iterate } from '../../../objects/iteration.js';
import { keywordsOf } from '../../../objects/keywords.js';
import { defineType, type NativeBody } from '../../../objects/native.js';
import { PyObject, PyType, type Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { within } from '../../contextlib/base-classes.js';
import { callAttribute, once, setOwnAttribute } from '../../library.js';
import { itemsOf, libraryModule } from '../support.js';
import { type Assertions, failed } from './failing.js';
import { compilePattern } from './regex.js';

/** What is expected of the checked code. */
interface Expectation {
  readonly name: string;
  readonly kind: 'raise' | 'warn' | 'not warn';
}

class PyExpectation extends PyObject {
  manager: Value = null;
  log: Value = null;

  constructor(
    readonly machine: KernelMachine,
    readonly expectation: Expectation,
    readonly test: Value,
    readonly expected: Value,
    readonly pattern: Value,
  ) {
    super(expectation.kind === 'raise' ? raisesContextType() : warnsContextType(), new Map());
    setOwnAttribute(this, 'test_case', test);
    setOwnAttribute(this, 'expected', expected);
    setOwnAttribute(this, 'expected_regex', pattern);
    setOwnAttribute(this, 'obj_name', null);
    setOwnAttribute(this, 'msg', null);
  }

  get expectedName(): string {
    return str(getAttributeOr(this.expected, '__name__') ?? str(this.expected));
  }

  fail(standard: string): PyException {
    return failed(this.test, getAttribute(this, 'msg'), standard);
  }

  /** `ValueError not raised by f` */
  missing(verb: string): PyException {
    const name = getAttribute(this, 'obj_name');
    return this.fail(`${this.expectedName} not ${verb}${isTrue(name) ? ` by ${str(name)}` : ''}`);
  }

  matches(value: Value): boolean {
    return this.pattern === null || isTrue(callAttribute(this.pattern, 'search', str(value)));
  }

  mismatch(value: Value): PyException {
    return this.fail(`"${str(getAttribute(this.pattern, 'pattern'))}" does not match "${str(value)}"`);
  }
}

/** A class, or a tuple of classes, that derives from `base`. */
function isSubtype(expected: Value, base: PyType): boolean {
  if (expected instanceof PyTuple) return expected.items.every((item) => isSubtype(item, base));
  return expected instanceof PyType && checkSubclass(expected, base);
}

const raisesContextType = once(
  (): PyType =>
    defineType('_AssertRaisesContext', {
      module: 'unittest.case',
      instanceDict: true,
      methods: {
        '__enter__()': (self: PyExpectation) => self,
        '__exit__(exc_type, exc_value, tb)': (self: PyExpectation, type, value) => {
          if (type === null) throw self.missing('raised');
          if (!checkSubclass(type, self.expected)) return false;
          if (value instanceof PyException) value.traceback = null;
          setOwnAttribute(self, 'exception', value);
          if (!self.matches(value)) throw self.mismatch(value);
          return true;
        },
      },
      classMethods: { '__class_getitem__(item, /)': (cls, item) => genericAlias(cls, item) },
    }),
);

const warnsContextType = once(
  (): PyType =>
    defineType('_AssertWarnsContext', {
      module: 'unittest.case',
      instanceDict: true,
      methods: {
        '__enter__()': (self: PyExpectation) => {
          beginRecording(self);
          return self;
        },
        '__exit__(exc_type, exc_value, tb)': (self: PyExpectation, type, value, traceback) => {
          callAttribute(self.manager, '__exit__', type, value, traceback);
          if (type === null) checkWarnings(self);
          return null;
        },
      },
    }),
);

/** Every warning is to be seen, even one that was shown before. */
function beginRecording(self: PyExpectation): void {
  const { machine } = self;
  for (const [, module] of machine.loadedModules.table.entries()) {
    if (module instanceof PyModule && module.namespace.has('__warningregistry__'))
      module.namespace.set('__warningregistry__', new PyDict());
  }
  const warnings = libraryModule(machine, 'warnings');
  self.manager = call(getAttribute(warnings, 'catch_warnings'), [], new Map([['record', true]]));
  self.log = callAttribute(self.manager, '__enter__');
  setOwnAttribute(self, 'warnings', self.log);
  callAttribute(warnings, 'simplefilter', 'always', self.expected);
}

function checkWarnings(self: PyExpectation): void {
  let first: Value | undefined;
  for (const entry of iterate(self.log)) {
    const message = getAttribute(entry, 'message');
    if (!checkInstance(message, self.expected)) continue;
    if (self.expectation.kind === 'not warn') throw self.fail(`${self.expectedName} triggered`);
    first ??= message;
    if (!self.matches(message)) continue;
    setOwnAttribute(self, 'warning', message);
    for (const name of ['filename', 'lineno']) setAttribute(self, name, getAttribute(entry, name));
    return;
  }
  if (self.expectation.kind === 'not warn') return;
  throw first === undefined ? self.missing('triggered') : self.mismatch(first);
}

function expect(
  m: KernelMachine,
  expectation: Expectation,
  test: Value,
  expected: Value,
  pattern: Value,
  args: readonly Value[],
  kwargs: Value,
): Value {
  const isRaise = expectation.kind === 'raise';
  const context = new PyExpectation(
    m,
    expectation,
    test,
    expected,
    pattern === null ? null : compilePattern(m, pattern),
  );
  if (!isSubtype(expected, isRaise ? exceptionType('BaseException') : exceptionType('Warning'))) {
    const what = isRaise ? 'an exception type' : 'a warning type';
    throw typeError(
      `${expectation.name}() arg 1 must be ${what} or tuple of ${what.split(' ').slice(1).join(' ')}s`,
    );
  }
  const [callee, ...rest] = args;
  const keywords = new Map(keywordsOf(kwargs) ?? []);
  if (callee === undefined) {
    setOwnAttribute(context, 'msg', keywords.get('msg') ?? null);
    keywords.delete('msg');
    const [unknown] = keywords.keys();
    if (unknown !== undefined)
      throw typeError(`${repr(unknown)} is an invalid keyword argument for this function`);
    return context;
  }
  setOwnAttribute(context, 'obj_name', getAttributeOr(callee, '__name__') ?? str(callee));
  within(context, () => call(callee, rest, keywords.size === 0 ? null : keywords));
  return null;
}

export function raising(m: KernelMachine): Assertions {
  const plain = (expectation: Expectation): NativeBody => {
    return (self, expected, args, kwargs) =>
      expect(m, expectation, self, expected, null, itemsOf(args), kwargs);
  };
  const matching = (expectation: Expectation): NativeBody => {
    return (self, expected, pattern, args, kwargs) =>
      expect(m, expectation, self, expected, pattern, itemsOf(args), kwargs);
  };
  return {
    'assertRaises(self, expected_exception, *args, **kwargs)': plain({ name: 'assertRaises', kind: 'raise' }),
    'assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs)': matching({
      name: 'assertRaisesRegex',
      kind: 'raise',
    }),
    'assertWarns(self, expected_warning, *args, **kwargs)': plain({ name: 'assertWarns', kind: 'warn' }),
    'assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs)': matching({
      name: 'assertWarnsRegex',
      kind: 'warn',
    }),
    '_assertNotWarns(self, expected_warning, *args, **kwargs)': plain({
      name: '_assertNotWarns',
      kind: 'not warn',
    }),
  };
}
