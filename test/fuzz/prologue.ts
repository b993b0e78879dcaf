// What every random program begins with: the helpers that its statements use.
//
// Every line a program prints carries the time to the microsecond: under the reference clock that counts every reading
// of the clock that asyncio itself makes.

export const PROLOGUE = `import asyncio
import concurrent.futures
import contextvars
import queue
import threading
import time

label = contextvars.ContextVar("label", default="none")


def log(*words):
    print(f"{time.monotonic():.6f}", *words)


def describe(error):
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__}[{', '.join(map(describe, error.exceptions))}]"
    cause = "" if error.__cause__ is None else f" from {describe(error.__cause__)}"
    return f"{type(error).__name__}{error.args}{cause}"


def outcome(future):
    if future.cancelled():
        return "cancelled"
    error = future.exception()
    return describe(error) if error is not None else repr(future.result())


def show(results):
    return [describe(r) if isinstance(r, BaseException) else r for r in results]


def called(future):
    log("callback", outcome(future), label.get())


def settle(future, value):
    if not future.done():
        future.set_result(value)


def blocking(seconds, result="blocked"):
    time.sleep(seconds)
    log("in", threading.current_thread().name.partition("_")[0], result)
    return result


def failing(seconds):
    time.sleep(seconds)
    raise LookupError(seconds)


def with_lock(seconds):
    with thread_lock:
        time.sleep(seconds)
        log("holds the lock")
    return "held"


def post(loop, seconds, number):
    time.sleep(seconds)
    loop.call_soon_threadsafe(log, "posted", number)
    return number


def ask(loop, call, seconds):
    future = asyncio.run_coroutine_threadsafe(call, loop)
    try:
        return future.result(seconds)
    except concurrent.futures.TimeoutError:
        log("no answer", future.cancel())
        return None
    except concurrent.futures.CancelledError:
        return "gone"


def close(pool):
    # pool.shutdown() joins the threads in the order of their addresses, which differs from run to run.
    pool.shutdown(wait=False)
    for thread in threading.enumerate():
        if thread.name.startswith("pool"):
            thread.join()


async def numbers(count, pause):
    try:
        for number in range(count):
            await asyncio.sleep(pause)
            yield number
    finally:
        log("numbers end")


class Resource:
    def __init__(self, pause, swallow=False):
        self.pause, self.swallow = pause, swallow

    async def __aenter__(self):
        await asyncio.sleep(self.pause)
        log("enter", label.get())
        return self

    async def __aexit__(self, kind, error, trace):
        log("exit", None if error is None else describe(error))
        await asyncio.sleep(self.pause)
        return self.swallow and isinstance(error, Exception)

`;

/** What every program sets up anew, inside of its `main`. */
export const SETUP = `    global locks, semaphores, events, queues, conditions, barriers, thread_lock, thread_queue, pool, flag
    locks = [asyncio.Lock() for _ in range(2)]
    semaphores = [asyncio.Semaphore(2), asyncio.BoundedSemaphore(1)]
    events = [asyncio.Event() for _ in range(2)]
    queues = [asyncio.Queue(1), asyncio.PriorityQueue(), asyncio.LifoQueue(2)]
    conditions = [asyncio.Condition() for _ in range(2)]
    barriers = [asyncio.Barrier(2), asyncio.Barrier(3)]
    thread_lock = threading.Lock()
    thread_queue = queue.Queue(2)
    pool = concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="pool")
    flag = 0
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
`;
