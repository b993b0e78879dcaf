// What ends a run from outside the program. No `except` of the program catches these.

/** A limit on steps, virtual time, output or memory was reached. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';

  constructor(
    readonly limit: 'steps' | 'time' | 'output' | 'memory',
    message: string,
  ) {
    super(message);
  }
}

/** Nothing can ever wake up. */
export class Deadlock extends Error {
  override readonly name = 'Deadlock';
}
