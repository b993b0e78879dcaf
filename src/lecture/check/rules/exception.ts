// "raises a `ValueError`", "which `except` catches".

import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const RAISES =
  /\b(?:raises?|throws?|fails? with|propagates?|results? in)\s+(?:an? |the |its )?`?((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Group|Iteration))`?/i;

export const exception: ClaimRule = {
  id: 'exception',
  summary: 'what is raised: "raises a `ValueError`"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      const match = RAISES.exec(clause.text);
      const name = match?.[1];
      if (
        match === null ||
        name === undefined ||
        isSupposed(clause.text) ||
        /\bre-?raises?\b/i.test(clause.text)
      )
        return [];
      const judgement = judge(
        name.replace(/^.*\./, ''),
        isDenied(clause.text.slice(0, match.index)),
        subject,
      );
      return judgement === null ? [] : [{ quote: match[0], judgement }];
    }),
};

/** Only an exception that the run never raised at all is surely not raised here. */
function judge(name: string, isNegative: boolean, { observation, lines }: Subject): Judgement | null {
  const raised = [...observation.of('raise')].filter((event) => isNamed(event.exception, name));
  const here = raised.filter((event) => event.inFile === undefined && lines.includes(event.line));
  const evidence = (here.length > 0 ? here : raised).map(({ seq }) => seq).slice(0, 4);
  if (isNegative) {
    if (raised.length === 0) return holds(`no ${name} was raised`);
    return here.length === 0 ? null : contradicted(`${name} was raised: ${here[0]?.message ?? ''}`, evidence);
  }
  if (here.length > 0) return holds(`${name} was raised: ${here[0]?.message ?? ''}`, evidence);
  if (raised.length > 0 || !observation.hasRun(lines)) return null;
  return contradicted(`no ${name} was raised anywhere in the run`, [], null);
}

/** `asyncio.TimeoutError` is `TimeoutError`, and a group's own class stands for the general one. */
function isNamed(exception: string, name: string): boolean {
  const own = exception.replace(/^.*\./, '');
  return own === name || (name === 'BaseExceptionGroup' && own === 'ExceptionGroup');
}
