// Questions about a run, each with the one right answer and wrong ones that people really give.

import type { EventId } from '../../trace/events.js';
import type { Scene } from '../explain/scene.js';
import type { RunProgram } from '../observation/runner.js';

/** A question before its choices are mixed. */
export interface Draft {
  readonly kind: string;
  /** Markdown on one line. */
  readonly prompt: string;
  readonly right: string;
  /** Answers that are wrong, the likeliest mistake first. What equals the right one is left out. */
  readonly wrong: readonly string[];
  /** Why it is so, with the events that show it. */
  readonly why: string;
  readonly evidence: readonly EventId[];
}

/** A question with its choices, the key and the reason. */
export interface Question {
  readonly kind: string;
  readonly prompt: string;
  readonly choices: readonly string[];
  /** Which of the choices is right, from 0. */
  readonly answer: number;
  readonly why: string;
  readonly evidence: readonly EventId[];
}

/** The questions on one program's run. */
export interface Quiz {
  readonly file: string;
  readonly questions: readonly Question[];
}

/** A kind of question: what it finds to ask about a run. */
export interface QuestionKind {
  readonly id: string;
  readonly draft: (scene: Scene, run: RunProgram) => readonly Draft[];
}
