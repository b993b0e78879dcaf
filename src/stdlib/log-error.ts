// What the library logs: through the program's `logging` if it has imported it, else as `logging` does without being
// set up, which is to write the message to stderr.

import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import type { PyException } from '../objects/exceptions.js';
import { formatException } from '../objects/format-exception.js';

/** `logger.error(text, exc_info=error)` for the logger `name`: on stderr while the program has not imported `logging`. */
export function logError(
  m: KernelMachine,
  name: string,
  text: string,
  error: PyException | null,
  level = 'error',
): void {
  const logging = m.loadedModule('logging');
  if (logging !== undefined) {
    const logger = call(getAttribute(logging, 'getLogger'), [name]);
    call(getAttribute(logger, level), ['%s', text], error === null ? null : new Map([['exc_info', error]]));
    return;
  }
  // Making the record reads the clock.
  m.clock.tick();
  m.writeError(error === null ? `${text}\n` : `${text}\n${formatException(error)}`);
}
