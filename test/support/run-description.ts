// What a run is described by, for tests that fill a recorder by hand.

import type { RunDescription } from '../../src/trace/trace.js';

export function describeRun(changes: Partial<RunDescription> = {}): RunDescription {
  return {
    toolVersion: '0.1.0',
    file: 'program.py',
    source: '',
    labels: null,
    options: { clock: 'model', seed: 0, cpuScale: 1, cores: 8 },
    costModel: { line: 50 },
    stopReason: 'finished',
    ...changes,
  };
}
