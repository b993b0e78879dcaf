// The `contextlib` module: the small managers, and the rest put together.

import { awaitValue } from '../../execution/coroutine.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { PyExceptionGroup } from '../../objects/exception-group.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { extendCoroutines } from '../asyncio/native-coroutine.js';
import { callAttribute, ownAttribute, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import {
  abstractAsyncContextManager,
  abstractContextManager,
  asyncContextDecorator,
  contextDecorator,
} from './base-classes.js';
import { asyncExitStackType, exitStackType } from './exit-stack.js';
import {
  asyncContextManagerFunction,
  asyncGeneratorManagerType,
  contextManagerFunction,
  generatorManagerType,
} from './generator-managers.js';

function manager(
  m: KernelMachine,
  name: string,
  methods: Record<string, NativeBody>,
  isAsync = false,
): PyType {
  const base = isAsync ? abstractAsyncContextManager(m) : abstractContextManager(m);
  return libraryClass(name, {
    module: 'contextlib',
    bases: [base],
    metatype: base.cls,
    instanceDict: true,
    abstract: {},
    methods,
  });
}

function closing(m: KernelMachine): PyType {
  return manager(m, 'closing', {
    '__init__(self, thing)': (self, thing) => {
      setOwnAttribute(self, 'thing', thing);
      return null;
    },
    '__enter__(self)': (self) => getAttribute(self, 'thing'),
    '__exit__(self, *exc_info)': (self) => {
      callAttribute(getAttribute(self, 'thing'), 'close');
      return null;
    },
  });
}

function aclosing(m: KernelMachine): PyType {
  const type = manager(
    m,
    'aclosing',
    {
      '__init__(self, thing)': (self, thing) => {
        setOwnAttribute(self, 'thing', thing);
        return null;
      },
      '__aexit__(self, *exc_info)': () => null,
    },
    true,
  );
  extendCoroutines(m, type, {
    // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
    *'__aenter__()'(self) {
      return getAttribute(self, 'thing');
    },
    *'__aexit__(*exc_info)'(self) {
      yield* awaitValue(callAttribute(getAttribute(self, 'thing'), 'aclose'));
      return null;
    },
  });
  return type;
}

/** Whether `suppress` swallows it; of a group the matching members are taken out. */
function suppressed(self: Value, type: Value, error: Value): Value {
  if (type === null) return null;
  const classes = ownAttribute(self, '_exceptions') ?? new PyTuple([]);
  if (checkSubclass(type, classes)) return true;
  if (!(error instanceof PyExceptionGroup)) return false;
  const [match = null, rest = null] = toArray(callAttribute(error, 'split', classes));
  if (rest === null) return true;
  if (match !== null) throw rest;
  return false;
}

function suppress(m: KernelMachine): PyType {
  return manager(m, 'suppress', {
    '__init__(self, *exceptions)': (self, exceptions) => {
      setOwnAttribute(self, '_exceptions', exceptions);
      return null;
    },
    '__enter__(self)': () => null,
    '__exit__(self, exctype, excinst, exctb)': suppressed,
  });
}

function redirect(m: KernelMachine, name: string, stream: string): PyType {
  const targets = (self: Value): Value[] => {
    const list = ownAttribute(self, '_old_targets');
    return list instanceof PyList ? list.items : [];
  };
  return manager(m, name, {
    '__init__(self, new_target)': (self, target) => {
      setOwnAttribute(self, '_new_target', target);
      setOwnAttribute(self, '_old_targets', new PyList([]));
      return null;
    },
    '__enter__(self)': (self) => {
      const sys = sysModule(m);
      targets(self).push(getAttribute(sys, stream));
      const target = ownAttribute(self, '_new_target') ?? null;
      setAttribute(sys, stream, target);
      return target;
    },
    '__exit__(self, exctype, excinst, exctb)': (self) => {
      setAttribute(sysModule(m), stream, targets(self).pop() ?? null);
      return null;
    },
  });
}

/** Another working directory, and the one before when it is left. */
function chdir(m: KernelMachine): PyType {
  const os = (): Value => m.importModule('os', m.builtins, null, 0);
  return manager(m, 'chdir', {
    '__init__(self, path)': (self, path) => {
      setOwnAttribute(self, 'path', path);
      setOwnAttribute(self, '_old_cwd', new PyList([]));
      return null;
    },
    '__enter__(self)': (self) => {
      callAttribute(getAttribute(self, '_old_cwd'), 'append', callAttribute(os(), 'getcwd'));
      callAttribute(os(), 'chdir', getAttribute(self, 'path'));
      return null;
    },
    '__exit__(self, *excinfo)': (self) => {
      callAttribute(os(), 'chdir', callAttribute(getAttribute(self, '_old_cwd'), 'pop'));
      return null;
    },
  });
}

function nullcontext(m: KernelMachine): PyType {
  const type = manager(m, 'nullcontext', {
    '__init__(self, enter_result=None)': (self, result) => {
      setOwnAttribute(self, 'enter_result', result);
      return null;
    },
    '__enter__(self)': (self) => getAttribute(self, 'enter_result'),
    '__exit__(self, *excinfo)': () => null,
  });
  extendCoroutines(m, type, {
    // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
    *'__aenter__()'(self) {
      return getAttribute(self, 'enter_result');
    },
    // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
    *'__aexit__(*excinfo)'() {
      return null;
    },
  });
  return type;
}

export const contextlib = defineModule('contextlib', (m: KernelMachine) => ({
  AbstractAsyncContextManager: abstractAsyncContextManager(m),
  AbstractContextManager: abstractContextManager(m),
  AsyncContextDecorator: asyncContextDecorator(m),
  AsyncExitStack: asyncExitStackType(m),
  ContextDecorator: contextDecorator(m),
  ExitStack: exitStackType(m),
  _AsyncGeneratorContextManager: asyncGeneratorManagerType(m),
  _GeneratorContextManager: generatorManagerType(m),
  aclosing: aclosing(m),
  asynccontextmanager: asyncContextManagerFunction(m),
  closing: closing(m),
  contextmanager: contextManagerFunction(m),
  chdir: chdir(m),
  nullcontext: nullcontext(m),
  redirect_stderr: redirect(m, 'redirect_stderr', 'stderr'),
  redirect_stdout: redirect(m, 'redirect_stdout', 'stdout'),
  redirect_stdin: redirect(m, 'redirect_stdin', 'stdin'),
  suppress: suppress(m),
}));
