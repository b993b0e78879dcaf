// Which encodings and error handlers a running program has: the standard ones, and those it registers.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes, viewOf } from '../../objects/buffers.js';
import { call, isCallable } from '../../objects/call.js';
import { useErrorHandlers } from '../../objects/codec-errors.js';
import { normalizedEncoding, noted, noting, type Operation, useCodecs } from '../../objects/codecs.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import type { Codec } from '../../objects/text-codecs.js';
import { typeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { resultPair } from './incremental.js';
import { standardCodec } from './standard.js';
import { standardInfo, transformInfo } from './standard-info.js';
import { transformNamed } from './transforms.js';

class Registry {
  readonly searches: Value[] = [];
  readonly found = new Map<string, PyTuple>();
  readonly handlers = new Map<string, Value>();
}

const registryOf = perMachine((_m: KernelMachine) => new Registry());

export function registerSearch(m: KernelMachine, search: Value): void {
  if (!isCallable(search)) throw typeError('argument must be callable');
  registryOf(m).searches.push(search);
}

export function unregisterSearch(m: KernelMachine, search: Value): void {
  const { searches, found } = registryOf(m);
  const index = searches.indexOf(search);
  if (index < 0) return;
  searches.splice(index, 1);
  found.clear();
}

/** `codecs.lookup` */
export function lookUp(m: KernelMachine, encoding: string): PyTuple {
  const { searches, found } = registryOf(m);
  const name = normalizedEncoding(encoding);
  const known = found.get(name);
  if (known !== undefined) return known;
  let info: Value = standardEntry(m, encoding);
  for (const search of searches) {
    if (info !== null) break;
    info = call(search, [name]);
  }
  if (info === null) throw exception('LookupError', `unknown encoding: ${encoding}`);
  if (!(info instanceof PyTuple) || info.items.length !== 4) {
    throw typeError('codec search functions must return 4-tuples');
  }
  found.set(name, info);
  return info;
}

export function standardEntry(m: KernelMachine, encoding: string): PyTuple | null {
  const standard = standardCodec(encoding);
  if (standard !== undefined) return standardInfo(m, standard);
  const transform = transformNamed(normalizedEncoding(encoding));
  return transform === undefined ? null : transformInfo(m, transform);
}

/** `codecs.encode` and `codecs.decode` */
export function transcode(
  m: KernelMachine,
  operation: Operation,
  value: Value,
  encoding: string,
  errors: Value,
): Value {
  return run(lookUp(m, encoding), operation, value, encoding, errors);
}

function run(info: PyTuple, operation: Operation, value: Value, encoding: string, errors: Value): Value {
  const fn = info.items[operation === 'encode' ? 0 : 1] ?? null;
  const result = noted(operation, encoding, () => call(fn, errors === null ? [value] : [value, errors]));
  return resultPair(result, operation === 'encode' ? 'encoder' : 'decoder')[0];
}

/** What `str.encode` and `bytes.decode` use beyond the encodings that they know themselves. */
function codecFor(m: KernelMachine, encoding: string, operation: Operation): Codec {
  const standard = standardCodec(encoding)?.codec;
  if (standard !== undefined) return noting(standard, encoding);
  const info = lookUp(m, encoding);
  if (!isTrue(getAttributeOr(info, '_is_text_encoding') ?? true)) {
    throw exception(
      'LookupError',
      `'${encoding}' is not a text encoding; use codecs.${operation}() to handle arbitrary codecs`,
    );
  }
  return {
    name: encoding,
    encode(text, errors) {
      const result = run(info, 'encode', text, encoding, errors);
      if (result instanceof PyBytes) return result.data;
      const bytes = bufferOf(result);
      if (bytes !== undefined) {
        m.warn(
          'RuntimeWarning',
          `encoder ${encoding} returned ${typeName(result)} instead of bytes; use codecs.encode() to encode to arbitrary types`,
        );
        return bytes;
      }
      throw typeError(
        `'${encoding}' encoder returned '${typeName(result)}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
      );
    },
    decode(bytes, errors) {
      const view = viewOf(new PyBytes(bytes.slice())) ?? null;
      const result = run(info, 'decode', view, encoding, errors);
      const text = strValue(result);
      if (text !== undefined) return text;
      throw typeError(
        `'${encoding}' decoder returned '${typeName(result)}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
      );
    },
  };
}

export function registerHandler(m: KernelMachine, name: string, handler: Value): void {
  if (!isCallable(handler)) throw typeError('handler must be callable');
  registryOf(m).handlers.set(name, handler);
}

export function registeredHandler(m: KernelMachine, name: string): Value | undefined {
  return registryOf(m).handlers.get(name);
}

/** Makes the encodings of a running interpreter known to its values; returns what takes that back. */
export function useLibraryCodecs(m: KernelMachine): () => void {
  const releaseCodecs = useCodecs((encoding, operation) => codecFor(m, encoding, operation));
  const releaseHandlers = useErrorHandlers((name) => {
    const handler = registeredHandler(m, name);
    return handler === undefined ? undefined : (error) => call(handler, [error]);
  });
  return () => {
    releaseHandlers();
    releaseCodecs();
  };
}
