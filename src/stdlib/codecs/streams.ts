// The base classes of codecs on streams: `StreamWriter`, `StreamReader`, and the pairs of them that `codecs.open` and
// `codecs.EncodedFile` give.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, bufferOf, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';

import { exception, typeError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { lengthOf, substring } from '../../objects/str-text.js';
import { typeOf } from '../../objects/types.js';
import { joined } from '../io/text-decoder.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { resultPair } from './incremental.js';

const LINE_PIECE = 72;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the separators of files, groups and records end lines, too
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

const noBytes = () => new PyBytes(new Uint8Array(0));

/** What context managers and copies of a class that wraps a stream do. */
function streamMethods(close: (self: Value) => void): Record<string, NativeBody> {
  return {
    '__enter__(self)': (self) => self,
    '__exit__(self, type, value, tb)': (self) => {
      close(self);
      return null;
    },
    '__reduce_ex__(self, proto)': (self) => {
      throw typeError(`can't serialize ${typeOf(self).name}`);
    },
  };
}

const closeStream = (self: Value): void => {
  callAttribute(getAttribute(self, 'stream'), 'close');
};

function textOf(value: Value): string {
  const text = strValue(value);
  if (text === undefined) throw typeError(`expected str, got ${typeOf(value).name}`);
  return text;
}

/** The text that is decoded and not yet read. */
const pending = (self: Value): string => textOf(getAttribute(self, 'charbuffer'));

/** Reads and decodes more; false at the end of the stream. */
function fill(self: Value, size: number): boolean {
  const stream = getAttribute(self, 'stream');
  const given = size < 0 ? callAttribute(stream, 'read') : callAttribute(stream, 'read', size);
  const data = joined(asBuffer(getAttribute(self, 'bytebuffer')), asBuffer(given));
  if (data.length === 0) return false;
  const errors = getAttribute(self, 'errors');
  const [text, consumed] = resultPair(callAttribute(self, 'decode', new PyBytes(data), errors), 'decoder');
  setAttribute(self, 'bytebuffer', new PyBytes(data.slice(consumed)));
  setAttribute(self, 'charbuffer', pending(self) + textOf(text));
  return isTrue(given);
}

function readChars(self: Value, size: number, chars: number): Value {
  const wanted = chars < 0 ? size : chars;
  while (wanted < 0 || lengthOf(pending(self)) < wanted) if (!fill(self, size)) break;
  const text = pending(self);
  const count = wanted < 0 ? lengthOf(text) : wanted;
  setAttribute(self, 'charbuffer', substring(text, count, lengthOf(text)));
  return substring(text, 0, count);
}

function readLine(self: Value, size: Value, keepEnds: boolean): Value {
  const piece = size === null ? LINE_PIECE : asSize(size);
  for (;;) {
    const text = pending(self);
    const end = LINE_END.exec(text);
    // A carriage return at the end may be the first half of a line's end.
    const isOpen = end !== null && end[0] === '\r' && end.index + 1 === text.length;
    if (end !== null && !isOpen) return takeLine(self, text, end.index, end[0].length, keepEnds);
    const hasMore = fill(self, piece);
    if (!hasMore && end !== null) return takeLine(self, text, end.index, end[0].length, keepEnds);
    if (!hasMore || (size !== null && end === null)) {
      const all = pending(self);
      if (hasMore && LINE_END.test(all)) continue;
      setAttribute(self, 'charbuffer', '');
      return all;
    }
  }
}

function takeLine(self: Value, text: string, length: number, end: number, keepEnds: boolean): string {
  setAttribute(self, 'charbuffer', text.slice(length + end));
  return text.slice(0, keepEnds ? length + end : length);
}

function splitLines(text: Value, keepEnds: Value): Value {
  return callAttribute(text, 'splitlines', keepEnds);
}

export interface StreamTypes {
  readonly codec: PyType;
  readonly writer: PyType;
  readonly reader: PyType;
  readonly readerWriter: PyType;
  readonly recoder: PyType;
}

export const streamTypes = perMachine((_m: KernelMachine): StreamTypes => {
  const notImplemented = () => {
    throw exception('NotImplementedError');
  };
  const codec = libraryClass('Codec', {
    module: 'codecs',
    instanceDict: true,
    methods: {
      "encode(self, input, errors='strict')": notImplemented,
      "decode(self, input, errors='strict')": notImplemented,
    },
  });
  const forward: NativeBody = (self, name) => getAttribute(getAttribute(self, 'stream'), String(name));
  const writer = libraryClass('StreamWriter', {
    module: 'codecs',
    bases: [codec],
    methods: {
      ...streamMethods(closeStream),
      "__init__(self, stream, errors='strict')": (self, stream, errors) => {
        setAttribute(self, 'stream', stream);
        setAttribute(self, 'errors', errors);
        return null;
      },
      'write(self, object)': (self, object) => {
        const encoded = callAttribute(self, 'encode', object, getAttribute(self, 'errors'));
        callAttribute(getAttribute(self, 'stream'), 'write', resultPair(encoded, 'encoder')[0]);
        return null;
      },
      'writelines(self, list)': (self, list) => callAttribute(self, 'write', callAttribute('', 'join', list)),
      'reset(self)': () => null,
      'seek(self, offset, whence=0)': (self, offset, whence) => {
        callAttribute(getAttribute(self, 'stream'), 'seek', offset, whence);
        if (whence === 0 && offset === 0) callAttribute(self, 'reset');
        return null;
      },
      '__getattr__(self, name)': forward,
    },
  });
  const reset = (self: Value): void => {
    setAttribute(self, 'bytebuffer', noBytes());
    setAttribute(self, 'charbuffer', '');
  };
  const next: NativeBody = (self) => {
    const line = callAttribute(self, 'readline');
    if (isTrue(line)) return line;
    throw exception('StopIteration');
  };
  const reader = libraryClass('StreamReader', {
    module: 'codecs',
    bases: [codec],
    methods: {
      ...streamMethods(closeStream),
      "__init__(self, stream, errors='strict')": (self, stream, errors) => {
        setAttribute(self, 'stream', stream);
        setAttribute(self, 'errors', errors);
        reset(self);
        return null;
      },
      "decode(self, input, errors='strict')": notImplemented,
      'read(self, size=-1, chars=-1, firstline=False)': (self, size, chars) =>
        readChars(self, asSize(size), asSize(chars)),
      'readline(self, size=None, keepends=True)': (self, size, keepEnds) =>
        readLine(self, size, isTrue(keepEnds)),
      'readlines(self, sizehint=None, keepends=True)': (self, _hint, keepEnds) =>
        splitLines(callAttribute(self, 'read'), keepEnds),
      'reset(self)': (self) => {
        reset(self);
        return null;
      },
      'seek(self, offset, whence=0)': (self, offset, whence) => {
        callAttribute(getAttribute(self, 'stream'), 'seek', offset, whence);
        callAttribute(self, 'reset');
        return null;
      },
      '__next__(self)': next,
      '__iter__(self)': (self) => self,
      '__getattr__(self, name)': forward,
    },
  });
  const part = (name: string, method: string): NativeBody => {
    return (self, ...args) => callAttribute(getAttribute(self, name), method, ...args);
  };
  const readerWriter = libraryClass('StreamReaderWriter', {
    module: 'codecs',
    instanceDict: true,
    attributes: { encoding: 'unknown' },
    methods: {
      ...streamMethods(closeStream),
      "__init__(self, stream, Reader, Writer, errors='strict')": (self, stream, Reader, Writer, errors) => {
        setAttribute(self, 'stream', stream);
        setAttribute(self, 'reader', call(Reader, [stream, errors]));
        setAttribute(self, 'writer', call(Writer, [stream, errors]));
        setAttribute(self, 'errors', errors);
        return null;
      },
      'read(self, size=-1)': part('reader', 'read'),
      'readline(self, size=None, keepends=True)': part('reader', 'readline'),
      'readlines(self, sizehint=None, keepends=True)': part('reader', 'readlines'),
      '__next__(self)': (self) => callAttribute(getAttribute(self, 'reader'), '__next__'),
      '__iter__(self)': (self) => self,
      'write(self, data)': part('writer', 'write'),
      'writelines(self, list)': part('writer', 'writelines'),
      'reset(self)': (self) => {
        callAttribute(getAttribute(self, 'reader'), 'reset');
        return callAttribute(getAttribute(self, 'writer'), 'reset');
      },
      'seek(self, offset, whence=0)': (self, offset, whence) => {
        callAttribute(getAttribute(self, 'stream'), 'seek', offset, whence);
        callAttribute(getAttribute(self, 'reader'), 'reset');
        if (whence === 0 && offset === 0) callAttribute(getAttribute(self, 'writer'), 'reset');
        return null;
      },
      '__getattr__(self, name)': forward,
    },
  });
  return { codec, writer, reader, readerWriter, recoder: recoderType(forward) };
});

/** `StreamRecoder`: one encoding for the program, another in the file. */
function recoderType(forward: NativeBody): PyType {
  const errors = (self: Value): Value => getAttribute(self, 'errors');
  const recoded = (self: Value, text: Value): Value =>
    resultPair(call(getAttribute(self, 'encode'), [text, errors(self)]), 'encoder')[0];
  const write = (self: Value, data: Value): Value => {
    const [text] = resultPair(call(getAttribute(self, 'decode'), [data, errors(self)]), 'decoder');
    return callAttribute(getAttribute(self, 'writer'), 'write', text);
  };
  return libraryClass('StreamRecoder', {
    module: 'codecs',
    instanceDict: true,
    attributes: { data_encoding: 'unknown', file_encoding: 'unknown' },
    methods: {
      ...streamMethods(closeStream),
      "__init__(self, stream, encode, decode, Reader, Writer, errors='strict')": (
        self,
        stream,
        encode,
        decode,
        Reader,
        Writer,
        handler,
      ) => {
        setAttribute(self, 'stream', stream);
        setAttribute(self, 'encode', encode);
        setAttribute(self, 'decode', decode);
        setAttribute(self, 'reader', call(Reader, [stream, handler]));
        setAttribute(self, 'writer', call(Writer, [stream, handler]));
        setAttribute(self, 'errors', handler);
        return null;
      },
      'read(self, size=-1)': (self, size) =>
        recoded(self, callAttribute(getAttribute(self, 'reader'), 'read', size)),
      'readline(self, size=None)': (self, size) =>
        recoded(self, callAttribute(getAttribute(self, 'reader'), 'readline', size)),
      'readlines(self, sizehint=None)': (self) =>
        splitLines(recoded(self, callAttribute(getAttribute(self, 'reader'), 'read')), true),
      '__next__(self)': (self) => recoded(self, callAttribute(getAttribute(self, 'reader'), '__next__')),
      '__iter__(self)': (self) => self,
      'write(self, data)': write,
      'writelines(self, list)': (self, list) => {
        const lines = toArray(list).map((line) => bufferOf(line) ?? new Uint8Array(0));
        return write(self, new PyBytes(lines.reduce(joined, new Uint8Array(0))));
      },
      'reset(self)': (self) => {
        callAttribute(getAttribute(self, 'reader'), 'reset');
        return callAttribute(getAttribute(self, 'writer'), 'reset');
      },
      'seek(self, offset, whence=0)': (self, offset, whence) => {
        callAttribute(getAttribute(self, 'reader'), 'seek', offset, whence);
        return callAttribute(getAttribute(self, 'writer'), 'seek', offset, whence);
      },
      '__getattr__(self, name)': forward,
    },
  });
}
