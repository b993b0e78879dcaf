// A quiz as data.

import type { Quiz } from '../question.js';

export const QUIZ_FORMAT = 'loopscope-quiz';
export const QUIZ_VERSION = '1.0.0';

export function* quizJson({ file, questions }: Quiz, withAnswers: boolean): IterableIterator<string> {
  const document = {
    format: QUIZ_FORMAT,
    version: QUIZ_VERSION,
    file,
    questions: questions.map(({ kind, prompt, choices, answer, why, evidence }) => ({
      kind,
      prompt,
      choices,
      ...(withAnswers ? { answer, why, evidence } : {}),
    })),
  };
  yield* JSON.stringify(document, null, 2).split('\n');
}
