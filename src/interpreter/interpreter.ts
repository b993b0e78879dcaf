// Runs a program: parse, compile, run, end.

import { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { InternalError, Unsupported } from '../base/unsupported.js';
import { Frame } from '../execution/frame.js';
import { runFrame } from '../execution/function.js';
import { closeOpenGenerators } from '../execution/generator.js';
import type { Pausable, Pause } from '../execution/pause.js';
import { Deadlock, LimitReached } from '../kernel/stops.js';
import { getAttributeOr } from '../objects/attributes.js';
import { useBirths } from '../objects/births.js';
import { intValue, strValue } from '../objects/boxed.js';
import { useMeter } from '../objects/consumption.js';
import { PyDict } from '../objects/containers.js';
import { isExceptionOf, PyException } from '../objects/exceptions.js';
import { formatException, formatExceptionOnly } from '../objects/format-exception.js';
import { IdCounter, useIdCounter } from '../objects/identity.js';
import { DEFAULT_MAX_STR_DIGITS, useMaxStrDigits } from '../objects/int-text.js';
import type { Value } from '../objects/object.js';
import { str } from '../objects/repr.js';
import { useWarnings } from '../objects/warnings.js';
import { lineLabels } from '../trace/line-labels.js';
import type { LineLabels, StopReason, Trace } from '../trace/trace.js';
import './built-in-types.js';
import { useLibraryCodecs } from '../stdlib/codecs/registry.js';
import { compileModule } from './compile-source.js';
import { innermostLine } from './host-modules.js';
import { RunningMachine } from './machine.js';
import type { RunEnd, RunOptions, RunResult } from './options.js';
import { refuseUnsupported } from './refusals.js';
import { formatSyntaxProblem } from './syntax-errors.js';
import { VERSION } from './version.js';

export function runProgram(options: RunOptions): RunResult {
  const previous = useIdCounter(new IdCounter());
  const run = new Run(options);
  const releaseMeter = useMeter(run.machine.meter, options.costs.item);
  const releaseWarnings = useWarnings((category, message) => run.machine.warn(category, message));
  const releaseBirths = useBirths((object) => run.machine.lifetimes.watch(object));
  const releaseCodecs = useLibraryCodecs(run.machine);
  const maxStrDigits = useMaxStrDigits(DEFAULT_MAX_STR_DIGITS);
  try {
    return run.run();
  } finally {
    useMaxStrDigits(maxStrDigits);
    releaseCodecs();
    releaseBirths();
    releaseWarnings();
    releaseMeter();
    useIdCounter(previous);
  }
}

interface Ended {
  readonly end: RunEnd;
  readonly exitCode: number;
}

class Run {
  readonly machine: RunningMachine;
  #labels: LineLabels = null;
  /** When the program's first statement ran, in real time. */
  #started: number | null = null;

  constructor(readonly options: RunOptions) {
    this.machine = new RunningMachine(options);
  }

  run(): RunResult {
    const machine = this.machine;
    const { recorder } = machine;
    if (recorder !== null)
      recorder.cause = recorder.emit('program.start', { file: this.options.filename }, null);
    const { end, exitCode } = this.#execute();
    machine.scheduler.output.flush(Number.POSITIVE_INFINITY);
    machine.files.synchronize();
    const elapsed = this.#started === null ? 0 : (performance.now() - this.#started) / 1000;
    return { end, exitCode, elapsed, trace: this.#finishTrace(end, exitCode) };
  }

  #execute(): Ended {
    const machine = this.machine;
    const { source, filename, lineLabels: mode } = this.options;
    try {
      const globals = machine.main.namespace;
      describeMain(machine, filename);
      const { code, comments, tree } = compileModule(machine, source, filename, globals);
      refuseUnsupported(machine, tree);
      this.#labels = lineLabels(comments, mode);
      if (code.doc !== null) globals.set('__doc__', code.doc);
      const frame = new Frame(
        code,
        null,
        code.localNames.map(() => undefined),
        [],
      );
      this.#started = performance.now();
      const ended = this.#guard(() => {
        runFrame(machine, frame);
        this.#tellHost();
        return { end: { kind: 'finished' }, exitCode: 0 };
      });
      const closing = this.#guard(() => {
        if (machine.threadShutdown !== null) machine.runBlocking(hookBody(machine.threadShutdown()));
        for (const hook of machine.exitHooks) machine.runBlocking(hookBody(hook()));
        for (const hook of machine.endHooks) hook();
        machine.forgotten.sweep(null);
        closeOpenGenerators(machine);
        machine.lifetimes.end(machine.main.namespace);
        return ended;
      });
      return closing;
    } catch (error) {
      return this.#stopped(error);
    }
  }

  #tellHost(): void {
    const { hostBridge, main } = this.machine;
    if (hostBridge === null) return;
    this.options.host?.ran((name, args) => {
      const callee = main.namespace.get(name);
      if (callee === undefined) throw new RangeError(`the program has no global variable ${name}`);
      return hostBridge.call(callee, args);
    });
  }

  /** What the program raises and nobody catches ends it as it ends CPython. */
  #guard(action: () => Ended): Ended {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      if (isExceptionOf(error, 'SystemExit')) return this.#exit(error);
      this.machine.writeError(formatException(error));
      const lastLine = formatExceptionOnly(error).at(-1)?.trimEnd() ?? '';
      const exitCode = isExceptionOf(error, 'KeyboardInterrupt') ? 130 : 1;
      const lineno = innermostLine(error, this.options.filename);
      return { end: { kind: 'exception', lastLine, lineno }, exitCode };
    }
  }

  /** `handle_system_exit` */
  #exit(error: PyException): Ended {
    const code = getAttributeOr(error, 'code') ?? null;
    const number = intValue(code);
    if (code === null) return { end: { kind: 'exit' }, exitCode: 0 };
    if (number !== undefined)
      return { end: { kind: 'exit' }, exitCode: Number(BigInt.asUintN(8, BigInt(number))) };
    this.machine.writeError(`${strValue(code) ?? str(code)}\n`);
    return { end: { kind: 'exit' }, exitCode: 1 };
  }

  #stopped(error: unknown): Ended {
    const machine = this.machine;
    if (error instanceof PySyntaxProblem) {
      machine.writeError(formatSyntaxProblem(error, this.options.filename));
      return { end: { kind: 'syntax error', message: error.message, lineno: error.lineno }, exitCode: 1 };
    }
    if (error instanceof LimitReached) {
      machine.recorder?.emit('program.limit', { limit: error.limit, message: error.message });
      return { end: { kind: 'limit', message: error.message }, exitCode: 1 };
    }
    if (error instanceof Deadlock) return { end: { kind: 'deadlock', message: error.message }, exitCode: 1 };
    if (error instanceof Unsupported) {
      const { place, message } = error;
      const lineno = place?.lineno ?? machine.frame?.position.lineno ?? null;
      const offset = place?.col_offset ?? machine.frame?.position.col_offset ?? null;
      const column = offset === null ? null : offset + 1;
      return { end: { kind: 'unsupported', message, lineno, column }, exitCode: 1 };
    }
    const internal = error instanceof Error ? error : new InternalError(String(error));
    return { end: { kind: 'internal', message: internal.message, stack: internal.stack ?? '' }, exitCode: 1 };
  }

  #finishTrace(end: RunEnd, exitCode: number): Trace | null {
    const { recorder, costs } = this.machine;
    if (recorder === null || end.kind === 'syntax error' || end.kind === 'internal') return null;
    recorder.emit('program.end', { exitCode, exception: end.kind === 'exception' ? end.lastLine : null });
    const { filename, source, clock, seed, cpuScale, cores } = this.options;
    return recorder.finish({
      toolVersion: VERSION,
      file: filename,
      source,
      labels: this.#labels,
      options: { clock, seed, cpuScale, cores },
      costModel: { ...costs },
      stopReason: stopReason(end),
    });
  }
}

/** The names that `__main__` has before its first statement. */
function describeMain(machine: RunningMachine, filename: string): void {
  const { namespace } = machine.main;
  for (const name of ['__doc__', '__package__', '__loader__', '__spec__']) namespace.set(name, null);
  namespace.set('__annotations__', new PyDict());
  namespace.set('__builtins__', machine.modules.modules.table.get('builtins') ?? null);
  namespace.set('__file__', filename);
  namespace.set('__cached__', null);
}

function* hookBody(hook: Generator<Pause, void, Value>): Pausable {
  yield* hook;
  return null;
}

function stopReason(end: RunEnd): StopReason {
  switch (end.kind) {
    case 'finished':
    case 'exit':
    case 'exception':
    case 'limit':
    case 'deadlock':
    case 'unsupported':
      return end.kind;
    case 'syntax error':
    case 'internal':
      return 'exception';
  }
}
