// The types of `decimal` on a machine, the context that runs, and what becomes of the conditions that operations report.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { exceptionType, PyException, typeError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { currentContext, PyContextVar } from '../contextvars.js';
import { once, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { makeContextManagerType, makeContextType, makeSignalDictType } from './context-type.js';
import { operandOf } from './conversions.js';
import { makeDecimalType } from './decimal-type.js';
import type { Dec } from './number.js';
import { PyDecimal, PyDecimalContext, SIGNAL_NAMES, signalNames } from './values.js';
import { Condition, type Work } from './work.js';

const CONDITIONS: readonly (readonly [name: string, bit: number])[] = [
  ['InvalidOperation', Condition.invalidOperation],
  ['DivisionImpossible', Condition.divisionImpossible],
  ['DivisionUndefined', Condition.divisionUndefined],
  ['ConversionSyntax', Condition.conversionSyntax],
  ['InvalidContext', Condition.invalidContext],
];

export class DecimalTypes {
  readonly decimal: () => PyType = once(() => makeDecimalType(this));
  readonly context: () => PyType = once(() => makeContextType(this));
  readonly signalDict: () => PyType = once(() => makeSignalDictType(this));
  readonly contextManager: () => PyType = once(() => makeContextManagerType(this));
  /** The exceptions by name: signals, and the conditions behind an invalid operation. */
  readonly exceptions: () => ReadonlyMap<string, PyType> = once(makeExceptions);
  readonly defaultContext: () => PyDecimalContext = once(() => new PyDecimalContext(this.context()));
  /** The contexts of the module, which are copied before they are made the current one. */
  readonly templates = new WeakSet<PyDecimalContext>();
  readonly #variable: PyContextVar;

  constructor(readonly machine: KernelMachine) {
    this.#variable = new PyContextVar(machine, 'decimal_context', undefined);
  }

  make(value: Dec, cls: PyType = this.decimal()): PyDecimal {
    return new PyDecimal(value, cls);
  }

  exception(name: string): PyType {
    return this.exceptions().get(name) ?? exceptionType('ArithmeticError');
  }

  /** The context of the running code. */
  current(): PyDecimalContext {
    const known = currentContext(this.machine).values.get(this.#variable);
    if (known instanceof PyDecimalContext) return known;
    const context = this.defaultContext().copy();
    context.flags = 0;
    this.setCurrent(context);
    return context;
  }

  setCurrent(context: PyDecimalContext): void {
    currentContext(this.machine).set(this.#variable, context);
  }

  /** An optional `context` argument. */
  contextOr(given: Value | undefined): PyDecimalContext {
    if (given === undefined || given === null) return this.current();
    if (given instanceof PyDecimalContext) return given;
    throw typeError('optional argument must be a context');
  }

  /** Raises the conditions in a context: they become flags, or errors where they are trapped. */
  report(context: PyDecimalContext, status: number): void {
    context.flags |= status;
    const trapped = status & context.traps;
    if (trapped === 0) return;
    const [signal = 'InvalidOperation'] = signalNames(trapped);
    const reasons = [
      ...CONDITIONS.filter(([, bit]) => (trapped & bit) !== 0).map(([name]) => name),
      ...signalNames(trapped, SIGNAL_NAMES.slice(1)),
    ];
    const error = call(this.exception(signal), [new PyList(reasons.map((name) => this.exception(name)))]);
    if (error instanceof PyException) throw error;
  }

  /** The result of an operation under a context. */
  run<Result>(context: PyDecimalContext, operation: (work: Work) => Result): Result {
    const work = context.work();
    const result = operation(work);
    if (work.status !== 0) this.report(context, work.status);
    return result;
  }

  /** An operand of a method: a Decimal or an int. */
  operand(value: Value): Dec {
    const dec = operandOf(value);
    if (dec !== undefined) return dec;
    throw typeError(`conversion from ${typeName(value)} to Decimal is not supported`);
  }
}

export const decimalTypes = perMachine((machine) => new DecimalTypes(machine));

function makeExceptions(): ReadonlyMap<string, PyType> {
  const classes = new Map<string, PyType>();
  const make = (name: string, ...bases: PyType[]): PyType => {
    const type = libraryClass(name, { module: 'decimal', bases });
    classes.set(name, type);
    return type;
  };
  const base = make('DecimalException', exceptionType('ArithmeticError'));
  make('Clamped', base);
  const rounded = make('Rounded', base);
  const inexact = make('Inexact', base);
  const subnormal = make('Subnormal', base);
  const invalid = make('InvalidOperation', base);
  make('DivisionByZero', base, exceptionType('ZeroDivisionError'));
  make('Overflow', inexact, rounded);
  make('Underflow', inexact, rounded, subnormal);
  make('FloatOperation', base, exceptionType('TypeError'));
  for (const name of ['ConversionSyntax', 'DivisionImpossible', 'InvalidContext']) make(name, invalid);
  make('DivisionUndefined', invalid, exceptionType('ZeroDivisionError'));
  return classes;
}
