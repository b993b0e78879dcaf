// The `contextvars` module: variables whose values belong to a task or a callback rather than to the program.
//
// A context is a map that is copied when it is written to while shared; the running one stands with its thread.

import { extendBlocking } from '../execution/blocking.js';
import { defineModule } from '../execution/module.js';
import { Invoke, type Pause } from '../execution/pause.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { equals } from '../objects/compare.js';
import { type PyDict, type PyTuple, tuple } from '../objects/containers.js';
import { exception, keyError, runtimeError, typeError, valueError } from '../objects/exceptions.js';
import { genericAlias } from '../objects/generic-alias.js';
import { addressOf } from '../objects/identity.js';
import { nativeIterator } from '../objects/iteration.js';
import { keywordsOf } from '../objects/keywords.js';
import { defineType, native } from '../objects/native.js';
import { type Keywords, PyObject, type Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { Signature } from '../objects/signature.js';
import { NotImplemented } from '../objects/types.js';
import { once, perMachine } from './library.js';

export class PyContextVar extends PyObject {
  constructor(
    readonly machine: KernelMachine,
    readonly name: string,
    readonly defaultValue: Value | undefined,
  ) {
    super(contextTypes(machine).contextVar);
  }
}

export class PyContext extends PyObject {
  entered = false;
  /** The context that was running when this one was entered. */
  #outer: PyObject | null = null;
  #shared = false;

  constructor(
    readonly machine: KernelMachine,
    public values: Map<PyContextVar, Value> = new Map(),
  ) {
    super(contextTypes(machine).context);
  }

  copy(): PyContext {
    const copy = new PyContext(this.machine, this.values);
    this.#shared = true;
    copy.#shared = true;
    return copy;
  }

  set(variable: PyContextVar, value: Value | undefined): void {
    if (this.#shared) {
      this.values = new Map(this.values);
      this.#shared = false;
    }
    if (value === undefined) this.values.delete(variable);
    else this.values.set(variable, value);
  }

  /** `PyContext_Enter` */
  enter(): void {
    if (this.entered) throw runtimeError(`cannot enter context: ${repr(this)} is already entered`);
    const thread = this.machine.scheduler.current;
    this.entered = true;
    this.#outer = thread.context;
    thread.context = this;
  }

  exit(): void {
    this.entered = false;
    this.machine.scheduler.current.context = this.#outer;
    this.#outer = null;
  }
}

class PyToken extends PyObject {
  used = false;

  constructor(
    readonly variable: PyContextVar,
    readonly context: PyContext,
    readonly old: Value | undefined,
  ) {
    super(contextTypes(variable.machine).token);
  }
}

/** The running context; a thread that has none yet gets an empty one. */
export function currentContext(m: KernelMachine): PyContext {
  const { current } = m.scheduler;
  if (current.context instanceof PyContext) return current.context;
  const context = new PyContext(m);
  context.entered = true;
  current.context = context;
  return context;
}

export function copyContext(m: KernelMachine): PyContext {
  return currentContext(m).copy();
}

/** Calls in a context: a `PyContext`, or whatever has a `run` like one. */
export function callInContext(context: Value, callee: Value, args: readonly Value[]): Value {
  if (!(context instanceof PyContext)) {
    return context === null ? call(callee, args) : call(getAttribute(context, 'run'), [callee, ...args]);
  }
  context.enter();
  try {
    return call(callee, args);
  } finally {
    context.exit();
  }
}

/** The same as a body: what blocks inside parks the thread. */
export function* runInContext(
  context: PyContext,
  callee: Value,
  args: readonly Value[],
  keywords: Keywords | null,
): Generator<Pause, Value, Value> {
  context.enter();
  try {
    return context.machine.parkable ? yield new Invoke(callee, args, keywords) : call(callee, args, keywords);
  } finally {
    context.exit();
  }
}

class PyMissing extends PyObject {}
const missing = once(
  () =>
    new PyMissing(defineType('Token.MISSING', { module: 'Token', slots: { repr: () => '<Token.MISSING>' } })),
);

function variableOf(key: Value): PyContextVar {
  if (key instanceof PyContextVar) return key;
  throw typeError(`a ContextVar key was expected, got ${repr(key)}`);
}

const classGetItem = { '__class_getitem__(key, /)': (cls: Value, key: Value) => genericAlias(cls, key) };
const final = true;
const module = '_contextvars';

const contextTypes = perMachine((m: KernelMachine) => {
  const contextVar = defineType('_contextvars.ContextVar', {
    module,
    final,
    slots: {
      new_: (_cls, args, keywords) => newVariable(m, args, keywords),
      repr: (self: PyContextVar) => {
        const fallback = self.defaultValue === undefined ? '' : ` default=${repr(self.defaultValue)}`;
        return `<ContextVar name=${repr(self.name)}${fallback} at ${addressOf(self)}>`;
      },
    },
    methods: {
      'get(default=<none>, /)': (self: PyContextVar, fallback?: Value) => getVariable(self, fallback),
      'set(value, /)': (self: PyContextVar, value) => {
        const context = currentContext(m);
        const token = new PyToken(self, context, context.values.get(self));
        context.set(self, value);
        return token;
      },
      'reset(token, /)': (self: PyContextVar, token) => resetVariable(self, token),
    },
    classMethods: classGetItem,
    properties: { name: (self: PyContextVar) => self.name },
  });
  const context = defineType('_contextvars.Context', {
    module,
    final,
    slots: {
      new_: (_cls, args, keywords) => {
        if (args.length > 0 || (keywords?.size ?? 0) > 0)
          throw typeError('Context() does not accept any arguments');
        return new PyContext(m);
      },
      hash: null,
      eq: (self: PyContext, other) =>
        other instanceof PyContext ? haveEqualValues(self.values, other.values) : NotImplemented,
      len: (self: PyContext) => self.values.size,
      iter: (self: PyContext) => iteratorOver('keys', self.values.keys()),
      contains: (self: PyContext, key) => self.values.has(variableOf(key)),
      getitem: (self: PyContext, key) => {
        const value = self.values.get(variableOf(key));
        if (value === undefined) throw keyError(key);
        return value;
      },
    },
    methods: {
      'copy()': (self: PyContext) => self.copy(),
      'get(key, default=None, /)': (self: PyContext, key, fallback) => {
        const value = self.values.get(variableOf(key));
        return value === undefined ? fallback : value;
      },
      'keys()': (self: PyContext) => iteratorOver('keys', self.values.keys()),
      'values()': (self: PyContext) => iteratorOver('values', self.values.values()),
      'items()': (self: PyContext) =>
        iteratorOver(
          'items',
          [...self.values].map((pair) => tuple(...pair)),
        ),
    },
  });
  extendBlocking(m, context, {
    'run(*args, **kwargs)': (self: PyContext, given: PyTuple, kwargs: PyDict) => {
      const [callable, ...args] = given.items;
      if (callable === undefined) throw typeError('run() missing 1 required positional argument');
      return runInContext(self, callable, args, keywordsOf(kwargs));
    },
  });
  const token = defineType('_contextvars.Token', {
    module,
    final,
    slots: {
      new_: () => {
        throw runtimeError('Tokens can only be created by ContextVars');
      },
      hash: null,
      repr: (self: PyToken) =>
        `<Token${self.used ? ' used' : ''} var=${repr(self.variable)} at ${addressOf(self)}>`,
    },
    classMethods: classGetItem,
    properties: {
      var: (self: PyToken) => self.variable,
      old_value: (self: PyToken) => (self.old === undefined ? missing() : self.old),
    },
    attributes: { MISSING: missing() },
  });
  return { context, contextVar, token };
});

function iteratorOver(what: string, values: Iterable<Value>): Value {
  const items = [...values];
  let index = 0;
  return nativeIterator(what, () => items[index++]);
}

const variableParameters = once(() => new Signature('ContextVar(name, /, *, default=<none>)'));

function newVariable(m: KernelMachine, args: readonly Value[], keywords: Keywords | null): PyContextVar {
  const given = args.length + (keywords?.size ?? 0);
  if (given > 2) throw typeError(`ContextVar() takes at most 2 arguments (${given} given)`);
  if (args.length > 1) {
    throw typeError(`ContextVar() takes at most 1 positional argument (${args.length} given)`);
  }
  const [value = null, fallback] = variableParameters().bind('ContextVar', args, keywords);
  const name = strValue(value);
  if (name === undefined) throw typeError('context variable name must be a str');
  return new PyContextVar(m, name, fallback);
}

function getVariable(variable: PyContextVar, fallback: Value | undefined): Value {
  let value = currentContext(variable.machine).values.get(variable);
  if (value === undefined) value = fallback;
  if (value === undefined) value = variable.defaultValue;
  if (value === undefined) throw exception('LookupError', variable);
  return value;
}

function haveEqualValues(a: PyContext['values'], b: PyContext['values']): boolean {
  return (
    a.size === b.size &&
    [...a].every(([variable, value]) => {
      const other = b.get(variable);
      return other !== undefined && equals(value, other);
    })
  );
}

function resetVariable(variable: PyContextVar, token: Value): Value {
  if (!(token instanceof PyToken)) throw typeError(`expected an instance of Token, got ${repr(token)}`);
  if (token.used) throw runtimeError(`${repr(token)} has already been used once`);
  if (token.variable !== variable) throw valueError(`${repr(token)} was created by a different ContextVar`);
  const context = currentContext(variable.machine);
  if (token.context !== context) throw valueError(`${repr(token)} was created in a different Context`);
  token.used = true;
  context.set(variable, token.old);
  return null;
}

export const contextvars = defineModule('contextvars', (m: KernelMachine) => {
  const { context, contextVar, token } = contextTypes(m);
  return {
    Context: context,
    ContextVar: contextVar,
    Token: token,
    __all__: tuple('Context', 'ContextVar', 'Token', 'copy_context'),
    copy_context: native('copy_context()', () => copyContext(m)),
  };
});
