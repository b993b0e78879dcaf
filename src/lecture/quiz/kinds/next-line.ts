// "Which line is printed next?", where another task or thread comes between.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../../explain/scene.js';
import { capitalised, code } from '../../explain/wording.js';
import type { Draft, QuestionKind } from '../question.js';

const MOST_ASKED = 2;

type Output = EventOf<'output'>;

export const nextLine: QuestionKind = {
  id: 'next-line',
  draft: (scene) => {
    const printed = [...scene.observation.of('output')].filter(({ stream }) => stream === 'stdout');
    const drafts: Draft[] = [];
    for (let i = 0; i + 1 < printed.length && drafts.length < MOST_ASKED; i++) {
      const draft = asked(printed, i, scene);
      if (draft !== null) drafts.push(draft);
    }
    return drafts;
  },
};

/** A line with its end: what is printed in pieces is no answer. */
function isWhole({ text }: Output): boolean {
  return /^[^\n]+\n$/.test(text);
}

function isSameOwner(one: Output, other: Output): boolean {
  return one.task === other.task && (one.task !== null || one.thread === other.thread);
}

function asked(printed: readonly Output[], index: number, scene: Scene): Draft | null {
  const [now, next] = [printed[index], printed[index + 1]];
  if (now === undefined || next === undefined || isSameOwner(now, next)) return null;
  if (!isWhole(now) || !isWhole(next) || !beginsLine(printed, index)) return null;
  // A call after another is nothing to wonder about: there have to be several tasks, or threads.
  if (now.task === null && !scene.hasThreads) return null;
  // The line has to say by itself where the program is.
  if (printed.filter(({ text }) => text === now.text).length > 1) return null;
  const ownNext = printed.find((each, i) => i > index && isSameOwner(each, now));
  const others = [...(ownNext === undefined ? [] : [ownNext]), ...printed.slice(index + 2)].filter(isWhole);
  return {
    kind: 'next-line',
    prompt: `The program has just printed ${shown(now)}. Which line does it print next?`,
    right: shown(next),
    wrong: others.map(shown),
    why: `${capitalised(scene.who(now))} printed the one at ${scene.at(now.t)}, ${scene.who(next)} the next at ${scene.at(next.t)}.`,
    evidence: [now.seq, next.seq],
  };
}

function beginsLine(printed: readonly Output[], index: number): boolean {
  const before = printed[index - 1];
  return before === undefined || before.text.endsWith('\n');
}

function shown({ text }: Output): string {
  return code(text.slice(0, -1));
}
