// Values that names got.

import type * as ast from '../../../../grammar/ast.js';
import type { EventOf } from '../../../trace/events.js';
import type { LineHistory } from '../../observation/observation.js';
import { ownNodes } from '../../program/listing.js';
import { isFunction, walk } from '../../program/nodes.js';
import type { Group } from '../grouping.js';
import { groupedBy } from '../groups-of.js';
import type { Scene } from '../scene.js';
import { code, joined } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SHOWN = 4;
const MOST_NAMES = 4;

export const values: Fact = {
  id: 'value',
  tell: (group, scene) => {
    const { lead } = group;
    if ((isFunction(lead.node) && group.isHead) || SILENT.has(lead.node.kind)) return [];
    const byName = groupedBy(scene.events.at(group.lines, 'store'), ({ name }) => name);
    const inside = comprehensionNames(group);
    return [...byName]
      .filter(([name]) => !inside.has(name))
      .filter(([name, events]) => isTelling(name, events, scene))
      .slice(0, MOST_NAMES)
      .map(([name, events]) => stored(name, events, scene));
  },
};

const SILENT: ReadonlySet<ast.Stmt['kind']> = new Set(['ClassDef', 'Import', 'ImportFrom']);

/** Names that live inside of a comprehension alone. */
function comprehensionNames({ statements }: Group): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of statements)
    for (const each of ownNodes(node))
      if (each.kind === 'comprehension')
        for (const target of walk(each.target)) if (target.kind === 'Name') names.add(target.id);
  return names;
}

/** Objects whose repr says nothing, and what the line itself says already, are left out. */
function isTelling(name: string, events: readonly EventOf<'store'>[], scene: Scene): boolean {
  const [first] = events;
  if (first === undefined || name.startsWith('_') || events.every(({ value }) => isOpaque(value)))
    return false;
  if (events.some(({ value }) => value !== first.value) || foldedAt(events, scene) !== null) return true;
  const text = scene.listing.text(first.line);
  const told = new RegExp(String.raw`\b${name}(?:\s*:[^=]*)?\s*=\s*(.*?)\s*(?:[;#].*)?$`).exec(text)?.[1];
  return told === undefined || told.replaceAll('"', "'") !== first.value.replaceAll('"', "'");
}

/** Nothing but objects without a word about them: `<Task>`, `[<Task>, <Task>]`. */
function isOpaque(value: string): boolean {
  return /<.*>/.test(value) && /^[[\](){}, .]*$/.test(value.replace(/<.*>/, ''));
}

function stored(name: string, events: readonly EventOf<'store'>[], scene: Scene): Telling {
  const texts = events.map(({ value }) => valueText(value));
  const evidence = events.map(({ seq }) => seq);
  const subject = code(name);
  const tasks = new Set(events.map(({ task }) => task));
  const folded = foldedAt(events, scene);
  if (folded === 'calls') return tell(`${subject} was, among other things, ${ends(texts)}`, evidence);
  if (folded === null && new Set(texts).size === 1)
    return tell(`${subject} was ${texts[0]}${events.length === 1 ? '' : ' each time'}`, evidence);
  if (folded !== null || texts.length > MOST_SHOWN)
    return tell(
      folded === null && texts[0] === texts.at(-1)
        ? `${subject} was ${texts[0]} first and last, and something else between`
        : `${subject} was first ${texts[0]} and last ${texts.at(-1)}`,
      evidence,
    );
  if (tasks.size === events.length)
    return tell(
      `${subject} was ${joined(events.map((event, i) => `${texts[i]} in ${scene.who(event)}`))}`,
      evidence,
    );
  return tell(`${subject} was ${texts.join(', then ')}`, evidence);
}

/** What is known of the lines of events besides these: see `LineHistory`. */
export function foldedAt(
  events: readonly { readonly line: number }[],
  { observation }: Scene,
): LineHistory['folded'] {
  return observation.folded(events.map(({ line }) => line));
}

/** The first and the last of several. */
export function ends(texts: readonly string[]): string {
  const [first] = texts;
  const last = texts.at(-1);
  return first === last || last === undefined ? `${first}` : `${first} and ${last}`;
}

/** A float with more figures than anybody reads is told to three of them. */
export function valueText(value: string): string {
  if (!/^-?\d+\.\d{6,}(?:e-?\d+)?$|^-?\d(?:\.\d+)?e-\d+$/.test(value)) return code(value);
  return `about ${code(String(Number(Number(value).toPrecision(3))))}`;
}
