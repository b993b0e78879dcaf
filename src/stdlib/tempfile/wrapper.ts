// What `NamedTemporaryFile` gives: a file that is removed when it is closed.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { getIter } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { callAttribute, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

const fileOf = (self: Value): Value => ownAttribute(self, 'file') ?? null;

export const temporaryFileWrapper = perMachine(
  (m): PyType =>
    libraryClass('_TemporaryFileWrapper', {
      module: 'tempfile',
      instanceDict: true,
      methods: {
        '__init__(self, file, name, delete=True, delete_on_close=True)': (
          self,
          file,
          name,
          remove,
          onClose,
        ) => {
          setOwnAttribute(self, 'file', file);
          setOwnAttribute(self, 'name', name);
          setOwnAttribute(self, 'delete', remove);
          setOwnAttribute(self, '_on_close', onClose);
          return null;
        },
        '__getattr__(self, name)': (self, name) => getAttribute(fileOf(self), strValue(name) ?? ''),
        '__enter__(self)': (self) => {
          callAttribute(fileOf(self), '__enter__');
          return self;
        },
        '__exit__(self, exc, value, tb)': (self) => {
          callAttribute(fileOf(self), 'close');
          remove(m, self, true);
          return null;
        },
        '__iter__(self)': (self) => getIter(fileOf(self)),
        'close(self)': (self) => {
          callAttribute(fileOf(self), 'close');
          remove(m, self, isTrue(ownAttribute(self, '_on_close') ?? true));
          return null;
        },
      },
    }),
);

function remove(m: KernelMachine, self: Value, isDue: boolean): void {
  if (!isDue || !isTrue(ownAttribute(self, 'delete') ?? true)) return;
  const name = str(ownAttribute(self, 'name') ?? null);
  if (m.files.find(name, false) !== null) m.files.removeFile(name);
}
