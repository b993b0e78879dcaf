import { describe, expect, test } from 'vitest';
import { Compactor } from '../../src/trace/compaction.js';
import type { EventId } from '../../src/trace/events.js';
import { foldLines, type RanLine } from '../../src/trace/fold-lines.js';
import { violations } from '../../src/trace/invariants.js';
import { calleeOf, depthOf, type Payload, roundsOf } from '../../src/trace/payloads.js';
import { placeOf } from '../../src/trace/places.js';
import { Recorder } from '../../src/trace/recorder.js';
import { CALL, LINE, RETURN } from '../../src/trace/stretch.js';
import { visitsOf } from '../../src/trace/tally.js';
import type { Trace } from '../../src/trace/trace.js';
import { describeRun } from '../support/run-description.js';

/** What a made-up program does, one thing after another. */
type Deed =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'call'; readonly name: string; readonly depth: number }
  | { readonly kind: 'return'; readonly name: string; readonly depth: number }
  | { readonly kind: 'skip'; readonly lines: readonly number[]; readonly times: number };

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Runs a program of nested loops, branches, spin loops and calls, each line of which has a number of its own. */
function deeds(seed: number): Deed[] {
  const random = randomFrom(seed);
  const done: Deed[] = [];
  let lines = 0;
  type Block = (depth: number) => void;
  const functions: { readonly name: string; body: Block }[] = [];
  const line = (number: number): void => {
    done.push({ kind: 'line', line: number });
  };
  const block = (levels: number): Block => {
    const statements = Array.from({ length: 1 + random(3) }, () => statement(levels));
    return (depth) => {
      for (const each of statements) each(depth);
    };
  };
  const statement = (levels: number): Block => {
    const here = ++lines;
    const kind = levels === 0 ? 0 : random(6);
    if (kind === 1 || kind === 2) {
      const [body, most] = [block(levels - 1), 1 + random(9)];
      return (depth) => {
        for (let round = random(most); round >= 0; round--) {
          line(here);
          body(depth);
        }
        line(here);
      };
    }
    if (kind === 3) {
      const [body, other] = [block(levels - 1), block(levels - 1)];
      return (depth) => {
        line(here);
        (random(2) === 0 ? body : other)(depth);
      };
    }
    if (kind === 4) {
      const body = ++lines;
      return () => {
        line(here);
        done.push({ kind: 'skip', lines: [here, body], times: 2 + random(50) });
        line(body);
        line(here);
      };
    }
    const callee = functions[random(functions.length + 1)];
    return (depth) => {
      line(here);
      if (callee === undefined || depth > 4 || done.length > 2000) return;
      done.push({ kind: 'call', name: callee.name, depth: depth + 1 });
      callee.body(depth + 1);
      done.push({ kind: 'return', name: callee.name, depth: depth + 1 });
    };
  };
  for (let count = random(3); count > 0; count--) {
    const made = { name: `f${functions.length}`, body: (): void => undefined };
    functions.push(made);
    // Made when it is already known by name: it may call itself.
    Object.assign(made, { body: block(2) });
  }
  const main = block(4);
  while (done.length < 60 && lines < 1000) main(0);
  return done.slice(0, 3000);
}

class Columns {
  readonly t = new Float64Array(4000);
  readonly type = new Uint8Array(4000);
  readonly line = new Int32Array(4000);
  readonly payload = new Int32Array(4000);
  readonly payloads: Payload[] = [];
  length: EventId = 0;

  add(type: number, t: number, line: number, payload: Payload | null): void {
    const seq = this.length++;
    this.t[seq] = t;
    this.type[seq] = type;
    this.line[seq] = line;
    this.payload[seq] = payload === null ? -1 : this.payloads.push(payload) - 1;
  }

