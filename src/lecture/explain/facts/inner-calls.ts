// Coroutines that were awaited directly: when they ran inside the task, and where it gave way in them.

import { type CallSpan, CallSpans } from '../../observation/call-spans.js';
import { plainName } from '../../observation/observation.js';
import { isFunction } from '../../program/nodes.js';
import type { Group } from '../grouping.js';
import { groupedBy } from '../groups-of.js';
import type { Scene } from '../scene.js';
import { code, listed, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const innerCalls: Fact = {
  id: 'inner-call',
  tell: (group, scene) => {
    if (isFunction(group.lead.node) && group.isHead) return [];
    if (!group.statements.some((each) => scene.listing.awaitsItself(each))) return [];
    const spans = spansAt(group, scene);
    return [...groupedBy(spans, ({ call }) => call.function).values()].map((same) => toldOf(same, scene));
  },
};

const known = new WeakMap<Scene, CallSpans>();

function spansAt({ lines }: Group, scene: Scene): CallSpan[] {
  // Of calls in folded rounds only the number is known.
  if (scene.observation.folded(lines) !== null) return [];
  const spans = known.get(scene) ?? new CallSpans(scene.trace, scene.listing);
  known.set(scene, spans);
  const coroutines = new Set<string>();
  for (const { function: name } of scene.observation.of('coroutine.create')) coroutines.add(name);
  return spans.from(lines).filter(({ call }) => call.task !== null && coroutines.has(call.function));
}

function toldOf(spans: readonly CallSpan[], scene: Scene): Telling {
  const [first] = spans;
  const begin = first?.call.t ?? 0;
  const ended = spans.flatMap(({ end }) => (end === null ? [] : [end]));
  const stays = spans.flatMap(({ call, end }) =>
    (scene.observation.history(call.task ?? -1)?.suspensions ?? []).filter(
      ({ event }) => event.seq > call.seq && event.seq < (end?.seq ?? Number.POSITIVE_INFINITY),
    ),
  );
  const names = [
    ...new Set(spans.flatMap(({ call }) => (call.task === null ? [] : [scene.task(call.task)]))),
  ];
  const evidence = [
    ...spans.flatMap(({ call, end }) => (end === null ? [call.seq] : [call.seq, end.seq])),
    ...stays.map(({ event }) => event.seq),
  ];
  const who = listed(names, 4);
  const count = spans.length === 1 ? '' : ` ${times(spans.length)}`;
  const latest = ended.at(-1);
  const when =
    latest === undefined || ended.length < spans.length
      ? ` from ${scene.at(begin)} on, and did not come to its end`
      : spans.length === 1
        ? ` ${scene.period(begin, latest.t)}${latest.type === 'return' ? '' : ', when an exception left it'}`
        : ` ${scene.between(begin, latest.t)}`;
  const lines = stays.flatMap(({ event }) =>
    event.line === 0 || event.inFile !== undefined ? [] : [event.line],
  );
  const gaveWay =
    stays.length === 0
      ? scene.words.say(', without giving way', ', without a suspension')
      : `, and ${scene.words.gaveWay} ${times(stays.length)} in it${lines.length === 0 ? '' : `, on ${scene.lines(new Set(lines))}`}`;
  const what = code(plainName(first?.call.function ?? ''));
  const ran = scene.tasks(new Set(stays.flatMap(({ ranMeanwhile }) => [...ranMeanwhile])));
  const meanwhile = ran.length === 0 || names.length > 1 ? '' : `; meanwhile ${listed(ran)} ran`;
  return tell(`${who} ran ${what}${count}${when}${gaveWay}${meanwhile}`, evidence);
}
