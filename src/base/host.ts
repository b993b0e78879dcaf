// What the host of a program may give it: modules of its own, written without knowing how the interpreter keeps
// values, and something to do once the program's text has run.

/** What passes between a program and its host. Whole numbers are ints; lists and tuples both arrive as arrays. */
export type HostValue =
  | null
  | boolean
  | number
  | string
  | HostFloat
  | HostObject
  | HostFunction
  | HostRaised
  | HostUnknown
  | readonly HostValue[]
  | ReadonlyMap<HostValue, HostValue>;

export class HostFloat {
  constructor(readonly value: number) {}
}

/** A value of the program that has no form outside of it. */
export class HostUnknown {
  constructor(readonly typeName: string) {}
}

/** An exception of the program. */
export class HostRaised {
  constructor(
    readonly type: string,
    readonly message: string,
    /** What was added to it (`add_note`). */
    readonly notes: readonly string[],
    /** Where it passed the program's own file last; null where it never did. */
    readonly lineno: number | null,
    /** As Python prints it. */
    readonly traceback: string,
  ) {}
}

interface HostBodies {
  method(self: HostObject, ...args: HostValue[]): HostValue;
  equals(self: HostObject, other: HostValue): boolean;
  text(self: HostObject): string;
}

/** Bodies may name the class of their own objects: the interpreter hands them no others. */
export type HostMethod = HostBodies['method'];

/** A type that programs see. */
export interface HostKind {
  readonly name: string;
  readonly doc: string;
  /** Its `repr`. */
  readonly text: HostBodies['text'];
  /** What `==` means; objects of such a kind have no hash. Without it, an object equals itself alone. */
  readonly equals?: HostBodies['equals'];
  readonly attributes?: Readonly<Record<string, HostMethod>>;
  /** By signature in Python's notation, `self` left out. What is left out of a call arrives as its default. */
  readonly methods?: Readonly<Record<string, HostMethod>>;
}

/** An object of the host's. The program sees one object for each of them. */
export abstract class HostObject {
  abstract readonly kind: HostKind;
}

export class HostFunction {
  constructor(
    /** `approx(expected, *, rel=None)` */
    readonly signature: string,
    readonly body: (...args: HostValue[]) => HostValue,
  ) {}
}

/** What a function or attribute of the host throws to raise an exception in the program. */
export class HostError extends Error {
  constructor(
    readonly type: 'LookupError' | 'TypeError' | 'ValueError' | 'RuntimeError',
    message: string,
  ) {
    super(message);
  }
}

export interface HostModule {
  readonly name: string;
  readonly contents: Readonly<Record<string, HostValue>>;
}

/** Calls a function among the program's global variables; gives what it raised, or null. */
export type CallProgram = (name: string, args: readonly HostValue[]) => HostRaised | null;

export interface Host {
  readonly modules: readonly HostModule[];
  /** Told of the line of each `assert` that runs; asserts that fail then say why, in the notes of their exception. */
  readonly asserted: (lineno: number) => void;
  /** Called when the program has run to its last line. */
  readonly ran: (call: CallProgram) => void;
}
