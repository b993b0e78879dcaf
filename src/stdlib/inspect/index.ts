// The `inspect` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { libraryFunctions } from '../library.js';
import { getAnnotations } from './annotations.js';
import { boundArgumentsType } from './bound-arguments.js';
import { formatAnnotation } from './format-annotation.js';
import { emptyType, KINDS, kindMembers, parameterType } from './parameter.js';
import { COROUTINE_MARK, PREDICATES } from './predicates.js';
import { signatureOf, signatureType } from './signature-of.js';
import { codeFlagNames, stateFunctions, stateNames } from './states.js';
import { unwrap } from './unwrap.js';

const predicateFunctions = (): Record<string, NativeBody> =>
  Object.fromEntries(Object.entries(PREDICATES).map(([name, test]) => [`${name}(object)`, test]));

export const inspect = defineModule('inspect', (m: KernelMachine) => {
  const kinds = Object.fromEntries(
    KINDS.map(({ name }, index) => [`_${name}`, kindMembers(m)[index] ?? null]),
  );
  return {
    Parameter: parameterType(m),
    Signature: signatureType(m),
    BoundArguments: boundArgumentsType(m),
    _empty: emptyType(),
    ...kinds,
    ...codeFlagNames,
    ...stateNames(),
    TPFLAGS_IS_ABSTRACT: 1 << 20,
    ...libraryFunctions('inspect', {
      ...predicateFunctions(),
      ...stateFunctions,
      'markcoroutinefunction(func)': (func) => {
        setAttribute(func instanceof PyBoundMethod ? func.func : func, COROUTINE_MARK, true);
        return func;
      },
      'signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False)': (
        callable,
        follow,
        globals,
        locals,
        evaluate,
      ) =>
        signatureOf(m, signatureType(m), callable, {
          followWrapped: isTrue(follow),
          globals,
          locals,
          evaluate: isTrue(evaluate),
        }),
      'unwrap(func, *, stop=None)': (func, stop) =>
        unwrap(func, stop === null ? undefined : (value: Value) => isTrue(call(stop, [value]))),
      'get_annotations(obj, *, globals=None, locals=None, eval_str=False)': (
        object,
        globals,
        locals,
        evaluate,
      ) => getAnnotations(m, object, { globals, locals, evaluate: isTrue(evaluate) }),
      'formatannotation(annotation, base_module=None)': (annotation, module) =>
        formatAnnotation(annotation, module),
    }),
  };
});
