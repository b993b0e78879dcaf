// `breakpoint` and `sys.breakpointhook`, which calls what the environment variable PYTHONBREAKPOINT names, or `pdb.set_trace`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyException, runtimeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { variable } from '../os/environ.js';

const USUAL = 'pdb.set_trace';

function named(m: KernelMachine, path: string): Value | undefined {
  const dot = path.lastIndexOf('.');
  const module = dot < 0 ? 'builtins' : path.slice(0, dot);
  const name = path.slice(dot + 1);
  if (module === '' || name === '') return undefined;
  try {
    return getAttribute(m.importModule(module, m.builtins, [name], 0), name);
  } catch (error) {
    if (error instanceof PyException) return undefined;
    throw error;
  }
}

export function breakpointHook(m: KernelMachine): PyNative {
  const hook = native('breakpointhook(*args, **kwargs)', (args = null, kwargs = null) => {
    const asked = variable(m, 'PYTHONBREAKPOINT') ?? '';
    if (asked === '0') return null;
    const path = asked === '' ? USUAL : asked;
    const callee = named(m, path);
    if (callee !== undefined) return call(callee, toArray(args), keywordsOf(kwargs));
    m.warn('RuntimeWarning', `Ignoring unimportable $PYTHONBREAKPOINT: "${path}"`);
    return null;
  });
  hook.module = 'sys';
  return hook;
}

export function breakpointFunction(m: KernelMachine): PyNative {
  return native('breakpoint(*args, **kws)', (args = null, kws = null) => {
    const hook = getAttributeOr(m.loadedModule('sys') ?? null, 'breakpointhook');
    if (hook === undefined) throw runtimeError('lost sys.breakpointhook');
    return call(hook, toArray(args), keywordsOf(kws));
  });
}
