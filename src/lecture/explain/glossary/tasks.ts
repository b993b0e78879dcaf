// Tasks: made, grouped, cancelled, asked about.

import type { CallFamily, LibraryCall } from './gloss.js';
import { type Gloss, gloss } from './gloss.js';

export const tasks: CallFamily = {
  'asyncio.create_task': makeTask,
  'asyncio.ensure_future': makeTask,
  'asyncio.loop.create_task': makeTask,
  'asyncio.TaskGroup.create_task': (call) =>
    gloss(`make a task of ${call.argument(0, 'coro') ?? 'a coroutine'} in the group`, whenTasksRun(call)),
  'asyncio.TaskGroup': ({ around: { words } }) =>
    gloss(
      'open a task group',
      words.say(
        'The block ends when all tasks of the group are done; if one fails, the others are cancelled and the errors come out as an `ExceptionGroup`.',
        '`__aexit__` waits until `_tasks` is empty; when a task fails, `_on_task_done` calls `_abort()`, which cancels the others, and `__aexit__` raises a `BaseExceptionGroup` of `_errors`.',
      ),
    ),
  'asyncio.Task.cancel': (call) =>
    gloss(`ask ${call.owner} to cancel`, `\`cancel()\` only asks: ${call.around.words.cancellation}.`),
  'asyncio.Future.cancel': ({ owner }) => gloss(`cancel ${owner}`),
  'asyncio.shield': (call) =>
    gloss(
      `wait for ${call.argument(0, 'arg') ?? 'it'} behind a shield`,
      call.around.words.say(
        'If the one who waits is cancelled, what is behind the shield goes on.',
        '`shield` gives an outer `Future`: cancelling it does not cancel the inner one.',
      ),
    ),
  'asyncio.current_task': () => gloss('look up the task that is running'),
  'asyncio.all_tasks': () => gloss('list the tasks of the loop that are not done'),
  'asyncio.Task.add_done_callback': (call) =>
    gloss(`have ${call.argument(0) ?? 'a function'} called when ${call.owner} is done`),
  'asyncio.Future.add_done_callback': (call) =>
    gloss(`have ${call.argument(0) ?? 'a function'} called when ${call.owner} is done`),
  'asyncio.Task.result': ({ owner }) => gloss(`take the result of ${owner}`),
  'asyncio.Task.exception': ({ owner }) => gloss(`ask ${owner} for its exception`),
  'asyncio.Future.set_result': (call) =>
    gloss(
      `give ${call.owner} its result, ${call.argument(0) ?? '`None`'}`,
      call.around.words.say(
        'Whoever awaits it becomes ready.',
        "`__schedule_callbacks` calls `call_soon` for each done callback, a waiting task's `__wakeup` among them.",
      ),
    ),
  'asyncio.Future.set_exception': (call) =>
    gloss(`give ${call.owner} an exception, ${call.argument(0) ?? ''}`),
  'asyncio.loop.create_future': makeFuture,
  'asyncio.Future': makeFuture,
};

function makeFuture({ around: { words } }: LibraryCall): Gloss {
  return gloss(
    'make a future',
    words.say(
      'A future is a promise of a result: tasks can await it, and somebody else sets it.',
      '`Future.__await__` yields the future itself while it is pending, and returns `result()` once it is done.',
    ),
  );
}

function makeTask(call: LibraryCall): Gloss {
  return gloss(`make a task of ${call.argument(0, 'coro') ?? 'a coroutine'}`, whenTasksRun(call));
}

function whenTasksRun({ around: { words } }: LibraryCall): string {
  return words.say(
    'A task runs independently, but not at once: it is put into the ready queue, and its first turn comes when the code that made it gives way.',
    '`Task.__init__` calls `call_soon(self.__step)`: the coroutine is driven for the first time in a later `_run_once`.',
  );
}
