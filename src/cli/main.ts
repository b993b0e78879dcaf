#!/usr/bin/env node
// The command: parses the arguments and hands the work to a thread with a large stack.
//
// This thread loads next to nothing, so that the worker starts at once. The program runs in the worker (worker.ts),
// which reads and writes files, stdin and stdout by itself; only the exit code comes back.

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { VERSION } from '../interpreter/version.js';
import { parseArguments } from './arguments.js';
import { openBundle } from './bundle-files.js';
import type { Command } from './command.js';
import { internalMessage } from './endings.js';
import { EXIT } from './exit-codes.js';
import { helpText } from './help.js';
import { errorCode, errorText, STDOUT, say, writeNow } from './output.js';
import { UsageError } from './usage-error.js';
import type { WorkerInput } from './worker-input.js';

/** See test/bench/README.md for what a Python call takes of it. */
const STACK_MB = 64;
/** Little, because every page of memory that a short program touches for the first time costs it more than collecting. */
const YOUNG_MB = 3;

function main(argv: readonly string[]): void {
  if (argv.length === 0) {
    say(helpText().trimEnd());
    process.exitCode = EXIT.usage;
    return;
  }
  try {
    const request = parseArguments(argv);
    if (request.kind === 'help') writeNow(STDOUT, helpText());
    else if (request.kind === 'version') writeNow(STDOUT, `loopscope ${VERSION}\n`);
    else if (request.command.settings.scenario === null) startWorker(request.command);
    else void startWithScenario(request.command, request.command.settings.scenario);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`loopscope: ${error.message}\n'loopscope --help' shows how it is used`);
    process.exitCode = EXIT.usage;
  }
}

/** The reader of scenarios is a file of its own in dist/, so that other runs need not load it. */
async function startWithScenario(command: Command, file: string): Promise<void> {
  const { readScenario } = await import('./scenario-file.js');
  try {
    startWorker({ ...command, scenario: readScenario(file) });
  } catch (error) {
    // The class is another one there: it comes from another bundle.
    if (!(error instanceof Error) || error.name !== 'UsageError') throw error;
    say(`loopscope: ${error.message}`);
    process.exitCode = EXIT.usage;
  }
}

function startWorker(command: Command): void {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = isSource ? './worker-from-source.mjs' : './load-worker.cjs';
  const bundle = isSource ? '' : fileURLToPath(new URL('./worker.cjs', import.meta.url));
  const opened = isSource ? null : openBundle(bundle);
  const input: WorkerInput = { command, bundle, files: opened?.files ?? null, writesCaches: false };
  const worker = new Worker(new URL(entry, import.meta.url), {
    workerData: input,
    resourceLimits: { stackSizeMb: STACK_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  opened?.read();
  worker.on('error', (error) => {
    const isMemory = errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY';
    say(
      isMemory
        ? 'loopscope: stopped: the program needs more memory than there is'
        : internalMessage(errorText(error), error.stack ?? ''),
    );
    process.exitCode = isMemory ? EXIT.limit : EXIT.internal;
  });
  worker.on('exit', (code) => {
    process.exitCode ??= code;
  });
  stopOn('SIGINT', EXIT.interrupted, worker);
  stopOn('SIGTERM', EXIT.terminated, worker);
}

/** A worker that waits for input cannot be stopped from here: then the signal itself ends the process. */
function stopOn(signal: 'SIGINT' | 'SIGTERM', code: number, worker: Worker): void {
  process.once(signal, () => {
    setTimeout(() => process.kill(process.pid, signal), 300);
    void worker.terminate().then(() => process.exit(code));
  });
}

main(process.argv.slice(2));
