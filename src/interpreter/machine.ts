// One run of one program: the kernel, the modules, the recorder and the output, wired together.

import { characterNamed, nameOfCharacter } from '../../grammar/character-names.js';
import { FileSystem } from '../base/files/file-system.js';
import { InternalError } from '../base/unsupported.js';
import { boundedRepr } from '../execution/bounded-repr.js';
import { type OriginFrame, PyCoroutine } from '../execution/coroutine.js';
import type { CostModel } from '../execution/costs.js';
import { Frame } from '../execution/frame.js';
import { frameLocals } from '../execution/frame-variables.js';
import { runFrame } from '../execution/function.js';
import type { WarningPlace } from '../execution/machine.js';
import { type ModuleDefinition, PyModule } from '../execution/module.js';
import { Namespace } from '../execution/namespace.js';
import { Clock, modelClock, REFERENCE_CLOCK } from '../kernel/clock.js';
import { KernelMachine } from '../kernel/kernel-machine.js';
import { Scheduler } from '../kernel/scheduler.js';
import { call } from '../objects/call.js';
import type { PyDict } from '../objects/containers.js';
import { type ExceptionName, exceptionType, type PyException } from '../objects/exceptions.js';
import type { PyObject, Value } from '../objects/object.js';
import { PyTraceback } from '../objects/traceback.js';
import { builtinFunctions } from '../stdlib/builtins/index.js';
import { inBuiltinsOrder } from '../stdlib/builtins/order.js';
import { siteBuiltins } from '../stdlib/builtins/site.js';
import { MODULES } from '../stdlib/index.js';
import { openFunction } from '../stdlib/io/open.js';
import { callAttribute } from '../stdlib/library.js';
import { replacedInSys, sysStream, writeStandardError } from '../stdlib/sys/index.js';
import { unraisableArguments, unraisableText } from '../stdlib/sys/unraisable.js';
import { EPOCH } from '../stdlib/time/index.js';
import { explicitWarning, issueWarning } from '../stdlib/warnings/issue.js';
import { reportUnawaited } from '../stdlib/warnings/unawaited.js';
import { Recorder } from '../trace/recorder.js';
import { SECOND } from '../trace/time.js';
import { compileModule } from './compile-source.js';
import { frameFunctions } from './frame-functions.js';
import { HostBridge } from './host-modules.js';
import { isLibraryPackage, ModuleTable } from './imports.js';
import type { RunOptions } from './options.js';
import { runSourceFile } from './source-files.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

export class RunningMachine extends KernelMachine {
  readonly costs: CostModel;
  readonly builtins = new Namespace();
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly recorder: Recorder | null;
  readonly modules = new ModuleTable(this);
  readonly main = new PyModule('__main__');
  readonly files: FileSystem;
  hostBridge: HostBridge | null = null;
  #coroutines = 0;

  constructor(override readonly options: RunOptions) {
    super();
    this.costs = options.costs;
    const policy = options.clock === 'reference' ? REFERENCE_CLOCK : modelClock(this.costs, options.cpuScale);
    const networkLatency =
      options.latency === null ? policy.networkLatency : Math.round(options.latency * SECOND);
    this.clock = new Clock({ ...policy, networkLatency }, this.meter);
    const maxTime = options.maxTime === null ? Number.POSITIVE_INFINITY : options.maxTime * SECOND;
    this.scheduler = new Scheduler({
      machine: this,
      clock: this.clock,
      maxTime,
      cores: options.cores,
      modules: () => this.loadedModules,
      write: options.write,
    });
    this.scheduler.onExchange = () => this.setAlarm();
    this.recorder =
      options.trace === null
        ? null
        : new Recorder({ level: options.trace, now: () => this.clock.now, foldAfter: options.foldAfter });
    this.files = new FileSystem({
      folder: options.folder,
      program: options.filename,
      now: () => BigInt(EPOCH) + BigInt(this.clock.now),
    });
    this.#fillBuiltins();
    this.#meetHost();
    this.setAlarm();
  }

