// What happens to an exception as it leaves a frame or is caught in one: the traceback grows.

import { exception, PyException } from '../objects/exceptions.js';
import { str } from '../objects/repr.js';
import { PyTraceback } from '../objects/traceback.js';
import { typeName } from '../objects/types.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';

/** The exception as it goes on to the caller; anything that is not the program's passes unchanged. */
export function leaveFrame(raised: unknown, frame: Frame, machine: Machine): unknown {
  const error = asPyException(raised);
  if (!(error instanceof PyException)) return error;
  recordTraceback(error, frame, machine);
  frame.recorded = null;
  // The traceback keeps the variables; iterators and operands beside them go, and who was only held by one is lost.
  const { locals, code } = frame;
  if (locals.length > code.localNames.length) locals.length = code.localNames.length;
  return error;
}

/** Adds the frame to the traceback, once for each time the exception is raised in it: `PyTraceBack_Here`. */
export function recordTraceback(error: PyException, frame: Frame, machine: Machine): void {
  // Whoever raised it again further in has added to the traceback meanwhile.
  if (frame.recorded === error && (error.traceback === null || error.traceback.frame === frame)) return;
  const { recorder } = machine;
  if (error.traceback === null && machine.unstarted.size !== 0) machine.operandsDropped(error, frame);
  if (error.traceback === null && recorder !== null) {
    recorder.line = recorder.placeOf(frame.code.filename, frame.position.lineno);
    recorder.emit('raise', { exception: typeName(error), message: boundedMessage(error) });
  }
  setContext(error, machine.handled);
  frame.recorded = error;
  machine.meter.spent += machine.costs.raise;
  error.traceback = new PyTraceback(error.traceback, frame, frame.code.compiler.anchored(frame.position));
}

/**
 * The exception being handled becomes the context of one that is raised meanwhile, once: `_PyErr_SetObject`. A chain
 * that already leads back to the new exception is cut there.
 */
export function setContext(error: PyException, handled: PyException | null): void {
  if (error.contextIsSet) return;
  error.contextIsSet = true;
  if (handled === null || handled === error) return;
  // A program may have tied a chain into a circle: the slow one is met again there.
  let slow: PyException | null = handled;
  let isSlowsTurn = false;
  for (let link: PyException = handled; link.context !== null; ) {
    if (link.context === error) {
      link.context = null;
      break;
    }
    link = link.context;
    if (link === slow) break;
    if (isSlowsTurn) slow = slow?.context ?? null;
    isSlowsTurn = !isSlowsTurn;
  }
  error.context = handled;
}

/** An exception that is raised again, or thrown into a generator, gets the one being handled there as its context. */
export function chainContext(error: PyException, handled: PyException | null): void {
  if (handled === null || handled === error) return;
  error.contextIsSet = false;
  setContext(error, handled);
}

/**
 * What the host cannot hold is Python's RecursionError (its stack) or MemoryError (a string or an array too long); other
 * host errors are bugs of ours and stay what they are.
 */
export function asPyException(raised: unknown): unknown {
  if (!(raised instanceof RangeError)) return raised;
  if (raised.message.includes('call stack')) {
    return exception('RecursionError', 'maximum recursion depth exceeded');
  }
  return exception('MemoryError');
}

function boundedMessage(error: PyException): string {
  const message = str(error);
  return message.length > 200 ? `${message.slice(0, 199)}…` : message;
}
