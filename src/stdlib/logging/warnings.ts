// `logging.captureWarnings`: warnings go to the logger `py.warnings`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { length } from '../../objects/subscript.js';
import { callAttribute, libraryFunction } from '../library.js';
import { nullHandlerClass } from './handlers.js';
import { loggerClass } from './logger.js';
import { loggingState } from './state.js';

export function captureWarnings(m: KernelMachine, capture: boolean): void {
  const state = loggingState(m);
  const warnings = m.importModule('warnings', m.builtins, null, 0);
  if (!capture) {
    if (state.showWarning !== null) setAttribute(warnings, 'showwarning', state.showWarning);
    state.showWarning = null;
    return;
  }
  if (state.showWarning !== null) return;
  const before = getAttribute(warnings, 'showwarning');
  state.showWarning = before;
  const show = (...given: Value[]): Value => {
    const [message = null, category = null, filename = null, lineno = null, file = null, line = null] = given;
    if (file !== null) return call(before, given);
    const text = call(getAttribute(warnings, 'formatwarning'), [message, category, filename, lineno, line]);
    const logger = callAttribute(getAttribute(loggerClass(m), 'manager'), 'getLogger', 'py.warnings');
    if (length(getAttribute(logger, 'handlers')) === 0)
      callAttribute(logger, 'addHandler', call(nullHandlerClass(m)));
    return callAttribute(logger, 'warning', '%s', str(text));
  };
  const replacement = libraryFunction(
    '_showwarning(message, category, filename, lineno, file=None, line=None)',
    show,
    'logging',
  );
  setAttribute(warnings, 'showwarning', replacement);
}
