// Quizzes: right answers come from the run, wrong ones are wrong, and the same seed mixes them the same way.

import { describe, expect, it } from 'vitest';
import { diagnosed } from '../../src/diagnose/diagnose.js';
import type { RunProgram } from '../../src/lecture/observation/runner.js';
import { Listing } from '../../src/lecture/program/listing.js';
import { ask } from '../../src/lecture/quiz/asking.js';
import { quizJson } from '../../src/lecture/quiz/formats/json.js';
import { letter, quizText } from '../../src/lecture/quiz/formats/text.js';
import type { Quiz } from '../../src/lecture/quiz/question.js';
import { quizOf } from '../../src/lecture/quiz/quiz.js';
import { runSource, sourceOf } from '../support/programs.js';

const run: RunProgram = (source) => {
  const { result } = runSource(source, { trace: 'full', maxTime: 60 });
  const problem = result.end.kind === 'finished' ? null : result.end.kind;
  return { trace: result.trace === null ? null : diagnosed(result.trace), problem };
};

function quizOn(source: string, seed = 0): Quiz {
  const { trace } = run(source, 'program.py');
  if (trace === null) throw new Error('the run left no trace');
  return quizOf(trace, new Listing(source, trace.header.labels), run, seed);
}

function answersOf({ questions }: Quiz): Record<string, string | undefined> {
  return Object.fromEntries(questions.map(({ kind, choices, answer }) => [kind, choices[answer]]));
}

const GATHER = sourceOf('fixtures/lecture-22/22.1-event-loop-schedule.py');
const BATCH = sourceOf('fixtures/lecture-22/22.3-periodic-yield.py');

describe('the first program of the lecture', () => {
  const quiz = quizOn(GATHER);

  it('answers as the run does', () => {
    expect(answersOf(quiz)).toMatchObject({
      'ready-queue': "`task('A')`, `task('B')`, `task('C')`",
      'wakes-first': "`task('B')`",
      'result-order': "`task('A')`, `task('B')`, `task('C')`",
      'total-time': '0.60 s',
      variant: '1.30 s',
    });
  });

  it('offers what people believe', () => {
    const choices = Object.fromEntries(quiz.questions.map((each) => [each.kind, each.choices]));
    expect(choices['total-time']).toContain('1.30 s');
    expect(choices['ready-queue']).toContain("`task('B')`, `task('C')`");
    expect(choices['result-order']).toContain("`task('B')`, `task('C')`, `task('A')`");
  });
});

describe('a quiz that is asked', () => {
  const quiz = quizOn(GATHER);

  function answered(...replies: string[]): string {
    let text = '';
    ask(
      quiz,
      () => replies.shift() ?? null,
      (part) => {
        text += part;
      },
    );
    return text;
  }

  const key = quiz.questions.map(({ answer }) => letter(answer));
  const others = quiz.questions.map(({ answer }) => letter(answer === 0 ? 1 : 0));

  it('marks each answer, with its reason', () => {
    const text = answered(...key);
    expect(text).toContain(`> Right. ${quiz.questions[0]?.why}\n\n2. `);
    expect(text).toMatch(new RegExp(`${key.length} of ${key.length} right\\.\\n$`));
    expect(answered(...others)).toContain(`> No: ${key[0]}). ${quiz.questions[0]?.why}`);
    expect(answered(...others)).toMatch(/\n0 of \d+ right\.\n$/);
  });

  it('takes capitals and brackets, and asks again where the answer is none', () => {
    const [first = '', ...rest] = key;
    expect(answered('x', '', `${first.toUpperCase()}) `, ...rest)).toMatch(
      /> Please answer with a letter from a to [b-d]\.\n> Please .*\n> Right\./,
    );
  });

  it('ends with the input', () => {
    expect(answered(key[0] ?? '')).toContain(`1 of ${key.length} right, ${key.length - 1} not answered.\n`);
    expect(answered()).toContain(`0 of ${key.length} right, ${key.length} not answered.\n`);
  });
});

describe('any quiz', () => {
  it.each([GATHER, BATCH])('has one right answer, other ones beside it, and evidence', (source) => {
    for (const { choices, answer, evidence, why } of quizOn(source).questions) {
      expect(new Set(choices).size).toBe(choices.length);
      expect(choices.length).toBeGreaterThan(1);
      expect(choices[answer]).toBeDefined();
      expect(evidence.length).toBeGreaterThan(0);
      expect(why).not.toBe('');
    }
  });

  it('is mixed by its seed alone', () => {
    expect(quizOn(GATHER, 1)).toEqual(quizOn(GATHER, 1));
    const orders = [0, 1, 2, 3].map((seed) =>
      JSON.stringify(quizOn(GATHER, seed).questions.map((each) => each.choices)),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(answersOf(quizOn(GATHER, 7))).toEqual(answersOf(quizOn(GATHER, 0)));
  });

  it('keeps its answers to itself unless asked', () => {
    const quiz = quizOn(GATHER);
    expect([...quizText(quiz, false)]).not.toContain('Answers');
    expect([...quizText(quiz, true)]).toContain('Answers');
    expect([...quizJson(quiz, false)].join('\n')).not.toContain('"answer"');
    expect([...quizJson(quiz, true)].join('\n')).toContain('"answer"');
  });

  it('says so where there is nothing to ask', () => {
    const quiz = quizOn('x = 1\n');
    expect(quiz.questions).toEqual([]);
    expect([...quizText(quiz, true)].join('\n')).toContain('nothing to ask');
  });
});
