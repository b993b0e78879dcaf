// Quizzes as tests read them: prompts and choices without their Markdown.

import { diagnosed } from '../../src/diagnose/diagnose.js';
import type { RunProgram } from '../../src/lecture/observation/runner.js';
import type { Question } from '../../src/lecture/quiz/question.js';
import { runFixture } from './programs.js';

export interface Asked {
  readonly question: Question;
  readonly prompt: string;
  readonly right: string;
  readonly wrong: readonly string[];
  /** What the prompt shows as code, in order. */
  readonly code: readonly string[];
  /** The lines that the prompt names, as it names them. */
  readonly lines: readonly string[];
}

export function askedOf(question: Question): Asked {
  const { prompt, choices, answer } = question;
  const code = [...prompt.matchAll(CODE)].map(([, fence = '', text = '']) => inside(fence, text));
  const named = /\blines? (\S+?)(?:(?:–| and )(\S+?))?[,:.?]?(?= |$)/i.exec(prompt.replace(/`[^`]*`/g, '`'));
  const lines = [named?.[1], named?.[2]].flatMap((each) => (each === undefined ? [] : [each]));
  const texts = choices.map(plain);
  return {
    question,
    prompt,
    right: texts[answer] ?? '',
    wrong: texts.filter((_, i) => i !== answer),
    code,
    lines,
  };
}

/** A choice without the marks of code. */
function plain(choice: string): string {
  const whole = /^(`+)(.*?)\1$/.exec(choice);
  const [, fence = '', text = ''] = whole ?? [];
  return whole !== null && !text.includes(fence) ? inside(fence, text) : choice.replaceAll('`', '');
}

const CODE = /(`+)(.*?)\1(?!`)/g;

/** A fence of several ticks has a space on both sides. */
function inside(fence: string, text: string): string {
  return fence.length === 1 ? text : text.slice(1, -1);
}

/** A line of output as a choice shows it, but for its length. */
export function shown(line: string): string {
  return line === '' ? '(nothing)' : line.replaceAll('\t', '\\t').replaceAll('\r', '\\r');
}

/** Runs changed copies of a fixture. */
export function runOf(program: string): RunProgram {
  return (source) => {
    const { result } = runFixture(program, {
      source,
      trace: 'full',
      clock: 'reference',
      maxTime: 600,
      maxEvents: 1_000_000,
    });
    const problem = result.end.kind === 'finished' ? null : result.end.kind;
    return { trace: result.trace === null ? null : diagnosed(result.trace), problem };
  };
}
