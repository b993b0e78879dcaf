// Runs examples one after the other and compares what they print.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { tuple } from '../../objects/containers.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { formatExceptionLines, formatExceptionOnly } from '../../objects/format-exception.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute } from '../library.js';
import { indented } from './checking.js';
import type { PyDocTest, PyExample } from './examples.js';
import { FLAGS } from './flags.js';

const DIVIDER = '*'.repeat(70);

export interface Tally {
  failures: number;
  tries: number;
  skips: number;
}

/** Runs one example; what it raised, and what it printed. */
function execute(m: KernelMachine, test: PyDocTest, example: PyExample, number: number, output: Value) {
  const { source } = example.parts;
  let error: PyException | null = null;
  try {
    const filename = `<doctest ${test.name}[${number}]>`;
    // `__patched_linecache_getlines`
    m.sources.set(filename, source.split('\n'));
    const code = call(m.builtins.get('compile') ?? null, [source, filename, 'single']);
    call(m.builtins.get('exec') ?? null, [code, test.globals]);
  } catch (raised) {
    if (!(raised instanceof PyException)) throw raised;
    if (typeOf(raised).isSubtypeOf(exceptionType('KeyboardInterrupt'))) throw raised;
    error = raised;
  }
  const printed = str(callAttribute(output, 'getvalue'));
  callAttribute(output, 'seek', 0);
  callAttribute(output, 'truncate', 0);
  const isIncomplete = printed !== '' && !printed.endsWith('\n');
  return { error, printed: isIncomplete ? `${printed}\n` : printed };
}

/** What the last lines of a traceback say; of a syntax error without the source. */
function messageOf(error: PyException): string {
  const lines = formatExceptionOnly(error);
  if (!typeOf(error).isSubtypeOf(exceptionType('SyntaxError'))) return lines.join('');
  const name = typeOf(error).qualname;
  const from = lines.findIndex((line) => line.startsWith(`${name}:`));
  return lines.slice(Math.max(0, from)).join('');
}

/** The bare name of an exception, without its module and message. */
function withoutDetails(message: string): string {
  const name = /^[^:\n]*/.exec(message)?.[0] ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}

function failureHeader(test: PyDocTest, example: PyExample): string {
  const { lineno, source } = example.parts;
  const line = test.lineno === null ? '?' : test.lineno + lineno + 1;
  const place = test.filename === null ? `Line ${lineno + 1}` : `File "${test.filename}", line ${line}`;
  return `${DIVIDER}\n${place}, in ${test.name}\nFailed example:\n${indented(source)}`;
}

/** The reports of a runner, which a program may replace. */
export const reports = {
  start(test: PyDocTest, example: PyExample): string {
    const { source, want } = example.parts;
    const expecting = want === '' ? 'Expecting nothing\n' : `Expecting:\n${indented(want)}`;
    return test.examples.length === 0 ? '' : `Trying:\n${indented(source)}${expecting}`;
  },
  failure: (test: PyDocTest, example: PyExample, difference: string): string =>
    failureHeader(test, example) + difference,
  unexpected: (test: PyDocTest, example: PyExample, error: PyException): string =>
    `${failureHeader(test, example)}Exception raised:\n${indented(formatExceptionLines(error).join(''))}`,
};

export class ExampleRun {
  constructor(
    readonly machine: KernelMachine,
    readonly runner: Value,
    readonly test: PyDocTest,
    readonly out: Value,
    readonly output: Value,
  ) {}

  run(): Tally {
    const { runner, test } = this;
    const tally: Tally = { failures: 0, tries: 0, skips: 0 };
    const original = this.#flags;
    for (const [number, example] of test.examples.entries()) {
      tally.tries++;
      const isQuiet = (this.#flags & FLAGS.REPORT_ONLY_FIRST_FAILURE) !== 0 && tally.failures > 0;
      let flags = original;
      for (const [flag, isOn] of example.parts.options) flags = isOn ? flags | flag : flags & ~flag;
      setAttribute(runner, 'optionflags', flags);
      if ((flags & FLAGS.SKIP) !== 0) {
        tally.skips++;
        continue;
      }
      if (!isQuiet) callAttribute(runner, 'report_start', this.out, test, example);
      if (!this.#check(example, number, isQuiet)) tally.failures++;
      if (tally.failures > 0 && (this.#flags & FLAGS.FAIL_FAST) !== 0) break;
    }
    setAttribute(runner, 'optionflags', original);
    return tally;
  }

  get #flags(): number {
    return Number(intValue(getAttribute(this.runner, 'optionflags')) ?? 0);
  }

  #matches(want: string, got: string): boolean {
    return (
      callAttribute(getAttribute(this.runner, '_checker'), 'check_output', want, got, this.#flags) === true
    );
  }

  /** Runs an example and reports; false if it failed. */
  #check(example: PyExample, number: number, isQuiet: boolean): boolean {
    const { machine, runner, test, out } = this;
    const { error, printed } = execute(machine, test, example, number, this.output);
    const { want, excMessage } = example.parts;
    const got = error === null || isQuiet ? printed : printed + formatExceptionLines(error).join('');
    const isGood = error === null ? this.#matches(want, printed) : this.#isExpectedError(error, excMessage);
    if (isQuiet) return isGood;
    if (isGood) callAttribute(runner, 'report_success', out, test, example, got);
    else if (error !== null && excMessage === null) {
      const info = tuple(typeOf(error), error, error.traceback);
      callAttribute(runner, 'report_unexpected_exception', out, test, example, info);
    } else callAttribute(runner, 'report_failure', out, test, example, got);
    return isGood;
  }

  #isExpectedError(error: PyException, expected: string | null): boolean {
    if (expected === null) return false;
    const message = messageOf(error);
    if (this.#matches(expected, message)) return true;
    return (
      (this.#flags & FLAGS.IGNORE_EXCEPTION_DETAIL) !== 0 &&
      this.#matches(withoutDetails(expected), withoutDetails(message))
    );
  }
}
