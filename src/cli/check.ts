// `loopscope check`: a lecture's notes held against its programs.

import { writeFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { diagnosed } from '../diagnose/diagnose.js';
import type { RunEnd } from '../interpreter/options.js';
import { checkLecture, type MoreClaims, NO_CLAIMS } from '../lecture/check/check.js';
import { hasFindings, type LectureReport } from '../lecture/check/report.js';
import { type Update, updated, updatesOf } from '../lecture/check/update.js';
import { checkClaims, type RunHosted } from '../lecture/claims/claims.js';
import type { RunProgram } from '../lecture/observation/runner.js';
import { reportFormats } from '../lecture/reports/formats.js';
import { REPORT_FORMATS } from '../lecture/reports/names.js';
import { useColor } from './color.js';
import type { Command } from './command.js';
import { endMessage } from './endings.js';
import { EXIT } from './exit-codes.js';
import { fileProblem, STDERR, STDOUT, say, writeNow } from './output.js';
import { readClaimsBeside, readText } from './program-file.js';
import { runWith } from './run-program.js';
import { lineReader } from './standard-input.js';
import { UsageError } from './usage-error.js';
import { writeLines } from './write-lines.js';

/** A program of a lecture that goes on for longer never ends: steps, events, and seconds of virtual time. */
const MOST_STEPS = 2_000_000_000;
const MOST_EVENTS = 2_000_000;
const MOST_SECONDS = 86_400;

export function check(command: Command): number {
  const { settings } = command;
  const { text, name } = readText(command);
  const run = runner(command);
  const moreClaims = claimsBeside(command, { text, name, run });
  const report = checkLecture(text, { file: name, run, moreClaims });
  const isTerminal = settings.output === '-' && isatty(STDOUT);
  const options = {
    color: useColor(settings.color, { isTerminal, env: process.env }),
    isVerbose: settings.verbosity === 2,
    isStrict: settings.strict,
  };
  const format = REPORT_FORMATS.find((each) => each === settings.format) ?? 'text';
  writeLines(settings.output, reportFormats[format](report, options));
  if (settings.update !== 'no') update(command, text, report);
  return hasFindings(report, settings.strict) ? EXIT.findings : EXIT.fine;
}

/** What the programs print is not the report's business. */
function runner(command: Command): RunProgram {
  const limited = withLimits(command);
  return (source, name, clock = command.settings.clock) => {
    const { trace, end } = runWith(
      { ...limited, settings: { ...limited.settings, clock } },
      { source, name },
      { trace: 'full', maxEvents: MOST_EVENTS, write: () => undefined, readLine: () => null },
    );
    const problem = isMeant(end) ? null : problemOf(end, name);
    return { trace: trace === null ? null : diagnosed(trace), problem, lineno: linenoOf(end) };
  };
}

/** A lecture may show how a program fails; that something is missing to run it is not meant. */
function isMeant(end: RunEnd): boolean {
  return (
    end.kind === 'exception' &&
    !/^(?:ModuleNotFoundError|ImportError|NotImplementedError)\b/.test(end.lastLine)
  );
}

/** Claims written as Python in `NAME.claims.py` beside `NAME.md`; what they print goes to stderr. */
function claimsBeside(
  command: Command,
  { text, name, run }: { readonly text: string; readonly name: string; readonly run: RunProgram },
): MoreClaims {
  const beside = readClaimsBeside(command);
  if (beside === null) return NO_CLAIMS;
  const limited = withLimits(command);
  const runHosted: RunHosted = (source, file, host) => {
    const write = (_stream: string, printed: string): void => writeNow(STDERR, printed);
    const { end } = runWith(
      limited,
      { source, name: file },
      { trace: null, write, readLine: () => null, host },
    );
    const message = problemOf(end, file);
    return message === null ? null : { message, lineno: linenoOf(end) };
  };
  const claims = { claims: beside.text, claimsFile: beside.name };
  return checkClaims({ markdown: text, file: name, ...claims, run, runHosted });
}

function withLimits(command: Command): Command {
  const { maxSteps, maxTime } = command.settings;
  const limits = { maxSteps: maxSteps ?? MOST_STEPS, maxTime: maxTime ?? MOST_SECONDS };
  return { ...command, args: [], settings: { ...command.settings, ...limits } };
}

function linenoOf(end: RunEnd): number | null {
  return 'lineno' in end ? end.lineno : null;
}

function problemOf(end: RunEnd, name: string): string | null {
  const problem = end.kind === 'syntax error' ? end.message : endMessage(end, name);
  return problem?.replace(/^loopscope: /, '') ?? null;
}

function update({ file, settings }: Command, text: string, report: LectureReport): void {
  if (file === '-') throw new UsageError('--update needs a FILE that it can rewrite');
  const wanted = settings.update === 'yes' ? updatesOf(report) : askedFor(updatesOf(report), text);
  if (wanted.length === 0) return;
  try {
    writeFileSync(file, updated(text, wanted));
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${fileProblem(error)}`);
  }
  say(`loopscope: ${wanted.length} place${wanted.length === 1 ? '' : 's'} of ${file} rewritten`);
}

function askedFor(updates: readonly Update[], text: string): Update[] {
  if (updates.length === 0) return [];
  if (!isatty(0)) throw new UsageError('--update asks on a terminal; without one, say --update --yes');
  const readLine = lineReader(0);
  return updates.filter(({ claim, replacement }) => {
    const { offset, length } = replacement;
    writeNow(
      STDERR,
      `line ${claim.line}: "${text.slice(offset, offset + length)}" -> "${replacement.text}"? [y/N] `,
    );
    return /^y(?:es)?$/i.test((readLine() ?? '').trim());
  });
}
