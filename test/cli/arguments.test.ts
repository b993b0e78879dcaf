import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.js';
import { type Command, defaultSettings } from '../../src/cli/command.js';

function command(...argv: string[]): Command {
  const request = parseArguments(argv);
  if (request.kind !== 'command') throw new Error(`a request for ${request.kind}`);
  return request.command;
}

describe('arguments', () => {
  it('a bare file is traced', () => {
    expect(command('a.py')).toEqual({ verb: 'trace', file: 'a.py', args: [], settings: defaultSettings() });
  });

  it('a verb, a file, and what is left is the program’s', () => {
    expect(command('run', 'a.py', '1', '--', '--seed', '--')).toMatchObject({
      verb: 'run',
      file: 'a.py',
      args: ['1', '--seed', '--'],
    });
  });

  it('a file may be named like a verb, and stdin is a dash', () => {
    expect(command('run', 'run')).toMatchObject({ verb: 'run', file: 'run' });
    expect(command('-')).toMatchObject({ verb: 'trace', file: '-' });
  });

  it.each<[string[], Partial<Command['settings']>]>([
    [['--format', 'ndjson'], { format: 'ndjson' }],
    [['--format=ndjson'], { format: 'ndjson' }],
    [['-o', 'x'], { output: 'x' }],
    [['-ox'], { output: 'x' }],
    [['--output='], { output: '' }],
    [['--example', '22.1'], { example: '22.1' }],
    [['--level', 'schedule'], { level: 'schedule' }],
    [['--line-labels', 'physical'], { lineLabels: 'physical' }],
    [['--clock', 'reference'], { clock: 'reference' }],
    [['--cpu-scale', '0.5'], { cpuScale: 0.5 }],
    [['--cores', '2'], { cores: 2 }],
    [['--seed', '42'], { seed: 42 }],
    [['--max-steps', '1000'], { maxSteps: 1000 }],
    [['--max-time', '1e3'], { maxTime: 1000 }],
    [['--color', 'never'], { color: 'never' }],
    [['-q'], { verbosity: 0 }],
    [['-v'], { verbosity: 2 }],
  ])('%s', (options, settings) => {
    const expected = { ...defaultSettings(), ...settings };
    expect(command(...options, 'a.py').settings).toEqual(expected);
    expect(command('a.py', ...options).settings).toEqual(expected);
  });

  it.each([
    [[], 'which program? trace takes a FILE'],
    [['run'], 'which program? run takes a FILE'],
    [['--fromat', 'text', 'a.py'], 'unknown option --fromat: did you mean --format?'],
    [['--line', 'auto', 'a.py'], 'unknown option --line: did you mean --line-labels?'],
    [['--colour=never', 'a.py'], 'unknown option --colour: did you mean --color?'],
    [['--hlep'], 'unknown option --hlep: did you mean --help?'],
    [['--xyzzy', 'a.py'], "unknown option --xyzzy: the program's own options go after '--'"],
    [['-x', 'a.py'], "unknown option -x: the program's own options go after '--'"],
    [['a.py', '--seed'], '--seed needs a value: --seed N'],
    [['a.py', '--seed', '-1'], "--seed takes a whole number from 0 up, not '-1'"],
    [['a.py', '--cores', '0'], "--cores takes a whole number from 1 up, not '0'"],
    [['a.py', '--max-time', 'soon'], "--max-time takes a number from 0 up, not 'soon'"],
    [['a.py', '--cpu-scale', 'Infinity'], "--cpu-scale takes a number from 0 up, not 'Infinity'"],
    [['a.py', '--clock', 'real'], "--clock is one of model, reference, not 'real'"],
    [['a.py', '--format', 'svg'], '--format svg is not built yet; this version has text and ndjson'],
    [['a.py', '--quiet=yes'], '--quiet takes no value'],
    [['view', 'a.py'], "'view' is not built yet; this version has run, trace, explain, quiz, check, schema"],
    [['check'], 'which lecture? check takes a FILE'],
    [
      ['check', '--format', 'ndjson', 'a.md'],
      "--format is one of text, json, markdown, junit, sarif, github, not 'ndjson'",
    ],
    [['--elapsed', 'a.py'], '--elapsed belongs to run, not to trace'],
    [
      ['run', '--format', 'text', 'a.py'],
      '--format belongs to trace and explain and quiz and check, not to run',
    ],
    [['schema', 'a.py'], 'schema takes no FILE'],
  ])('%s is wrong usage', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });

  it('help and version win over what is wrong further on', () => {
    expect(parseArguments(['run', '-h', '--nonsense'])).toEqual({ kind: 'help' });
    expect(parseArguments(['-V'])).toEqual({ kind: 'version' });
    expect(command('a.py', '--', '-h').args).toEqual(['-h']);
  });
});
