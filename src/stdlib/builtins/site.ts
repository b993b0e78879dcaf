// What the module `site` adds to the builtins for programs: `quit` and `exit` (`_sitebuiltins.Quitter`).

import { exception } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { once } from '../library.js';

class PyQuitter extends PyObject {
  constructor(
    readonly name: string,
    /** Closes `sys.stdin`, so that an interactive shell would end, too. */
    readonly closeInput: () => void,
  ) {
    super(quitterType(), new Map([['name', name]]));
  }
}

const parameters = once(() => new Signature('def __call__(code=None)', undefined, 1));

const quitterType: () => PyType = once(() =>
  defineType('Quitter', {
    module: '_sitebuiltins',
    instanceDict: true,
    mutable: true,
    slots: {
      repr: ({ name }: PyQuitter) => `Use ${name}() or Ctrl-D (i.e. EOF) to exit`,
      call: (self: PyQuitter, args, keywords) => {
        const [code = null] = parameters().bind('Quitter.__call__', args, keywords);
        self.closeInput();
        throw exception('SystemExit', code);
      },
    },
  }),
);

export function siteBuiltins(closeInput: () => void): [string, Value][] {
  return ['quit', 'exit'].map((name) => [name, new PyQuitter(name, closeInput)]);
}