  /** What the text would be told from. */
  ran(): RanLine[] {
    const ran: RanLine[] = [];
    let depth = 0;
    for (let seq = 0; seq < this.length; seq++) {
      const index = this.payload[seq] ?? -1;
      const payload = index < 0 ? undefined : this.payloads[index];
      if (this.type[seq] === CALL) depth = depthOf(payload);
      else if (this.type[seq] === RETURN) depth = depthOf(payload) - 1;
      else {
        const lineno = this.line[seq] ?? 0;
        const rounds = roundsOf(payload) ?? { times: 1, lines: [lineno], duration: 0 };
        const visits = visitsOf(lineno, rounds).map(([, each]) => each);
        const { times, lines } = rounds;
        ran.push({
          lineno,
          t: this.t[seq] ?? 0,
          duration: 0,
          depth,
          times,
          lines,
          visits,
        });
      }
    }
    return ran;
  }

  counts(): Map<string | number, number> {
    const counts = new Map<string | number, number>();
    const add = (key: string | number, times: number): void => {
      counts.set(key, (counts.get(key) ?? 0) + times);
    };
    for (let seq = 0; seq < this.length; seq++) {
      const index = this.payload[seq] ?? -1;
      const payload = index < 0 ? undefined : this.payloads[index];
      const line = this.line[seq] ?? 0;
      const rounds = roundsOf(payload) ?? { times: 1, lines: [line], duration: 0 };
      if (this.type[seq] === CALL) add(calleeOf(payload), 1);
      if (this.type[seq] !== LINE) continue;
      for (const [place, visits] of visitsOf(line, rounds)) add(place, visits);
      for (const { function: name, times } of rounds.calls ?? []) add(name, times);
    }
    return new Map([...counts].sort(([a], [b]) => String(a).localeCompare(String(b))));
  }
}

function columnsOf(done: readonly Deed[], foldAfter: number): Columns {
  const columns = new Columns();
  const compactor = new Compactor();
  let mark = foldAfter;
  let time = 0;
  for (const deed of done) {
    time += 10;
    if (deed.kind === 'line') columns.add(LINE, time, deed.line, null);
    else if (deed.kind === 'skip')
      columns.add(LINE, time, deed.lines[0] ?? 0, { times: deed.times, lines: deed.lines, duration: 5 });
    else
      columns.add(deed.kind === 'call' ? CALL : RETURN, time, 0, {
        function: deed.name,
        args: '',
        depth: deed.depth,
      });
    if (columns.length < mark) continue;
    columns.length = compactor.foldLoops(columns, 0, 0);
    mark = columns.length + foldAfter;
  }
  return columns;
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe('compaction of loops', () => {
  test.each([7, 20, 100])('is not seen in the text (every %d events)', (foldAfter) => {
    let folded = 0;
    for (const seed of SEEDS) {
      const done = deeds(seed);
      const whole = columnsOf(done, Number.POSITIVE_INFINITY);
      const short = columnsOf(done, foldAfter);
      const end = done.length * 10 + 10;
      expect(foldLines(short.ran(), end), `seed ${seed}`).toEqual(foldLines(whole.ran(), end));
      expect(short.counts(), `seed ${seed}`).toEqual(whole.counts());
      if (short.length < whole.length / 2) folded++;
    }
    expect(folded).toBeGreaterThan(foldAfter === 100 ? 20 : 50);
  });
});

function traceOf(done: readonly Deed[], foldAfter: number | null): Trace {
  const clock = { now: 0 };
  const recorder = new Recorder({ level: 'full', now: () => clock.now, foldAfter });
  recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
  for (const deed of done) {
    clock.now += 10;
    if (deed.kind === 'line') recorder.emitLine(deed.line);
    else if (deed.kind === 'skip') {
      clock.now += 100;
      recorder.emit('line', { times: deed.times, lines: deed.lines, duration: 100 });
    } else if (deed.kind === 'call')
      recorder.emit('call', { function: deed.name, args: '', depth: deed.depth });
    else recorder.emit('return', { function: deed.name, value: '', depth: deed.depth });
  }
  recorder.emit('program.end', { exitCode: 0, exception: null });
  return recorder.finish(describeRun());
}

function countsIn(trace: Trace): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  const add = (key: string | number, times: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + times);
  };
  for (const event of trace.events()) {
    if (event.type === 'call') add(event.function, 1);
    if (event.type !== 'line') continue;
    for (const [place, visits] of visitsOf(placeOf(event), event)) add(place, visits);
    for (const { function: name, times } of event.calls ?? []) add(name, times);
  }
  return new Map([...counts].sort(([a], [b]) => String(a).localeCompare(String(b))));
}

