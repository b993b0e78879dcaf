// Pools of worker threads and processes.

import type { CallFamily, LibraryCall } from './gloss.js';
import { type Gloss, gloss } from './gloss.js';

const SUBMIT = 'The call gives a future at once; the result is in it when the worker is done.';

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
    return gloss(
      `hand ${what} to ${pool}${call.site.isAwaited ? ' and wait for its result' : ''}`,
      `\`run_in_executor\` gives a future at once. The call itself blocks ${call.around.words.worker}; the task waits in ${call.around.words.outside}, and the event loop stays free.`,
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
      'The call blocks that thread alone; the event loop stays free.',
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
      return gloss(`hand ${what} to ${call.owner}`, SUBMIT);
    },
    map: (call) =>
      gloss(
        `let ${call.owner} call ${call.argument(0) ?? 'a function'} for each of ${call.argument(1) ?? 'the values'}`,
        'The results come in the order of the values.',
      ),
    shutdown: ({ owner }) => gloss(`shut ${owner} down`),
  }),
  'concurrent.futures.Future.result': ({ owner }) =>
    gloss(
      `wait for the result of ${owner}`,
      '`result()` blocks the thread that calls it until the result is there.',
    ),
  'concurrent.futures.as_completed': ({ argument }) =>
    gloss(`take ${argument(0) ?? 'the futures'} in the order in which they finish`),
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

function pool(of: string, { argument }: LibraryCall): Gloss {
  const size = argument(0, 'max_workers');
  return gloss(
    `make a pool of ${size === null ? '' : `${size} `}${of === 'threads' ? 'worker threads' : 'processes'}`,
    'Used with `with`, the pool is shut down at the end of the block: it waits there until all its work is done.',
  );
}

/** `` `f(1, 2)` `` of a function's name and its arguments. */
function asCall(fn: string, args: readonly string[]): string {
  const [name, ...values] = [fn, ...args].map((each) => each.replace(/^`(.*)`$/, '$1'));
  return /^[\w.]+$/.test(name ?? '') ? `\`${name}(${values.join(', ')})\`` : fn;
}
