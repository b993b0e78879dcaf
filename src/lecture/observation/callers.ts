// From which lines the running function was called, for each task and each thread outside of tasks.

import type { EventHead, TraceEvent } from '../../trace/events.js';
import { type Place, placeOf } from '../../trace/places.js';

interface Stack {
  /** The line each call was made from, by the depth of the called frame. */
  readonly lines: { readonly depth: number; readonly from: Place }[];
  now: Place;
}

export class Callers {
  readonly #stacks = new Map<string, Stack>();

  take(event: TraceEvent): void {
    if (event.type !== 'line' && event.type !== 'call' && event.type !== 'return') return;
    const stack = this.#stackOf(event);
    switch (event.type) {
      case 'line':
        stack.now = placeOf(event);
        return;
      case 'call':
        leave(stack, event.depth);
        if (stack.now !== 0) stack.lines.push({ depth: event.depth, from: stack.now });
        return;
      case 'return':
        stack.now = stack.lines.findLast(({ depth }) => depth === event.depth)?.from ?? stack.now;
        leave(stack, event.depth);
    }
  }

  /** Innermost first. */
  of(event: EventHead): Place[] {
    return this.#stackOf(event)
      .lines.map(({ from }) => from)
      .reverse();
  }

  #stackOf({ task, thread }: EventHead): Stack {
    const key = task === null ? `thread ${thread}` : `task ${task}`;
    const known = this.#stacks.get(key);
    if (known !== undefined) return known;
    const made: Stack = { lines: [], now: 0 };
    this.#stacks.set(key, made);
    return made;
  }
}

/** Frames of this depth or deeper are gone: an exception ends them without a word. */
function leave({ lines }: Stack, depth: number): void {
  while ((lines.at(-1)?.depth ?? 0) >= depth) lines.pop();
}
