// Enumerations that are made by a call: `Enum('Color', 'RED GREEN')`, and those of constants that a module has.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { isExceptionOf, keyError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { getItem, setItem } from '../../objects/subscript.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, callerModule } from '../library.js';
import { prepare } from './bases.js';
import { enumData } from './data.js';

interface Creation {
  readonly module: Value;
  readonly qualname: Value;
  readonly type: Value;
  readonly start: Value;
  readonly boundary: Value;
}

/** The functional form: `Enum('Color', 'RED GREEN')`: `_create_`. */
export function createEnum(
  m: KernelMachine,
  cls: PyType,
  name: Value,
  given: Value,
  options: Creation,
): Value {
  const bases = new PyTuple(options.type === null ? [cls] : [options.type, cls]);
  const meta = typeOf(cls);
  const body = prepare(name, bases);
  const text = strValue(given);
  let names: readonly Value[];
  if (text !== undefined)
    names = text
      .replaceAll(',', ' ')
      .split(/\s+/)
      .filter((part) => part !== '');
  else if (given instanceof PyDict) names = [...given.table.entries()].map((entry) => new PyTuple(entry));
  else names = given === null ? [] : toArray(given);
  const last: Value[] = [];
  for (const [index, item] of names.entries()) {
    if (strValue(item) === undefined) {
      const [member = null, value = null] = toArray(item);
      body.store(member, value);
      last.push(value);
      continue;
    }
    const value = body.nextValue(str(item), options.start, index, last);
    last.push(value);
    body.store(item, value);
  }
  body.table.set('__module__', options.module === null ? callerModule(m) : options.module);
  if (options.qualname !== null) body.table.set('__qualname__', options.qualname);
  const keywords = options.boundary === null ? null : new Map([['boundary', options.boundary]]);
  return call(meta, [name, bases, body], keywords);
}

const byName = (a: readonly [string, Value], b: readonly [string, Value]): number =>
  a[0] < b[0] ? -1 : Number(a[0] !== b[0]);

/** Makes an enumeration of constants that a module has already: `_convert_`. */
export function convertConstants(m: KernelMachine, cls: PyType, wanted: Conversion): Value {
  const globals = namespaceOf(m, wanted.module);
  const source = wanted.source === null ? globals : getAttribute(wanted.source, '__dict__');
  const found: [string, Value][] = [];
  for (const name of iterate(source)) {
    if (isTrue(call(wanted.filter, [name]))) found.push([str(name), getItem(source, name)]);
  }
  found.sort(byName);
  const order = sortedByValue(found);
  const pairs = new PyList(order.map(([name, value]) => tuple(name, value)));
  const { module, boundary } = wanted;
  const made = createEnum(m, cls, wanted.name, pairs, {
    module,
    qualname: null,
    type: null,
    start: 1,
    boundary: boundary === null && enumData(cls)?.isFlag === true ? 'keep' : boundary,
  });
  if (wanted.asGlobal) call(wanted.globalize, [made]);
  else callAttribute(globals, 'update', getAttribute(made, '__members__'));
  setItem(globals, wanted.name, made);
  return made;
}

interface Conversion {
  readonly name: Value;
  readonly module: Value;
  readonly filter: Value;
  readonly source: Value;
  readonly boundary: Value;
  readonly asGlobal: boolean;
  /** `enum.global_enum` */
  readonly globalize: Value;
}

function namespaceOf(m: KernelMachine, name: Value): Value {
  const module = m.loadedModules.table.get(name);
  if (module === undefined) throw keyError(name);
  return getAttribute(module, '__dict__');
}

/** By value, names in their order; by name alone where the values have no order. */
function sortedByValue(found: readonly [string, Value][]): readonly (readonly [string, Value])[] {
  try {
    const order = sortedItems(
      found.map(([name, value]) => tuple(value, name)),
      null,
      false,
    );
    return order.map((pair) => {
      const [value = null, name = null] = toArray(pair);
      return [str(name), value] as const;
    });
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    return found;
  }
}
