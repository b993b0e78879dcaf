// Functions by the names that events call them by: `Account.deposit`, `main.<locals>.worker`.

import type { EventOf } from '../../trace/events.js';
import type { Trace } from '../../trace/trace.js';
import type { Listing, Statement } from '../program/listing.js';
import { isFunction } from '../program/nodes.js';
import { qualifiedName } from '../program/qualified-name.js';
import { groupedBy } from './groups-of.js';

/** An event that is a call, or stands for rounds with so many calls. */
export interface Calls {
  readonly event: EventOf<'call' | 'line'>;
  readonly function: string;
  readonly times: number;
}

export class CallsByFunction {
  readonly #calls: ReadonlyMap<string, readonly Calls[]>;
  readonly #defined = new Map<string, number>();

  constructor(trace: Trace, listing: Listing) {
    for (const statement of listing.statements) {
      if (!isFunction(statement.node)) continue;
      const name = qualifiedName(statement);
      this.#defined.set(name, (this.#defined.get(name) ?? 0) + 1);
    }
    this.#calls = groupedBy(callsIn(trace), (calls) => calls.function);
  }

  /** Calls of the function that a statement defines; none where several functions have its name. */
  of(statement: Statement): readonly Calls[] {
    const name = qualifiedName(statement);
    return this.#defined.get(name) === 1 ? (this.#calls.get(name) ?? []) : [];
  }
}

function* callsIn(trace: Trace): IterableIterator<Calls> {
  for (let seq = 0; seq < trace.length; seq++) {
    const type = trace.typeAt(seq);
    if (type !== 'call' && type !== 'line') continue;
    const event = trace.event(seq);
    if (event.type === 'call') yield { event, function: event.function, times: 1 };
    else if (event.type === 'line') for (const each of event.calls ?? []) yield { event, ...each };
  }
}
