import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/base/host.js';
import { runSource } from '../support/programs.js';

/** What a failing assert says below `AssertionError`, and what the program printed. */
function failing(...lines: string[]): { readonly told: string[]; readonly stdout: string } {
  const asserted: number[] = [];
  const { stderr, stdout, result } = runSource(`${lines.join('\n')}\n`, { host: hostOf(asserted) });
  expect(result.end.kind).toBe('exception');
  expect(asserted.at(-1)).toBe(lines.length);
  const said = stderr.trimEnd().split('\n');
  return { told: said.slice(said.findIndex((line) => line.startsWith('Assertion'))), stdout };
}

function hostOf(asserted: number[]): Host {
  return { modules: [], asserted: (lineno) => asserted.push(lineno), ran: () => undefined };
}

const told = (...lines: string[]): string[] => failing(...lines).told;

const BOX =
  'class Box:\n    size = 3\n    def grow(self, by=1): return self.size + by\n    def __repr__(self): return "<box>"\nbox = Box()';

/** The program's lines count from its first, so that long set-ups stand on one. */
const setup = (text: string): string => `exec(${JSON.stringify(text)})`;

describe('a failing assert that is explained', () => {
  it('shows values in the place of names', () => {
    expect(told('a, b = 0.6, 0.8', 'assert a == b')).toEqual(['AssertionError', 'assert 0.6 == 0.8']);
    expect(told('a = 5', 'assert 1 < a < 4')).toEqual(['AssertionError', 'assert 5 < 4']);
    expect(told('a = [1]', 'assert 2 in a')).toEqual(['AssertionError', 'assert 2 in [1]']);
    expect(told('a = None', 'assert a is not None')).toEqual(['AssertionError', 'assert None is not None']);
    expect(told('a = 7', 'assert a + 1 == a * 2')).toEqual(['AssertionError', 'assert (7 + 1) == (7 * 2)']);
    expect(told('a = ""', 'assert a')).toEqual(['AssertionError', "assert ''"]);
  });

  it('tells where values came from', () => {
    expect(told(setup(BOX), 'assert box.size == 4')).toEqual([
      'AssertionError',
      'assert 3 == 4',
      ' +  where 3 = box.size',
    ]);
    expect(told(setup(BOX), 'assert [box][0].grow(by=box.size) == len("ab")')).toEqual([
      'AssertionError',
      'assert 6 == 2',
      ' +  where 6 = <box>.grow(by=3)',
      ' +    where <box> = [<box>][0]',
      ' +    and   3 = box.size',
      " +  and   2 = len('ab')",
    ]);
    expect(told('a = [3, 4]', 'assert [x + 1 for x in a] == a')).toEqual([
      'AssertionError',
      'assert [4, 5] == [3, 4]',
      ' +  where [4, 5] = [x + 1 for x in a]',
      'At index 0 diff: 4 != 3',
    ]);
    expect(told('a = [3, 4]', 'assert all(x < 4 for x in a)')).toEqual([
      'AssertionError',
      'assert False',
      ' +  where False = all(x < 4 for x in a)',
    ]);
  });

  it('shows of "and", "or" and "not" what was evaluated', () => {
    expect(told('a, b = 1, 2', 'assert a == 1 and b == 1 and a.missing')).toEqual([
      'AssertionError',
      'assert (1 == 1) and (2 == 1)',
    ]);
    expect(told('a = 1', 'assert not a or a == 2')).toEqual(['AssertionError', 'assert not 1 or (1 == 2)']);
    expect(told('a = 1', 'assert not a == 1')).toEqual(['AssertionError', 'assert not (1 == 1)']);
  });

  it('says where lists end', () => {
    expect(told('a = [1, 2]', 'assert a == [1]').at(-1)).toBe('Left contains one more item: 2');
    expect(told('a = [1]', 'assert a == [1, 2, 3]').at(-1)).toBe(
      'Right contains 2 more items, first extra item: 2',
    );
  });

  it('shows its own message, too', () => {
    expect(told('a = 1', 'assert a == 2, f"a is {a}"')).toEqual(['AssertionError: a is 1', 'assert 1 == 2']);
  });

  it('evaluates every part once, in order', () => {
    const steps = 'def step(n):\n    print(n, end=" ")\n    return n';
    const { stdout, told } = failing(setup(steps), 'assert step(1) < step(3) > step(5) > step(7)');
    expect(stdout).toBe('1 3 5 ');
    expect(told[1]).toBe('assert 3 > 5');
  });

  it('keeps the values of each run of a recursive assert apart', () => {
    const down = 'def down(n):\n    if n == 0: return 9\n    assert n + down(n - 1) != 5\n    return n';
    const { stderr } = runSource(`${down}\ndown(3)\n`, { host: hostOf([]) });
    expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([
      'assert (3 + 2) != 5',
      ' +  where 2 = down(3 - 1)',
    ]);
  });

  it('survives a repr that raises', () => {
    const text =
      'class Bad:\n    def __repr__(self): raise ValueError("no")\n    def __bool__(self): return False\nbad = Bad()';
    expect(told(setup(text), 'assert bad')[1]).toBe('assert <Bad object whose repr() raised ValueError>');
  });
});
