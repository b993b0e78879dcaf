// An explanation of a program, line by line, from its text and from what one run of it did.

import type { Trace } from '../../trace/trace.js';
import type { Listing } from '../program/listing.js';
import { isFunction } from '../program/nodes.js';
import { describe } from './describe.js';
import type { ExplainedNote, Explanation, Sentence } from './explanation.js';
import { sentenceOf } from './facts/fact.js';
import { FACTS } from './facts/facts.js';
import { hasRun } from './facts/never-ran.js';
import { Glossary } from './glossary/glossary.js';
import { type Group, groupsOf } from './grouping.js';
import { remarksOn } from './remarks.js';
import { Scene } from './scene.js';
import { type ReaderLevel, wordsFor } from './words.js';

/** `trace`: of a run at level `full`, with its diagnostics. */
export function explain(trace: Trace, listing: Listing, level: ReaderLevel): Explanation {
  const scene = new Scene(trace, listing, wordsFor(level));
  const glossary = new Glossary(listing, scene.words);
  const groups = groupsOf(
    listing,
    (node) => isFunction(node) && scene.isComplete && !node.body.some((each) => hasRun(each, scene)),
  );
  const said = new Set<string>();
  const notes = groups.map((group) => noteOn(group, scene, glossary, said));
  return { file: trace.header.file, level, listing, notes, remarks: remarksOn(scene) };
}

/** `said`: what the glossary has said already; it does not say it twice. */
function noteOn(group: Group, scene: Scene, glossary: Glossary, said: Set<string>): ExplainedNote {
  const [does = '', ...known] = describe(group, glossary);
  const sentences: Sentence[] = [{ kind: 'glossary', text: does, evidence: [] }];
  for (const text of known) {
    if (said.has(text)) continue;
    said.add(text);
    sentences.push({ kind: 'glossary', text, evidence: [] });
  }
  const told = new Set<string>();
  for (const fact of FACTS) {
    const tellings = fact.tell(group, scene, told);
    if (tellings.length > 0) told.add(fact.id);
    for (const telling of tellings) sentences.push(sentenceOf(fact.id, telling));
    // Of code that did not run there is nothing else to tell.
    if (fact.id === 'never-ran' && tellings.length > 0) break;
  }
  return { title: titleOf(group, scene.listing), first: group.first, last: group.last, sentences };
}

function titleOf({ first, last }: Group, listing: Listing): string {
  const numbers: number[] = [];
  for (let line = first; line <= last; line++) {
    const number = listing.numberOf(line);
    if (number !== null) numbers.push(number);
  }
  const [from] = numbers;
  const to = numbers.at(-1);
  if (from === undefined || to === undefined)
    return first === last ? `Line :${first}` : `Lines :${first}–${last}`;
  return from === to ? `Line ${from}` : `Lines ${from}–${to}`;
}
