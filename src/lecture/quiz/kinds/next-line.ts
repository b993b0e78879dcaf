// "Which line is printed next?", where another task comes between.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../../explain/scene.js';
import { code } from '../../explain/wording.js';
import type { Draft, QuestionKind } from '../question.js';

const MOST_ASKED = 2;

type Output = EventOf<'output'>;

export const nextLine: QuestionKind = {
  id: 'next-line',
  draft: (scene) => {
    const printed = wholeLines(scene);
    const drafts: Draft[] = [];
    for (let i = 0; i + 1 < printed.length && drafts.length < MOST_ASKED; i++) {
      const draft = asked(printed, i, scene);
      if (draft !== null) drafts.push(draft);
    }
    return drafts;
  },
};

function wholeLines(scene: Scene): Output[] {
  return [...scene.observation.of('output')].filter(
    ({ stream, text }) => stream === 'stdout' && /^[^\n]+\n$/.test(text),
  );
}

function asked(printed: readonly Output[], index: number, scene: Scene): Draft | null {
  const [now, next] = [printed[index], printed[index + 1]];
  if (now === undefined || next === undefined || now.task === null || now.task === next.task) return null;
  // The line has to say by itself where the program is.
  if (printed.filter(({ text }) => text === now.text).length > 1) return null;
  const ownNext = printed.find(({ task }, i) => i > index && task === now.task);
  const others = [...(ownNext === undefined ? [] : [ownNext]), ...printed.slice(index + 2)];
  return {
    kind: 'next-line',
    prompt: `The program has just printed ${shown(now)}. Which line does it print next?`,
    right: shown(next),
    wrong: others.map(shown),
    why: `${scene.who(now)} printed the one at ${scene.at(now.t)}, ${scene.who(next)} the next at ${scene.at(next.t)}.`,
    evidence: [now.seq, next.seq],
  };
}

function shown({ text }: Output): string {
  return code(text.slice(0, -1));
}
