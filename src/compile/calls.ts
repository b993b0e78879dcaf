// Calls.

import type * as ast from '../../grammar/ast.js';
import { callMethod, callPositional, callWithKeywords } from '../execution/call.js';
import type { Frame } from '../execution/frame.js';
import { PyFunction } from '../execution/function.js';
import { getAttribute, getAttributeOr, getMethod } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { PyDict } from '../objects/containers.js';
import { isExceptionOf, typeError } from '../objects/exceptions.js';
import { iterate } from '../objects/iteration.js';
import { PyNative, PyNativeMethod } from '../objects/native.js';
import type { Keywords, Value } from '../objects/object.js';
import { getItem } from '../objects/subscript.js';
import { typeName } from '../objects/types.js';
import type { Compiler, Eval } from './compiler.js';

export function compileCall(node: ast.Call, c: Compiler): Eval {
  if (isZeroArgumentSuper(node, c)) return compileSuper(node, c);
  const plain = node.keywords.length === 0 && node.args.every((arg) => arg.kind !== 'Starred');
  if (node.func.kind === 'Attribute') return compileMethodCall(node, node.func, plain, c);
  if (!plain) return compileGeneralCall(node, c);
  const callee = c.expression(node.func);
  const [first, second, third] = node.args.map((arg) => c.expression(arg));
  if (first === undefined) {
    return (frame) => {
      const fn = callee(frame);
      frame.position = node;
      return callPositional(fn, []);
    };
  }
  if (second === undefined) {
    return (frame) => {
      const fn = callee(frame);
      const arg = first(frame);
      frame.position = node;
      if (fn instanceof PyFunction) return fn.callPositional([arg]);
      if (fn instanceof PyNative) return fn.invoke([arg], null);
      return call(fn, [arg]);
    };
  }
  if (third === undefined) {
    return (frame) => {
      const fn = callee(frame);
      const args = [first(frame), second(frame)];
      frame.position = node;
      return callPositional(fn, args);
    };
  }
  const evals = node.args.map((arg) => c.expression(arg));
  return (frame) => {
    const fn = callee(frame);
    const args: Value[] = [];
    for (const arg of evals) args.push(arg(frame));
    frame.position = node;
    return callPositional(fn, args);
  };
}

function compileMethodCall(node: ast.Call, func: ast.Attribute, plain: boolean, c: Compiler): Eval {
  const receiver = c.expression(func.value);
  const name = c.mangle(func.attr);
  if (!plain) {
    const args = compileArguments(node, c);
    return (frame) => {
      const object = receiver(frame);
      frame.position = func;
      const method = getMethod(object, name);
      if (method === undefined) {
        const callee = getAttribute(object, name);
        const { positional, keywords } = args(frame, callee);
        frame.position = node;
        return callWithKeywords(callee, positional, keywords);
      }
      const { positional, keywords } = args(frame, method);
      frame.position = node;
      return callMethod(object, name, positional, keywords);
    };
  }
  const evals = node.args.map((arg) => c.expression(arg));
  const [first] = evals;
  if (evals.length === 1 && first !== undefined) {
    return (frame) => {
      const object = receiver(frame);
      frame.position = func;
      const method = getMethod(object, name);
      if (method === undefined) {
        const callee = getAttribute(object, name);
        const arg = first(frame);
        frame.position = node;
        return callPositional(callee, [arg]);
      }
      const arg = first(frame);
      frame.position = node;
      if (method instanceof PyFunction) return method.callPositional([object, arg]);
      if (method instanceof PyNativeMethod) return method.invoke(object, [arg], null);
      return call(method, [object, arg]);
    };
  }
  return (frame) => {
    const object = receiver(frame);
    frame.position = func;
    const method = getMethod(object, name);
    if (method instanceof PyFunction) {
      const args: Value[] = [object];
      for (const arg of evals) args.push(arg(frame));
      frame.position = node;
      return method.callPositional(args);
    }
    const callee = method === undefined ? getAttribute(object, name) : undefined;
    const args: Value[] = [];
    for (const arg of evals) args.push(arg(frame));
    frame.position = node;
    if (callee !== undefined) return callPositional(callee, args);
    if (method instanceof PyNativeMethod) return method.invoke(object, args, null);
    return call(method ?? null, [object, ...args]);
  };
}

function compileGeneralCall(node: ast.Call, c: Compiler): Eval {
  const callee = c.expression(node.func);
  const args = compileArguments(node, c);
  return (frame) => {
    const fn = callee(frame);
    const { positional, keywords } = args(frame, fn);
    frame.position = node;
    return callWithKeywords(fn, positional, keywords);
  };
}

