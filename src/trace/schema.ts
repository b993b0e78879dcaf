// The JSON Schema (2020-12) of a trace document: every line of the NDJSON form is a header or an event. Writers are
// strict, so no other fields are allowed; readers should ignore what they do not know.
//
// A new event type or payload field without a schema does not compile.

import type { CallCount, EventPayloads, EventType, HandleTarget, WaitTarget } from './events.js';
import { type ImportedFile, SCHEMA_VERSION, TRACE_FORMAT, type TraceHeader } from './trace.js';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

type Fields<Shape> = { readonly [Field in keyof Shape]: JsonSchema };
type PayloadFields = { readonly [Type in EventType]: Fields<EventPayloads[Type]> };

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const time: JsonSchema = { type: 'integer', description: 'nanoseconds of virtual time' };
const texts: JsonSchema = { type: 'array', items: text };
const counts: JsonSchema = { type: 'array', items: count };
const waitTarget: JsonSchema = { $ref: '#/$defs/waitTarget' };
const waitKind: JsonSchema = { $ref: '#/$defs/waitKind' };
const handleTarget: JsonSchema = { $ref: '#/$defs/handleTarget' };

function oneOf<Choice extends string>(...choices: readonly Choice[]): JsonSchema {
  return { enum: choices };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** The fields of each event type, in the order in which they are written. */
const payloadFields: () => PayloadFields = () => ({
  'program.start': { file: text },
  'program.end': { exitCode: { type: 'integer' }, exception: orNull(text) },
  'program.limit': {
    limit: oneOf<EventPayloads['program.limit']['limit']>(
      'steps',
      'time',
      'memory',
      'output',
      'recursion',
      'events',
    ),
    message: text,
  },
  line: {
    times: {
      type: 'integer',
      minimum: 1,
      description: 'rounds of a loop; 1: the line once, or all of a call',
    },
    lines: counts,
    duration: time,
    visits: { ...counts, description: 'how often each of the lines ran; absent: each did `times` times' },
    inFiles: { ...counts, description: "the file of each of the lines; absent: the event's, for all" },
    calls: {
      type: 'array',
      items: object({ function: text, times: count } satisfies Fields<CallCount>),
      description: 'functions that were called meanwhile',
    },
  },
  call: { function: text, args: text, depth: count },
  return: { function: text, value: text, depth: count },
  raise: { exception: text, message: text },
  store: { name: text, value: text },
  output: { stream: oneOf('stdout', 'stderr'), text },
  'coroutine.create': { coroutine: count, function: text, args: texts },
  'coroutine.unawaited': { coroutine: count, function: text },
  'task.create': { id: count, name: text, function: text, args: texts, coroutine: orNull(count) },
  'task.step': { id: count, first: flag, throws: orNull(text) },
  'task.suspend': { id: count, waitsFor: waitTarget },
  'task.finish': { id: count, outcome: oneOf('returned', 'raised', 'cancelled'), value: text },
  'task.cancel': { id: count, message: orNull(text), requests: count },
  'future.create': { id: count, kind: waitKind, text, members: counts },
  'future.resolve': { id: count, outcome: oneOf('result', 'exception'), value: text },
  'future.cancel': { id: count },
  'loop.start': { loop: count, entry: text },
  'loop.iteration': { loop: count, ready: { type: 'array', items: handleTarget }, timers: count },
  'loop.idle': { loop: count, until: orNull(time) },
  'loop.wake': { loop: count, by: oneOf('timer', 'thread'), idle: time },
  'loop.stop': {
    loop: count,
    phase: oneOf<EventPayloads['loop.stop']['phase']>(
      'stop',
      'cancel tasks',
      'shutdown asyncgens',
      'shutdown executor',
    ),
    count,
  },
  'loop.close': { loop: count },
  'ready.enter': { handle: count, target: handleTarget, length: count },
  'ready.leave': { handle: count, target: handleTarget, waited: time },
  'timer.add': { timer: count, when: time, target: handleTarget, text },
  'timer.fire': { timer: count, when: time, late: time },
  'timer.cancel': { timer: count, when: time },
  'timer.tie': { timers: counts, when: time },
  'io.register': { id: count, text },
  'io.complete': { id: count, text },
  'process.start': { id: count, name: text, parent: count, main: count },
  'process.run': { id: count, core: count },
  'process.end': { id: count, exitCode: { type: 'integer' } },
  'thread.start': { id: count, name: text, daemon: flag, executor: orNull(count), process: count },
  'thread.run': { id: count },
  'thread.park': { id: count, waitsFor: waitTarget },
  'thread.wake': { id: count, by: oneOf('deadline', 'thread') },
  'thread.end': { id: count },
  'executor.submit': { executor: count, work: count, text, queued: count },
  'executor.start': { executor: count, work: count, text },
  'executor.finish': { executor: count, work: count, outcome: oneOf('returned', 'raised'), value: text },
  'executor.shutdown': { executor: count, wait: flag, pending: count },
  'sync.wait': { object: count, kind: waitKind, text },
  'sync.acquire': { object: count, kind: waitKind, text },
  'sync.release': { object: count, kind: waitKind, text },
  diagnostic: {
    rule: text,
    severity: oneOf('info', 'warning', 'error'),
    message: text,
    evidence: counts,
    heldUp: counts,
    delay: orNull(time),
    fix: orNull(text),
  },
});

const headFields = (type: string) => ({
  seq: count,
  t: time,
  type: { const: type },
  thread: count,
  task: orNull(count),
  iteration: count,
  line: { ...count, description: 'physical line, from 1; 0: none' },
  label: { ...orNull(text), description: "the line's name in the file's own comments" },
  inFile: {
    type: 'integer',
    minimum: 1,
    description: "the imported file the line is in; absent: the program's own",
  },
  cause: { ...orNull(count), description: 'seq of the event that made this one happen' },
});

const headerFields = (): Fields<TraceHeader> => ({
  format: { const: TRACE_FORMAT },
  schemaVersion: { type: 'string', pattern: '^1\\.\\d+\\.\\d+$' },
  toolVersion: text,
  file: text,
  stopReason: oneOf<TraceHeader['stopReason']>(
    'finished',
    'exception',
    'exit',
    'limit',
    'deadlock',
    'unsupported',
  ),
  omitted: count,
  options: object({
    clock: oneOf('model', 'reference'),
    seed: { type: 'integer' },
    cpuScale: { type: 'number' },
    cores: count,
    level: oneOf('schedule', 'lines', 'full'),
  } satisfies Fields<TraceHeader['options']>),
  costModel: { type: 'object', additionalProperties: { type: 'number' } },
  labels: orNull({ type: 'object', propertyNames: { pattern: '^\\d+$' }, additionalProperties: text }),
  source: text,
  files: { type: 'array', items: object({ name: text, source: text } satisfies Fields<ImportedFile>) },
});

/** What is absent where it does not apply. */
const OPTIONAL: readonly string[] = ['inFile', 'files', 'process', 'visits', 'inFiles', 'calls'];

const waitKinds: { readonly [Kind in WaitTarget['kind']]: true } = {
  sleep: true,
  task: true,
  gather: true,
  executor: true,
  future: true,
  yield: true,
  lock: true,
  event: true,
  condition: true,
  semaphore: true,
  barrier: true,
  queue: true,
  join: true,
  result: true,
  'time.sleep': true,
  loop: true,
  other: true,
};

/** The whole schema. `oneOf` in the root: a line is one or the other. */
export function traceSchema(): JsonSchema {
  const events = Object.entries(payloadFields());
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:loopscope:trace:${SCHEMA_VERSION}`,
    title: 'A line of a loopscope trace: the header first, then the events in order',
    oneOf: [{ $ref: '#/$defs/header' }, { $ref: '#/$defs/event' }],
    $defs: {
      header: object(headerFields()),
      event: { oneOf: events.map(([type]) => ({ $ref: `#/$defs/${type}` })) },
      waitKind: { enum: Object.keys(waitKinds) },
      waitTarget: object({
        kind: waitKind,
        id: orNull(count),
        text,
        deadline: orNull(time),
      } satisfies Fields<WaitTarget>),
      handleTarget: object({
        kind: oneOf<HandleTarget['kind']>('step', 'wakeup', 'callback', 'internal'),
        task: orNull(count),
        text,
      } satisfies Fields<HandleTarget>),
      ...Object.fromEntries(
        events.map(([type, fields]) => [type, object({ ...headFields(type), ...fields })]),
      ),
    },
  };
}

/** The header's keys, in the order of writing. */
export function headerKeys(): string[] {
  return Object.keys(headerFields());
}

/** Every key in events of each type, those of nested objects included, in the order of writing. */
export function eventKeys(): ReadonlyMap<string, string[]> {
  const nested = ['kind', 'id', 'task', 'text', 'deadline'];
  return new Map(
    Object.entries(payloadFields()).map(([type, fields]) => {
      const keys = [...Object.keys(headFields(type)), ...Object.keys(fields), ...nested];
      return [type, [...new Set(keys)]];
    }),
  );
}

function object(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !OPTIONAL.includes(name)),
    additionalProperties: false,
  };
}
