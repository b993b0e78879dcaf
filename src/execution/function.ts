// Python functions: their objects, and calls of them.

import { unexpectedKeyword } from '../objects/closest-name.js';
import { emptyTuple, PyDict, PyTuple } from '../objects/containers.js';
import { exception, type PyException, typeError } from '../objects/exceptions.js';
import { HashTable } from '../objects/hash-table.js';
import type { Keywords, Value } from '../objects/object.js';
import { joinNames } from '../objects/signature.js';
import { cellType, functionType } from '../objects/types.js';
import { PausableCallee } from './callee.js';
import type { Code } from './code.js';
import { Cell, Frame } from './frame.js';
import type { Machine } from './machine.js';
import type { Namespace } from './namespace.js';
import type { Entry } from './pause.js';
import { makeSuspended } from './suspended.js';
import { leaveFrame } from './unwind.js';

export class PyFunction extends PausableCallee {
  name: string;
  qualname: string;
  doc: Value;
  module: Value;
  annotations: PyDict | null = null;
  typeParameters: Value = emptyTuple;

  constructor(
    readonly machine: Machine,
    public code: Code,
    readonly globals: Namespace,
    /** Values of the last positional parameters. */
    public defaults: readonly Value[],
    public keywordDefaults: ReadonlyMap<string, Value> | null,
    readonly closure: readonly Cell[],
  ) {
    super(functionType);
    this.name = code.name;
    this.qualname = code.qualname;
    this.doc = code.doc;
    this.module = globals.get('__name__') ?? null;
  }

  /** Calls with positional arguments only. `args` becomes the frame's slots: the caller must not use it again. */
  callPositional(args: Value[]): Value {
    const { code, machine } = this;
    if (args.length !== code.simpleArity) return this.run(this.bind(args, null));
    if (code.slotCount > args.length) reserveSlots(args, code.slotCount);
    const frame = new Frame(code, machine.frame, args, NO_CELLS);
    if (++machine.depth > machine.recursionLimit) throw tooDeep(machine);
    machine.frame = frame;
    let result: Value | undefined;
    try {
      result = code.plain(frame);
    } catch (raised) {
      throw abandon(machine, frame, raised);
    }
    machine.frame = frame.back;
    machine.depth--;
    return result === undefined ? null : result;
  }

  call(args: readonly Value[], keywords: Keywords | null): Value {
    return this.run(this.bind(args, keywords));
  }

  private run(locals: (Value | undefined)[]): Value {
    const frame = this.frame(locals);
    if (this.code.kind === 'function') return runFrame(this.machine, frame);
    return makeSuspended(this.machine, frame, this.name, this.qualname);
  }

  /** A frame for bound arguments. */
  frame(locals: (Value | undefined)[]): Frame {
    const { code, machine } = this;
    reserveSlots(locals, code.slotCount);
    const cells = code.cellNames.length === 0 && this.closure.length === 0 ? NO_CELLS : this.cells(locals);
    return new Frame(code, machine.frame, locals, cells);
  }

  private cells(locals: (Value | undefined)[]): Cell[] {
    const { code } = this;
    const cells: Cell[] = code.cellNames.map(() => new Cell(cellType, undefined));
    for (const [slot, index] of code.cellParameters) {
      const cell = cells[index];
      if (cell !== undefined) cell.value = locals[slot];
    }
    return cells.length === 0 ? [...this.closure] : cells.concat(this.closure);
  }

  start(machine: Machine, args: readonly Value[], keywords: Keywords | null): Entry | null {
    if (this.code.kind !== 'function') return null;
    const body = this.code.pausable('calls');
    if (body === null) return null;
    const frame = this.frame(this.bind(args, keywords));
    frame.back = machine.frame;
    return { body: body(frame), frame, owner: null };
  }

