// `mock_open`: a stand-in for `open` whose files give what they are told to.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { PyList } from '../../../objects/containers.js';
import { stopIteration } from '../../../objects/exceptions.js';
import { nativeIterator } from '../../../objects/iteration.js';
import type { Value } from '../../../objects/object.js';
import { callAttribute, libraryFunction } from '../../library.js';
import { variadicFunction } from '../../library-class.js';
import { libraryModule } from '../support.js';
import { registry } from './mock-object.js';
import { DEFAULT } from './sentinels.js';

/** A file in memory with the data, text or bytes. */
function memoryFile(m: KernelMachine, data: Value): Value {
  const io = libraryModule(m, 'io');
  return callAttribute(io, typeof data === 'string' ? 'StringIO' : 'BytesIO', data);
}

/** What may be asked of a file. */
const FILE_NAMES = [
  'close',
  'closed',
  'detach',
  'encoding',
  'errors',
  'fileno',
  'flush',
  'isatty',
  'line_buffering',
  'mode',
  'name',
  'newlines',
  'read',
  'read1',
  'readable',
  'readinto',
  'readinto1',
  'readline',
  'readlines',
  'getbuffer',
  'getvalue',
  'raw',
  'reconfigure',
  'buffer',
  'seek',
  'seekable',
  'tell',
  'truncate',
  'writable',
  'write',
  'write_through',
  'writelines',
  'peek',
  '__enter__',
  '__exit__',
  '__iter__',
  '__next__',
  '__doc__',
  '__class__',
  '__dict__',
  '__dir__',
];

export function mockOpen(m: KernelMachine, given: Value, data: Value): Value {
  const { classes } = registry(m);
  if (classes === undefined) return null;
  const mock =
    given ??
    call(
      classes.magic,
      [],
      new Map<string, Value>([
        ['name', 'open'],
        ['spec', m.builtins.get('open') ?? null],
      ]),
    );
  const handle = call(classes.magic, [], new Map([['spec', new PyList(FILE_NAMES)]]));
  let file = memoryFile(m, data);
  const method = (name: string): Value => getAttribute(handle, name);
  const onRead = (name: string): void => {
    const effect = variadicFunction(
      `_${name}_side_effect(*args, **kwargs)`,
      (args, keywords) => {
        const result = getAttribute(method(name), 'return_value');
        return fixed.has(name) ? result : call(getAttribute(file, name), args, keywords);
      },
      null,
    );
    setAttribute(method(name), 'side_effect', effect);
  };
  const fixed = new Set<string>();
  const nextLine = (): Value | undefined => {
    const line = callAttribute(file, 'readline');
    return line === '' || (typeof line === 'object' && callAttribute(line, '__len__') === 0)
      ? undefined
      : line;
  };
  setAttribute(method('__enter__'), 'return_value', handle);
  setAttribute(method('write'), 'return_value', null);
  for (const name of ['read', 'readline', 'readlines']) onRead(name);
  setAttribute(
    method('__iter__'),
    'side_effect',
    libraryFunction('_iter_side_effect()', () => nativeIterator('generator', nextLine)),
  );
  setAttribute(
    method('__next__'),
    'side_effect',
    libraryFunction('_next_side_effect()', () => {
      const line = nextLine();
      if (line === undefined) throw stopIteration(null);
      return line;
    }),
  );
  const reset = variadicFunction(
    'reset_data(*args, **kwargs)',
    () => {
      file = memoryFile(m, data);
      return DEFAULT();
    },
    null,
  );
  setAttribute(mock, 'side_effect', reset);
  setAttribute(mock, 'return_value', handle);
  return mock;
}
