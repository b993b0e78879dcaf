// What a call of a generator or coroutine function gives: the object that holds the frame until it is resumed.

import { InternalError } from '../base/unsupported.js';
import type { Value } from '../objects/object.js';
import { PyAsyncGenerator } from './async-generator.js';
import { PyCoroutine } from './coroutine.js';
import type { Frame } from './frame.js';
import { PyGenerator } from './generator.js';
import type { Machine } from './machine.js';
import type { Pausable } from './pause.js';
import type { Resumable } from './resumable.js';

export function makeSuspended(machine: Machine, frame: Frame, name: string, qualname: string): Value {
  frame.back = null;
  switch (frame.code.kind) {
    case 'coroutine': {
      const coroutine = new PyCoroutine(machine, frame, name, qualname, bodyOfFrame);
      machine.coroutineCreated(coroutine, frame);
      return coroutine;
    }
    case 'async generator':
      return new PyAsyncGenerator(machine, frame, name, qualname, bodyOfFrame);
    default:
      return new PyGenerator(machine, frame, name, qualname, bodyOfFrame);
  }
}

function bodyOfFrame({ frame, machine }: Resumable): Pausable {
  if (frame === null) throw new InternalError('a native has a body of its own');
  const { code } = frame;
  const body = code.pausable(machine.parkable ? 'calls' : 'awaits');
  while (frame.locals.length < code.slotCount) frame.locals.push(undefined);
  return body === null ? neverPausing(frame) : body(frame);
}

// biome-ignore lint/correctness/useYield: a coroutine that never awaits is still a body
function* neverPausing(frame: Frame): Pausable {
  return frame.code.plain(frame);
}
