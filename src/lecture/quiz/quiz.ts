// A quiz about one run of a program: each kind of question asks what it finds, and the choices are mixed.

import type { Trace } from '../../trace/trace.js';
import { Scene } from '../explain/scene.js';
import { wordsFor } from '../explain/words.js';
import type { RunProgram } from '../observation/runner.js';
import type { Listing } from '../program/listing.js';
import { firstTurn } from './kinds/first-turn.js';
import { nextLine } from './kinds/next-line.js';
import { readyQueue } from './kinds/ready-queue.js';
import { resultOrder } from './kinds/result-order.js';
import { swappedDelays } from './kinds/swapped-delays.js';
import { totalTime } from './kinds/total-time.js';
import { variants } from './kinds/variants.js';
import { wakesFirst } from './kinds/wakes-first.js';
import type { Draft, Question, QuestionKind, Quiz } from './question.js';
import { Random } from './random.js';

export const QUESTION_KINDS: readonly QuestionKind[] = [
  nextLine,
  readyQueue,
  firstTurn,
  wakesFirst,
  resultOrder,
  totalTime,
  variants,
  swappedDelays,
];

const MOST_CHOICES = 4;
const FEWEST_CHOICES = 2;

/** `run` runs changed copies of the program; `seed` decides how choices are mixed. */
export function quizOf(trace: Trace, listing: Listing, run: RunProgram, seed: number): Quiz {
  const scene = new Scene(trace, listing, wordsFor('beginner'));
  const random = new Random(seed);
  const drafts = QUESTION_KINDS.flatMap(({ draft }) => draft(scene, run));
  return { file: trace.header.file, questions: drafts.flatMap((draft) => mixed(draft, random) ?? []) };
}

/** Null where there are not enough wrong answers to choose from. */
function mixed({ kind, prompt, right, wrong, why, evidence }: Draft, random: Random): Question | null {
  const others = [...new Set(wrong)].filter((each) => each !== right).slice(0, MOST_CHOICES - 1);
  if (others.length + 1 < FEWEST_CHOICES) return null;
  const choices = random.shuffled([right, ...others]);
  return { kind, prompt, choices, answer: choices.indexOf(right), why, evidence };
}
