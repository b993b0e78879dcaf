// `codecs.CodecInfo`: what a look-up gives.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyTuple } from '../../objects/containers.js';
import { addressOf } from '../../objects/identity.js';
import { PyType, type Value } from '../../objects/object.js';
import { tupleType, typeOf } from '../../objects/types.js';
import { ownAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

const FIELDS = [
  'incrementalencoder',
  'incrementaldecoder',
  'encode',
  'decode',
  'streamwriter',
  'streamreader',
];

export const codecInfoType = perMachine((_m: KernelMachine): PyType => {
  const signature =
    '__new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, ' +
    'incrementaldecoder=None, name=None, *, _is_text_encoding=None)';
  return libraryClass('CodecInfo', {
    module: 'codecs',
    bases: [tupleType],
    instanceDict: true,
    attributes: { _is_text_encoding: true },
    methods: {
      [signature]: (cls, encode, decode, reader, writer, incEncoder, incDecoder, name, isText) => {
        const type = cls instanceof PyType ? cls : tupleType;
        const info = new PyTuple([encode, decode, reader, writer], type);
        const values: Value[] = [incEncoder, incDecoder, encode, decode, writer, reader];
        info.dict = new Map<string, Value>([['name', name]]);
        for (const [index, field] of FIELDS.entries()) info.dict.set(field, values[index] ?? null);
        if (isText !== null) info.dict.set('_is_text_encoding', isText);
        return info;
      },
      '__repr__(self)': (self) => {
        const { module, qualname } = typeOf(self);
        const name = ownAttribute(self, 'name') ?? null;
        return `<${module}.${qualname} object for encoding ${typeof name === 'string' ? name : 'None'} at ${self instanceof PyTuple ? addressOf(self) : ''}>`;
      },
    },
  });
});
