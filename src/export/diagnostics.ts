// What was found wrong with a run, below its summary: each finding with what to do and the events that show it.

import type { EventOf } from '../trace/events.js';
import { paint } from './ansi.js';
import { wrapWords } from './columns.js';

/** Nothing where nothing was found. */
export function diagnosticLines(
  found: readonly EventOf<'diagnostic'>[],
  width: number,
  color: boolean,
): string[] {
  if (found.length === 0) return [];
  return [
    '',
    paint('Diagnostics', 'title', color),
    ...found.flatMap(({ rule, severity, message, fix, evidence }) => [
      ...indented(`${severity}: ${message} [${rule}, events ${evidence.join(', ')}]`, width).map((line) =>
        severity === 'info' ? line : paint(line, 'hold', color),
      ),
      ...(fix === null ? [] : indented(`To mend it: ${fix}`, width - 2).map((line) => `  ${line}`)),
    ]),
  ];
}

function indented(text: string, width: number): string[] {
  return wrapWords(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line.trim()}`));
}