describe('a folding recorder', () => {
  test('counts every line and call, and keeps the order of things', () => {
    for (const seed of SEEDS) {
      const done = deeds(seed);
      const [whole, short] = [traceOf(done, null), traceOf(done, 40)];
      expect(violations(short), `seed ${seed}`).toEqual([]);
      expect(countsIn(short), `seed ${seed}`).toEqual(countsIn(whole));
    }
  });

  test('keeps the first round of a loop, the last whole one and the way out', () => {
    const clock = { now: 0 };
    const recorder = new Recorder({ level: 'full', now: () => clock.now, foldAfter: 50 });
    recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
    const line = (number: number): void => {
      clock.now += 10;
      recorder.emitLine(number);
    };
    for (let round = 0; round < 1000; round++) {
      for (const number of round % 2 === 0 ? [5, 6] : [5, 6, 7]) line(number);
      recorder.emit('store', { name: 'x', value: String(round) });
    }
    line(5);
    recorder.emit('loop.close', { loop: 1 });
    const events = [...recorder.finish(describeRun()).events()];
    expect(events.map((event) => (event.type === 'line' ? event.lines.join() : event.type))).toEqual([
      'program.start',
      ...['5', '6', 'store'],
      '5,6,7',
      ...['5', '6', '7', 'store'],
      ...['5', 'loop.close'],
    ]);
    expect(events[4]).toMatchObject({
      t: 30,
      times: 998,
      visits: [998, 998, 499],
      duration: 24_950,
      line: 5,
    });
    expect(events.flatMap((event) => (event.type === 'store' ? event.value : []))).toEqual(['0', '999']);
  });

  test('folds what finished calls did where there is no loop', () => {
    const clock = { now: 0 };
    const recorder = new Recorder({ level: 'full', now: () => clock.now, foldAfter: 100 });
    recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
    const fib = (n: number, depth: number): number => {
      recorder.emit('call', { function: 'fib', args: `n=${n}`, depth });
      clock.now += 10;
      recorder.emitLine(2);
      clock.now += 10;
      recorder.emitLine(n < 2 ? 3 : 4);
      const value = n < 2 ? n : fib(n - 1, depth + 1) + fib(n - 2, depth + 1);
      recorder.emit('return', { function: 'fib', value: String(value), depth });
      return value;
    };
    recorder.emitLine(9);
    fib(16, 1);
    recorder.emit('loop.close', { loop: 1 });
    const trace = recorder.finish(describeRun());
    expect(trace.length).toBeLessThan(60);
    expect(countsIn(trace)).toEqual(
      new Map<string | number, number>([
        [2, 3193],
        [3, 1597],
        [4, 1596],
        [9, 1],
        ['fib', 3193],
      ]),
    );
    expect(trace.event(trace.length - 2)).toMatchObject({ type: 'return', value: '987' });
  });

  test('names the files of lines where there are several', () => {
    const recorder = new Recorder({ level: 'full', now: () => 0, foldAfter: 20 });
    recorder.addFile('helper.py', 'def f(): pass\n');
    const there = recorder.placeOf('helper.py', 1);
    for (let round = 0; round < 50; round++) {
      recorder.emitLine(5);
      recorder.emitLine(there);
    }
    recorder.emit('loop.close', { loop: 1 });
    const folded = [...recorder.finish(describeRun()).events()].find(
      (event) => event.type === 'line' && event.times > 1,
    );
    expect(folded).toMatchObject({ line: 5, times: 47, lines: [5, 1], inFiles: [0, 1] });
  });
});
