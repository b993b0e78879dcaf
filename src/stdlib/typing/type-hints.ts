// Annotations as they are meant: texts are evaluated where the function or class was written (`typing.get_type_hints`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';
import { noneType } from '../../objects/types.js';
import { callerModule } from '../library.js';

/** `eval(text, globals, locals)` */
export function evaluateText(m: KernelMachine, text: string, globals: Value, locals: Value): Value {
  return call(m.builtins.get('eval') ?? null, [text, globals, locals]);
}

/** The namespace that the names in annotations of a function or class are looked up in. */
export function globalsOf(m: KernelMachine, object: Value): Value {
  let wrapped = object;
  for (let next: Value | undefined = wrapped; next !== undefined; next = getAttributeOr(next, '__wrapped__'))
    wrapped = next;
  const own = getAttributeOr(wrapped, '__globals__');
  if (own !== undefined) return own;
  const module = getAttributeOr(object, '__module__') ?? callerModule(m);
  const loaded = m.loadedModules.table.get(module);
  const dict = loaded === undefined ? undefined : getAttributeOr(loaded, '__dict__');
  return dict ?? new PyDict();
}

/** An annotation with texts evaluated and None as its type. */
export function resolveHint(m: KernelMachine, value: Value, globals: Value, locals: Value): Value {
  if (value === null) return noneType;
  const text = strValue(value);
  return text === undefined ? value : resolveHint(m, evaluateText(m, text, globals, locals), globals, locals);
}

/** Names and meant annotations of a function, in order. */
export function resolvedAnnotations(m: KernelMachine, func: Value): [Value, Value][] {
  const annotations = getAttributeOr(func, '__annotations__');
  if (!(annotations instanceof PyDict)) return [];
  const globals = globalsOf(m, func);
  return [...annotations.table.entries()].map(([name, value]): [Value, Value] => [
    name,
    resolveHint(m, value, globals, globals),
  ]);
}
