// The thread that does the work. It has a stack large enough for deep Python recursion, as the main thread of Node
// has not.

import { internalMessage } from './endings.js';
import { EXIT } from './exit-codes.js';
import { errorText, say } from './output.js';
import { UnreadableProgram } from './program-file.js';
import { UsageError } from './usage-error.js';
import { execute } from './verbs.js';
import { workerInput } from './worker-input.js';

const { command } = workerInput();
process.exitCode = guarded(() => execute(command));

function guarded(work: () => number): number {
  try {
    return work();
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    if (error instanceof UsageError || error instanceof UnreadableProgram) {
      say(`loopscope: ${error.message}`);
      return error instanceof UsageError ? EXIT.usage : EXIT.unreadable;
    }
    say(internalMessage(errorText(error), stack));
    return EXIT.internal;
  }
}
