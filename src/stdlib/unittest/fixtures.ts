// What a suite does where one class or module of tests ends and the next begins: `setUpClass`, `tearDownModule` and
// their kin.

import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyList, tuple } from '../../objects/containers.js';
import { isExceptionOf, type PyException } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { skipTestClass } from './outcome.js';
import { takeCleanup } from './running.js';
import { callIfThere, classOf, classPath, errorOf, excInfo, isFlagged } from './support.js';

/** The clean-ups of the module whose tests run. */
export const moduleCleanups = perMachine((_m: KernelMachine) => new PyList([]));

/** Runs them all; the first exception is raised in the end. */
export function doModuleCleanups(m: KernelMachine): Value {
  const list = moduleCleanups(m);
  let first: unknown;
  for (let next = takeCleanup(list); next !== undefined; next = takeCleanup(list)) {
    try {
      call(next.fn, next.args, next.keywords);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      first ??= error;
    }
  }
  if (first !== undefined) throw first;
  return null;
}

/** Takes the place of a test where a fixture failed. */
const errorHolderClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('_ErrorHolder', {
      module: 'unittest.suite',
      instanceDict: true,
      attributes: { failureException: null },
      methods: {
        '__init__(self, description)': (self, description) => {
          setAttribute(self, 'description', description);
          return null;
        },
        'id(self)': (self) => getAttribute(self, 'description'),
        'shortDescription(self)': () => null,
        '__repr__(self)': (self) => `<ErrorHolder description=${repr(getAttribute(self, 'description'))}>`,
        '__str__(self)': (self) => callAttribute(self, 'id'),
        'run(self, result)': () => null,
        '__call__(self, result)': (self, result) => callAttribute(self, 'run', result),
        'countTestCases(self)': () => 0,
      },
    }),
);

export class Fixtures {
  constructor(
    readonly machine: KernelMachine,
    readonly result: Value,
    /** Errors are not told to a result but raised. */
    readonly isDebug: boolean,
  ) {}

  /** Before a test: false where its class or module could not be set up. */
  prepare(test: Value): boolean {
    const { result } = this;
    const cls = classOf(test);
    this.#leaveClass(cls);
    this.#enterModule(cls);
    this.#enterClass(cls);
    setAttribute(result, '_previousTestClass', cls);
    return !isFlagged(cls, '_classSetupFailed') && !isFlagged(result, '_moduleSetUpFailed');
  }

  /** After the last test. */
  finish(): void {
    this.#leaveClass(null);
    this.#leaveModule();
  }

