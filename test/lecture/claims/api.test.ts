// The trace API, asked by claims: what they assert is what it has to say.

import { expect, it } from 'vitest';
import { checkClaims } from '../../../src/lecture/claims/claims.js';
import { readLecture } from '../../../src/lecture/document/lecture.js';
import { hostedRunner, runLectureProgram } from '../../support/lecture-runs.js';

const PROGRAM = `import asyncio                              # line 1
import concurrent.futures                   # line 2
import time                                 # line 3
                                            # line 4
def work(n):                                # line 5
    time.sleep(0.2)                         # line 6
    return n * 2                            # line 7
                                            # line 8
async def clock(name, delay=0.1):           # line 9
    try:                                    # line 10
        while True:                         # line 11
            await asyncio.sleep(delay)      # line 12
            print(name)                     # line 13
    except asyncio.CancelledError:          # line 14
        print("stopped")                    # line 15
        raise                               # line 16
                                            # line 17
async def main():                           # line 18
    loop = asyncio.get_running_loop()       # line 19
    tick = asyncio.create_task(clock("t"))  # line 20
    with concurrent.futures.ThreadPoolExecutor(1) as pool:  # line 21
        first = await loop.run_in_executor(pool, work, 4)   # line 22
    time.sleep(0.15); await asyncio.sleep(0)  # line 23
    tick.cancel()                           # line 24
    try:                                    # line 25
        await tick                          # line 26
    except asyncio.CancelledError:          # line 27
        state = {"first": first, "rate": 0.5, "who": (None, -1)}  # line 28
    print(state)                            # line 29
                                            # line 30
asyncio.run(main())                         # line 31
`;

const MARKDOWN = `# Example 1\n\n\`\`\`python\n${PROGRAM}\`\`\`\n\n- **Line 9:** A clock.\n`;

/** What is said of the claims when they do not hold. */
function failures(source: string): string[] {
  const options = { markdown: MARKDOWN, file: 'l.md', claims: source, claimsFile: 'l.claims.py' };
  const runs = { run: runLectureProgram, runHosted: hostedRunner() };
  const { of, problems } = checkClaims({ ...options, ...runs });
  const said = problems.map(({ line, message }) => `${line}: ${message}`);
  for (const example of readLecture(MARKDOWN).examples) {
    for (const note of example.notes) {
      for (const { verdict, observed } of of(note, example)) {
        if (verdict !== 'holds') said.push(`${verdict}: ${observed}`);
      }
    }
  }
  return said;
}

