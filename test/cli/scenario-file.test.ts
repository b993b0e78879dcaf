// Reading scenarios: what a file says, and what is wrong with one.

import { expect, it } from 'vitest';
import { answerFor } from '../../src/base/scenario.js';
import { parseScenario } from '../../src/cli/scenario-file.js';

it('reads defaults, patterns, ranges and bodies', () => {
  const scenario = parseScenario(
    `
default:
  latency: 0.2
responses:
  - url: https://api.test/users/*
    method: get
    latency: [0.1, 0.3]
    json: [{id: 1}]
  - url: https://api.test/text
    status: 201
    body: hello
    headers: {X-Limit: 10}
    failure: 0.5
`,
    's.yaml',
  );
  const users = answerFor(scenario, 'GET', 'https://api.test/users/1?page=2');
  expect(users).toMatchObject({ latency: { least: 0.1, most: 0.3 }, body: '[{"id":1}]', status: 200 });
  expect(users.headers).toEqual([['Content-Type', 'application/json']]);
  const text = answerFor(scenario, 'POST', 'https://api.test/text');
  expect(text).toMatchObject({ status: 201, body: 'hello', failure: 0.5, headers: [['X-Limit', '10']] });
  expect(answerFor(scenario, 'POST', 'https://api.test/users/1')).toMatchObject({
    latency: { least: 0.2, most: 0.2 },
  });
  expect(answerFor(scenario, 'GET', 'https://httpbin.org/delay/3').latency).toEqual({ least: 3, most: 3 });
  expect(answerFor(scenario, 'GET', 'https://httpbin.org/status/418').status).toBe(418);
});

it.each([
  ['responses: 5', '1:12: "responses" is a list: begin each response with "- url: ..."'],
  ['respones: []', '1:1: a scenario has no field "respones": it has default, responses'],
  ['responses: [{url: a, latency: [3, 1]}]', '1:31: the range ends before it begins: write [1, 3]'],
  ['responses: [{url: x, status: 99}]', '1:30: "status" is a whole number from 100 to 599'],
  [
    'responses: [{latency: 1}]',
    '1:13: this response has no url: add "url: https://..." (* stands for anything)',
  ],
  [
    'responses: [{url: x, body: a, json: 1}]',
    '1:37: a response has a body or json, not both: leave one of them out',
  ],
  ['responses: [{url: x, failure: 2}]', '1:31: "failure" is a share from 0 to 1'],
  ['- a', '1:1: a scenario is a mapping: begin with "responses:"'],
])('says what is wrong with %s', (text, message) => {
  expect(() => parseScenario(text, 's.yaml')).toThrow(`s.yaml:${message}`);
});
