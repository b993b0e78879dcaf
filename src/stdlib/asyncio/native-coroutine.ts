// Coroutine functions written as natives: `asyncio.sleep` and its kin.

import { PyCoroutine } from '../../execution/coroutine.js';
import type { Pausable } from '../../execution/pause.js';
import type { BodyMaker } from '../../execution/resumable.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { methodSignature, PyNative, PyNativeMethod } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { PyLibraryFunction } from '../library.js';

interface CoroutineBody {
  body(...args: Value[]): Pausable;
}

/** A coroutine that runs a body on the arguments. */
export function nativeCoroutine(
  machine: KernelMachine,
  name: string,
  qualname: string,
  makeBody: BodyMaker,
  args: readonly Value[],
): PyCoroutine {
  const coroutine = new PyCoroutine(machine, null, name, qualname, makeBody);
  coroutine.held = args;
  machine.forgotten.add(coroutine);
  return coroutine;
}

/** Calls the body with the arguments that a coroutine holds. */
function onArguments(body: CoroutineBody['body']): BodyMaker {
  return ({ held }) => body(...(held ?? []));
}

/** A function that makes a coroutine: `iscoroutinefunction` is true of it. */
export class NativeCoroutineFunction extends PyNative {}

/** Declares one: `coroutineFunction(m, 'sleep(delay, result=None)', function* (delay, result) { ... })`. */
export function coroutineFunction(
  machine: KernelMachine,
  signature: string,
  body: CoroutineBody['body'],
  qualifier = '',
): NativeCoroutineFunction {
  const parsed = new Signature(`def ${signature}`);
  const { name } = parsed;
  const qualname = `${qualifier}${name}`;
  const makeBody = onArguments(body);
  return new NativeCoroutineFunction(parsed, (...args) =>
    nativeCoroutine(machine, name, qualname, makeBody, args),
  );
}

interface CoroutineCall {
  body(args: readonly Value[], keywords: Keywords | null): Pausable;
}

/** A coroutine function that takes its arguments as they come and binds as a method. */
export function libraryCoroutineFunction(
  machine: KernelMachine,
  signature: string,
  body: CoroutineCall['body'],
): PyLibraryFunction {
  const fn: PyLibraryFunction = new PyLibraryFunction(new Signature(`def ${signature}`), (args, keywords) =>
    nativeCoroutine(machine, fn.name, fn.qualname, () => body(args, keywords), args),
  );
  fn.makesCoroutines = true;
  return fn;
}

/** A method that makes a coroutine. */
export class NativeCoroutineMethod extends PyNativeMethod {}

/** Gives a type coroutine methods, keyed by signature as in `extendType`. */
export function extendCoroutines(
  machine: KernelMachine,
  type: PyType,
  methods: Record<string, CoroutineBody['body']>,
): void {
  for (const [signature, body] of Object.entries(methods)) {
    const parsed = methodSignature(type, signature);
    const { name } = parsed;
    const qualname = `${type.qualname}.${name}`;
    const makeBody = onArguments(body);
    const make = (...args: Value[]): Value => nativeCoroutine(machine, name, qualname, makeBody, args);
    type.attrs.set(name, new NativeCoroutineMethod(type, parsed, make));
  }
  type.modified();
}

/** Whether calling it makes a coroutine of a native. */
export function isNativeCoroutineFunction(fn: Value): boolean {
  if (fn instanceof NativeCoroutineFunction || fn instanceof NativeCoroutineMethod) return true;
  if (fn instanceof PyObject && 'makesCoroutines' in fn) return fn.makesCoroutines === true;
  return fn instanceof PyNative && fn.owner?.attrs.get(fn.name) instanceof NativeCoroutineMethod;
}
