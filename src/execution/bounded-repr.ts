// Values as the trace shows them: a short repr that runs none of the program's code.

import { PyFloat } from '../objects/boxed.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { PyException } from '../objects/exceptions.js';
import type { PyObject, Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { className } from '../objects/types.js';

const MAX_LENGTH = 80;
const MAX_ITEMS = 6;

export function boundedRepr(value: Value): string {
  const text = shallowRepr(value, 2);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 3)}...` : text;
}

/** Whether the value's text will always be the same, and is not the program's to make. */
export function isUnchanging(value: Value): value is Exclude<Value, PyObject> | PyFloat {
  return typeof value !== 'object' || value === null || (value instanceof PyFloat && !value.cls.heap);
}

function shallowRepr(value: Value, depth: number): string {
  if (typeof value === 'string') return repr(value.length > MAX_LENGTH ? value.slice(0, MAX_LENGTH) : value);
  if (typeof value === 'bigint' && value.toString().length > MAX_LENGTH) return '<big int>';
  if (isUnchanging(value)) return repr(value);
  if (value.cls.heap) return value instanceof PyException ? exceptionText(value) : `<${className(value)}>`;
  if (value instanceof PyTuple) {
    return value.items.length === 1 ? `(${items(value.items, depth)},)` : `(${items(value.items, depth)})`;
  }
  if (value instanceof PyList) return `[${items(value.items, depth)}]`;
  if (value instanceof PyDict) {
    if (depth === 0) return '{...}';
    const shown: string[] = [];
    for (const [key, item] of value.table.entries()) {
      if (shown.length === MAX_ITEMS) {
        shown.push('...');
        break;
      }
      shown.push(`${shallowRepr(key, depth - 1)}: ${shallowRepr(item, depth - 1)}`);
    }
    return `{${shown.join(', ')}}`;
  }
  if (value instanceof PyException) return exceptionText(value);
  return `<${className(value)}>`;
}

function items(values: readonly Value[], depth: number): string {
  if (values.length > 0 && depth === 0) return '...';
  const shown = values.slice(0, MAX_ITEMS).map((value) => shallowRepr(value, depth - 1));
  return values.length > MAX_ITEMS ? `${shown.join(', ')}, ...` : shown.join(', ');
}

function exceptionText(error: PyException): string {
  return `${className(error)}(${items(error.args, 1)})`;
}
