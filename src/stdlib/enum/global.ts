// Enumerations whose members are names of their module: `enum.global_enum` and how their members are shown (Lib/enum.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import type { NativeBody } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { libraryFunction } from '../library.js';
import { memberValue, nameOf } from './classes.js';
import { enumData } from './data.js';
import { knownClasses } from './meta.js';
import { bitsIn } from './verify.js';

const lastPart = (module: Value): string => str(module).split('.').at(-1) ?? '';
const moduleOf = (self: Value): string => lastPart(getAttribute(typeOf(self), '__module__'));

const enumRepr = (self: Value): string => `${moduleOf(self)}.${str(nameOf(self))}`;

function flagRepr(self: Value): string {
  const module = moduleOf(self);
  const name = nameOf(self);
  const value = memberValue(self);
  if (name === null) return `${module}.${typeOf(self).name}(${repr(value)})`;
  const text = str(name);
  if (bitsIn(BigInt(intValue(value) ?? 0)).length === 1) return `${module}.${text}`;
  const keepsNumbers = enumData(typeOf(self))?.boundary === 'keep';
  const qualified = (part: string): string => (keepsNumbers && /^\d/.test(part) ? part : `${module}.${part}`);
  return text.split('|').map(qualified).join('|');
}

function globalStr(self: Value): string {
  const name = nameOf(self);
  return name === null ? `${typeOf(self).name}(${repr(memberValue(self))})` : str(name);
}

export function globalFunctions(m: KernelMachine): Record<string, NativeBody> {
  const ofEnum = libraryFunction('global_enum_repr(self)', enumRepr, 'enum');
  const ofFlag = libraryFunction('global_flag_repr(self)', flagRepr, 'enum');
  const text = libraryFunction('global_str(self)', globalStr, 'enum');
  return {
    'global_enum_repr(self)': enumRepr,
    'global_flag_repr(self)': flagRepr,
    'global_str(self)': globalStr,
    'global_enum(cls, update_str=False)': (cls, updateStr) => {
      const data = cls instanceof PyType ? enumData(cls) : undefined;
      if (data === undefined || !(cls instanceof PyType)) return cls;
      const { reprEnum } = knownClasses(m);
      setAttribute(cls, '__repr__', data.isFlag ? ofFlag : ofEnum);
      if (isTrue(updateStr) || reprEnum === null || !cls.isSubtypeOf(reprEnum))
        setAttribute(cls, '__str__', text);
      const module = m.loadedModules.table.get(getAttribute(cls, '__module__'));
      for (const [name, member] of data.members.table.entries()) {
        if (module !== undefined) setAttribute(module, str(name), member);
      }
      return cls;
    },
  };
}
