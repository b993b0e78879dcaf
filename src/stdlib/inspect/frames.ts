// The running frames as records: `stack`, `trace`, `getframeinfo` and kin.

import type { Code } from '../../execution/code.js';
import { Frame, PyFrame } from '../../execution/frame.js';
import { frameLocals } from '../../execution/frame-variables.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { isExceptionOf, typeError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { getItem } from '../../objects/subscript.js';
import { PyTraceback } from '../../objects/traceback.js';
import { makePlaced, makeTuple } from './named-tuples.js';
import { findSource } from './source.js';

interface Place {
  readonly frame: Frame;
  readonly position: Frame['position'];
}

function placeOf(value: Value): Place {
  if (value instanceof PyFrame) return { frame: value.frame, position: value.frame.position };
  if (value instanceof PyTraceback && value.frame instanceof Frame) {
    const { position } = value;
    const { lineno } = position;
    const columns = { lineno, col_offset: 0, end_lineno: lineno, end_col_offset: 0 };
    return { frame: value.frame, position: { ...columns, ...position } };
  }
  throw typeError(`${repr(value)} is not a frame or traceback object`);
}

/** Lines around the current one and where it stands among them; None where there is no source. */
function contextOf(m: KernelMachine, { frame, position }: Place, context: number): [Value, Value] {
  if (context <= 0) return [null, null];
  try {
    const { lines } = findSource(m, frame.object);
    const centred = position.lineno - 1 - Math.floor(context / 2);
    const start = Math.max(0, Math.min(centred, lines.length - context));
    return [new PyList(lines.slice(start, start + context)), position.lineno - 1 - start];
  } catch (error) {
    if (!isExceptionOf(error, 'OSError')) throw error;
    return [null, null];
  }
}

function info(m: KernelMachine, value: Value, context: Value, withFrame: boolean): Value {
  const place = placeOf(value);
  const { frame, position } = place;
  const [lines, index] = contextOf(m, place, Number(intValue(context) ?? 1));
  const parts: Value[] = [frame.filename, position.lineno, frame.name, lines, index];
  const columns = [position.lineno, position.end_lineno, position.col_offset, position.end_col_offset];
  const positions = makeTuple(m, 'Positions', columns);
  return withFrame
    ? makePlaced(m, 'FrameInfo', [frame.object, ...parts], positions)
    : makePlaced(m, 'Traceback', parts, positions);
}

function outerFrames(m: KernelMachine, start: Value, context: Value): PyList {
  const infos: Value[] = [];
  for (let frame = start instanceof PyFrame ? start.frame : null; frame !== null; frame = frame.back)
    infos.push(info(m, frame.object, context, true));
  return new PyList(infos);
}

function innerFrames(m: KernelMachine, start: Value, context: Value): PyList {
  const infos: Value[] = [];
  for (let entry = start instanceof PyTraceback ? start : null; entry !== null; entry = entry.next)
    infos.push(info(m, entry, context, true));
  return new PyList(infos);
}

interface ArgumentNames {
  readonly args: readonly string[];
  readonly varargs: string | null;
  readonly varkw: string | null;
}

export function argumentNames({ parameters, localNames }: Code): ArgumentNames {
  const named = parameters.positionalCount + parameters.kwonlyCount;
  const rest = localNames.slice(named);
  const varargs = parameters.hasVarargs ? (rest.shift() ?? null) : null;
  const varkw = parameters.hasVarkwargs ? (rest.shift() ?? null) : null;
  return { args: localNames.slice(0, named), varargs, varkw };
}

/** The arguments of a frame with their values, as a call is written: `formatargvalues`. */
function formatArguments(given: readonly Value[]): string {
  const [args = null, varargs = null, varkw = null, locals = null] = given;
  const [formatName, formatRest, formatKeywords, formatValue] = given.slice(4);
  const show = (name: Value, format: Value | undefined, prefix: string): string => {
    const value = getItem(locals, name);
    const shownName =
      format === undefined || format === null ? `${prefix}${str(name)}` : str(call(format, [name]));
    const shownValue =
      formatValue === undefined || formatValue === null ? `=${repr(value)}` : str(call(formatValue, [value]));
    return shownName + shownValue;
  };
  const parts = [...iterate(args)].map((name) => show(name, formatName, ''));
  if (strValue(varargs)) parts.push(show(varargs, formatRest, '*'));
  if (strValue(varkw)) parts.push(show(varkw, formatKeywords, '**'));
  return `(${parts.join(', ')})`;
}

export const frameFunctions = (m: KernelMachine): Record<string, NativeBody> => ({
  'currentframe()': () => m.frame?.object ?? null,
  'stack(context=1)': (context) => outerFrames(m, m.frame?.object ?? null, context),
  'trace(context=1)': (context) => innerFrames(m, m.handled?.traceback ?? null, context),
  'getframeinfo(frame, context=1)': (frame, context) => info(m, frame, context, false),
  'getouterframes(frame, context=1)': (frame, context) => outerFrames(m, frame, context),
  'getinnerframes(tb, context=1)': (traceback, context) => innerFrames(m, traceback, context),
  'getlineno(frame)': (frame) => placeOf(frame).position.lineno,
  'getargvalues(frame)': (frame) => {
    const place = placeOf(frame);
    const { args, varargs, varkw } = argumentNames(place.frame.code);
    return makeTuple(m, 'ArgInfo', [new PyList([...args]), varargs, varkw, frameLocals(place.frame)]);
  },
  'formatargvalues(args, varargs, varkw, locals, formatarg=None, formatvarargs=None, formatvarkw=None, formatvalue=None)':
    (...given) => formatArguments(given),
});
