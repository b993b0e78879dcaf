// "What if ...?": the program is changed in one place and run again.

import type { Scene } from '../../explain/scene.js';
import { code } from '../../explain/wording.js';
import type { RunProgram } from '../../observation/runner.js';
import type { CallSite } from '../../program/listing.js';
import type { Draft, QuestionKind } from '../question.js';
import { firstDifference, observe } from './difference.js';
import { sameIn, seconds, wholeOf, wrongTimes } from './total-time.js';

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
  if (source === null) return null;
  const where = scene.line(site.statement.first);
  return firstDifference(source, scene, run, {
    kind: 'variant',
    change: `${where}, ${code(scene.listing.code(site.statement.node))}, were left out`,
    reason: 'Without the line the task does not give way, so that others get their turn later.',
    evidence: [scene.observation.line(site.statement.first)?.first ?? scene.lastEvent],
  });
}

/** `time.sleep` in place of `await asyncio.sleep`: how long it takes then. */
function blocking(site: CallSite, scene: Scene, run: RunProgram): Draft | null {
  const [delay] = site.node.args;
  const whole = wholeOf(scene.observation);
  if (whole === null || delay === undefined || !/^import time\b/m.test(scene.listing.source)) return null;
  const call = `time.sleep(${scene.listing.code(delay)})`;
  const source = changed(site, call, scene);
  const observed = source === null ? null : observe(source, scene, run);
  const after = observed === null ? null : sameIn(observed, scene);
  if (after === null || wrongTimes(after, [whole.time]).length === 0) return null;
  return {
    kind: 'variant',
    prompt: `Suppose ${scene.line(site.statement.first)} said ${code(call)} instead. How long would ${whole.subject} run, about?`,
    right: seconds(after),
    wrong: wrongTimes(after, [whole.time, whole.time + after, after * 2]),
    why: `As it is, it runs for ${seconds(whole.time)}. A sleeping thread lets no other task wait at the same time.`,
    evidence: [scene.observation.line(site.statement.first)?.first ?? scene.lastEvent],
  };
}
