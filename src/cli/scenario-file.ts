// Reads a scenario (`--scenario FILE`): YAML, checked field by field. What is wrong is told with line and column and
// what to do about it. Loaded only where the option is given, because the YAML parser takes its time.

import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import {
  type Answer,
  DEFAULT_ANSWER,
  type Range,
  type Scenario,
  type ScenarioRule,
} from '../base/scenario.js';
import { fileProblem } from './output.js';
import { UsageError } from './usage-error.js';

const ANSWER_FIELDS = ['latency', 'status', 'headers', 'body', 'json', 'failure'];
const RULE_FIELDS = ['url', 'method', ...ANSWER_FIELDS];

export function readScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${fileProblem(error)}`);
  }
  return parseScenario(text, file);
}

export function parseScenario(text: string, file: string): Scenario {
  return new Reader(text, file).read();
}

class Reader {
  readonly #lines = new LineCounter();

  constructor(
    readonly text: string,
    readonly file: string,
  ) {}

  read(): Scenario {
    const document = parseDocument(this.text, { lineCounter: this.#lines, prettyErrors: false });
    const [problem] = document.errors;
    if (problem !== undefined)
      throw this.#problemAt(problem.pos[0], `this is no YAML: ${problem.message.split('\n')[0]}`);
    const { contents } = document;
    if (contents === null) return { rules: [], otherwise: DEFAULT_ANSWER };
    if (!isMap(contents)) throw this.#problem(contents, 'a scenario is a mapping: begin with "responses:"');
    const fields = this.#fields(contents, ['default', 'responses'], 'a scenario');
    const base = fields.get('default');
    if (base !== undefined && !isMap(base))
      throw this.#problem(base, '"default" is a mapping: write latency, status or body below it');
    const otherwise =
      base === undefined
        ? DEFAULT_ANSWER
        : this.#answer(this.#fields(base, ANSWER_FIELDS, 'a default'), DEFAULT_ANSWER);
    return { rules: this.#rules(fields.get('responses'), otherwise), otherwise };
  }

  #rules(node: Node | undefined, otherwise: Answer): ScenarioRule[] {
    if (node === undefined) return [];
    if (!isSeq<Node>(node))
      throw this.#problem(node, '"responses" is a list: begin each response with "- url: ..."');
    return node.items.map((item) => {
      if (!isMap(item)) throw this.#problem(item, 'a response is a mapping: write "- url: https://..."');
      const fields = this.#fields(item, RULE_FIELDS, 'a response');
      const url = fields.get('url');
      if (url === undefined)
        throw this.#problem(item, 'this response has no url: add "url: https://..." (* stands for anything)');
      const method = fields.get('method');
      return {
        ...this.#answer(fields, otherwise),
        url: this.#string(url, 'url'),
        method: method === undefined ? null : this.#string(method, 'method').toUpperCase(),
      };
    });
  }

  #answer(fields: ReadonlyMap<string, Node>, base: Answer): Answer {
    const latency = fields.get('latency');
    const status = fields.get('status');
    const failure = fields.get('failure');
    const json = fields.get('json');
    const headers = this.#headers(fields.get('headers'));
    const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
    return {
      latency: latency === undefined ? base.latency : this.#latency(latency),
      status:
        status === undefined
          ? base.status
          : this.#number(
              status,
              'status',
              (value) => Number.isInteger(value) && value >= 100 && value <= 599,
              'a whole number from 100 to 599',
            ),
      failure:
        failure === undefined
          ? base.failure
          : this.#number(failure, 'failure', (value) => value >= 0 && value <= 1, 'a share from 0 to 1'),
      headers: json !== undefined && !hasType ? [...headers, ['Content-Type', 'application/json']] : headers,
      body: this.#body(fields, base),
    };
  }

  #body(fields: ReadonlyMap<string, Node>, base: Answer): string | null {
    const body = fields.get('body');
    const json = fields.get('json');
    if (body !== undefined && json !== undefined)
      throw this.#problem(json, 'a response has a body or json, not both: leave one of them out');
    if (json !== undefined) return JSON.stringify(plain(json));
    return body === undefined ? base.body : this.#string(body, 'body');
  }

  #latency(node: Node): Range {
    if (isSeq<Node>(node)) {
      const [least, most] = node.items;
      if (least === undefined || most === undefined || node.items.length !== 2)
        throw this.#problem(node, 'a range of latencies has two ends: [0.1, 0.3]');
      const range = { least: this.#seconds(least), most: this.#seconds(most) };
      if (range.least > range.most)
        throw this.#problem(node, `the range ends before it begins: write [${range.most}, ${range.least}]`);
      return range;
    }
    const seconds = this.#seconds(node);
    return { least: seconds, most: seconds };
  }

  #seconds(node: Node): number {
    return this.#number(
      node,
      'latency',
      (value) => value >= 0,
      'seconds (0.2) or a range of them ([0.1, 0.3])',
    );
  }

  #headers(node: Node | undefined): [string, string][] {
    if (node === undefined) return [];
    if (!isMap(node)) throw this.#problem(node, '"headers" is a mapping: write "Name: value" below it');
    return node.items.map((pair): [string, string] => {
      const value: unknown = isScalar(pair.value) ? pair.value.value : undefined;
      if (typeof value !== 'string' && typeof value !== 'number')
        throw this.#problem(keyOf(pair), 'the value of a header is a text');
      return [String(isScalar(pair.key) ? pair.key.value : pair.key), String(value)];
    });
  }

  #number(node: Node, name: string, isGood: (value: number) => boolean, what: string): number {
    const value: unknown = isScalar(node) ? node.value : undefined;
    if (typeof value !== 'number' || !isGood(value)) throw this.#problem(node, `"${name}" is ${what}`);
    return value;
  }

  #string(node: Node, name: string): string {
    const value: unknown = isScalar(node) ? node.value : undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.#problem(node, `"${name}" is a text: put it in quotes`);
  }

  #fields(map: YAMLMap, allowed: readonly string[], what: string): Map<string, Node> {
    const fields = new Map<string, Node>();
    for (const pair of map.items) {
      const key = keyOf(pair);
      const name = isScalar(key) ? String(key.value) : '';
      if (!allowed.includes(name))
        throw this.#problem(key, `${what} has no field "${name}": it has ${allowed.join(', ')}`);
      if (isMap(pair.value) || isSeq(pair.value) || isScalar(pair.value)) fields.set(name, pair.value);
      else throw this.#problem(key, `"${name}" has no value: write one or leave the line out`);
    }
    return fields;
  }

  #problem(node: Node | null, message: string): UsageError {
    return this.#problemAt(node?.range?.[0] ?? 0, message);
  }

  #problemAt(offset: number, message: string): UsageError {
    const { line, col } = this.#lines.linePos(offset);
    return new UsageError(`${this.file}:${line}:${col}: ${message}`);
  }
}

function keyOf(pair: Pair): Node | null {
  const { key } = pair;
  return isScalar(key) || isMap(key) || isSeq(key) ? key : null;
}

/** The value as JSON has it. */
function plain(node: Node): unknown {
  if (isMap(node) || isSeq(node)) return node.toJSON();
  return isScalar(node) ? node.value : null;
}
