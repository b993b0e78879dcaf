// Code objects: what a function, class body, module or generator expression compiles to.
//
// A code object has at most two bodies, each compiled when it is first needed: the plain one for code that cannot
// pause, and a pausable one per pause mode (`awaits` for coroutines and generators, `calls` for anything that runs
// in a parked thread). The compiler gives them through `BodyCompiler`.

import { PyObject, type Value } from '../objects/object.js';
import type { TracebackPosition } from '../objects/traceback.js';
import { codeType } from '../objects/types.js';
import type { CodePosition, Frame } from './frame.js';
import type { Machine } from './machine.js';
import type { Namespace } from './namespace.js';
import type { Pausable } from './pause.js';

export type PlainBody = (frame: Frame) => Value | undefined;
export type PausableBody = (frame: Frame) => Pausable;
export type PauseMode = 'awaits' | 'calls';

export type CodeKind = 'module' | 'class' | 'function' | 'generator' | 'coroutine' | 'async generator';

export interface BodyCompiler {
  readonly machine: Machine;
  plain(): PlainBody;
  /** Null where nothing in the body can pause in this mode: the plain body serves. */
  pausable(mode: PauseMode): PausableBody | null;
  /** Slots a frame needs by now. */
  slotCount(): number;
  /** The variables of the module that the body refers to, and the builtins. */
  names(): readonly string[];
  /** A position with the operator, bracket or parenthesis that a traceback underlines with `^`. */
  anchored(position: CodePosition): TracebackPosition;
}

/** Parameters stand first in the slots: positional ones, keyword-only ones, `*args`, `**kwargs`. */
export interface Parameters {
  readonly posonlyCount: number;
  /** Positional parameters, positional-only ones included. */
  readonly positionalCount: number;
  readonly kwonlyCount: number;
  readonly hasVarargs: boolean;
  readonly hasVarkwargs: boolean;
}

export interface CodeInfo {
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly kind: CodeKind;
  readonly globals: Namespace;
  readonly start: CodePosition;
  readonly parameters: Parameters;
  readonly localNames: readonly string[];
  readonly cellNames: readonly string[];
  readonly freeNames: readonly string[];
  /** Parameters that inner scopes capture: their slot and the index of their cell. */
  readonly cellParameters: readonly (readonly [slot: number, cell: number])[];
  readonly doc: string | null;
  readonly hasCleanup?: boolean;
  /** Lines of the file, without line ends. */
  readonly lines: readonly string[];
  /** Made by `types.coroutine`: its generators can be awaited. */
  readonly isIterableCoroutine?: boolean;
  /** The same code of a function over other global variables. */
  readonly linking?: Linking;
  /** Where the first decorator stands, if there is one. */
  readonly firstLine?: number;
}

export interface Linking {
  readonly machine: Machine;
  readonly linkedTo: (globals: Namespace) => Code;
}

const NO_PARAMETERS: Parameters = {
  posonlyCount: 0,
  positionalCount: 0,
  kwonlyCount: 0,
  hasVarargs: false,
  hasVarkwargs: false,
};

export class Code extends PyObject {
  static readonly noParameters = NO_PARAMETERS;
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly kind: CodeKind;
  readonly globals: Namespace;
  readonly start: CodePosition;
  readonly parameters: Parameters;
  readonly localNames: readonly string[];
  readonly cellNames: readonly string[];
  readonly freeNames: readonly string[];
  readonly cellParameters: CodeInfo['cellParameters'];
  readonly doc: string | null;
  readonly lines: readonly string[];
  /**
   * How many positional arguments become the first slots as they come: all parameters of a plain function that has
   * only positional ones and no cells. -1 for any other code.
   */
  readonly simpleArity: number;
  /** A suspended body of this code has something to do when it is closed: `finally`, `with`, `except`. */
  readonly hasCleanup: boolean;
  readonly isIterableCoroutine: boolean;
  /** Slots a frame needs; lowering adds temporaries while it compiles. */
  slotCount: number;
  /** The plain body. Until it is first called it stands for its own compilation. */
  plain: PlainBody;
  readonly #pausable: { awaits?: PausableBody | null; calls?: PausableBody | null } = {};

  constructor(
    readonly info: CodeInfo,
    readonly compiler: BodyCompiler,
  ) {
    super(codeType);
    this.name = info.name;
    this.qualname = info.qualname;
    this.filename = info.filename;
    this.kind = info.kind;
    this.globals = info.globals;
    this.start = info.start;
    this.parameters = info.parameters;
    this.localNames = info.localNames;
    this.cellNames = info.cellNames;
    this.freeNames = info.freeNames;
    this.cellParameters = info.cellParameters;
    this.doc = info.doc;
    this.lines = info.lines;
    this.hasCleanup = info.hasCleanup ?? false;
    this.isIterableCoroutine = info.isIterableCoroutine ?? false;
    this.slotCount = info.localNames.length;
    this.plain = (frame) => {
      this.plain = this.compiler.plain();
      return this.plain(frame);
    };
    const { positionalCount, kwonlyCount, hasVarargs, hasVarkwargs } = info.parameters;
    const hasCells = info.cellNames.length + info.freeNames.length > 0;
    const isSimple =
      info.kind === 'function' && kwonlyCount === 0 && !hasVarargs && !hasVarkwargs && !hasCells;
    this.simpleArity = isSimple ? positionalCount : -1;
  }

  /** The same code with other names, lines or flags: `code.replace`. */
  with(changes: Partial<CodeInfo>): Code {
    const { linking } = this.info;
    const relinked: Partial<CodeInfo> =
      linking === undefined
        ? {}
        : { linking: { ...linking, linkedTo: (globals) => linking.linkedTo(globals).with(changes) } };
    return new Code({ ...this.info, ...relinked, ...changes }, this.compiler);
  }

  pausable(mode: PauseMode): PausableBody | null {
    let body = this.#pausable[mode];
    if (body === undefined) {
      body = this.compiler.pausable(mode);
      this.slotCount = this.compiler.slotCount();
      this.#pausable[mode] = body;
    }
    return body;
  }

  sourceLine(lineno: number): string | undefined {
    return this.lines[lineno - 1];
  }
}
