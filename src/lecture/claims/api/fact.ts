// How the objects that claims see are declared: a fact is something the trace holds, with attributes that are read from
// it. What a claim has read is its evidence, so attributes note the events behind them.

import { type HostKind, HostObject, type HostValue } from '../../../base/host.js';
import type { EventId } from '../../../trace/events.js';
import type { View } from './view.js';

export class Fact<T extends object> extends HostObject {
  constructor(
    readonly kind: HostKind,
    readonly view: View,
    readonly of: T,
  ) {
    super();
  }
}

type Read<T> = (of: T, view: View) => HostValue;

export interface FactDefinition<T> {
  readonly doc: string;
  /** What follows the kind's name in its `repr`: `at 0.1 s`. */
  readonly text: (of: T, view: View) => string;
  /** The events that it is read from. */
  readonly events: (of: T, view: View) => readonly (EventId | null | undefined)[];
  readonly attributes: Readonly<Record<string, Read<T>>>;
}

/** Gives the one fact of a view for a thing. */
export type FactKind<T extends object> = (view: View, of: T) => HostObject;

export function factKind<T extends object>(name: string, definition: FactDefinition<T>): FactKind<T> {
  const { doc, text, events, attributes } = definition;
  const read =
    (body: Read<T>) =>
    ({ of, view }: Fact<T>): HostValue => {
      view.touch(...events(of, view));
      return body(of, view);
    };
  const kind: HostKind = {
    name,
    doc,
    text: ({ of, view }: Fact<T>) => `<${name} ${text(of, view)}>`,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, body]) => [key, read(body)])),
  };
  return (view, of) => view.only(of, () => new Fact(kind, view, of));
}
