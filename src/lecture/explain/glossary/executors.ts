// Pools of worker threads and processes.

import { atMost } from '../wording.js';
import type { CallFamily, LibraryCall } from './gloss.js';
import { type Gloss, gloss } from './gloss.js';

function submitNote({ around: { words } }: LibraryCall): string {
  return words.say(
    'The call gives a future at once; the result is in it when the worker is done.',
    '`submit` puts a `_WorkItem` into `_work_queue` and gives its `Future`, whose result the worker sets.',
  );
}

export const executors: CallFamily = {
  'asyncio.loop.run_in_executor': (call) => {
    const [, fn, ...args] = call.positional();
    const what =
      fn === undefined
        ? 'a function'
        : asCall(
            call.around.code(fn),
            args.map((each) => call.around.code(each)),
          );
    const pool = call.argument(0) === '`None`' ? "the loop's own pool of threads" : call.argument(0);
    const worker = isOfProcesses(call) ? 'a worker process' : call.around.words.worker;
    return gloss(
      `hand ${what} to ${pool}${call.site.isAwaited ? ' and wait for its result' : ''}`,
      call.around.words.say(
        `\`run_in_executor\` gives a future at once. The call itself blocks ${worker}; the task waits in the I/O registry, and the event loop stays free.`,
        '`run_in_executor` calls `executor.submit` and ties the `concurrent.futures.Future` to an asyncio one by `wrap_future`: when the worker is done, `call_soon_threadsafe` hands the result over through the self-pipe.',
      ),
    );
  },
  'asyncio.to_thread': (call) => {
    const [fn, ...args] = call.positional();
    const what =
      fn === undefined
        ? 'a function'
        : asCall(
            call.around.code(fn),
            args.map((each) => call.around.code(each)),
          );
    return gloss(
      `run ${what} in ${call.around.words.worker}${call.site.isAwaited ? ' and wait for its result' : ''}`,
      call.around.words.say(
        'The call blocks that thread alone; the event loop stays free.',
        "`to_thread` is `run_in_executor(None, ...)` with a copy of the caller's `contextvars`.",
      ),
    );
  },
  'concurrent.futures.ThreadPoolExecutor': (call) => pool('threads', call),
  'concurrent.futures.ProcessPoolExecutor': (call) => pool('processes', call),
  ...onEach(['ThreadPoolExecutor', 'ProcessPoolExecutor', 'Executor'], {
    submit: (call) => {
      const [fn, ...args] = call.positional();
      const what =
        fn === undefined
          ? 'a function'
          : asCall(
              call.around.code(fn),
              args.map((each) => call.around.code(each)),
            );
      return gloss(`hand ${what} to ${call.owner}`, submitNote(call));
    },
    map: (call) =>
      gloss(
        `let ${call.owner} call ${call.argument(0) ?? 'a function'} for each of ${call.argument(1) ?? 'the values'}`,
        'The results come in the order of the values.',
      ),
    shutdown: ({ owner }) => gloss(`shut ${owner} down`),
  }),
  'concurrent.futures.Future.result': ({ owner, argument }) =>
    gloss(
      `wait for the result of ${owner}${atMost(argument(0, 'timeout'))}`,
      '`result()` blocks the thread that calls it until the result is there.',
    ),
  'concurrent.futures.as_completed': ({ argument }) =>
    gloss(
      `take ${argument(0) ?? 'the futures'} in the order in which they finish`,
      '`as_completed` gives one after another, whoever finishes first.',
    ),
  'concurrent.futures.wait': ({ argument }) => gloss(`wait for ${argument(0) ?? 'the futures'}`),
};

function onEach(classes: readonly string[], methods: CallFamily): CallFamily {
  return Object.fromEntries(
    classes.flatMap((name) =>
      Object.entries(methods).map(
        ([method, entry]) => [`concurrent.futures.${name}.${method}`, entry] as const,
      ),
    ),
  );
}

/** Whether the pool is known to be one of processes: by what it is made of, or because the program has no other. */
function isOfProcesses({ site, around: { listing } }: LibraryCall): boolean {
  const [given] = site.node.args;
  const api = given === undefined ? null : listing.apis.of(given);
  if (api?.endsWith('PoolExecutor')) return api.endsWith('ProcessPoolExecutor');
  const isNone = given?.kind === 'Constant' && given.value.type === 'None';
  const made = new Set(
    listing.calls.flatMap((each) => (each.api?.endsWith('PoolExecutor') ? [each.api] : [])),
  );
  return !isNone && made.size === 1 && [...made][0]?.endsWith('ProcessPoolExecutor') === true;
}

function pool(of: string, { argument, around: { words } }: LibraryCall): Gloss {
  const size = argument(0, 'max_workers');
  const many = of === 'threads' ? 'worker threads' : 'processes';
  const one = of === 'threads' ? 'worker thread' : 'process';
  return gloss(
    `make a pool of ${size === null ? many : `${size} ${size === '`1`' ? one : many}`}`,
    words.say(
      'Used with `with`, the pool is shut down at the end of the block: it waits there until all its work is done.',
      '`Executor.__exit__` calls `shutdown(wait=True)`.',
    ),
  );
}

/** `` `f(1, 2)` `` of a function's name and its arguments. */
function asCall(fn: string, args: readonly string[]): string {
  const [name, ...values] = [fn, ...args].map((each) => each.replace(/^`(.*)`$/, '$1'));
  return /^[\w.]+$/.test(name ?? '') ? `\`${name}(${values.join(', ')})\`` : fn;
}
