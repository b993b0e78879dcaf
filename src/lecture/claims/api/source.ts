// The text of the program, as claims see it: its lines, calls and functions.

import type * as ast from '../../../../grammar/ast.js';
import type { CallSite } from '../../program/listing.js';
import type { FunctionNode } from '../../program/nodes.js';
import { factKind } from './fact.js';
import { taskFactOrNone } from './tasks.js';
import { secondsOrNone } from './values.js';
import type { View } from './view.js';

export interface SourceLine {
  readonly lineno: number;
}

export const lineFact = factKind<SourceLine>('Line', {
  doc: 'A line of the program and how it ran.',
  text: ({ lineno }, { observation: { listing } }) => listing.lineName(lineno),
  events: ({ lineno }, { observation }) => {
    const line = observation.line(lineno);
    return [line?.first, line?.last];
  },
  attributes: {
    label: ({ lineno }, { observation: { listing } }) => listing.numberOf(lineno),
    text: ({ lineno }, { observation: { listing } }) => listing.text(lineno),
    times: ({ lineno }, { observation }) => observation.timesRun(lineno),
    tasks: ({ lineno }, view) =>
      [...(view.observation.line(lineno)?.tasks ?? [])].map((id) => taskFactOrNone(view, id)),
    threads: ({ lineno }, { observation }) =>
      [...(observation.line(lineno)?.threads ?? [])].map((id) => observation.threadName(id)),
    first_at: ({ lineno }, view) => secondsOrNone(timeOf(view, view.observation.line(lineno)?.first)),
    last_at: ({ lineno }, view) => secondsOrNone(timeOf(view, view.observation.line(lineno)?.last)),
  },
});

function timeOf({ observation }: View, seq: number | undefined): number | null {
  return seq === undefined ? null : observation.trace.timeAt(seq);
}

export const callFact = factKind<CallSite>('Call', {
  doc: 'A call in the text of the program.',
  text: ({ name, node }, { observation: { listing } }) => `${name} on line ${listing.lineName(node.lineno)}`,
  events: () => [],
  attributes: {
    name: ({ name }) => name,
    api: ({ api }) => api,
    text: ({ node }, { observation: { listing } }) => listing.code(node),
    label: ({ node }, { observation: { listing } }) => listing.numberOf(node.lineno),
    awaited: ({ isAwaited }) => isAwaited,
  },
});

export const functionFact = factKind<FunctionNode>('Function', {
  doc: 'A function in the text of the program.',
  text: ({ name }) => name,
  events: () => [],
  attributes: {
    name: ({ name }) => name,
    is_coroutine: ({ kind }) => kind === 'AsyncFunctionDef',
    parameters: ({ args }) => parametersOf(args),
    first_label: ({ lineno }, { observation: { listing } }) => listing.numberOf(lineno),
    last_label: ({ end_lineno }, { observation: { listing } }) => listing.numberOf(end_lineno),
    has_await: (node, { observation: { listing } }) => listing.awaits(node),
    calls: ({ name }, view) =>
      view.observation.listing.calls
        .filter(({ statement }) => statement.function?.name === name)
        .map((call) => callFact(view, call)),
  },
});

function parametersOf({ posonlyargs, args, vararg, kwonlyargs, kwarg }: ast.Arguments): string[] {
  const named = (arg: ast.Arg | null): ast.Arg[] => (arg === null ? [] : [arg]);
  return [...posonlyargs, ...args, ...named(vararg), ...kwonlyargs, ...named(kwarg)].map(({ arg }) => arg);
}
