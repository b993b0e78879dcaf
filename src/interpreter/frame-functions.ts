// The functions of `builtins` that need the running frame or the compiler.

import { frameLocals } from '../execution/frame-variables.js';
import { namespaceOf } from '../execution/namespace.js';
import { strValue } from '../objects/boxed.js';
import { PyDict } from '../objects/containers.js';
import { typeError } from '../objects/exceptions.js';
import { asIndex } from '../objects/index.js';
import { toArray } from '../objects/iteration.js';
import { native, type PyNative } from '../objects/native.js';
import { str } from '../objects/repr.js';
import { inputFunction } from '../stdlib/io/input.js';
import { breakpointFunction } from '../stdlib/sys/breakpoint-hook.js';
import { currentFrame, dynamicCode } from './dynamic-code.js';
import type { RunningMachine } from './machine.js';

export function frameFunctions(m: RunningMachine): [string, PyNative][] {
  const functions = [
    native('globals()', () => currentFrame(m).globals.dictObject),
    native('locals()', () => frameLocals(currentFrame(m))),
    ...dynamicCode(m),
    native(
      '__import__(name, globals=None, locals=None, fromlist=(), level=0)',
      (name, given, _locals, fromlist, level) => {
        const text = strValue(name ?? null);
        if (text === undefined) throw typeError('module name must be a string');
        const from = fromlist === null ? [] : toArray(fromlist ?? null).map(str);
        const globals = given instanceof PyDict ? namespaceOf(given) : currentFrame(m).globals;
        return m.importModule(text, globals, from.length === 0 ? null : from, Number(asIndex(level ?? 0)));
      },
    ),
    breakpointFunction(m),
    inputFunction(m),
  ];
  return functions.map((fn) => {
    fn.module = 'builtins';
    return [fn.name, fn];
  });
}
