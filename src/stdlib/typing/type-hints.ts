// Annotations as they are meant: texts are evaluated where the function or class was written (`typing.get_type_hints`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { PyGenericAlias } from '../../objects/generic-alias.js';
import { PyType, type Value } from '../../objects/object.js';
import { bitOr } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { noneType } from '../../objects/types.js';
import { PyUnion } from '../../objects/union-type.js';
import { callerModule } from '../library.js';
import { PyAlias, union } from './alias.js';
import { PyForwardRef } from './forward-ref.js';

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

/** What stands inside an annotation: texts evaluated, and without `Annotated` unless it is to stay. */
function deepResolve(m: KernelMachine, value: Value, globals: Value, locals: Value, extras: boolean): Value {
  const hint = value instanceof PyForwardRef ? value.text : value;
  const meant = resolveHint(m, hint, globals, locals);
  const inside = (part: Value): Value =>
    part instanceof PyForwardRef ||
    part instanceof PyAlias ||
    part instanceof PyGenericAlias ||
    part instanceof PyUnion
      ? deepResolve(m, part, globals, locals, extras)
      : part;
  if (meant instanceof PyAlias) {
    if (meant.kind === 'literal') return meant;
    if (meant.kind === 'annotated') {
      const origin = inside(meant.origin);
      return extras ? new PyAlias('annotated', origin, [origin], meant.name, meant.metadata) : origin;
    }
    if (!extras && (meant.name === 'Required' || meant.name === 'NotRequired' || meant.name === 'ReadOnly')) {
      return inside(meant.args[0] ?? null);
    }
    const args = meant.args.map(inside);
    if (args.every((arg, index) => arg === meant.args[index])) return meant;
    return meant.kind === 'union' ? union(args) : new PyAlias(meant.kind, meant.origin, args, meant.name);
  }
  if (meant instanceof PyGenericAlias) {
    const args = meant.args.map((arg) =>
      strValue(arg) === undefined ? inside(arg) : deepResolve(m, arg, globals, locals, extras),
    );
    if (args.every((arg, index) => arg === meant.args[index])) return meant;
    return new PyGenericAlias(meant.origin, args, meant.starred, meant.cls);
  }
  if (meant instanceof PyUnion) {
    const args = meant.args.map(inside);
    if (args.every((arg, index) => arg === meant.args[index])) return meant;
    return args.slice(1).reduce((a, b) => bitOr(a, b), args[0] ?? null);
  }
  return meant;
}

/** `typing.get_type_hints` */
export function getTypeHints(
  m: KernelMachine,
  object: Value,
  globals: Value,
  locals: Value,
  extras: boolean,
): PyDict {
  const hints = new PyDict();
  if (object instanceof PyType) {
    for (const base of [...object.mro].reverse()) {
      const own = base.attrs.get('__annotations__');
      if (!(own instanceof PyDict)) continue;
      const scope = globals === null ? globalsOf(m, base) : globals;
      const names = locals === null ? PyDict.of(base.attrs) : locals;
      for (const [name, value] of own.table.entries()) {
        hints.table.set(name, deepResolve(m, value, scope, names, extras));
      }
    }
    return hints;
  }
  const annotations = getAttributeOr(object, '__annotations__');
  if (annotations === undefined || annotations === null) {
    if (getAttributeOr(object, '__call__') !== undefined) return hints;
    throw typeError(`${repr(object)} is not a module, class, method, or function.`);
  }
  const scope = globals === null ? globalsOf(m, object) : globals;
  const names = locals === null ? scope : locals;
  if (annotations instanceof PyDict) {
    for (const [name, value] of annotations.table.entries()) {
      hints.table.set(name, deepResolve(m, value, scope, names, extras));
    }
  }
  return hints;
}
