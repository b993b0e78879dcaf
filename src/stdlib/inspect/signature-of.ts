// `inspect.signature`: how the parameters of functions, methods, classes, partials and natives are found.

import { PyFunction } from '../../execution/function.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { bind, call, isCallable } from '../../objects/call.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { PyNative, PyNativeMethod } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import {
  classMethodDescriptorType,
  objectType,
  slotWrapperType,
  typeOf,
  typeType,
} from '../../objects/types.js';
import { PyPartial, partialMethodClass } from '../functools/partial.js';
import { PyLibraryFunction, perMachine } from '../library.js';
import { getAnnotations } from './annotations.js';
import { nativeParameters, parametersOf, parametersOfText, typeSignatureText } from './native-signatures.js';
import {
  emptyType,
  KEYWORD_ONLY,
  makeParameter,
  POSITIONAL_ONLY,
  POSITIONAL_OR_KEYWORD,
  type PyParameter,
  VAR_KEYWORD,
  VAR_POSITIONAL,
} from './parameter.js';
import { applyPartial } from './partial-signature.js';
import { makeSignature, makeSignatureType, PySignature, type SignatureOptions } from './signature.js';
import { unwrap } from './unwrap.js';

export const signatureType: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType => makeSignatureType(m, signatureOf),
);

/** `inspect.signature(callable)` with the given class of signatures. */
export function signatureOf(
  m: KernelMachine,
  cls: PyType,
  callable: Value,
  options: SignatureOptions,
): PySignature {
  return new SignatureFinder(m, cls, options).find(callable);
}

/** With the parameter that a method is bound to, and without looking behind decorators. */
export function fullSignatureOf(m: KernelMachine, callable: Value): PySignature {
  const options = { followWrapped: false, globals: null, locals: null, evaluate: false };
  return new SignatureFinder(m, signatureType(m), options, false).find(callable);
}

class SignatureFinder {
  constructor(
    readonly machine: KernelMachine,
    readonly cls: PyType,
    readonly options: SignatureOptions,
    /** False where the parameter that methods are bound to is to be shown. */
    readonly skipsBound = true,
  ) {}

  find(callable: Value): PySignature {
    if (!isCallable(callable)) throw typeError(`${repr(callable)} is not a callable object`);
    if (callable instanceof PyBoundMethod) return this.#ofMethod(callable);
    let object = callable;
    if (this.options.followWrapped) {
      object = unwrap(
        callable,
        (value) => getAttributeOr(value, '__signature__') !== undefined || value instanceof PyBoundMethod,
      );
      if (object instanceof PyBoundMethod) return this.#ofMethod(object);
    }
    return (
      this.#given(object) ??
      this.#ofPartialMethod(object) ??
      this.#ofFunction(object) ??
      (object instanceof PyType ? this.#ofClass(object) : this.#ofInstance(object))
    );
  }

  #make(parameters: readonly PyParameter[], returns: Value = emptyType()): PySignature {
    return makeSignature(this.cls, parameters, returns);
  }

