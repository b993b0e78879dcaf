// `concurrent.futures.wait` and `as_completed`.

import { blocking } from '../../execution/blocking.js';
import { PyGenerator } from '../../execution/generator.js';
import { Emit, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { strValue } from '../../objects/boxed.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PySet } from '../../objects/set.js';
import { typeName } from '../../objects/types.js';
import { type Nanoseconds, SECOND } from '../../trace/time.js';
import { deadlineAfter, timeoutSeconds } from '../deadlines.js';
import { once } from '../library.js';
import { structSequenceType } from '../struct-sequence.js';
import { ConcurrentFuture, type Watcher } from './future.js';

export const FIRST_COMPLETED = 'FIRST_COMPLETED';
export const FIRST_EXCEPTION = 'FIRST_EXCEPTION';
export const ALL_COMPLETED = 'ALL_COMPLETED';

function futuresOf(given: Value): ConcurrentFuture[] {
  return [...new Set(toArray(given))].map((future) => {
    if (future instanceof ConcurrentFuture) return future;
    throw typeError(`a concurrent.futures.Future is expected, got ${typeName(future)}`);
  });
}

const doneAndNotDone = once(() => structSequenceType('DoneAndNotDoneFutures', ['done', 'not_done']));

/** The thread that waits, and the futures that were done meanwhile. */
class Waiter implements Watcher {
  finishedFutures: ConcurrentFuture[] = [];
  /** `event`: there is something to wake up for. */
  isSet = false;

  constructor(
    readonly machine: KernelMachine,
    readonly thread: SimThread,
    /** Whether this one is enough to wake up for. */
    readonly isEnough: (future: ConcurrentFuture) => boolean,
  ) {}

  finished(future: ConcurrentFuture): void {
    this.finishedFutures.push(future);
    if (!this.isEnough(future)) return;
    this.isSet = true;
    this.machine.scheduler.wake(this.thread);
  }

  *wait(text: string, deadline: Nanoseconds | null): Generator<Pause, void, Value> {
    if (this.isSet || (deadline !== null && deadline <= this.machine.clock.now)) return;
    yield new ThreadWait('result', text, deadline);
  }
}

function forget(futures: Iterable<ConcurrentFuture>, waiter: Waiter): void {
  for (const { watchers } of futures) {
    const index = watchers.indexOf(waiter);
    if (index >= 0) watchers.splice(index, 1);
  }
}

function* wait(
  m: KernelMachine,
  given: Value,
  timeout: Value,
  returnWhen: Value,
): Generator<Pause, Value, Value> {
  const when = strValue(returnWhen);
  const futures = futuresOf(given);
  const done = futures.filter(({ isOver }) => isOver);
  const failed = ({ cancelled, error }: ConcurrentFuture): boolean => !cancelled && error !== null;
  const result = (finished: readonly ConcurrentFuture[]): Value =>
    new PyTuple(
      [PySet.of(finished), PySet.of(futures.filter((future) => !finished.includes(future)))],
      doneAndNotDone(),
    );
  if (when === FIRST_COMPLETED && done.length > 0) return result(done);
  if (when === FIRST_EXCEPTION && done.some(failed)) return result(done);
  if (done.length === futures.length) return result(done);
  if (when !== FIRST_COMPLETED && when !== FIRST_EXCEPTION && when !== ALL_COMPLETED)
    throw valueError(`Invalid return condition: ${repr(returnWhen)}`);
  let pending = futures.length - done.length;
  const waiter = new Waiter(m, m.scheduler.current, (future) => {
    if (when === FIRST_COMPLETED) return true;
    if (when === FIRST_EXCEPTION && failed(future)) return true;
    pending--;
    return pending === 0;
  });
  for (const { watchers } of futures) watchers.push(waiter);
  yield* waiter.wait(`waiting for ${futures.length} futures`, deadlineAfter(m, timeout));
  forget(futures, waiter);
  return result([...done, ...waiter.finishedFutures]);
}

/** The body of the generator that `as_completed` gives. */
function* asCompleted(m: KernelMachine, given: Value, timeout: Value): Generator<Pause, Value, Value> {
  const end = timeout === null ? null : timeoutSeconds(timeout) + m.readClock() / SECOND;
  const futures = futuresOf(given);
  const left = new Set(futures);
  const pending = new Set(futures.filter(({ isOver }) => !isOver));
  const waiter = new Waiter(m, m.scheduler.current, () => true);
  for (const { watchers } of futures) watchers.push(waiter);
  const give = (future: ConcurrentFuture): Emit => {
    left.delete(future);
    pending.delete(future);
    forget([future], waiter);
    return new Emit(future);
  };
  try {
    // What is done already comes in the order of a stack, as the list is used up from its end.
    for (const future of futures.filter(({ isOver }) => isOver).reverse()) yield give(future);
    while (pending.size > 0) {
      let deadline: Nanoseconds | null = null;
      if (end !== null) {
        const rest = end - m.readClock() / SECOND;
        if (rest < 0)
          throw exception('TimeoutError', `${pending.size} (of ${futures.length}) futures unfinished`);
        deadline = m.clock.now + Math.ceil(rest * SECOND);
      }
      yield* waiter.wait('waiting for the next of some futures', deadline);
      const finished = waiter.finishedFutures;
      waiter.finishedFutures = [];
      waiter.isSet = false;
      for (const future of finished) yield give(future);
    }
  } finally {
    forget(left, waiter);
  }
  return null;
}

export function makeWaiting(m: KernelMachine): Record<string, Value> {
  return {
    wait: blocking(m, 'def wait(fs, timeout=None, return_when="ALL_COMPLETED")', (fs, timeout, when) =>
      wait(m, fs ?? null, timeout ?? null, when ?? null),
    ),
    as_completed: native(
      'def as_completed(fs, timeout=None)',
      (fs, timeout) =>
        new PyGenerator(m, null, 'as_completed', 'as_completed', () =>
          asCompleted(m, fs ?? null, timeout ?? null),
        ),
    ),
  };
}
