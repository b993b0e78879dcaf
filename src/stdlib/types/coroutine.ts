// `types.coroutine`: what makes the generators of a function, or generator-like objects, fit for `await`.

import { isIterableCoroutine, PyCoroutine } from '../../execution/coroutine.js';
import { PyFunction } from '../../execution/function.js';
import { PyGenerator } from '../../execution/generator.js';
import { getAttribute } from '../../objects/attributes.js';
import { call, isCallable } from '../../objects/call.js';
import { typeError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import { updateWrapper } from '../functools/wrapping.js';
import { callAttribute, once } from '../library.js';
import { variadicFunction } from '../library-class.js';

/** An object with the methods of generators, made awaitable. */
class PyGeneratorWrapper extends PyObject {
  constructor(readonly wrapped: Value) {
    super(generatorWrapperType());
  }
}

/** The attribute under which the wrapped object has what a generator calls `gi_...`. */
const part = (name: string) => (self: PyGeneratorWrapper) => getAttribute(self.wrapped, name);

const generatorWrapperType = once((): PyType => {
  const parts = Object.fromEntries(
    ['code', 'frame', 'running', 'yieldfrom'].flatMap((name) => [
      [`gi_${name}`, part(`gi_${name}`)],
      [name === 'yieldfrom' ? 'cr_await' : `cr_${name}`, part(`gi_${name}`)],
    ]),
  );
  return defineType('_GeneratorWrapper', {
    module: 'types',
    slots: {
      iter: (self: PyGeneratorWrapper) => self,
      await: (self: PyGeneratorWrapper) => self,
      next: (self: PyGeneratorWrapper) => callAttribute(self.wrapped, '__next__'),
    },
    methods: {
      'send(val)': (self: PyGeneratorWrapper, value) => callAttribute(self.wrapped, 'send', value),
      'throw(tp, *rest)': (self: PyGeneratorWrapper, error) => callAttribute(self.wrapped, 'throw', error),
      'close()': (self: PyGeneratorWrapper) => callAttribute(self.wrapped, 'close'),
    },
    properties: { ...parts, __name__: part('__name__'), __qualname__: part('__qualname__') },
  });
});

const GENERATOR_METHODS = ['send', 'throw', 'close', '__iter__', '__next__'];
const COROUTINE_METHODS = ['send', 'throw', 'close', '__await__'];

const hasAll = (value: Value, names: readonly string[]): boolean =>
  names.every((name) => typeOf(value).lookup(name) !== undefined);

/** What a wrapped callable returned, as something that can be awaited where that is possible. */
function awaitable(result: Value): Value {
  if (result instanceof PyCoroutine || isIterableCoroutine(result)) return result;
  const isGeneratorLike = result instanceof PyGenerator || hasAll(result, GENERATOR_METHODS);
  return isGeneratorLike && !hasAll(result, COROUTINE_METHODS) ? new PyGeneratorWrapper(result) : result;
}

export function coroutineFunction(func: Value): Value {
  if (!isCallable(func)) throw typeError('types.coroutine() expects a callable');
  if (func instanceof PyFunction) {
    const { code } = func;
    if (code.kind === 'coroutine' || code.isIterableCoroutine) return func;
    if (code.kind === 'generator') {
      func.code = code.with({ isIterableCoroutine: true });
      return func;
    }
  }
  const wrapped = variadicFunction(
    'wrapped(*args, **kwargs)',
    (args, keywords) => awaitable(call(func, args, keywords)),
    'types',
    'coroutine.<locals>.wrapped',
  );
  return updateWrapper(wrapped, func);
}
