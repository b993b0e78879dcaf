import { describe, expect, it } from 'vitest';
import { gravest } from '../../../src/lecture/check/verdict.js';
import { checkClaims } from '../../../src/lecture/claims/claims.js';
import { readLecture } from '../../../src/lecture/document/lecture.js';
import { hostedRunner, runLectureProgram } from '../../support/lecture-runs.js';

const markdown = `# Sleeping

## Example 7.2 — Two sleepers

\`\`\`python
import asyncio

async def nap(name, delay):
    await asyncio.sleep(delay)
    print(name)

async def main():
    await asyncio.gather(nap("A", 0.2), nap("B", 0.1))

asyncio.run(main())
\`\`\`

- **Line 4:** Naps.
- **Lines 7-8:** Both nap.
- **Lines 3, 7-8:** More.

## Example 9

\`\`\`python
print("nine")
\`\`\`

- **Line 1:** Prints.
`;

function check(claims: string) {
  const printed: string[] = [];
  const options = { markdown, file: 'nap.md', claims, claimsFile: 'nap.claims.py', run: runLectureProgram };
  const checked = checkClaims({ ...options, runHosted: hostedRunner(printed) });
  const found = readLecture(markdown).examples.flatMap((example) =>
    example.notes.flatMap((note) =>
      checked.of(note, example).map((claim) => ({ note: note.title, ...claim })),
    ),
  );
  const problems = checked.problems.map(({ line, message }) => `${line}: ${message}`);
  return { found, problems, printed: printed.join('') };
}

/** The only claim of a file with one. */
function only(claims: string) {
  const { found, problems } = check(claims);
  expect(problems).toEqual([]);
  expect(found).toHaveLength(1);
  const [claim] = found;
  if (claim === undefined) throw new Error('no claim');
  return claim;
}

describe('the names of claims', () => {
  it('say the example, by its title or position, and the lines', () => {
    const names = [
      'example_7_2_line_4',
      'example_1_lines_7_8_together',
      'example_7_2_lines_3_7_8',
      'example_9_line_1',
      'example_2_line_1_again',
    ];
    const { found, problems } = check(names.map((name) => `def ${name}():\n    assert True\n`).join(''));
    expect(problems).toEqual([]);
    expect(found.map(({ note, quote }) => `${note}: ${quote}`)).toEqual([
      'Line 4: example_7_2_line_4',
      'Lines 7-8: example_1_lines_7_8_together',
      'Lines 3, 7-8: example_7_2_lines_3_7_8',
      'Line 1: example_9_line_1',
      'Line 1: example_2_line_1_again',
    ]);
  });

  it('that speak of no note are told at their line, the others are checked', () => {
    const claims = [
      'def helper(x): pass',
      'def example_7_2_line_5(trace): pass',
      'def example_8_line_1(trace): pass',
      'def line_4(trace): pass',
      'def example_9(trace): pass',
      'async def example_9_line_1(trace): pass',
      'def example_9_line_1_a(trace, more): pass',
      'def example_9_line_1_b(): assert True',
      'def example_9_line_1_b(): assert False',
    ];
    const { found, problems } = check(claims.join('\n'));
    expect(problems).toEqual([
      '2: example_7_2_line_5: example 7.2 has no note on line 5; its notes are "Line 4", "Lines 7-8", "Lines 3, 7-8"',
      '3: example_8_line_1: the lecture has no example 8',
      '4: line_4: the lecture has 2 examples: the name of a claim begins with the number of one',
      '5: example_9: a claim is called like example_2_line_7 or example_2_lines_7_11, words may follow',
      '6: example_9_line_1: a claim is a plain function, without `async`',
      '7: example_9_line_1_a: the parameters of a claim are `trace` and `variant`, or one of them',
      '9: example_9_line_1_b: there is another one on line 8',
    ]);
    expect(found.map(({ quote }) => quote)).toEqual(['example_9_line_1_b']);
  });
});

