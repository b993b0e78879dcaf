import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { eventRecord, ndjsonLines } from '../../src/export/ndjson.js';
import { Recorder } from '../../src/trace/recorder.js';
import { traceSchema } from '../../src/trace/schema.js';
import { batchTrace, executorTrace, gatherTrace } from '../support/lecture-traces.js';
import { describeRun } from '../support/run-description.js';
import { eventTypes, sampleEvents } from '../support/sample-events.js';

const validate = new Ajv2020({ strict: true }).compile(traceSchema());

function sample(type: (typeof eventTypes)[number]): Record<string, unknown> {
  const recorder = new Recorder({ level: 'full', now: () => 1 });
  recorder.emit(type, sampleEvents[type], null);
  return { ...eventRecord(recorder.finish(describeRun()).event(0), { 0: '1' }) };
}

describe('schema', () => {
  test.each(eventTypes)('%s', (type) => {
    const event = sample(type);
    expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...event, surplus: 1 })).toBe(false);
    for (const key of Object.keys(event)) {
      const { [key]: _, ...rest } = event;
      expect(validate(rest), `without ${key}`).toBe(false);
      expect(validate({ ...event, [key]: { wrong: true } }), `with a wrong ${key}`).toBe(false);
    }
  });

  test('unknown types and fractions of nanoseconds are wrong', () => {
    expect(validate({ ...sample('loop.close'), type: 'loop.explode' })).toBe(false);
    expect(validate({ ...sample('loop.close'), t: 0.5 })).toBe(false);
  });

  test.each([
    ['22.1', gatherTrace()],
    ['22.2', executorTrace()],
    ['22.3', batchTrace('schedule')],
  ])('the document of example %s', (_, trace) => {
    for (const line of ndjsonLines(trace)) {
      expect(validate(JSON.parse(line)), `${line} ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});
