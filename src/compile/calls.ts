// Calls.

import type * as ast from '../../grammar/ast.js';
import { callMethod, callPositional, callWithKeywords } from '../execution/call.js';
import { Frame } from '../execution/frame.js';
import { abandon, NO_CELLS, PyFunction, reserveSlots, tooDeep } from '../execution/function.js';
import { getAttribute, getAttributeOr, getMethod } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { PyDict } from '../objects/containers.js';
import { type PyException, runtimeError, typeError } from '../objects/exceptions.js';
import { HashTable } from '../objects/hash-table.js';
import { iterate, toArray } from '../objects/iteration.js';
import { PyNative, PyNativeMethod } from '../objects/native.js';
import type { Keywords, Value } from '../objects/object.js';
import { str } from '../objects/repr.js';
import { getItem } from '../objects/subscript.js';
import { makeSuper } from '../objects/super.js';
import { superType, typeName } from '../objects/types.js';
import type { Compiler, Eval } from './compiler.js';
import { extendWith, isIterable } from './displays.js';
import { unboundLocal } from './names.js';

export function compileCall(node: ast.Call, c: Compiler): Eval {
  if (isZeroArgumentSuper(node, c)) return compileSuper(node, false, c);
  const plain = node.keywords.length === 0 && node.args.every((arg) => arg.kind !== 'Starred');
  if (node.func.kind === 'Attribute') return compileMethodCall(node, node.func, plain, c);
  if (!plain) return compileGeneralCall(node, c);
  const callee = c.expression(node.func);
  const [only] = node.args;
  if (node.args.length === 1 && only !== undefined && node.func.kind === 'Name') {
    const special = compileGlobalCall(node, node.func, c.expression(only), callee, c);
    if (special !== null) return special;
  }
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

/**
 * `f(x)` of a global variable: its cell is read here, and a function that takes its arguments as they come is called
 * here. It says what `PyFunction.callPositional` says: most programs end before V8 has made one function of the two.
 */
function compileGlobalCall(
  node: ast.Call,
  func: ast.Name,
  arg: Eval,
  callee: Eval,
  c: Compiler,
): Eval | null {
  const binding = c.source.table.binding(func, c.mangle(func.id));
  if (binding.kind !== 'global') return null;
  const cell = c.source.globals.cell(binding.name);
  const { machine } = c;
  // Comparing with the function of last time is cheaper than asking what it is.
  let last: PyFunction | null = null;
  return (caller) => {
    const fn = cell.value;
    const known = last;
    if (known === null || fn !== known) {
      if (fn instanceof PyFunction) last = fn;
      const other = callee(caller);
      const value = arg(caller);
      caller.position = node;
      return callPositional(other, [value]);
    }
    const locals: Value[] = [arg(caller)];
    caller.position = node;
    const { code } = known;
    if (code.simpleArity !== 1) return known.callPositional(locals);
    if (code.slotCount > 1) reserveSlots(locals, code.slotCount);
    const frame = new Frame(code, caller, locals, NO_CELLS);
    if (++machine.depth > machine.recursionLimit) throw tooDeep(machine);
    machine.frame = frame;
    let result: Value | undefined;
    try {
      result = code.plain(frame);
    } catch (raised) {
      throw abandon(machine, frame, raised);
    }
    machine.frame = caller;
    machine.depth--;
    return result === undefined ? null : result;
  };
}

function compileMethodCall(node: ast.Call, func: ast.Attribute, plain: boolean, c: Compiler): Eval {
  const receiver = compileReceiver(func.value, c);
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
  const [onlyArg] = node.args;
  if (node.args.length === 1 && onlyArg?.kind === 'Starred') return compileStarredCall(node, onlyArg, c);
  const positional = node.args.map((arg) =>
    arg.kind === 'Starred'
      ? { star: true, node: arg.value, value: c.expression(arg.value) }
      : { star: false, node: arg, value: c.expression(arg) },
  );
  const keywords = compileKeywords(node, c);
  return (frame, callee) => {
    const args: Value[] = [];
    for (const { star, value } of positional) {
      const item = value(frame);
      if (!star) args.push(item);
      else {
        frame.position = node;
        extendWith(args, item);
      }
    }
    return { positional: args, keywords: keywords === null ? null : keywords(frame, callee) };
  };
}

/** `f(*args, ...)`: unpacked last of all, by the call itself. */
function compileStarredCall(
  node: { readonly keywords: readonly ast.Keyword[] } & ast.Position,
  arg: ast.Starred,
  c: Compiler,
): (frame: Frame, callee: Value) => CallArguments {
  const value = c.expression(arg.value);
  const keywords = compileKeywords(node, c);
  return (frame, callee) => {
    const starred = value(frame);
    const named = keywords === null ? null : keywords(frame, callee);
    frame.position = node;
    if (!isIterable(starred)) {
      const type = typeName(starred);
      throw typeError(`${describeCallee(callee)} argument after * must be an iterable, not ${type}`);
    }
    return { positional: toArray(starred), keywords: named };
  };
}

/** The keyword arguments, `**` unpacked; null where there are none. */
function compileKeywords(
  node: { readonly keywords: readonly ast.Keyword[] } & ast.Position,
  c: Compiler,
): ((frame: Frame, callee: Value) => Keywords) | null {
  if (node.keywords.length === 0) return null;
  const named = node.keywords.map((keyword) => ({ name: keyword.arg, value: c.expression(keyword.value) }));
  return (frame, callee) => {
    const keywords = new Map<string, Value>();
    // Keys that are no strings are refused by the call itself, after everything is evaluated.
    let others: HashTable | null = null;
    for (const { name, value } of named) {
      const item = value(frame);
      frame.position = node;
      if (name !== null) {
        addKeyword(keywords, name, item, callee);
        continue;
      }
      for (const [key, each] of mappingItems(item, callee)) {
        const text = strValue(key);
        if (text !== undefined) addKeyword(keywords, text, each, callee);
        else {
          others ??= new HashTable();
          if (others.has(key)) throw multipleValues(callee, str(key));
          others.set(key, each);
        }
      }
    }
    if (others !== null) throw typeError('keywords must be strings');
    return keywords;
  };
}

function addKeyword(keywords: Map<string, Value>, name: string, value: Value, callee: Value): void {
  if (keywords.has(name)) throw multipleValues(callee, name);
  keywords.set(name, value);
}

function multipleValues(callee: Value, name: string): PyException {
  return typeError(`${describeCallee(callee)} got multiple values for keyword argument '${name}'`);
}

function* mappingItems(mapping: Value, callee: Value): Iterable<[Value, Value]> {
  if (mapping instanceof PyDict && !mapping.cls.heap) {
    yield* mapping.table.entries();
    return;
  }
  const keys = getAttributeOr(mapping, 'keys');
  if (keys === undefined) {
    throw typeError(
      `${describeCallee(callee)} argument after ** must be a mapping, not ${typeName(mapping)}`,
    );
  }
  for (const key of iterate(call(keys))) yield [key, getItem(mapping, key)];
}

/** `_PyObject_FunctionStr`: `__main__.f()`, or `len()` for built-in functions. */
export function describeCallee(callee: Value): string {
  const qualname = strValue(getAttributeOr(callee, '__qualname__') ?? null);
  if (qualname === undefined) return str(callee);
  const module = strValue(getAttributeOr(callee, '__module__') ?? null);
  return module === undefined || module === 'builtins' ? `${qualname}()` : `${module}.${qualname}()`;
}

// ---- super()

function isZeroArgumentSuper(node: ast.Call, c: Compiler): boolean {
  if (node.func.kind !== 'Name' || node.func.id !== 'super') return false;
  if (node.args.length > 0 || node.keywords.length > 0) return false;
  return c.unit.base !== 'module' && c.unit.base !== 'class' && c.source.table.has(node.func, '__class__');
}

/**
 * `super()` is `super(__class__, first parameter)`; the name `super` may still have been rebound. With `forAttribute` a
 * missing parameter is reported as CPython's `LOAD_SUPER_ATTR` does.
 */
function compileSuper(node: ast.Call, forAttribute: boolean, c: Compiler): Eval {
  const callee = c.expression(node.func);
  const binding = c.source.table.binding(node.func, '__class__');
  const [first] = c.unit.locals;
  if (first === undefined || c.unit.positionalCount === 0)
    return (frame) => callPositional(callee(frame), []);
  const firstCell = first.captured ? c.unit.cellIndex(first) : null;
  return (frame) => {
    const fn = callee(frame);
    frame.position = node;
    if (fn !== superType) return callPositional(fn, []);
    const self = firstCell === null ? frame.locals[0] : frame.cells[firstCell]?.value;
    if (self === undefined) {
      if (forAttribute && binding.kind === 'cell') throw unboundLocal(first.name);
      throw runtimeError('super(): arg[0] deleted');
    }
    if (binding.kind !== 'cell') throw runtimeError('super(): __class__ cell not found');
    const cls = frame.cells[binding.index]?.value;
    if (cls === undefined) throw runtimeError('super(): empty __class__ cell');
    return makeSuper(cls, self);
  };
}

/** The object of an attribute. */
export function compileReceiver(node: ast.Expr, c: Compiler): Eval {
  if (node.kind === 'Call' && isZeroArgumentSuper(node, c)) return compileSuper(node, true, c);
  return c.expression(node);
}