  /** The host's modules are there as if they had been imported. */
  #meetHost(): void {
    const { host, filename } = this.options;
    if (host === null) return;
    this.asserted = host.asserted;
    const bridge = new HostBridge(filename);
    for (const module of host.modules) this.loadedModules.table.set(module.name, bridge.module(module));
    this.hostBridge = bridge;
  }

  #fillBuiltins(): void {
    const host = {
      write: (text: string) => {
        // What can not be encoded is the stream's to refuse.
        if (LONE_SURROGATE.test(text)) callAttribute(sysStream(this, 'stdout'), 'write', text);
        else this.writeOutput(text);
      },
      replacedStdout: () => replacedInSys(this, 'stdout'),
      locals: () => this.locals(),
    };
    const closeInput = (): void => {
      const stdin = sysStream(this, 'stdin');
      if (stdin !== null) callAttribute(stdin, 'close');
    };
    const entries = new Map<string, Value>([
      ...builtinFunctions(host),
      ...frameFunctions(this),
      ...siteBuiltins(closeInput),
      ['open', openFunction(this)],
      ['__name__', 'builtins'],
    ]);
    for (const [name, value] of inBuiltinsOrder(entries)) this.builtins.set(name, value);
    const { table } = this.modules.modules;
    table.set('builtins', new PyModule('builtins', this.builtins));
    table.set('__main__', this.main);
  }

  locals(): Value {
    const { frame } = this;
    if (frame === null) throw new InternalError('no frame is running');
    return frameLocals(frame);
  }

  // ---- output

  override writeOutput(text: string): void {
    this.#write('stdout', text);
  }

  override writeError(text: string): void {
    this.#write('stderr', text);
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.recorder?.emit('output', { stream, text });
    this.scheduler.print(stream, text);
  }

  override warn(category: ExceptionName, message: string): void {
    issueWarning(this, message, exceptionType(category), 1);
  }

  override warnAt(category: ExceptionName, message: string, { filename, lineno, line }: WarningPlace): void {
    explicitWarning(this, {
      message,
      category: exceptionType(category),
      filename,
      lineno,
      line,
      module: '__main__',
      registry: null,
      source: null,
    });
  }

  override unraisable(error: PyException, object: Value, message?: string): void {
    if (error.traceback === null && this.frame !== null)
      error.traceback = new PyTraceback(null, this.frame, this.frame.position);
    const args = unraisableArguments(error, object, message);
    const hook = replacedInSys(this, 'unraisablehook') ?? null;
    if (hook === null) writeStandardError(this, unraisableText(args));
    else call(hook, [args]);
  }

  get loadedModules(): PyDict {
    return this.modules.modules;
  }

  override runLibraryCode(source: string, filename: string, globals: Namespace): void {
    if (!globals.has('__builtins__'))
      globals.set('__builtins__', this.loadedModules.table.get('builtins') ?? null);
    const { code } = compileModule(this, source, filename, globals, { isLibrary: true, isText: true });
    const locals = code.localNames.map(() => undefined);
    runFrame(this, new Frame(code, this.frame, locals, []));
  }

  override runSourceFile(content: Uint8Array, filename: string, namespace: Namespace): void {
    runSourceFile(this, content, filename, namespace);
  }

  override libraryModule(name: string): ModuleDefinition<KernelMachine> | undefined {
    return MODULES.get(name);
  }

  override characterNamed(name: string): string | undefined {
    return characterNamed(name);
  }

  override nameOfCharacter(char: string): string | undefined {
    return nameOfCharacter(char);
  }

  override isLibraryPackage(name: string): boolean {
    return isLibraryPackage(name);
  }

  override loadedModule(name: string): Value | undefined {
    return this.modules.modules.table.get(name);
  }

  override warnNeverAwaited(coroutine: PyCoroutine): void {
    reportUnawaited(this, coroutine);
  }

  // ---- hooks of the execution layer

  override importModule(
    name: string,
    globals: Namespace,
    fromNames: readonly string[] | null,
    level: number,
  ): Value {
    return this.modules.import(name, globals, fromNames, level);
  }

  #origin(): OriginFrame[] {
    const origin: OriginFrame[] = [];
    for (let caller = this.frame; caller !== null && origin.length < this.originDepth; caller = caller.back) {
      const { filename, name, position } = caller;
      origin.push({ filename, lineno: position.lineno, name, line: caller.sourceLine(position.lineno) });
    }
    return origin;
  }

  override coroutineCreated(coroutine: PyObject, frame: Frame): void {
    const { recorder } = this;
    if (!(coroutine instanceof PyCoroutine)) return;
    this.forgotten.add(coroutine);
    if (this.originDepth > 0) coroutine.origin = this.#origin();
    if (recorder === null) return;
    coroutine.traceId = ++this.#coroutines;
    const { code } = frame;
    const { positionalCount, kwonlyCount } = code.parameters;
    const args: string[] = [];
    for (let slot = 0; slot < positionalCount + kwonlyCount; slot++) {
      const value = frame.locals[slot];
      if (value !== undefined) args.push(boundedRepr(value));
    }
    recorder.emit('coroutine.create', { coroutine: coroutine.traceId, function: coroutine.qualname, args });
  }
}
