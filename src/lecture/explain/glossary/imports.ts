// Imports, and what the modules are for.

import type * as ast from '../../../../grammar/ast.js';
import { code, joined } from '../wording.js';
import { type Gloss, gloss, type StatementFamily, type Surroundings } from './gloss.js';

const MODULES: Readonly<Record<string, string>> = {
  abc: 'abstract base classes',
  argparse: 'command-line arguments',
  asyncio: 'the event loop with its coroutines, tasks and timers',
  bisect: 'searching in sorted lists',
  collections: 'more kinds of containers: `deque`, `Counter`, `defaultdict`, ...',
  'concurrent.futures': 'pools of worker threads and processes',
  contextlib: 'tools for `with` statements',
  contextvars: 'variables that each task has for itself',
  copy: 'copying objects',
  csv: 'tables in text files',
  dataclasses: 'classes that mainly hold data',
  datetime: 'dates and times',
  decimal: 'decimal numbers without rounding errors',
  enum: 'named constants',
  fractions: 'exact fractions',
  functools: 'functions that work on functions',
  hashlib: 'checksums',
  heapq: 'lists as priority queues',
  inspect: 'looking into functions and objects',
  io: 'streams in memory',
  itertools: 'building blocks for iterators',
  json: 'data as JSON text',
  logging: 'log messages',
  math: 'mathematical functions',
  multiprocessing: 'processes that run in parallel',
  operator: 'operators as functions',
  os: 'what the operating system offers',
  pathlib: 'paths of files',
  queue: 'queues between threads',
  random: 'random numbers',
  re: 'regular expressions',
  sched: 'a scheduler for events',
  signal: 'signals of the operating system',
  statistics: 'mean, median and so on',
  string: 'constants and templates for text',
  struct: 'values as bytes',
  subprocess: 'other programs',
  sys: "the interpreter's own settings and streams",
  tempfile: 'temporary files',
  textwrap: 'wrapping text',
  threading: 'threads, and locks between them',
  time: 'clocks, and `time.sleep`',
  traceback: 'tracebacks as text',
  types: 'the types of functions, modules and so on',
  typing: 'type annotations',
  unittest: 'tests',
  uuid: 'unique identifiers',
  warnings: 'warnings',
  weakref: 'references that keep nothing alive',
};

export const imports: StatementFamily = {
  Import: ({ names }) => {
    const shown = names.map(
      ({ name, asname }) => code(name) + (asname === null ? '' : ` as ${code(asname)}`),
    );
    const [only] = names;
    const purpose = names.length === 1 && only !== undefined ? MODULES[only.name] : undefined;
    const does = `import ${joined(shown)}${purpose === undefined ? '' : `, the standard library's module for ${purpose}`}`;
    return gloss(does);
  },
  ImportFrom: (node, around) => fromImport(node, around),
};

function fromImport({ module, names, level }: ast.ImportFrom, around: Surroundings): Gloss {
  const from = `${'.'.repeat(level)}${module ?? ''}`;
  if (from === '__future__')
    return gloss(
      `switch on ${joined(names.map(({ name }) => code(name)))}, a feature of later Python versions`,
    );
  const shown = names.map(({ name, asname }) =>
    name === '*' ? 'all public names' : code(name) + (asname === null ? '' : ` as ${code(asname)}`),
  );
  const purpose = MODULES[from];
  const described = purpose === undefined ? '' : `, the module for ${purpose}`;
  const isOwn = level > 0 || (purpose === undefined && around.words.level === 'beginner');
  return gloss(`import ${joined(shown)} from ${code(from)}${isOwn ? '' : described}`);
}
