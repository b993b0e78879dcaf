// `enum.unique` and `enum.verify`: what a class decorator demands of the members (Lib/enum.py).

import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { nameOf } from './classes.js';
import { type EnumData, enumData } from './data.js';

/** Names that stand for members of other names, as `ALIAS -> NAME`. */
function aliases(data: EnumData): string {
  const found: string[] = [];
  for (const [name, member] of data.members.table.entries()) {
    if (name !== nameOf(member)) found.push(`${str(name)} -> ${str(nameOf(member))}`);
  }
  return found.join(', ');
}

export function unique(cls: Value): Value {
  const data = cls instanceof PyType ? enumData(cls) : undefined;
  const found = data === undefined ? '' : aliases(data);
  if (found !== '') throw valueError(`duplicate values found in ${repr(cls)}: ${found}`);
  return cls;
}

/** `enum.verify(UNIQUE)(cls)` */
export function verify(checks: readonly Value[], cls: Value): Value {
  const data = cls instanceof PyType ? enumData(cls) : undefined;
  if (data === undefined || !(cls instanceof PyType)) {
    throw typeError("the 'verify' decorator only works with Enum and Flag");
  }
  for (const check of checks) {
    switch (str(getAttribute(check, '_name_'))) {
      case 'UNIQUE': {
        const found = aliases(data);
        if (found !== '') throw valueError(`aliases found in ${repr(cls)}: ${found}`);
        break;
      }
      case 'CONTINUOUS':
        checkContinuous(cls, data);
        break;
      default:
        checkNamed(cls, data);
    }
  }
  return cls;
}

const bitsOf = (member: Value): bigint => BigInt(intValue(getAttribute(member, '_value_')) ?? 0);

function listedValues(data: EnumData): bigint[] {
  return data.names.items.map((name) => bitsOf(data.members.table.get(name) ?? null));
}

/** The longest message that names missing values. */
const LONGEST = 256;

function checkContinuous(cls: PyType, data: EnumData): void {
  const values = listedValues(data);
  if (values.length < 2) return;
  let low = values.reduce((a, b) => (a < b ? a : b));
  const high = values.reduce((a, b) => (a > b ? a : b));
  const missing: bigint[] = [];
  for (; low < high; low = data.isFlag ? low * 2n : low + 1n) if (!values.includes(low)) missing.push(low);
  if (missing.length === 0) return;
  const kind = data.isFlag ? 'flag' : 'enum';
  const message = `invalid ${kind} ${repr(cls.name)}: missing values ${missing.join(', ')}`;
  throw valueError(message.slice(0, LONGEST));
}

export function bitsIn(value: bigint): bigint[] {
  const bits: bigint[] = [];
  for (let rest = value; rest > 0n; rest &= rest - 1n) bits.push(rest & -rest);
  return bits;
}

/** Every bit of a combination has to have a name of its own. */
function checkNamed(cls: PyType, data: EnumData): void {
  const values = listedValues(data);
  const incomplete: string[] = [];
  let lost = 0n;
  for (const [name, member] of data.members.table.entries()) {
    if (data.names.items.includes(name)) continue;
    const missing = bitsIn(bitsOf(member)).filter((bit) => !values.includes(bit));
    if (missing.length === 0) continue;
    incomplete.push(str(name));
    for (const bit of missing) lost |= bit;
  }
  const last = incomplete.pop();
  if (last === undefined) return;
  const which =
    incomplete.length === 0 ? `alias ${last} is` : `aliases ${incomplete.join(', ')} and ${last} are`;
  const what = bitsIn(lost).length === 1 ? 'value' : 'combined values of';
  throw valueError(
    `invalid Flag ${repr(cls.name)}: ${which} missing ${what} 0x${lost.toString(16)} [use enum.show_flag_values(value) for details]`,
  );
}
