// The tables of `html.entities`.

import { PyDict } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';
import { once } from '../library.js';
import { HTML4_NAMES, HTML5_REFERENCES } from './references.js';

/** The text of a reference by its name, the semicolon included where it is needed. */
export const html5References = once((): ReadonlyMap<string, string> => {
  const references = new Map<string, string>();
  for (const entry of HTML5_REFERENCES.split(',')) {
    const [, name = '', sign = '', codes = ''] = /^(\w+)([ =])(.*)$/.exec(entry) ?? [];
    const text = String.fromCodePoint(...codes.split('.').map((code) => Number.parseInt(code, 16)));
    if (sign === '=') references.set(name, text);
    references.set(`${name};`, text);
  }
  return references;
});

/** HTML 4 has other characters than HTML 5 for these two. */
const ANGLE_BRACKETS: Readonly<Record<string, number>> = { lang: 0x2329, rang: 0x232a };

function html4CodePoints(): [string, number][] {
  const references = html5References();
  return HTML4_NAMES.split(' ').map((name) => [
    name,
    ANGLE_BRACKETS[name] ?? references.get(`${name};`)?.codePointAt(0) ?? 0,
  ]);
}

export function entityTables(): Record<string, Value> {
  const html4 = html4CodePoints();
  return {
    html5: PyDict.of(html5References()),
    name2codepoint: PyDict.of(html4),
    codepoint2name: PyDict.of(html4.map(([name, code]): [Value, Value] => [code, name])),
    entitydefs: PyDict.of(html4.map(([name, code]): [Value, Value] => [name, String.fromCodePoint(code)])),
  };
}
