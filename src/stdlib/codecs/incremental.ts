// The base classes of encoders and decoders that are fed piece by piece.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import type { PyType, Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { PySlice } from '../../objects/slice.js';
import { getItem } from '../../objects/subscript.js';
import { joined } from '../io/text-decoder.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

const noBytes = () => new PyBytes(new Uint8Array(0));

function notImplemented(): never {
  throw exception('NotImplementedError');
}

/** What a codec's function returns: what came out, and how much went in. */
export function resultPair(result: Value, what: string): readonly [Value, number] {
  if (!(result instanceof PyTuple) || result.items.length !== 2) {
    throw typeError(`${what} must return a tuple (object, integer)`);
  }
  return [result.items[0] ?? null, asSize(result.items[1] ?? null)];
}

export interface IncrementalTypes {
  readonly encoder: PyType;
  readonly bufferedEncoder: PyType;
  readonly decoder: PyType;
  readonly bufferedDecoder: PyType;
}

export const incrementalTypes = perMachine((_m: KernelMachine): IncrementalTypes => {
  const encoder = libraryClass('IncrementalEncoder', {
    module: 'codecs',
    instanceDict: true,
    methods: {
      "__init__(self, errors='strict')": (self, errors) => {
        setAttribute(self, 'errors', errors);
        setAttribute(self, 'buffer', '');
        return null;
      },
      'encode(self, input, final=False)': notImplemented,
      'reset(self)': () => null,
      'getstate(self)': () => 0,
      'setstate(self, state)': () => null,
    },
  });
  const bufferedEncoder = libraryClass('BufferedIncrementalEncoder', {
    module: 'codecs',
    bases: [encoder],
    methods: {
      "__init__(self, errors='strict')": (self, errors) => {
        setAttribute(self, 'errors', errors);
        setAttribute(self, 'buffer', '');
        return null;
      },
      '_buffer_encode(self, input, errors, final)': notImplemented,
      'encode(self, input, final=False)': (self, input, final) => {
        const text = add(getAttribute(self, 'buffer'), input);
        const errors = getAttribute(self, 'errors');
        const [result, consumed] = resultPair(
          callAttribute(self, '_buffer_encode', text, errors, final),
          'encoder',
        );
        setAttribute(self, 'buffer', getItem(text, new PySlice(consumed, null, null)));
        return result;
      },
      'reset(self)': (self) => {
        setAttribute(self, 'buffer', '');
        return null;
      },
      'getstate(self)': (self) => {
        const buffer = getAttribute(self, 'buffer');
        return isTrue(buffer) ? buffer : 0;
      },
      'setstate(self, state)': (self, state) => {
        setAttribute(self, 'buffer', isTrue(state) ? state : '');
        return null;
      },
    },
  });
  const decoder = libraryClass('IncrementalDecoder', {
    module: 'codecs',
    instanceDict: true,
    methods: {
      "__init__(self, errors='strict')": (self, errors) => {
        setAttribute(self, 'errors', errors);
        return null;
      },
      'decode(self, input, final=False)': notImplemented,
      'reset(self)': () => null,
      'getstate(self)': () => tuple(noBytes(), 0),
      'setstate(self, state)': () => null,
    },
  });
  const bufferedDecoder = libraryClass('BufferedIncrementalDecoder', {
    module: 'codecs',
    bases: [decoder],
    methods: {
      "__init__(self, errors='strict')": (self, errors) => {
        setAttribute(self, 'errors', errors);
        setAttribute(self, 'buffer', noBytes());
        return null;
      },
      '_buffer_decode(self, input, errors, final)': notImplemented,
      'decode(self, input, final=False)': (self, input, final) => {
        const data = joined(asBuffer(getAttribute(self, 'buffer')), asBuffer(input));
        const errors = getAttribute(self, 'errors');
        const [result, consumed] = resultPair(
          callAttribute(self, '_buffer_decode', new PyBytes(data), errors, final),
          'decoder',
        );
        setAttribute(self, 'buffer', new PyBytes(data.slice(consumed)));
        return result;
      },
      'reset(self)': (self) => {
        setAttribute(self, 'buffer', noBytes());
        return null;
      },
      'getstate(self)': (self) => tuple(getAttribute(self, 'buffer'), 0),
      'setstate(self, state)': (self, state) => {
        setAttribute(self, 'buffer', getItem(state, 0));
        return null;
      },
    },
  });
  return { encoder, bufferedEncoder, decoder, bufferedDecoder };
});
