// A quiz as text: the questions with their choices, and the key at the end where it is wanted.

import type { Question, Quiz } from '../question.js';

export function* quizText({ file, questions }: Quiz, withAnswers: boolean): IterableIterator<string> {
  yield `Quiz on ${file}`;
  if (questions.length === 0) {
    yield '';
    yield 'This run gives nothing to ask: the questions are about tasks, their order and their times.';
    return;
  }
  for (const [i, question] of questions.entries()) {
    yield '';
    yield* questionLines(question, i);
  }
  if (!withAnswers) return;
  yield '';
  yield 'Answers';
  for (const [i, { answer, why }] of questions.entries()) yield `${i + 1}. ${letter(answer)}) ${why}`;
}

export function* questionLines({ prompt, choices }: Question, index: number): IterableIterator<string> {
  yield `${index + 1}. ${prompt}`;
  for (const [i, choice] of choices.entries()) yield `   ${letter(i)}) ${choice}`;
}

export function letter(index: number): string {
  return 'abcdefgh'.charAt(index);
}
