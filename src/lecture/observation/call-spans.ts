// Calls of the program's functions by the line that they were made from, with the events that ended them.

import type { EventHead, EventOf, TraceEvent } from '../../trace/events.js';
import type { Trace } from '../../trace/trace.js';
import type { Listing } from '../program/listing.js';
import { isFunction } from '../program/nodes.js';
import { qualifiedName } from '../program/qualified-name.js';

/** A call, and what showed that it was over: its return, or what ran next after an exception; null when it never was. */
export interface CallSpan {
  readonly call: EventOf<'call'>;
  end: TraceEvent | null;
}

interface Stack {
  readonly open: { readonly span: CallSpan; readonly from: number }[];
  /** The line of the program that runs; 0 where it is in another file. */
  now: number;
}

export class CallSpans {
  readonly #byLine = new Map<number, CallSpan[]>();
  readonly #stacks = new Map<string, Stack>();
  /** The lines of each function, by the name that calls of it have. */
  readonly #ranges = new Map<string, { readonly first: number; readonly last: number }>();

  constructor(trace: Trace, listing: Listing) {
    for (const statement of listing.statements) {
      const { node, first } = statement;
      if (isFunction(node)) this.#ranges.set(qualifiedName(statement), { first, last: node.end_lineno });
    }
    for (const event of trace.recorded()) this.#take(event);
  }

  /** Calls that were made from one of the lines, in the order of the trace. */
  from(lines: readonly number[]): CallSpan[] {
    return lines.flatMap((line) => this.#byLine.get(line) ?? []).sort((a, b) => a.call.seq - b.call.seq);
  }

  #take(event: TraceEvent): void {
    switch (event.type) {
      case 'line':
        this.#line(event);
        return;
      case 'task.step':
        this.#stackOf(event).now = event.inFile === undefined ? event.line : 0;
        return;
      case 'call':
        this.#call(event);
        return;
      case 'return':
        this.#return(event);
        return;
      case 'task.finish': {
        const stack = this.#stackOf(event);
        for (const { span } of stack.open.splice(0)) span.end ??= event;
      }
    }
  }

  /** A line of a function further out shows that an exception has left those inside; a generator's line shows nothing. */
  #line(event: EventOf<'line'>): void {
    const stack = this.#stackOf(event);
    stack.now = event.inFile === undefined ? event.line : 0;
    if (stack.now === 0) return;
    const owner = stack.open.findLastIndex(({ span }) => this.#holds(span, stack.now));
    if (owner < 0) return;
    for (const { span } of stack.open.splice(owner + 1)) span.end = event;
  }

  #holds({ call }: CallSpan, line: number): boolean {
    const range = this.#ranges.get(call.function);
    return range !== undefined && line >= range.first && line <= range.last;
  }

  #call(event: EventOf<'call'>): void {
    const stack = this.#stackOf(event);
    leave(stack, event);
    const span: CallSpan = { call: event, end: null };
    const isFirst = stack.open.length === 0 && event.task !== null;
    stack.open.push({ span, from: stack.now });
    // The coroutine of a task is called by the loop.
    if (stack.now === 0 || isFirst) return;
    const spans = this.#byLine.get(stack.now);
    if (spans === undefined) this.#byLine.set(stack.now, [span]);
    else spans.push(span);
  }

  #return(event: EventOf<'return'>): void {
    const stack = this.#stackOf(event);
    const ended = stack.open.findLast(({ span: { call } }) => call.depth === event.depth);
    if (ended !== undefined) stack.now = ended.from;
    leave(stack, event);
  }

  #stackOf({ task, thread }: EventHead): Stack {
    const key = task === null ? `thread ${thread}` : `task ${task}`;
    const found = this.#stacks.get(key);
    if (found !== undefined) return found;
    const made: Stack = { open: [], now: 0 };
    this.#stacks.set(key, made);
    return made;
  }
}

/** Frames of this depth or deeper are gone. */
function leave({ open }: Stack, event: EventOf<'call' | 'return'>): void {
  while ((open.at(-1)?.span.call.depth ?? 0) >= event.depth) {
    const gone = open.pop();
    if (gone !== undefined) gone.span.end = event;
  }
}
