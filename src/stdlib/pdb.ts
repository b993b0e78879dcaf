// The `pdb` module: there is no debugger here, which whoever asks for one is told.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { exception } from '../objects/exceptions.js';
import { libraryFunctions } from './library.js';

function refuse(): never {
  throw exception(
    'NotImplementedError',
    'loopscope has no debugger: the trace of a run shows every line instead',
  );
}

export const pdb = defineModule('pdb', (_m: KernelMachine) =>
  libraryFunctions('pdb', {
    'set_trace(*, header=None)': refuse,
    'post_mortem(t=None)': refuse,
    'pm()': refuse,
    'run(statement, globals=None, locals=None)': refuse,
    'runcall(*args, **kwds)': refuse,
    'runeval(expression, globals=None, locals=None)': refuse,
  }),
);
