import { expect, test } from 'vitest';
import { eventRecord, traceNdjson } from '../../src/export/ndjson.js';
import { Recorder } from '../../src/trace/recorder.js';
import { eventKeys } from '../../src/trace/schema.js';
import { gatherTrace } from '../support/lecture-traces.js';
import { describeRun } from '../support/run-description.js';

test('a header line and one line per event, keys in the order of the schema', () => {
  const recorder = new Recorder({ level: 'full', now: () => 0 });
  recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
  recorder.emitLine(3);
  // Whatever order the emitter has.
  const target = { text: 'main', task: 1, kind: 'step' } as const;
  recorder.emit('ready.enter', { length: 1, target, handle: 1 });
  const trace = recorder.finish(describeRun({ source: 'x = 1\n', labels: { 3: '2' } }));
  expect(traceNdjson(trace)).toMatchInlineSnapshot(`
    "{"format":"loopscope-trace","schemaVersion":"1.3.0","toolVersion":"0.1.0","file":"program.py","stopReason":"finished","omitted":0,"options":{"clock":"model","seed":0,"cpuScale":1,"cores":8,"level":"full"},"costModel":{"line":50},"labels":{"3":"2"},"source":"x = 1\\n"}
    {"seq":0,"t":0,"type":"program.start","thread":0,"task":null,"iteration":0,"line":0,"label":null,"cause":null,"file":"program.py"}
    {"seq":1,"t":0,"type":"line","thread":0,"task":null,"iteration":0,"line":3,"label":"2","cause":0,"times":1,"lines":[3],"duration":0}
    {"seq":2,"t":0,"type":"ready.enter","thread":0,"task":null,"iteration":0,"line":3,"label":"2","cause":0,"handle":1,"target":{"task":1,"kind":"step","text":"main"},"length":1}
    "
  `);
});

test('the same run gives the same bytes', () => {
  expect(traceNdjson(gatherTrace())).toBe(traceNdjson(gatherTrace()));
});

test('line events are written as all others would be', () => {
  const keys = eventKeys();
  const trace = gatherTrace();
  const lines = traceNdjson(trace).split('\n');
  for (const event of trace.events()) {
    const record = eventRecord(event, trace.header.labels);
    expect(lines[event.seq + 1]).toBe(JSON.stringify(record, keys.get(event.type)));
  }
});

test('every event is a line', () => {
  const trace = gatherTrace();
  expect(traceNdjson(trace).trimEnd().split('\n')).toHaveLength(trace.length + 1);
});
