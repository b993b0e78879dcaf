// `SpooledTemporaryFile`: a file that the program is told to be in memory until it grows. Here it always is.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import { asSize } from '../../objects/index.js';
import { getIter } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { bytesIoType } from '../io/bytes-io.js';
import { PyTextFile } from '../io/text-file.js';
import { textIoWrapperType, textOptions } from '../io/text-io-wrapper.js';
import { callAttribute, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

const fileOf = (self: Value): Value => ownAttribute(self, '_file') ?? null;

function rollOver(self: Value): Value {
  setOwnAttribute(self, '_rolled', true);
  return null;
}

/** Passes a call on; one that writes may make the file outgrow its memory. */
function passing(name: string, writes: boolean) {
  return (self: Value, args: Value): Value => {
    const result = callAttribute(fileOf(self), name, ...(args instanceof PyTuple ? args.items : []));
    const most = asSize(ownAttribute(self, '_max_size') ?? 0);
    if (writes && most > 0 && asSize(callAttribute(fileOf(self), 'tell')) > most) rollOver(self);
    return result;
  };
}

const READERS = ['read', 'readline', 'readlines', 'seek', 'tell', 'flush', 'truncate', 'close', 'isatty'];

export const spooledClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('SpooledTemporaryFile', {
      module: 'tempfile',
      instanceDict: true,
      methods: {
        "__init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None)":
          (self, maxSize, mode, _buffering, encoding, newline, _suffix, _prefix, _dir, errors) => {
            const bytes = call(bytesIoType());
            setOwnAttribute(self, '_max_size', maxSize);
            setOwnAttribute(self, '_rolled', false);
            setOwnAttribute(self, '_mode', mode);
            if ((strValue(mode) ?? '').includes('b')) {
              setOwnAttribute(self, '_file', bytes);
              return null;
            }
            const text = new PyTextFile(textIoWrapperType(m), m);
            text.initialize(bytes, textOptions(encoding, errors, newline, false));
            setOwnAttribute(self, '_file', text);
            return null;
          },
        '__enter__(self)': (self) => self,
        '__exit__(self, exc, value, tb)': (self) => callAttribute(fileOf(self), 'close'),
        '__iter__(self)': (self) => getIter(fileOf(self)),
        'rollover(self)': rollOver,
        'write(self, *args)': passing('write', true),
        'writelines(self, *args)': passing('writelines', true),
        ...Object.fromEntries(READERS.map((name) => [`${name}(self, *args)`, passing(name, false)])),
      },
      properties: {
        closed: (self) => getAttribute(fileOf(self), 'closed'),
        mode: (self) => ownAttribute(self, '_mode') ?? null,
        name: () => null,
        encoding: (self) => getAttribute(fileOf(self), 'encoding'),
        newlines: (self) => getAttribute(fileOf(self), 'newlines'),
      },
    }),
);
