// A value on one line, as deep as the printer goes, with guards against values that hold themselves
// (`PrettyPrinter._safe_repr`).

import { intValue } from '../../objects/boxed.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { format, repr } from '../../objects/repr.js';
import { dictType, intType, listType, tupleType, typeOf } from '../../objects/types.js';
import { dictItems, recursionText, type Settings, type Shown } from './settings.js';

/** How the parts of a container are shown: by the printer's `format`, which a subclass may have replaced. */
export type ShowPart = (value: Value, context: Set<Value>, depth: number | undefined, level: number) => Shown;

const plain = (text: string): Shown => ({ text, readable: true, recursive: false });

/** `context` holds the containers around. */
export function showOnOneLine(
  value: Value,
  settings: Settings,
  showPart: ShowPart,
  context: Set<Value>,
  depth: number | undefined,
  level: number,
): Shown {
  const how = typeOf(value).lookup('__repr__');
  const int = intValue(value);
  if (int !== undefined && typeof value !== 'boolean' && how === intType.lookup('__repr__')) {
    return plain(settings.underscoresNumbers ? format(int, '_d') : repr(value));
  }
  const parts = partsOf(value, how, settings.sortsDicts);
  if (parts === undefined) {
    const text = repr(value);
    return { text, readable: text !== '' && !text.startsWith('<'), recursive: false };
  }
  const { open, close, values, join } = parts;
  if (values.length === 0) return plain(open + close);
  if (depth !== undefined && level >= depth) {
    return { text: `${open}...${close}`, readable: false, recursive: context.has(value) };
  }
  if (context.has(value)) return { text: recursionText(value), readable: false, recursive: true };
  context.add(value);
  const shown = values.map((part) => showPart(part, context, depth, level + 1));
  context.delete(value);
  return {
    text: open + join(shown.map(({ text }) => text)) + close,
    readable: shown.every(({ readable }) => readable),
    recursive: shown.some(({ recursive }) => recursive),
  };
}

interface Parts {
  readonly open: string;
  readonly close: string;
  readonly values: readonly Value[];
  readonly join: (texts: readonly string[]) => string;
}

const withCommas = (texts: readonly string[]): string => texts.join(', ');

/** What a container is shown with; undefined for everything else, and for classes with a `__repr__` of their own. */
function partsOf(value: Value, how: Value | undefined, isSorted: boolean): Parts | undefined {
  if (value instanceof PyDict && how === dictType.lookup('__repr__')) {
    const values = value.table.size === 0 ? [] : dictItems(value, isSorted).flat();
    return { open: '{', close: '}', values, join: joinPairs };
  }
  if (value instanceof PyList && how === listType.lookup('__repr__')) {
    return { open: '[', close: ']', values: toArray(value), join: withCommas };
  }
  if (value instanceof PyTuple && how === tupleType.lookup('__repr__')) {
    const values = toArray(value);
    return { open: '(', close: values.length === 1 ? ',)' : ')', values, join: withCommas };
  }
  return undefined;
}

function joinPairs(texts: readonly string[]): string {
  const pairs: string[] = [];
  for (let index = 0; index < texts.length; index += 2) pairs.push(`${texts[index]}: ${texts[index + 1]}`);
  return pairs.join(', ');
}
