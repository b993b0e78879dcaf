// `inspect.get_annotations`: annotations without what classes inherit, and evaluated where that is asked for.

import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PyPartial } from '../functools/partial.js';

export interface Evaluation {
  readonly globals: Value;
  readonly locals: Value;
  readonly evaluate: boolean;
}

/** The dict that an object has of its own, if any. */
function ownAnnotations(object: Value): Value {
  if (object instanceof PyType) return object.attrs.get('__annotations__') ?? null;
  return getAttributeOr(object, '__annotations__') ?? null;
}

export function getAnnotations(
  m: KernelMachine,
  object: Value,
  { globals, locals, evaluate }: Evaluation,
): PyDict {
  if (!(object instanceof PyType || object instanceof PyModule || isCallable(object)))
    throw typeError(`${repr(object)} is not a module, class, or callable.`);
  const found = ownAnnotations(object);
  if (found === null) return new PyDict();
  if (!(found instanceof PyDict))
    throw valueError(`${repr(object)}.__annotations__ is neither a dict nor None`);
  const result = new PyDict();
  const places = evaluate ? placesOf(m, object) : null;
  for (const [name, value] of found.table.entries()) {
    const text = strValue(value);
    if (places === null || text === undefined) result.table.set(name, value);
    else {
      const scope = globals ?? places.globals ?? new PyDict();
      result.table.set(name, call(m.builtins.get('eval') ?? null, [text, scope, locals ?? places.locals]));
    }
  }
  return result;
}

/** The variables that annotations of the object mean. */
function placesOf(m: KernelMachine, object: Value): { globals: Value; locals: Value } {
  if (object instanceof PyModule) return { globals: object.dictObject, locals: null };
  if (object instanceof PyType) {
    const module = m.loadedModules.table.get(object.attrs.get('__module__') ?? object.module);
    const locals = PyDict.of(object.attrs);
    addParameters(locals, object);
    return { globals: module instanceof PyModule ? module.dictObject : null, locals };
  }
  let inner = object;
  for (;;) {
    const wrapped = inner instanceof PyPartial ? inner.func : getAttributeOr(inner, '__wrapped__');
    if (wrapped === undefined) break;
    inner = wrapped;
  }
  const parameters = new PyDict();
  addParameters(parameters, inner);
  return {
    globals: getAttributeOr(inner, '__globals__') ?? null,
    locals: parameters.table.size === 0 ? null : parameters,
  };
}

/** `def f[T](x: "T")`: type parameters are known where the annotation is evaluated. */
function addParameters(names: PyDict, object: Value): void {
  const parameters = getAttributeOr(object, '__type_params__') ?? null;
  if (parameters === null) return;
  for (const parameter of iterate(parameters)) {
    const name = getAttribute(parameter, '__name__');
    if (!names.table.has(name)) names.table.set(name, parameter);
  }
}