  get #previousClass(): Value {
    return getAttributeOr(this.result, '_previousTestClass') ?? null;
  }

  get #previousModule(): Value {
    const cls = this.#previousClass;
    return cls === null ? null : getAttribute(cls, '__module__');
  }

  #module(name: Value): PyModule | undefined {
    const module = this.machine.loadedModules.table.get(name);
    return module instanceof PyModule ? module : undefined;
  }

  /** Output of fixtures is buffered like that of tests. */
  #withStreams(body: () => void): void {
    callIfThere(this.result, '_setupStdout');
    try {
      body();
    } finally {
      callIfThere(this.result, '_restoreStdout');
    }
  }

  /** Runs a fixture; false where it raised. */
  #attempt(body: () => void, method: string, owner: string, onError: () => void = () => undefined): boolean {
    try {
      body();
      return true;
    } catch (error) {
      if (this.isDebug || !isExceptionOf(error, 'Exception')) throw error;
      onError();
      this.#report(error, method, owner, excInfo(error));
      return false;
    }
  }

  #report(error: PyException, method: string, owner: string, info: Value): void {
    const { machine, result } = this;
    const holder = call(errorHolderClass(machine), [`${method} (${owner})`]);
    const addSkip = getAttributeOr(result, 'addSkip');
    if (addSkip !== undefined && typeOf(error).isSubtypeOf(skipTestClass(machine))) {
      call(addSkip, [holder, str(error)]);
    } else callAttribute(result, 'addError', holder, info);
  }

  /** What the clean-ups of a class raised. */
  #reportCleanups(cls: Value, method: string): void {
    for (const info of iterate(getAttribute(cls, 'tearDown_exceptions'))) {
      const error = errorOf(info);
      if (error === null) continue;
      if (this.isDebug) throw error;
      this.#report(error, method, classPath(cls), info);
    }
  }

  #enterClass(cls: Value): void {
    const { result } = this;
    if (cls === this.#previousClass || isFlagged(result, '_moduleSetUpFailed')) return;
    if (isFlagged(cls, '__unittest_skip__')) return;
    if (typeOf(cls).slots.setattr !== undefined && getAttributeOr(cls, '_classSetupFailed') !== undefined)
      setAttribute(cls, '_classSetupFailed', false);
    const setUpClass = getAttributeOr(cls, 'setUpClass');
    if (setUpClass === undefined) return;
    const doClassCleanups = getAttributeOr(cls, 'doClassCleanups');
    this.#withStreams(() => {
      const isSetUp = this.#attempt(
        () => call(setUpClass),
        'setUpClass',
        classPath(cls),
        () => setAttribute(cls, '_classSetupFailed', true),
      );
      if (isSetUp || doClassCleanups === undefined) return;
      call(doClassCleanups);
      this.#reportCleanups(cls, 'setUpClass');
    });
  }

  #leaveClass(next: Value): void {
    const { result } = this;
    const cls = this.#previousClass;
    if (cls === null || cls === next) return;
    const isUnused =
      isFlagged(cls, '_classSetupFailed') ||
      isFlagged(result, '_moduleSetUpFailed') ||
      isFlagged(cls, '__unittest_skip__');
    if (isUnused) return;
    const tearDownClass = getAttributeOr(cls, 'tearDownClass');
    const doClassCleanups = getAttributeOr(cls, 'doClassCleanups');
    if (tearDownClass === undefined && doClassCleanups === undefined) return;
    this.#withStreams(() => {
      if (tearDownClass !== undefined)
        this.#attempt(() => call(tearDownClass), 'tearDownClass', classPath(cls));
      if (doClassCleanups === undefined) return;
      call(doClassCleanups);
      this.#reportCleanups(cls, 'tearDownClass');
    });
  }

  #enterModule(cls: Value): void {
    const { result, machine } = this;
    const name = getAttribute(cls, '__module__');
    if (name === this.#previousModule) return;
    this.#leaveModule();
    setAttribute(result, '_moduleSetUpFailed', false);
    const setUpModule = this.#module(name)?.namespace.get('setUpModule');
    if (setUpModule === undefined) return;
    this.#withStreams(() => {
      const isSetUp = this.#attempt(
        () => call(setUpModule),
        'setUpModule',
        str(name),
        () => setAttribute(result, '_moduleSetUpFailed', true),
      );
      if (!isSetUp) this.#attempt(() => doModuleCleanups(machine), 'setUpModule', str(name));
    });
  }

  #leaveModule(): void {
    const { result, machine } = this;
    const name = this.#previousModule;
    if (name === null || isFlagged(result, '_moduleSetUpFailed')) return;
    const module = this.#module(name);
    if (module === undefined) return;
    this.#withStreams(() => {
      const tearDownModule = module.namespace.get('tearDownModule');
      if (tearDownModule !== undefined)
        this.#attempt(() => call(tearDownModule), 'tearDownModule', str(name));
      this.#attempt(() => doModuleCleanups(machine), 'tearDownModule', str(name));
    });
  }
}

/** `unittest.addModuleCleanup` */
export function addModuleCleanup(m: KernelMachine, fn: Value, args: Value, kwargs: Value): Value {
  moduleCleanups(m).items.push(tuple(fn, args, kwargs));
  return null;
}
