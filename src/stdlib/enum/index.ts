// The `enum` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { toArray } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { libraryFunction, libraryFunctions } from '../library.js';
import { deriveEnum, enumClass, intEnumClass, nameOf, reprEnumClass, strEnumClass } from './classes.js';
import { enumData } from './data.js';
import { flagBoundaryClass, flagClass, intFlagClass } from './flags.js';
import { enumMeta } from './meta.js';
import { autoType, enumDictType, memberType, nonmemberType } from './namespace.js';
import { enumPropertyType } from './property.js';

/** Names that stand for members of other names. */
function aliases(cls: Value): [string, string][] {
  const data = cls instanceof PyType ? enumData(cls) : undefined;
  const found: [string, string][] = [];
  for (const [name, member] of data?.members.table.entries() ?? []) {
    if (name !== nameOf(member)) found.push([str(name), str(nameOf(member))]);
  }
  return found;
}

function unique(cls: Value): Value {
  const duplicates = aliases(cls);
  if (duplicates.length === 0) return cls;
  const details = duplicates.map(([alias, name]) => `${alias} -> ${name}`).join(', ');
  throw valueError(`duplicate values found in ${repr(cls)}: ${details}`);
}

/** `enum.verify(UNIQUE)(cls)` */
function verify(checks: readonly Value[], cls: Value): Value {
  const data = cls instanceof PyType ? enumData(cls) : undefined;
  if (data === undefined || !(cls instanceof PyType))
    throw typeError("the 'verify' decorator only works with Enum");
  for (const check of checks) {
    const name = str(getAttribute(check, '_name_'));
    if (name === 'UNIQUE') {
      const duplicates = aliases(cls);
      if (duplicates.length > 0) {
        const details = duplicates.map(([alias, other]) => `${alias} -> ${other}`).join(', ');
        throw valueError(`aliases found in ${repr(cls)}: ${details}`);
      }
    } else if (name === 'CONTINUOUS') checkContinuous(cls, [...data.members.table.entries()]);
  }
  return cls;
}

function checkContinuous(cls: PyType, members: readonly (readonly [Value, Value])[]): void {
  const values = members.map(([, member]) => BigInt(intValue(getAttribute(member, '_value_')) ?? 0));
  if (values.length < 2) return;
  const isFlag = enumData(cls)?.isFlag === true;
  let low = values.reduce((a, b) => (a < b ? a : b));
  const high = values.reduce((a, b) => (a > b ? a : b));
  const missing: bigint[] = [];
  for (; low < high; low = isFlag ? low * 2n : low + 1n) if (!values.includes(low)) missing.push(low);
  if (missing.length > 0) {
    throw valueError(
      `invalid ${isFlag ? 'Flag' : 'Enum'} ${repr(cls.name)}: missing values ${missing.join(', ')}`,
    );
  }
}

export const enumModule = defineModule('enum', (m: KernelMachine) => {
  const boundaries = flagBoundaryClass(m);
  const checks = deriveEnum(m, 'EnumCheck', [strEnumClass(m)], {
    CONTINUOUS: 'no skipped integer values',
    NAMED_FLAGS: 'multi-flag aliases may not contain unnamed flags',
    UNIQUE: 'one name per value',
  });
  const contents: Record<string, Value> = {
    Enum: enumClass(m),
    EnumType: enumMeta(m),
    EnumMeta: enumMeta(m),
    EnumDict: enumDictType(),
    ReprEnum: reprEnumClass(m),
    IntEnum: intEnumClass(m),
    StrEnum: strEnumClass(m),
    Flag: flagClass(m),
    IntFlag: intFlagClass(m),
    FlagBoundary: boundaries,
    EnumCheck: checks,
    auto: autoType(),
    member: memberType(),
    nonmember: nonmemberType(),
    property: enumPropertyType(),
    ...libraryFunctions('enum', {
      'unique(enumeration)': unique,
      'verify(*checks)': (given) =>
        libraryFunction('verify(enumeration)', (cls) => verify(toArray(given), cls), 'enum'),
      'show_flag_values(value)': (value) => {
        const bits: Value[] = [];
        const total = BigInt(intValue(value) ?? 0);
        for (let bit = 1n; bit <= total; bit <<= 1n) if ((total & bit) !== 0n) bits.push(normalize(bit));
        return new PyList(bits);
      },
      'global_str(self)': (self) => str(nameOf(self)),
      'global_enum(cls, update_str=False)': (cls) => {
        const module = m.loadedModules.table.get(getAttribute(cls, '__module__'));
        const data = cls instanceof PyType ? enumData(cls) : undefined;
        for (const [name, member] of data?.members.table.entries() ?? []) {
          if (module !== undefined) setAttribute(module, str(name), member);
        }
        return cls;
      },
      'pickle_by_global_name(self, proto)': (self) => nameOf(self),
      'pickle_by_enum_name(self, proto)': (self) =>
        new PyTuple([m.builtins.get('getattr') ?? null, new PyTuple([typeOf(self), nameOf(self)])]),
    }),
  };
  for (const name of ['STRICT', 'CONFORM', 'EJECT', 'KEEP']) contents[name] = getAttribute(boundaries, name);
  for (const name of ['CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE']) contents[name] = getAttribute(checks, name);
  return contents;
});
