// `re.Scanner`: cuts a text into tokens, each by the first phrase that matches, and calls what belongs to it.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { latin1, PyBytes } from '../../objects/buffers.js';
import { call, isCallable } from '../../objects/call.js';
import { PyList, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { iterate, unpack } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { getItem } from '../../objects/subscript.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { parseSource } from './compile.js';
import { MatchRun } from './match-run.js';
import { NO_WIDTH, type Node, type Sequence, type Width } from './nodes.js';
import { PyPattern } from './pattern.js';
import { withPatternErrors } from './pattern-error.js';
import { Program } from './program.js';

/** One pattern of all phrases, each in a group of its own. */
function joinedPhrases(m: KernelMachine, lexicon: Value, flags: number): PyPattern {
  const alternatives: Sequence[] = [];
  let groupCount = 0;
  const widths = new Map<Sequence, Width>();
  let isText = true;
  for (const entry of iterate(lexicon)) {
    const [phrase = null] = unpack(entry, 2);
    const text = strValue(phrase);
    if (text === undefined && !(phrase instanceof PyBytes)) {
      throw typeError('first argument must be string or compiled pattern');
    }
    isText = text !== undefined;
    const source = text ?? (phrase instanceof PyBytes ? latin1(phrase.data) : '');
    const parsed = withPatternErrors(m, phrase, () => parseSource(m, source, text !== undefined, flags));
    noteLookbehinds(parsed.body, (body) => widths.set(body, parsed.state.width(body)));
    const number = alternatives.length + 1;
    alternatives.push([{ kind: 'group', number, addFlags: 0, removeFlags: 0, body: parsed.body }]);
    groupCount = Math.max(groupCount, number, parsed.groupCount);
  }
  const body: Sequence = [{ kind: 'branch', alternatives }];
  const program = withPatternErrors(
    m,
    null,
    () => new Program(groupCount, body, flags, (part) => widths.get(part) ?? NO_WIDTH),
  );
  return new PyPattern(m, null, isText, flags, program, new Map());
}

/** Visits what stands in lookbehinds, whose widths only the phrase's own parser knows. */
function noteLookbehinds(sequence: Sequence, note: (body: Sequence) => void): void {
  for (const node of sequence) {
    if (node.kind === 'look' && node.behind) note(node.body);
    for (const part of partsOf(node)) noteLookbehinds(part, note);
  }
}

function partsOf(node: Node): readonly Sequence[] {
  switch (node.kind) {
    case 'group':
    case 'repeat':
    case 'atomic':
    case 'look':
      return [node.body];
    case 'branch':
      return node.alternatives;
    case 'conditional':
      return [node.yes, node.no ?? []];
    default:
      return [];
  }
}

function scan(self: Value, string: Value): Value {
  const pattern = getAttribute(self, 'scanner');
  const result: Value[] = [];
  if (!(pattern instanceof PyPattern)) throw typeError('the scanner has no pattern');
  const run = new MatchRun(pattern, string);
  let done = 0;
  for (let match = run.next('match'); match !== undefined; match = run.next('match')) {
    const { end, lastIndex } = match.found;
    if (end === done) break;
    let action: Value = getItem(getItem(getAttribute(self, 'lexicon'), lastIndex - 1), 1);
    if (isCallable(action)) {
      setOwnAttribute(self, 'match', match);
      action = call(action, [self, match.group(0) ?? null]);
    }
    if (action !== null) result.push(action);
    done = end;
  }
  return tuple(new PyList(result), run.subject.part(done, run.subject.length));
}

export const lexerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Scanner', {
      module: 're',
      instanceDict: true,
      methods: {
        '__init__(self, lexicon, flags=0)': (self, lexicon, flags) => {
          setOwnAttribute(self, 'lexicon', lexicon);
          setOwnAttribute(self, 'scanner', joinedPhrases(m, lexicon, Number(intValue(flags) ?? 0)));
          return null;
        },
        'scan(self, string)': scan,
      },
    }),
);
