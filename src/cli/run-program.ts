// Running a program as the command's options say.

import { DEFAULT_SCENARIO } from '../base/scenario.js';
import { runProgram } from '../interpreter/interpreter.js';
import { DEFAULT_OPTIONS, type RunOptions, type RunResult } from '../interpreter/options.js';
import type { Command } from './command.js';
import type { Program } from './program-file.js';
import { programFolder } from './program-folder.js';

export function runWith(
  { args, file, settings, scenario = DEFAULT_SCENARIO }: Command,
  { source, name }: Program,
  surroundings: Pick<RunOptions, 'trace' | 'write' | 'readLine'> &
    Partial<Pick<RunOptions, 'host' | 'maxEvents' | 'foldAfter'>>,
): RunResult {
  const { clock, seed, cpuScale, cores, latency, maxSteps, maxTime, lineLabels } = settings;
  const limits = {
    maxSteps,
    maxTime,
    maxEvents: null,
    skipSpins: true,
    foldAfter: DEFAULT_OPTIONS.foldAfter,
  };
  const model = { clock, seed, cpuScale, cores, latency, costs: DEFAULT_OPTIONS.costs };
  const folder = programFolder(file, settings.allowWrite);
  return runProgram({
    source,
    filename: name,
    args,
    lineLabels,
    folder,
    scenario,
    host: null,
    ...model,
    ...limits,
    ...surroundings,
  });
}