export interface CallArguments {
  readonly positional: Value[];
  readonly keywords: Keywords | null;
}

/** Positional and keyword arguments in the order of evaluation, `*` and `**` unpacked. */
export function compileArguments(
  node: { readonly args: readonly ast.Expr[]; readonly keywords: readonly ast.Keyword[] } & ast.Position,
  c: Compiler,
): (frame: Frame, callee: Value) => CallArguments {
  const positional = node.args.map((arg) =>
    arg.kind === 'Starred'
      ? { star: true, node: arg.value, value: c.expression(arg.value) }
      : { star: false, node: arg, value: c.expression(arg) },
  );
  const named = node.keywords.map((keyword) => ({
    name: keyword.arg,
    value: c.expression(keyword.value),
    node: keyword,
  }));
  return (frame, callee) => {
    const args: Value[] = [];
    for (const { star, value } of positional) {
      const item = value(frame);
      if (!star) args.push(item);
      else {
        frame.position = node;
        for (const each of starredItems(item, callee)) args.push(each);
      }
    }
    if (named.length === 0) return { positional: args, keywords: null };
    const keywords = new Map<string, Value>();
    for (const { name, value } of named) {
      const item = value(frame);
      frame.position = node;
      if (name !== null) addKeyword(keywords, name, item, callee);
      else for (const [key, each] of mappingItems(item, callee)) addKeyword(keywords, key, each, callee);
    }
    return { positional: args, keywords };
  };
}

function starredItems(value: Value, callee: Value): Iterable<Value> {
  try {
    return iterate(value);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError') || getAttributeOr(value, '__iter__') !== undefined) throw error;
    throw typeError(`${describeCallee(callee)} argument after * must be an iterable, not ${typeName(value)}`);
  }
}

function addKeyword(keywords: Map<string, Value>, name: string, value: Value, callee: Value): void {
  if (keywords.has(name)) {
    throw typeError(`${describeCallee(callee)} got multiple values for keyword argument '${name}'`);
  }
  keywords.set(name, value);
}

function* mappingItems(mapping: Value, callee: Value): Iterable<[string, Value]> {
  const nameOf = (key: Value): string => {
    const name = strValue(key);
    if (name === undefined) throw typeError('keywords must be strings');
    return name;
  };
  if (mapping instanceof PyDict) {
    for (const [key, value] of mapping.table.entries()) yield [nameOf(key), value];
    return;
  }
  const keys = getAttributeOr(mapping, 'keys');
  if (keys === undefined) {
    throw typeError(
      `${describeCallee(callee)} argument after ** must be a mapping, not ${typeName(mapping)}`,
    );
  }
  for (const key of iterate(call(keys))) yield [nameOf(key), getItem(mapping, key)];
}

/** `_PyObject_FunctionStr`: `__main__.f()`, or `len()` for built-in functions. */
export function describeCallee(callee: Value): string {
  const qualname = strValue(getAttributeOr(callee, '__qualname__') ?? null);
  if (qualname === undefined) return `${typeName(callee)} object`;
  const module = strValue(getAttributeOr(callee, '__module__') ?? null);
  return module === undefined || module === 'builtins' ? `${qualname}()` : `${module}.${qualname}()`;
}

// ---- super()

function isZeroArgumentSuper(node: ast.Call, c: Compiler): boolean {
  if (node.func.kind !== 'Name' || node.func.id !== 'super') return false;
  if (node.args.length > 0 || node.keywords.length > 0) return false;
  return c.unit.base !== 'module' && c.unit.base !== 'class' && c.source.table.has(node.func, '__class__');
}

/** `super()` is `super(__class__, first parameter)`; the name `super` may still have been rebound. */
function compileSuper(node: ast.Call, c: Compiler): Eval {
  const callee = c.expression(node.func);
  const binding = c.source.table.binding(node.func, '__class__');
  const first = c.unit.locals[0];
  const firstCell = first?.captured ? c.unit.cellIndex(first) : null;
  if (binding.kind !== 'cell') return (frame) => callPositional(callee(frame), []);
  const { index } = binding;
  return (frame) => {
    const fn = callee(frame);
    frame.position = node;
    const self = firstCell === null ? frame.locals[0] : frame.cells[firstCell]?.value;
    const cls = frame.cells[index]?.value;
    if (cls === undefined || self === undefined) return callPositional(fn, []);
    return callPositional(fn, [cls, self]);
  };
}
