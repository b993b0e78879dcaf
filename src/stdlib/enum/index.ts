// The `enum` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asIndex, asSize } from '../../objects/index.js';
import { bitLength, normalize } from '../../objects/int-arithmetic.js';
import { nativeIterator, toArray } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { libraryFunction, libraryFunctions, once } from '../library.js';
import { deriveEnum, enumClass, intEnumClass, nameOf, reprEnumClass, strEnumClass } from './classes.js';
import { enumData, isDunder, isPrivate, isSunder } from './data.js';
import { flagBoundaryClass, flagClass, intFlagClass } from './flags.js';
import { convertConstants } from './functional.js';
import { globalFunctions } from './global.js';
import { signedBits } from './lookup.js';
import { enumMeta } from './meta.js';
import { autoType, enumDictType, isDescriptor, memberType, nonmemberType } from './namespace.js';
import { enumPropertyType } from './property.js';
import { bitsIn, unique, verify } from './verify.js';

const PUBLIC =
  'EnumType EnumMeta EnumDict Enum IntEnum StrEnum Flag IntFlag ReprEnum auto unique property verify member nonmember ' +
  'FlagBoundary STRICT CONFORM EJECT KEEP global_flag_repr global_enum_repr global_str global_enum EnumCheck ' +
  'CONTINUOUS NAMED_FLAGS UNIQUE pickle_by_global_name pickle_by_enum_name';

function iterateBits(given: Value): Value {
  let rest: bigint[] | undefined;
  return nativeIterator('generator', () => {
    if (rest === undefined) {
      const value = BigInt(intValue(enumValue(given)) ?? 0);
      if (value < 0n) throw valueError(`${value} is not a positive integer`);
      rest = bitsIn(value);
    }
    const bit = rest.shift();
    return bit === undefined ? undefined : normalize(bit);
  });
}

const unpicklable = once(() =>
  libraryFunction(
    '_break_on_call_reduce(self, proto)',
    (self) => {
      throw typeError(`${repr(self)} cannot be pickled`);
    },
    'enum',
  ),
);

const enumValue = (value: Value): Value =>
  enumData(typeOf(value)) === undefined ? value : getAttribute(value, '_value_');

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
      'show_flag_values(value)': (value) =>
        new PyList(bitsIn(BigInt(intValue(value) ?? 0)).map((bit) => normalize(bit))),
      'bin(num, max_bits=None)': (num, maxBits) => {
        const value = BigInt(asIndex(num));
        const least = maxBits === null ? 0 : asSize(maxBits);
        return signedBits(value, Math.max(least, bitLength(normalize(value))));
      },
      '_make_class_unpicklable(obj)': (object) => {
        setAttribute(object, '__reduce_ex__', unpicklable());
        setAttribute(object, '__module__', '<unknown>');
        return null;
      },
      ...globalFunctions(m),
      '_is_dunder(name)': (name) => isDunder(str(name)),
      '_is_sunder(name)': (name) => isSunder(str(name)),
      '_is_private(cls_name, name)': (cls, name) => isPrivate(str(cls), str(name)),
      '_is_descriptor(obj)': (object) => isDescriptor(object),
      '_is_single_bit(num)': (value) => bitsIn(BigInt(intValue(value) ?? 0)).length === 1,
      'pickle_by_global_name(self, proto)': (self) => nameOf(self),
      'pickle_by_enum_name(self, proto)': (self) =>
        new PyTuple([m.builtins.get('getattr') ?? null, new PyTuple([typeOf(self), nameOf(self)])]),
    }),
  };
  // As generator functions give it: one bit at a time, and a complaint only when it is begun.
  contents._iter_bits_lsb = libraryFunction('_iter_bits_lsb(num)', iterateBits, 'enum');
  const convert = libraryFunction(
    '_convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False)',
    (cls, name, module, filter, source = null, boundary = null, asGlobal = false) =>
      cls instanceof PyType
        ? convertConstants(m, cls, {
            name,
            module,
            filter,
            source,
            boundary,
            asGlobal: isTrue(asGlobal),
            globalize: contents.global_enum ?? null,
          })
        : null,
    'enum',
  );
  enumMeta(m).attrs.set('_convert_', convert);
  enumMeta(m).modified();
  for (const name of ['STRICT', 'CONFORM', 'EJECT', 'KEEP']) contents[name] = getAttribute(boundaries, name);
  for (const name of ['CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE']) contents[name] = getAttribute(checks, name);
  contents._reduce_ex_by_global_name = contents.pickle_by_global_name ?? null;
  contents.__all__ = new PyList(PUBLIC.split(' '));
  return contents;
});
