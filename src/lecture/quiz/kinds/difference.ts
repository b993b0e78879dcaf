// What a changed copy of the program prints otherwise than the program itself.

import type { EventId } from '../../../trace/events.js';
import type { Scene } from '../../explain/scene.js';
import { code } from '../../explain/wording.js';
import { Observation } from '../../observation/observation.js';
import type { RunProgram } from '../../observation/runner.js';
import { Listing } from '../../program/listing.js';
import type { Draft } from '../question.js';

interface Change {
  /** The kind of the question. */
  readonly kind: string;
  /** After "Suppose". */
  readonly change: string;
  /** Why it prints something else. */
  readonly reason: string;
  readonly evidence: readonly EventId[];
}

/** The first line that is another one; null where all are the same, or the copy does not come to its end. */
export function firstDifference(
  source: string,
  scene: Scene,
  run: RunProgram,
  { kind, change, reason, evidence }: Change,
): Draft | null {
  const observed = observe(source, scene, run);
  if (observed === null) return null;
  const [before, after] = [lines(scene.observation), lines(observed)];
  const index = after.findIndex((line, i) => line !== before[i]);
  const [right, original] = [after[index], before[index]];
  if (right === undefined || original === undefined) return null;
  const others = [...before, ...after].filter((line) => line !== right && line !== original);
  return {
    kind,
    prompt: `Suppose ${change}. Which line would the program print as number ${index + 1}?`,
    right: code(right),
    wrong: [original, ...others].map((line) => code(line)),
    why: `As it is, it prints ${code(original)} there. ${reason}`,
    evidence,
  };
}

export function observe(source: string, scene: Scene, run: RunProgram): Observation | null {
  const { trace, problem } = run(source, scene.trace.header.file);
  if (trace === null || problem !== null) return null;
  return new Observation(trace, new Listing(source, trace.header.labels));
}

function lines({ output }: Observation): string[] {
  return output.split('\n').slice(0, -1);
}
