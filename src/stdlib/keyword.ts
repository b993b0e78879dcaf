// The `keyword` module.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { strValue } from '../objects/boxed.js';
import { PyList } from '../objects/containers.js';
import { native } from '../objects/native.js';

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from ' +
  'global if import in is lambda nonlocal not or pass raise return try while with yield';
const SOFT_KEYWORDS = '_ case match type';

let keywords: ReadonlySet<string> | undefined;

export function isKeyword(name: string): boolean {
  keywords ??= new Set(KEYWORDS.split(' '));
  return keywords.has(name);
}

export const keyword = defineModule('keyword', (_m: KernelMachine) => ({
  kwlist: new PyList(KEYWORDS.split(' ')),
  softkwlist: new PyList(SOFT_KEYWORDS.split(' ')),
  iskeyword: native('iskeyword(object, /)', (name) => isKeyword(strValue(name) ?? '')),
  issoftkeyword: native('issoftkeyword(object, /)', (name) =>
    SOFT_KEYWORDS.split(' ').includes(strValue(name) ?? ''),
  ),
}));