const CLAIMS = `from loopscope import approx

def raises(error, ask, *args, **keywords):
    try:
        ask(*args, **keywords)
    except error as raised:
        return str(raised)
    return "nothing was raised"

def line_9_approx():
    assert 0.61 == approx(0.6) and approx(0.6) == 0.61 and 0.64 != approx(0.6)
    assert 0.004 == approx(0) and 0.006 != approx(0)
    assert 1 == approx(1.2, abs=0.2) and 1 != approx(1.2, rel=0.01) and "1" != approx(1)
    assert [1, 2.04] == approx([1, 2]) and (1, 2) == approx([1, 2]) and [1] != approx([1, 2]) and 1 != approx([1])
    assert repr(approx(0.6)) == "0.6 ± 0.03" and repr(approx([1], abs=0.5)) == "[1 ± 0.5]"
    assert raises(TypeError, approx, "x") == "expected must be a number or a list of numbers, not str"
    assert raises(ValueError, approx, 1, abs=-1) == "abs must not be negative"
    assert raises(TypeError, type(approx(1))) == "cannot create 'approx' instances"

def line_9_tasks(trace):
    tick = trace.task("clock")
    assert tick is trace.task(tick) is trace.task("t") is trace.tasks[1] and tick == "clock" and tick != "main"
    assert tick.name == repr(tick) == "clock" and tick.asyncio_name == "Task-2" and tick.args == ["t", 0.1]
    assert tick.created_by == "main" and tick.created_label == 20
    assert tick.started_at == approx(0) and tick.finished_at == approx(0.35)
    assert tick.cancelled and tick.outcome == "cancelled" and tick.result is None and tick.exception is None
    assert [wait.resumed_at for wait in tick.suspensions] == approx([0.1, 0.35])
    assert tick.suspensions[-1].throws == "CancelledError"
    assert [cancel.label for cancel in tick.cancels] == [24] and tick.cancels[0].by == "main"
    assert tick.time_waiting + tick.time_ready + tick.time_running == approx(0.35)
    assert raises(LookupError, getattr, tick, "resumed_at") == "the task was resumed 2 times: its \`suspensions\` tell them apart"
    assert raises(LookupError, trace.task, "x") == "no task is called 'x'; there are main, clock"
    assert "name" in raises(TypeError, trace.task)
    assert raises(TypeError, hash, tick) == "unhashable type: 'Task'"
    assert raises(AttributeError, getattr, tick, "finished") == "'Task' object has no attribute 'finished'"
    assert [step.task for step in trace.steps("clock")] == ["clock"] * 3 and len(trace.steps()) > 3

def line_9_suspensions(trace):
    first, *_ = waits = trace.suspensions(label=12)
    assert len(waits) == 2 and trace.suspensions(label=range(11, 14), task="t") == waits
    assert trace.suspensions(label=12, task="main") == []
    assert first.task == "t" and first.label == 12 and first.waits_for == "asyncio.sleep(0.1)"
    assert first.wait_kind == "sleep" and first.deadline == approx(0.1) and first.duration == approx(0.1)
    assert first.state_before == "running" and first.state_after == "waiting"
    assert raises(LookupError, trace.suspensions, label=99) == "the program has no line 99; it has lines 1-31"
    assert raises(TypeError, trace.suspensions, label="12").startswith("label must be the number of a line or several")

def line_9_lines(trace):
    assert trace.times(13) == len(trace.runs(label=13)) == len(trace.prints(label=13)) == 1
    assert trace.line(13).times == 1 and trace.line(13).tasks == ["clock"] and trace.line(13).threads == ["main"]
    assert trace.line(6).threads == ["worker-1"] and trace.line(6).first_at == approx(0)
    assert [line.label for line in trace.lines(5, 7)] == [5, 6, 7] and trace.times(range(5, 8)) == 3
    assert trace.line(13).text.strip().startswith("print(name)")
    assert [run.task for run in trace.runs(task="clock")][0] == "clock"
    assert trace.output == ["t", "stopped", "{'first': 8, 'rate': 0.5, 'who': (None, -1)}"] and trace.errors == []

def line_9_values(trace):
    assert trace.value("first") == 8
    assert trace.value("state") == {"first": 8, "rate": 0.5, "who": [None, -1]}
    assert [(store.name, store.label) for store in trace.stores("first")] == [("first", 22)]
    assert raises(LookupError, trace.value, "last") == "no variable last ever got a value"
    assert [raised.exception for raised in trace.raises(label=12)] == ["CancelledError"]

def line_9_source(trace):
    clock, main = trace.function("clock"), trace.function("main")
    assert clock.is_coroutine and clock.parameters == ["name", "delay"] and (clock.first_label, clock.last_label) == (9, 16)
    assert clock.has_await and not trace.function("work").has_await and not trace.function("work").is_coroutine
    assert [call.api for call in clock.calls] == ["asyncio.sleep", None, None] and clock.calls[0].awaited
    assert [call.text for call in trace.calls(22)] == ["loop.run_in_executor(pool, work, 4)"]
    assert trace.has_await(12) and not trace.has_await([13, 15])
    assert raises(LookupError, trace.function, "wrk") == "the program has no function 'wrk'; it has work, clock, main"

def line_9_threads(trace):
    (work,) = trace.works
    assert work.text == "work(4)" and work.label == 22 and work.task == "main" and work.result == 8
    assert work.thread == "worker-1" and work.duration == approx(0.2) and work.outcome == "returned"
    assert [thread.name for thread in trace.threads] == ["main", "worker-1"]
    assert [thread.is_worker for thread in trace.threads] == [False, True]
    assert trace.threads[1].ended_at == approx(0.2)

def line_9_blocking(trace):
    (delay,) = trace.blocked_by(label=23)
    assert delay.task == "clock" and delay.duration == approx(0.15, abs=0.1)
    assert [(pause.thread, pause.wait_kind) for pause in trace.pauses()][:1] == [("worker-1", "time.sleep")]
    assert trace.pauses(label=23)[0].duration == approx(0.15)
    assert trace.idle() == approx(0.2) and trace.idle(start=0.1) == approx(0.1) and trace.idle(end=0.05) == approx(0.05)
    assert any(found.rule == "blocking-call" for found in trace.diagnostics)

def line_9_loop(trace):
    assert [timer.label for timer in trace.timers] == [12, 12] and trace.timers[0].when == approx(0.1)
    assert trace.timers[0].fired_at == approx(0.1) and trace.timers[0].task == "clock"
    assert trace.timers[0].cancelled_at is None
    assert trace.iterations[0].number == 1 and trace.iterations[0].ready == ["main"]
    assert trace.futures(kind="executor")[0].resolved_at == approx(0.2)
    assert [coroutine.function for coroutine in trace.coroutines()] == ["main", "clock"]
    assert trace.coroutines("clock")[0].task == "clock" and trace.coroutines("clock")[0].awaited
    assert trace.stop == "finished" and trace.exception is None and trace.total == approx(0.35)

def line_9_events(trace):
    cancel = trace.events("task.cancel", label=24)[0]
    assert cancel.data == {"id": 2, "message": None, "requests": 1} and cancel.task == "main" and cancel.label == 24
    assert cancel.causes[-1].type == "program.start" and cancel.cause.seq < cancel.seq
    assert trace.events("no.such") == []

def line_9_variant(trace, variant):
    raising = variant(replace={7: "raise ValueError(n)"})
    assert raising.exception == "ValueError: 4" and raising.stop == "exception" and raising.task("main").outcome == "raised"
    assert raises(LookupError, variant, delete=99) == "the program has no line 99"
    assert raises(TypeError, variant, replace=[1]) == "replace must be a dict of lines and texts, not list"
    assert raises(TypeError, variant, replace={"1": "pass"}) == "replace must map numbers of lines to texts"
`;

it('says what happened', () => {
  expect(failures(CLAIMS)).toEqual([]);
});
