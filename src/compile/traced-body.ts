// Call and return events around a body, where the run is traced.

import type { PausableBody, PlainBody } from '../execution/code.js';
import { DeferredArguments, DeferredValue } from '../execution/deferred-texts.js';
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
    recorder.emitCall(new DeferredArguments(frame.code, machine.depth, frame.locals));
    const result = body(frame);
    recorder.emitReturn(new DeferredValue(frame.code.qualname, machine.depth, result ?? null));
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
    recorder.emitCall(new DeferredArguments(frame.code, machine.depth, frame.locals));
    const result = yield* body(frame);
    recorder.emitReturn(new DeferredValue(frame.code.qualname, machine.depth, result ?? null));
    return result;
  };
}

/** Only code that a reader would call a function has calls and returns. */
function callRecorder(c: Compiler): Recorder | null {
  const { recorder } = c;
  if (recorder === null || recorder.level === 'schedule') return null;
  return c.unit.base === 'module' || c.unit.base === 'class' || c.unit.base === 'genexpr' ? null : recorder;
}
