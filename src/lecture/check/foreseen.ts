// Programs that end badly because the lecture shows how: it says so in the text around them or in their comments.

import type { StopReason } from '../../trace/trace.js';
import type { LectureExample } from '../document/lecture.js';

const STUCK =
  /\b(?:dead-?lock(?:s|ed|ing)?|hangs?|hung|gets? stuck|never (?:ends?|finish(?:es)?|returns?|stops?|terminates?|completes?|wakes?(?: up)?)|(?:waits?|blocks?|sleeps?|runs?) forever|forever|endless|infinite)\b/i;
const INVALID =
  /\b(?:SyntaxError|IndentationError|syntax error|does not (?:parse|compile)|not valid Python|invalid (?:syntax|Python)|will not (?:parse|run))\b/i;

/** Whether the lecture speaks of an end such as this. */
export function isForeseen(reason: StopReason, example: LectureExample): boolean {
  return (reason === 'deadlock' || reason === 'limit') && STUCK.test(wordsOf(example));
}

export function saysSyntaxError(example: LectureExample): boolean {
  return INVALID.test(wordsOf(example));
}

function wordsOf({ prose, source }: LectureExample): string {
  return [prose, ...source.split('\n').map((line) => /#.*$/.exec(line)?.[0] ?? '')].join('\n');
}
