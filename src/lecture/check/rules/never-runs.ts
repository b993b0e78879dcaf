// "This line is never reached", "is never called": true of the program as it is.

import { isSupposed } from '../reading/clauses.js';
import type { ClaimRule } from '../rule.js';
import { contradicted, holds } from '../verdict.js';
import { historiesAt } from './count.js';
import { times } from './suspension.js';

const NEVER =
  /\b(?:(?:this|the|that)? ?(?:line|code|branch|block|body|statement|function|coroutine|print)s?|it|`\w+(?:\(\))?`)\s+(?:(?:is|are|was) never (?:run|reached|executed|called|entered)|never (?:runs?|executes?|happens?)|(?:does|do) not run at all)\b/i;

export const neverRuns: ClaimRule = {
  id: 'never-runs',
  summary: 'code that does not run: "this line is never reached"',
  about: 'program',
  read: ({ text }, subject) => {
    const match = NEVER.exec(text);
    if (match === null || isSupposed(text.slice(0, match.index)) || subject.statements.length === 0)
      return [];
    const ran = historiesAt(subject);
    const count = ran.reduce((sum, each) => sum + each.times, 0);
    const evidence = ran.map(({ first }) => first).slice(0, 4);
    const judgement = count === 0 ? holds('it never ran') : contradicted(`it ran ${times(count)}`, evidence);
    return [{ quote: match[0], judgement }];
  },
};
