// "What if ...?": the program is changed in one place and run again.

import type { Scene } from '../../explain/scene.js';
import { code } from '../../explain/wording.js';
import { Observation } from '../../observation/observation.js';
import type { RunProgram } from '../../observation/runner.js';
import type { CallSite } from '../../program/listing.js';
import { Listing } from '../../program/listing.js';
import type { Draft, QuestionKind } from '../question.js';
import { loopTime, seconds, wrongTimes } from './total-time.js';

const MOST_ASKED = 2;

export const variants: QuestionKind = {
  id: 'variant',
  draft: (scene, run) => {
    const drafts: Draft[] = [];
    for (const site of scene.listing.calls) {
      if (drafts.length >= MOST_ASKED) break;
      if (site.api !== 'asyncio.sleep' || !site.isAwaited || site.statement.node.kind !== 'Expr') continue;
      if (scene.observation.timesRun(site.statement.first) === 0) continue;
      const draft = isZero(site, scene) ? without(site, scene, run) : blocking(site, scene, run);
      if (draft !== null && !drafts.some(({ prompt }) => prompt === draft.prompt)) drafts.push(draft);
    }
    return drafts;
  },
};

function isZero({ node }: CallSite, { listing }: Scene): boolean {
  const [delay] = node.args;
  return delay !== undefined && /^0(?:\.0*)?$/.test(listing.code(delay));
}

/** The source with a statement of one line replaced. */
function changed({ statement }: CallSite, text: string, { listing }: Scene): string | null {
  const { first, last } = statement;
  if (first !== last) return null;
  const line = listing.text(first);
  const code = listing.code(statement.node);
  const lines = [...listing.lines];
  lines[first - 1] = line.replace(code, () => text);
  return `${lines.join('\n')}\n`;
}

/** Without an `await asyncio.sleep(0)`: the first line of the output that is another one. */
function without(site: CallSite, scene: Scene, run: RunProgram): Draft | null {
  const source = changed(site, 'pass', scene);
  const observed = source === null ? null : observe(source, scene, run);
  if (observed === null) return null;
  const [before, after] = [lines(scene.observation), lines(observed)];
  const index = after.findIndex((line, i) => line !== before[i]);
  const [right, original] = [after[index], before[index]];
  if (right === undefined || original === undefined) return null;
  const others = [...before, ...after].filter((line) => line !== right && line !== original);
  return {
    kind: 'variant',
    prompt: `Suppose ${scene.line(site.statement.first)}, ${code(scene.listing.code(site.statement.node))}, were left out. Which line would the program print as number ${index + 1}?`,
    right: code(right),
    wrong: [original, ...others].map((line) => code(line)),
    why: `As it is, it prints ${code(original)} there. Without the line the task does not give way, so that others get their turn later.`,
    evidence: [scene.observation.line(site.statement.first)?.first ?? scene.lastEvent],
  };
}

/** `time.sleep` in place of `await asyncio.sleep`: how long it takes then. */
function blocking(site: CallSite, scene: Scene, run: RunProgram): Draft | null {
  const [delay] = site.node.args;
  if (delay === undefined || !/^import time\b/m.test(scene.listing.source)) return null;
  const call = `time.sleep(${scene.listing.code(delay)})`;
  const source = changed(site, call, scene);
  const observed = source === null ? null : observe(source, scene, run);
  if (observed === null) return null;
  const [before, after] = [loopTime(scene.observation), loopTime(observed)];
  if (wrongTimes(after, [before]).length === 0) return null;
  return {
    kind: 'variant',
    prompt: `Suppose ${scene.line(site.statement.first)} said ${code(call)} instead. How long would the event loop run, about?`,
    right: seconds(after),
    wrong: wrongTimes(after, [before, before + after, after * 2]),
    why: `As it is, it runs for ${seconds(before)}. A sleeping thread lets no other task wait at the same time.`,
    evidence: [scene.observation.line(site.statement.first)?.first ?? scene.lastEvent],
  };
}

function observe(source: string, scene: Scene, run: RunProgram): Observation | null {
  const { trace, problem } = run(source, scene.trace.header.file);
  if (trace === null || problem !== null) return null;
  return new Observation(trace, new Listing(source, trace.header.labels));
}

function lines({ output }: Observation): string[] {
  return output.split('\n').slice(0, -1);
}
