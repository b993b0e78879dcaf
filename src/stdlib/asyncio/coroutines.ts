// `asyncio.iscoroutinefunction` (`coroutines.py`).

import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyObject, type Value } from '../../objects/object.js';
import { objectType } from '../../objects/types.js';
import { isCoroutineFunction as isDeclaredSo } from '../inspect/predicates.js';
import { once } from '../library.js';

/** `_is_coroutine`: libraries give their functions an attribute of this name and this value. */
export const coroutineMarker = once(() => new PyObject(objectType));

export function isCoroutineFunction(fn: Value): boolean {
  return isDeclaredSo(fn) || getAttributeOr(fn, '_is_coroutine') === coroutineMarker();
}

/** `_is_debug_mode`, as it stands in the program's `asyncio.coroutines`: a test may have put its own there. */
export function isDebugMode(m: KernelMachine): boolean {
  const module = m.loadedModules.table.get('asyncio.coroutines');
  if (!(module instanceof PyModule)) return false;
  const asked = module.namespace.get('_is_debug_mode');
  return asked !== undefined && isTrue(call(asked));
}