describe('verdicts', () => {
  it('hold with the events that were read', () => {
    const claim = only(
      'def example_7_2_line_4(trace):\n    """They nap.\n\n    Really."""\n    assert trace.task("A").started_at < 0.1\n    assert trace.task("A").resumed_at > 0.1\n',
    );
    expect(claim).toMatchObject({
      verdict: 'holds',
      quote: 'They nap.',
      observed: 'its 2 asserts hold',
      rule: 'python',
    });
    expect(claim.evidence).toHaveLength(2);
  });

  it('contradict with the values and say the message as the suggestion', () => {
    const claim = only(
      'def example_7_2_line_4(trace):\n    assert trace.task("A").result == "A", "nap returns nothing"\n',
    );
    expect(claim).toMatchObject({
      verdict: 'contradicted',
      line: 18,
      suggestion: 'nap returns nothing',
    });
    expect(claim.observed).toBe(
      "nap.claims.py:2: assert None == 'A'\n +  where None = nap('A').result\n +    where nap('A') = trace.task('A')",
    );
  });

  it('are what blocks say, and the claim goes on', () => {
    const { found } = check(
      [
        'from loopscope import imprecise, not_exercised',
        'def example_7_2_line_4(trace):',
        '    with imprecise:',
        '        assert trace.output == ["A", "B"], "B comes first"',
        '    with not_exercised:',
        '        assert trace.times(4) == 0',
        '    with imprecise:',
        '        assert trace.times(4) == 2',
        '    assert False',
      ].join('\n'),
    );
    expect(found.map(({ verdict, observed }) => `${verdict}, ${observed.split('\n')[0]}`)).toEqual([
      "imprecise, nap.claims.py:4: assert ['B', 'A'] == ['A', 'B']",
      'not exercised, nap.claims.py:6: assert 2 == 0',
      'contradicted, nap.claims.py:9: assert False',
    ]);
    expect(gravest(found.map(({ verdict }) => verdict))).toBe('contradicted');
    expect(found[0]).toMatchObject({ suggestion: 'B comes first' });
  });

  it('are not given without an assert', () => {
    expect(only('def example_7_2_line_4(trace):\n    trace.total\n').verdict).toBe('not checkable');
  });

  it('do not come of errors, which are told at their line', () => {
    const { found, problems } = check(
      [
        'def example_7_2_line_4(trace):',
        '    assert find(trace, "C")',
        'def find(trace, name):',
        '    return trace.task(name)',
        'def example_9_line_1(trace): trace.task("C")',
        'def example_7_2_lines_7_8(trace): trace.suspensions(labl=3)',
        'def example_7_2_lines_3_7_8(variant): variant(replace={40: "pass"})',
      ].join('\n'),
    );
    expect(found).toEqual([]);
    expect(problems).toEqual([
      "4: example_7_2_line_4: LookupError: no task is called 'C'; there are main, nap('A'), nap('B')",
      "5: example_9_line_1: LookupError: no task is called 'C'; there are none",
      "6: example_7_2_lines_7_8: TypeError: suspensions() got an unexpected keyword argument 'labl'. Did you mean 'label'?",
      '7: example_7_2_lines_3_7_8: LookupError: the program has no line 40',
    ]);
  });

  it('name what a misspelled attribute is near to', () => {
    expect(check('def example_7_2_line_4(trace): assert trace.totl == 1').problems).toEqual([
      "1: example_7_2_line_4: AttributeError: 'Trace' object has no attribute 'totl'. Did you mean: 'total'?",
    ]);
  });

  it('are not given by a file that does not parse or ends early', () => {
    expect(check('def example_9_line_1(trace:\n    pass\n').problems).toEqual([
      "1: SyntaxError: '(' was never closed",
    ]);
    expect(
      check('def half(n):\n    return n / 0\nhalf(1)\ndef example_9_line_1(trace): pass\n'),
    ).toMatchObject({
      found: [],
      problems: ['2: ZeroDivisionError: division by zero'],
    });
  });
});

describe('variants', () => {
  it('run edited copies', () => {
    const claim = only(
      [
        'def example_7_2_line_4(trace, variant):',
        '    """print"""',
        '    blocking = variant(replace={4: "import time; time.sleep(delay)"}, insert={7: "# before"}, delete=5)',
        '    assert blocking is variant(replace={4: "import time; time.sleep(delay)"}, insert={7: "# before"}, delete=[5])',
        '    assert blocking.output == []',
        '    assert [delay.task for delay in blocking.blocked_by(label=4)] == ["B"]',
        '    assert repr(blocking) == "<Trace of Example 7.2 — Two sleepers, edited>"',
      ].join('\n'),
    );
    expect(claim).toMatchObject({ verdict: 'holds', evidence: [] });
  });

  it('that do not parse are an error of the claim', () => {
    const { problems } = check('def example_9_line_1(variant):\n    variant(replace={1: "print("})\n');
    expect(problems).toEqual([
      "2: example_9_line_1: ValueError: the edited program: SyntaxError: '(' was never closed (line 1)",
    ]);
  });
});
