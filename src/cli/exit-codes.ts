// The exit codes of the command, one place for the code, the help text and the tests.

export const EXIT = {
  fine: 0,
  findings: 1,
  usage: 2,
  unreadable: 3,
  exception: 4,
  limit: 5,
  deadlock: 6,
  internal: 70,
  interrupted: 130,
  closedPipe: 141,
  terminated: 143,
} as const;

/** What each code says, as the help prints it. */
export const EXIT_MEANINGS: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'fine'],
  ['1', "findings: a check's notes that do not hold"],
  ['2', 'wrong usage, or the output cannot be written'],
  ['3', 'the program cannot be read, does not parse, or is not supported'],
  ['4', "the program ended with an uncaught exception ('run': its own code)"],
  ['5', 'a limit stopped the program; the trace so far is kept'],
  ['6', 'deadlock: nothing could ever wake up'],
  ['70', 'a bug of loopscope'],
  ['130, 143', 'stopped by SIGINT, SIGTERM; 141: nobody reads the output'],
];
