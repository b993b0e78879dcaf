// f-strings.

import type * as ast from '../../grammar/ast.js';
import { PyFloat } from '../objects/boxed.js';
import type { Value } from '../objects/object.js';
import { ascii, format, repr, str } from '../objects/repr.js';
import type { Compiler, Eval } from './compiler.js';

export function compileJoinedStr(node: ast.JoinedStr, c: Compiler): Eval {
  const parts = node.values.map((value) => c.expression(value));
  return (frame) => {
    let text = '';
    for (const part of parts) {
      const value = part(frame);
      text += typeof value === 'string' ? value : str(value);
    }
    return text;
  };
}

const CONVERSIONS: ReadonlyMap<number, (value: Value) => string> = new Map([
  [115, str],
  [114, repr],
  [97, ascii],
]);

export function compileFormattedValue(node: ast.FormattedValue, c: Compiler): Eval {
  const value = c.expression(node.value);
  const convert = CONVERSIONS.get(node.conversion);
  const spec = node.format_spec === null ? null : compileJoinedStr(node.format_spec, c);
  if (spec === null && convert === undefined) {
    return (frame) => {
      const result = value(frame);
      if (typeof result === 'string') return result;
      if (typeof result === 'number') return String(result);
      frame.position = node;
      return result instanceof PyFloat ? str(result) : format(result, '');
    };
  }
  return (frame) => {
    let result = value(frame);
    frame.position = node;
    if (convert !== undefined) result = convert(result);
    const specText = spec === null ? '' : str(spec(frame));
    frame.position = node;
    return format(result, specText);
  };
}
