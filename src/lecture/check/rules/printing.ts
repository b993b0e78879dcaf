// "`a` is printed before `b`", "the first line printed is `a`", "`c` is never printed", "prints `y` first".

import { type Clause, clausesOf, isSupposed } from '../reading/clauses.js';
import { hasPlaceholder, linesPrinted, linesWith, type PrintedLine } from '../reading/printed-text.js';
import { numberFrom } from '../reading/quantities.js';
import type { Claim, ClaimRule } from '../rule.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { times } from '../wording.js';

const BEFORE =
  /`([^`]+)`[^`.;]{0,50}?\b(?:printed|comes?|came|appears?|appeared|shown|is|was|prints?)\s+(?:\w+\s+)?(before|after)\s+(?:the\s+)?`([^`]+)`/i;
const THEN =
  /(?:\bfirst\s+`([^`]+)`,?\s+(?:and\s+)?then\s+`([^`]+)`|\b(?:see|prints?|printed|shows?)\s+`([^`]+)`,?\s+and\s+then\s+`([^`]+)`)/i;
const FIRST =
  /(?:\b(first|last)\s+(?:line|thing|text|message|value|output)(?:\s+(?:that\s+)?(?:(?:is\s+)?printed|(?:it|the program|this)\s+prints|of output|to appear|(?:you|we) see))?\s+(?:is|was)\s+`([^`]+)`|`([^`]+)`\s+(?:(?:is|was) printed|(?:comes?|came|appears?|appeared))\s+(first|last)\b|\b(?:prints?|printed|see)\s+`([^`]+)`\s+(first|last)\b)/gi;
const ALSO = /`([^`]+)`\s+first\s+and\s+`([^`]+)`\s+last\b/i;
const OFTEN =
  /`([^`]+)`\s+(?:(?:is|was|gets?|got)\s+(?:(never|not)\s+)?printed|(?:(never|does not|did not)\s+)?appear(?:s|ed)?)(?:\s+(exactly |only )?(once|twice|\w+ times))?(?=\s*(?:$|[.,;:)\u2014]|as well|too|because|since|here|anyway|all the same))/gi;

export const printing: ClaimRule = {
  id: 'printing',
  summary:
    'how often and in which order texts are printed: "`a` is printed before `b`", "`c` is never printed"',
  about: 'run',
  read: ({ text }, subject) => {
    const clauses: Clause[] = clausesOf(text).filter((clause) => !isSupposed(clause.text));
    const all = linesPrinted([...subject.observation.of('output')]);
    const { observation, lines } = subject;
    const below = linesPrinted(observation.outputsIn(lines));
    const own = linesPrinted(observation.eventsAt(lines, 'output'));
    return [
      ...(isSupposed(text) ? [] : sequence(text, all)),
      ...clauses.flatMap((clause) => [
        ...extremes(clause.text, [own, below, all]),
        ...frequency(clause.text, all),
        ...printedOften(clause.text, [own, below, all]),
      ]),
    ];
  },
};

/** Of two texts that are printed once each. */
function sequence(text: string, all: readonly PrintedLine[]): Claim[] {
  const before = BEFORE.exec(text);
  const then = THEN.exec(text);
  const match = before ?? then;
  if (match === null) return [];
  const [one, other] =
    before !== null ? [before[1], before[3]] : [then?.[1] ?? then?.[3], then?.[2] ?? then?.[4]];
  if (one === undefined || other === undefined) return [];
  const [a, b] = [linesWith(one, all), linesWith(other, all)];
  const [first, second] = [a[0], b[0]];
  if (first === undefined || second === undefined || first === second || a.length !== 1 || b.length !== 1)
    return [];
  const isBefore = all.indexOf(first) < all.indexOf(second);
  const [earlier, later] = isBefore ? [first, second] : [second, first];
  const observed = `"${earlier.line}" was printed before "${later.line}"`;
  const evidence = [...new Set([earlier.seq, later.seq])];
  const isRight = isBefore === !/after/i.test(before?.[2] ?? 'before');
  return [
    { quote: match[0], judgement: isRight ? holds(observed, evidence) : contradicted(observed, evidence) },
  ];
}

/** First or last of what the note's lines print, with or without the functions that they call, or of all there is. */
function extremes(text: string, ranges: readonly (readonly PrintedLine[])[]): Claim[] {
  const claims: Claim[] = [];
  const add = (quote: string, place: string, said: string): void => {
    const judgement = extreme(/first/i.test(place), said, ranges);
    if (judgement !== null) claims.push({ quote, judgement });
  };
  for (const match of text.matchAll(FIRST)) {
    const [quote, place1, text1, text2, place2, text3, place3] = match;
    add(quote, place1 ?? place2 ?? place3 ?? '', text1 ?? text2 ?? text3 ?? '');
  }
  const also = ALSO.exec(text);
  if (also !== null) {
    if (claims.length === 0) add(also[0], 'first', also[1] ?? '');
    add(also[0], 'last', also[2] ?? '');
  }
  return claims;
}

function extreme(
  isFirst: boolean,
  said: string,
  ranges: readonly (readonly PrintedLine[])[],
): Judgement | null {
  const isSomewhere = ranges.some((lines) => linesWith(said, lines).length > 0);
  const several = ranges.filter((lines) => lines.length > 1);
  if (several.length < ranges.length - 1 || hasPlaceholder(said) || !isSomewhere) return null;
  const ends = several.flatMap((lines) => (isFirst ? lines[0] : lines.at(-1)) ?? []);
  const [end] = ends;
  if (end === undefined) return null;
  const which = isFirst ? 'first' : 'last';
  const right = ends.find((each) => linesWith(said, [each]).length > 0);
  if (right !== undefined) return holds(`"${right.line}" was printed ${which}`, [right.seq]);
  return contradicted(`"${end.line}" was printed ${which}`, [end.seq], end.line);
}

/** "Prints `x` three times" */
const PRINTS_OFTEN =
  /\b(?:prints?|printed)\s+`([^`]+)`\s+(?:exactly |only )?(once|twice|\w+ times)(?=\s*(?:$|[.,;:)\u2014]|because|since|here|in (?:all|total)))/gi;

function printedOften(text: string, ranges: readonly (readonly PrintedLine[])[]): Claim[] {
  return [...text.matchAll(PRINTS_OFTEN)].flatMap((match): Claim[] => {
    const [quote, said = '', often = ''] = match;
    const claimed = numberFrom(often.replace(/ times$/i, ''));
    const counts = ranges.map((lines) => linesWith(said, lines));
    const most = counts.at(-1) ?? [];
    if (!Number.isFinite(claimed) || hasPlaceholder(said) || most.length === 0) return [];
    const right = counts.find(({ length }) => length === claimed);
    const evidence = (right ?? most).map(({ seq }) => seq).slice(0, 4);
    const observed = `"${said}" was printed ${times((right ?? most).length)}`;
    const correct = times(most.length);
    return [
      {
        quote,
        judgement:
          right !== undefined ? holds(observed, evidence) : contradicted(observed, evidence, correct),
      },
    ];
  });
}

function frequency(text: string, all: readonly PrintedLine[]): Claim[] {
  return [...text.matchAll(OFTEN)].flatMap((match): Claim[] => {
    const [quote, said = '', never1, never2, , often] = match;
    const isDenied = never1 !== undefined || never2 !== undefined;
    if (hasPlaceholder(said) || (isDenied && often !== undefined)) return [];
    const found = linesWith(said, all);
    const evidence = found.map(({ seq }) => seq).slice(0, 4);
    const count = found.length === 0 ? 'never' : times(found.length);
    const observed = found.length === 0 ? `"${said}" was never printed` : `"${said}" was printed ${count}`;
    const claimed = often === undefined ? null : numberFrom(often.replace(/ times$/i, ''));
    if (claimed !== null && !Number.isFinite(claimed)) return [];
    // A variable or a call is not the text itself.
    if (found.length === 0 && /^[\w.]+(?:\(.*\))?$/.test(said) && !isDenied) return [];
    const isRight = isDenied
      ? found.length === 0
      : claimed === null
        ? found.length > 0
        : found.length === claimed;
    return [
      { quote, judgement: isRight ? holds(observed, evidence) : contradicted(observed, evidence, count) },
    ];
  });
}
