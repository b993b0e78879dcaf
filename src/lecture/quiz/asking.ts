// A quiz asked one question at a time, each answer marked at once.

import { letter, questionLines } from './formats/text.js';
import type { Question, Quiz } from './question.js';

/** `readLine` gives what was answered, or null when nothing more will come: then the quiz ends. */
export function ask({ questions }: Quiz, readLine: () => string | null, write: (text: string) => void): void {
  let right = 0;
  let answered = 0;
  for (const [i, question] of questions.entries()) {
    write(`${[...questionLines(question, i)].join('\n')}\n`);
    const choice = choose(question, readLine, write);
    if (choice === null) {
      write('\n');
      break;
    }
    answered++;
    const isRight = choice === question.answer;
    if (isRight) right++;
    write(`${isRight ? 'Right.' : `No: ${letter(question.answer)}).`} ${question.why}\n\n`);
  }
  const open = answered === questions.length ? '' : `, ${questions.length - answered} not answered`;
  write(`${right} of ${questions.length} right${open}.\n`);
}

/** Which choice was named; asks again where it was none of them. */
function choose(
  { choices }: Question,
  readLine: () => string | null,
  write: (text: string) => void,
): number | null {
  for (;;) {
    write('> ');
    const reply = readLine();
    if (reply === null) return null;
    const named = reply.trim().toLowerCase().replace(/\)$/, '');
    const choice = choices.findIndex((_, i) => letter(i) === named);
    if (choice >= 0) return choice;
    write(`Please answer with a letter from a to ${letter(choices.length - 1)}.\n`);
  }
}
