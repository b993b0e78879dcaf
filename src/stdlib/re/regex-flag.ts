// `re.RegexFlag`: the flags as members of an enumeration, which are also attributes of the module.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyStaticMethod } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { deriveEnum } from '../enum/classes.js';
import { intFlagClass } from '../enum/flags.js';
import { libraryFunction, perMachine } from '../library.js';
import { Flag } from './nodes.js';

/** In the order in which the members are defined, each with its short name. */
const NAMES = [
  ['ASCII', 'A'],
  ['IGNORECASE', 'I'],
  ['LOCALE', 'L'],
  ['UNICODE', 'U'],
  ['MULTILINE', 'M'],
  ['DOTALL', 'S'],
  ['VERBOSE', 'X'],
] as const;

/** `re.IGNORECASE|re.DOTALL|0x100000` */
function flagRepr(self: Value): string {
  const name = strValue(getAttribute(self, '_name_'));
  if (name === undefined) return `re.${typeOf(self).name}(${repr(getAttribute(self, '_value_'))})`;
  const shown = name.split('|').map((part) => (/^\d/.test(part) ? part : `re.${part}`));
  return shown.join('|');
}

export const regexFlagClass = perMachine((m: KernelMachine): PyType => {
  const body: Record<string, Value> = {
    __module__: 're',
    __repr__: libraryFunction('global_flag_repr(self)', flagRepr, 'enum'),
    __str__: libraryFunction('__str__(self)', (self) => repr(self), 're'),
    _numeric_repr_: new PyStaticMethod(m.builtins.get('hex') ?? null),
    NOFLAG: 0,
  };
  for (const [long, short] of NAMES) {
    body[long] = Flag[long];
    body[short] = Flag[long];
  }
  body.DEBUG = Flag.DEBUG;
  return deriveEnum(m, 'RegexFlag', [intFlagClass(m)], body, 'keep');
});

/** The flags under their names. */
export function flagAttributes(m: KernelMachine): Record<string, Value> {
  const flags: Record<string, Value> = {};
  for (const name of ['NOFLAG', ...NAMES.flat(), 'DEBUG'])
    flags[name] = getAttribute(regexFlagClass(m), name);
  return flags;
}
