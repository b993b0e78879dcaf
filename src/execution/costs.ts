// The cost model: what the pieces of a program take on the virtual clock, in nanoseconds.
//
// Calibrated against CPython 3.13 so that CPU-bound lecture code takes about as long as it would really take. The
// figures need not be exact; they must be the same on every run. `--clock reference` charges none of them.

export interface CostModel {
  /** Fixed price of any simple statement, and of each round of a loop. */
  readonly statement: number;
  readonly load: number;
  readonly store: number;
  readonly operation: number;
  readonly attribute: number;
  readonly subscript: number;
  /** A call, apart from what the callee does. */
  readonly call: number;
  readonly display: number;
  /** One item consumed by a loop, a comprehension or a builtin. */
  readonly item: number;
  /** An exception passing a frame. */
  readonly raise: number;
  /** A read of any clock. */
  readonly clockRead: number;
  readonly loopIteration: number;
  readonly taskStep: number;
  readonly threadSwitch: number;
  /** Starting a process. */
  readonly processStart: number;
  /** Something on its way from one process to another. */
  readonly message: number;
}

export const DEFAULT_COSTS: CostModel = {
  statement: 4,
  load: 2,
  store: 2,
  operation: 10,
  attribute: 8,
  subscript: 14,
  call: 32,
  display: 16,
  item: 12,
  raise: 250,
  clockRead: 40,
  loopIteration: 2_000,
  taskStep: 1_000,
  threadSwitch: 5_000,
  processStart: 500_000,
  message: 50_000,
};
