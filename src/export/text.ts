// The narrated trace: one row per event of interest, readable by someone who has only read the lecture.
//
// rows.ts decides what is told, narration/ in which words, columns.ts how it is laid out.

import { lineName } from '../trace/line-labels.js';
import { placeIn, placeName } from '../trace/places.js';
import { Schedule } from '../trace/schedule.js';
import { taskNames, threadNames } from '../trace/task-names.js';
import type { Trace } from '../trace/trace.js';
import { paint } from './ansi.js';
import { headingLines, layoutFor, rowLines, wrapWords } from './columns.js';
import { diagnosticLines } from './diagnostics.js';
import type { Verbosity } from './narration/narration.js';
import { RowWriter, sceneOf } from './rows.js';
import { summaryLines } from './summary.js';

export interface TextOptions {
  readonly color?: boolean;
  /** Characters per line; names and code may need more. */
  readonly width?: number;
  /** 0: what tasks do and print. 1: lines and the loop as well, loops folded. 2: every event. */
  readonly verbosity?: Verbosity;
}

const DEFAULT_WIDTH = 80;

/** The lines of the narrated trace, without line ends. */
export function* textLines(trace: Trace, options: TextOptions = {}): IterableIterator<string> {
  const { color = false, width = DEFAULT_WIDTH, verbosity = 1 } = options;
  const { labels, source, files = [] } = trace.header;
  const layout = layoutFor(
    {
      end: trace.timeAt(trace.length - 1),
      threads: threadNames(trace).values(),
      tasks: shownTasks(trace, verbosity),
      lines: [
        ...source.split('\n').map((_, i) => lineName(labels, i + 1)),
        ...files.flatMap((file, index) =>
          file.source.split('\n').map((_, i) => placeName(trace.header, placeIn(index + 1, i + 1))),
        ),
      ],
    },
    width,
    color,
  );
  yield* introduction(trace, width, color, verbosity);
  yield '';
  yield* headingLines(layout);
  const writer = new RowWriter(sceneOf(trace), verbosity);
  for (const row of writer.rows()) yield* rowLines(row, layout);
  yield '';
  yield* summaryLines(writer.scene, width, color);
  yield* diagnosticLines(trace.diagnostics, width, color);
}

export function traceText(trace: Trace, options: TextOptions = {}): string {
  return `${[...textLines(trace, options)].join('\n')}\n`;
}

/** Names that need room: those of the teardown's tasks are told to the verbose alone. */
function shownTasks(trace: Trace, verbosity: Verbosity): string[] {
  const names = taskNames(trace);
  const schedule = new Schedule();
  for (let seq = 0; seq < trace.length; seq++) {
    const type = trace.typeAt(seq);
    if (type === 'task.create' || type?.startsWith('loop.')) schedule.apply(trace.event(seq));
  }
  const tasks = [...schedule.tasks.values()].filter(({ isTeardown }) => verbosity === 2 || !isTeardown);
  return tasks.map(({ id }) => names.get(id) ?? '');
}

function introduction(trace: Trace, width: number, color: boolean, verbosity: Verbosity): string[] {
  const { file, labels, options } = trace.header;
  const lines = labels === null ? "the file's lines" : "the labels in the file's comments";
  const legend = [
    `Times are seconds on a virtual clock, lines are ${lines}.`,
    '"prints" is output of the program, "->" says where a task goes.',
  ];
  if (verbosity > 0) legend.push('A row with a bar shows code that runs.');
  if (verbosity === 1) legend.push("Iterations that only run asyncio's own callbacks are left out.");
  return [
    paint(`loopscope trace of ${file} (${options.clock} clock)`, 'title', color),
    ...wrapWords(legend.join(' '), width).map((line) => line.trim()),
  ];
}
