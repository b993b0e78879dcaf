// A scenario: what the simulated web answers, by URL. Plain data, which the command reads from a YAML file and a page
// may write as it is.

/** Seconds, from the least to the most; what it is within them is drawn with the run's seed. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface Answer {
  readonly latency: Range;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null: the default body, which tells of the request. */
  readonly body: string | null;
  /** The share of requests that find no connection, from 0 to 1. */
  readonly failure: number;
}

export interface ScenarioRule extends Answer {
  /** `*` stands for anything. Without a `?` in it, the query of a URL does not matter. */
  readonly url: string;
  /** In capitals; null for any. */
  readonly method: string | null;
}

export interface Scenario {
  /** The first one that fits is taken. */
  readonly rules: readonly ScenarioRule[];
  /** For all other URLs. */
  readonly otherwise: Answer;
}

export const DEFAULT_ANSWER: Answer = {
  latency: { least: 0.05, most: 0.15 },
  status: 200,
  headers: [],
  body: null,
  failure: 0,
};

export const DEFAULT_SCENARIO: Scenario = { rules: [], otherwise: DEFAULT_ANSWER };

/** What a request gets to hear. Paths as httpbin.org has them say it themselves where no rule does. */
export function answerFor({ rules, otherwise }: Scenario, method: string, url: string): Answer {
  const plain = url.replace(/[?#].*$/s, '');
  const rule = rules.find(
    (each) =>
      (each.method === null || each.method === method) &&
      pattern(each.url).test(each.url.includes('?') ? url : plain),
  );
  if (rule !== undefined) return rule;
  const delay = /\/delay\/(\d+(?:\.\d+)?)$/.exec(plain)?.[1];
  if (delay !== undefined) return { ...otherwise, latency: { least: Number(delay), most: Number(delay) } };
  const status = /\/status\/([1-5]\d\d)$/.exec(plain)?.[1];
  return status === undefined ? otherwise : { ...otherwise, status: Number(status) };
}

function pattern(url: string): RegExp {
  const parts = url.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}/?$`, 's');
}
