// Call and return events around a body, where the run is traced.

import { boundedRepr } from '../execution/bounded-repr.js';
import type { PausableBody, PlainBody } from '../execution/code.js';
import type { Frame } from '../execution/frame.js';
import type { Pausable } from '../execution/pause.js';
import type { Recorder } from '../trace/recorder.js';
import type { Compiler } from './compiler.js';

export function tracedPlain(body: PlainBody, c: Compiler): PlainBody {
  const recorder = callRecorder(c);
  if (recorder === null) return body;
  const { machine } = c;
  return (frame) => {
    const callerLine = recorder.line;
    emitCall(recorder, frame, machine.depth);
    const result = body(frame);
    recorder.emit('return', {
      function: frame.code.qualname,
      value: boundedRepr(result ?? null),
      depth: machine.depth,
    });
    recorder.line = callerLine;
    return result;
  };
}

/** A coroutine's or generator's call is its first resumption. */
export function tracedPausable(body: PausableBody, c: Compiler): PausableBody {
  const recorder = callRecorder(c);
  if (recorder === null) return body;
  const { machine } = c;
  return function* traced(frame: Frame): Pausable {
    emitCall(recorder, frame, machine.depth);
    const result = yield* body(frame);
    recorder.emit('return', {
      function: frame.code.qualname,
      value: boundedRepr(result ?? null),
      depth: machine.depth,
    });
    return result;
  };
}

/** Only code that a reader would call a function has calls and returns. */
function callRecorder(c: Compiler): Recorder | null {
  const { recorder } = c;
  if (recorder === null || recorder.level === 'schedule') return null;
  return c.unit.base === 'module' || c.unit.base === 'class' || c.unit.base === 'genexpr' ? null : recorder;
}

function emitCall(recorder: Recorder, frame: Frame, depth: number): void {
  const { code } = frame;
  const { positionalCount, kwonlyCount } = code.parameters;
  const args: string[] = [];
  for (let slot = 0; slot < positionalCount + kwonlyCount; slot++) {
    const value = frame.locals[slot];
    if (value !== undefined) args.push(`${code.localNames[slot]}=${boundedRepr(value)}`);
  }
  recorder.emit('call', { function: code.qualname, args: args.join(', '), depth });
}