  #ofMethod(method: PyBoundMethod): PySignature {
    const signature = this.find(method.func);
    return this.skipsBound ? this.#withoutFirst(signature) : signature;
  }

  #withoutFirst(signature: PySignature): PySignature {
    const [first, ...rest] = signature.parameters;
    if (first === undefined || first.kind === VAR_KEYWORD || first.kind === KEYWORD_ONLY)
      throw valueError('invalid method signature');
    return this.#make(first.kind === VAR_POSITIONAL ? signature.parameters : rest, signature.returns);
  }

  /** `__signature__`, which may be a text or a function that gives it. */
  #given(object: Value): PySignature | null {
    const given = getAttributeOr(object, '__signature__') ?? null;
    if (given === null) return null;
    let value: Value = given;
    if (!(value instanceof PySignature) && strValue(value) === undefined && isCallable(value))
      value = call(value);
    const text = strValue(value);
    if (text !== undefined) return this.#make(parametersOfText(this.machine, text));
    if (value instanceof PySignature) return value;
    throw typeError(`unexpected object ${repr(given)} in __signature__ attribute`);
  }

  #ofPartialMethod(object: Value): PySignature | null {
    const method = getAttributeOr(object, '__partialmethod__');
    if (method === undefined || !typeOf(method).isSubtypeOf(partialMethodClass(this.machine))) return null;
    const wrapped = this.find(getAttribute(method, 'func'));
    const [first] = wrapped.parameters;
    const applied = applyPartial(wrapped, method, [null]);
    if (first === undefined || first.kind === VAR_POSITIONAL) return this.#make(applied, wrapped.returns);
    return this.#make([first, ...applied], wrapped.returns);
  }

  #ofFunction(object: Value): PySignature | null {
    const { machine } = this;
    if (object instanceof PyPartial) {
      const wrapped = this.find(object.func);
      return this.#make(applyPartial(wrapped, object, []), wrapped.returns);
    }
    if (object instanceof PyFunction) return this.#ofPython(object);
    if (object instanceof PyLibraryFunction) {
      const { annotations } = object;
      return this.#make(parametersOf(machine, object.signature), returned(annotations?.table.get('return')));
    }
    if (object instanceof PyNative || object instanceof PyNativeMethod) {
      const parameters = nativeParameters(machine, object);
      if (parameters === null) throw valueError(`no signature found for builtin ${repr(object)}`);
      return this.#make(parameters);
    }
    return null;
  }

  #ofPython(fn: PyFunction): PySignature {
    const { code, defaults, keywordDefaults } = fn;
    const { positionalCount, posonlyCount, kwonlyCount, hasVarargs, hasVarkwargs } = code.parameters;
    const annotations = getAnnotations(this.machine, fn, this.options).table;
    const firstDefault = positionalCount - defaults.length;
    const parameters: PyParameter[] = [];
    const add = (slot: number, kind: number, value?: Value): void => {
      const name = code.localNames[slot] ?? '';
      const annotation = annotations.get(name);
      parameters.push(
        makeParameter(this.machine, {
          name,
          kind,
          ...(value === undefined ? {} : { default: value }),
          ...(annotation === undefined ? {} : { annotation }),
        }),
      );
    };
    for (let slot = 0; slot < positionalCount; slot++) {
      const value = slot >= firstDefault ? defaults[slot - firstDefault] : undefined;
      add(slot, slot < posonlyCount ? POSITIONAL_ONLY : POSITIONAL_OR_KEYWORD, value);
    }
    let rest = positionalCount + kwonlyCount;
    if (hasVarargs) add(rest++, VAR_POSITIONAL);
    for (let slot = positionalCount; slot < positionalCount + kwonlyCount; slot++)
      add(slot, KEYWORD_ONLY, keywordDefaults?.get(code.localNames[slot] ?? ''));
    if (hasVarkwargs) add(rest, VAR_KEYWORD);
    return this.#make(parameters, returned(annotations.get('return')));
  }

  /** A class is called through its metaclass's `__call__`, its `__new__` or its `__init__`. */
  #ofClass(cls: PyType): PySignature {
    const called = definedMethod(typeOf(cls), '__call__');
    if (called !== null) return this.find(called);
    const make = definedMethod(cls, '__new__');
    const init = definedMethod(cls, '__init__');
    for (const base of cls.mro) {
      if (make !== null && base.attrs.has('__new__')) {
        const signature = this.find(make);
        return this.skipsBound ? this.#withoutFirst(signature) : signature;
      }
      if (init !== null && base.attrs.has('__init__')) return this.find(init);
    }
    for (const base of cls.mro) {
      if (base === objectType) break;
      const text = typeSignatureText(base);
      if (text !== undefined) return this.#make(parametersOfText(this.machine, text));
    }
    const isPlain = ['__init__', '__new__'].every((name) => cls.lookup(name) === objectType.lookup(name));
    if (!cls.mro.includes(typeType) && isPlain) return this.#make([]);
    if (cls.mro.includes(typeType)) throw valueError(`no signature found for builtin ${repr(cls)}`);
    throw valueError(`no signature found for builtin type ${repr(cls)}`);
  }

  #ofInstance(object: Value): PySignature {
    const method = typeOf(object).lookup('__call__');
    if (method === undefined) throw valueError(`callable ${repr(object)} is not supported by signature`);
    return this.find(bind(method, object, typeOf(object)));
  }
}

const returned = (annotation: Value | undefined): Value =>
  annotation === undefined ? emptyType() : annotation;

/** A method that is written in Python, ready to be looked at; null where the class has a native one. */
function definedMethod(cls: PyType, name: string): Value | null {
  const found = cls.lookup(name);
  const method = name === '__new__' ? getAttributeOr(cls, name) : found;
  if (method === undefined || method === null || method instanceof PyNative) return null;
  if (method instanceof PyNativeMethod && [slotWrapperType, classMethodDescriptorType].includes(method.cls))
    return null;
  return name === '__new__' || method instanceof PyType ? method : bind(method, cls, typeOf(cls));
}