  /** The slots of the parameters: CPython's `initialize_locals`. */
  bind(args: readonly Value[], keywords: Keywords | null): (Value | undefined)[] {
    const { parameters, localNames } = this.code;
    const { positionalCount, posonlyCount, kwonlyCount, hasVarargs, hasVarkwargs } = parameters;
    const named = positionalCount + kwonlyCount;
    const slots: (Value | undefined)[] = args.slice(0, positionalCount);
    while (slots.length < named) slots.push(undefined);
    if (hasVarargs)
      slots.push(args.length > positionalCount ? new PyTuple(args.slice(positionalCount)) : emptyTuple);
    const rest = hasVarkwargs ? new HashTable() : null;
    if (rest !== null) slots.push(new PyDict(rest));
    if (keywords !== null) {
      let positionalOnly: string[] | null = null;
      for (const [name, value] of keywords) {
        const slot = localNames.indexOf(name);
        if (slot < 0 || slot >= named || slot < posonlyCount) {
          if (rest !== null) rest.set(name, value);
          else if (slot >= 0 && slot < posonlyCount) {
            positionalOnly ??= [];
            positionalOnly.push(name);
          } else {
            const known = localNames.slice(posonlyCount, named);
            throw typeError(unexpectedKeyword(`${this.qualname}()`, name, known));
          }
          continue;
        }
        if (slots[slot] !== undefined) {
          throw typeError(`${this.qualname}() got multiple values for argument '${name}'`);
        }
        slots[slot] = value;
      }
      if (positionalOnly !== null) {
        throw typeError(
          `${this.qualname}() got some positional-only arguments passed as keyword arguments: '${positionalOnly.join(', ')}'`,
        );
      }
    }
    if (args.length > positionalCount && !hasVarargs) throw typeError(this.#tooMany(args.length, slots));
    this.#fillDefaults(slots, positionalCount, named);
    return slots;
  }

  #fillDefaults(slots: (Value | undefined)[], positionalCount: number, named: number): void {
    const { localNames } = this.code;
    const firstDefault = positionalCount - this.defaults.length;
    let missing: string[] | null = null;
    for (let slot = 0; slot < positionalCount; slot++) {
      if (slots[slot] !== undefined) continue;
      if (slot >= firstDefault) slots[slot] = this.defaults[slot - firstDefault];
      else {
        missing ??= [];
        missing.push(`'${localNames[slot]}'`);
      }
    }
    if (missing !== null) throw typeError(this.#missing(missing, 'positional'));
    for (let slot = positionalCount; slot < named; slot++) {
      if (slots[slot] !== undefined) continue;
      const name = localNames[slot] ?? '';
      const value = this.keywordDefaults?.get(name);
      if (value !== undefined) slots[slot] = value;
      else {
        missing ??= [];
        missing.push(`'${name}'`);
      }
    }
    if (missing !== null) throw typeError(this.#missing(missing, 'keyword-only'));
  }

  #missing(names: readonly string[], kind: string): string {
    const plural = names.length === 1 ? '' : 's';
    return `${this.qualname}() missing ${names.length} required ${kind} argument${plural}: ${joinNames(names)}`;
  }

  /** `too_many_positional` */
  #tooMany(given: number, slots: readonly (Value | undefined)[]): string {
    const { positionalCount, kwonlyCount } = this.code.parameters;
    const keywordGiven = slots
      .slice(positionalCount, positionalCount + kwonlyCount)
      .filter((v) => v !== undefined).length;
    const least = positionalCount - this.defaults.length;
    const takes = this.defaults.length > 0 ? `from ${least} to ${positionalCount}` : `${positionalCount}`;
    const plural = this.defaults.length > 0 || positionalCount !== 1 ? 's' : '';
    const and =
      keywordGiven === 0
        ? ''
        : ` positional argument${given === 1 ? '' : 's'} (and ${keywordGiven} keyword-only argument${keywordGiven === 1 ? '' : 's'})`;
    const were = given === 1 && keywordGiven === 0 ? 'was' : 'were';
    return `${this.qualname}() takes ${takes} positional argument${plural} but ${given}${and} ${were} given`;
  }
}

/** The cells of code that has none. */
export const NO_CELLS: Cell[] = [];

export function reserveSlots(locals: (Value | undefined)[], count: number): void {
  for (let slot = locals.length; slot < count; slot++) locals.push(undefined);
}

export function tooDeep(machine: Machine): PyException {
  machine.depth--;
  return exception('RecursionError', 'maximum recursion depth exceeded');
}

/** Leaves a frame that raised; gives what goes on to the caller. */
export function abandon(machine: Machine, frame: Frame, raised: unknown): unknown {
  const left = leaveFrame(raised, frame, machine);
  machine.frame = frame.back;
  machine.depth--;
  return left;
}

/** Runs a plain body to its end on the host stack. */
export function runFrame(machine: Machine, frame: Frame): Value {
  const { back } = frame;
  if (++machine.depth > machine.recursionLimit) {
    machine.depth--;
    throw exception('RecursionError', 'maximum recursion depth exceeded');
  }
  machine.frame = frame;
  try {
    const result = frame.code.plain(frame);
    machine.frame = back;
    machine.depth--;
    return result === undefined ? null : result;
  } catch (raised) {
    const left = leaveFrame(raised, frame, machine);
    machine.frame = back;
    machine.depth--;
    throw left;
  }
}
