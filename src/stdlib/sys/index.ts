// The `sys` module. It is made with the machine's first use of it and kept for the streams that a program may replace.

import { Unsupported } from '../../base/unsupported.js';
import { defineModule, PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { exception, PyException, typeError, valueError } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { asIndex } from '../../objects/index.js';
import { DEFAULT_MAX_STR_DIGITS, useMaxStrDigits } from '../../objects/int-text.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { stdlibModuleNames } from '../../objects/stdlib-module-names.js';
import { PyTraceback } from '../../objects/traceback.js';
import { givenTypeName, typeName, typeOf } from '../../objects/types.js';
import { searchPath } from '../importlib/path-finder.js';
import { standardStreams } from '../io/standard-streams.js';
import { perMachine } from '../library.js';
import { breakpointHook } from './breakpoint-hook.js';
import { interpreterConstants } from './constants.js';
import { sizeOf } from './sizes.js';
import { unraisableText } from './unraisable.js';

/** The streams and hooks as they are before a program replaces them. */
const originals = perMachine((m) => ({
  ...standardStreams(m),
  excepthook: native('excepthook(exctype, value, traceback, /)', (_type, error) => {
    if (error instanceof PyException) writeStandardError(m, formatException(error));
    return null;
  }),
  unraisablehook: native('unraisablehook(unraisable, /)', (args) => {
    writeStandardError(m, unraisableText(args));
    return null;
  }),
}));

/** The module, made if it has not been imported yet. */
export function sysModule(m: KernelMachine): PyModule {
  const loaded = loadedSys(m);
  if (loaded !== undefined) return loaded;
  const made = m.importModule('sys', m.builtins, null, 0);
  if (made instanceof PyModule) return made;
  throw exception('ImportError', 'sys is no module');
}

function loadedSys(m: KernelMachine): PyModule | undefined {
  const found = m.loadedModules.table.get('sys');
  return found instanceof PyModule ? found : undefined;
}

/** What a program has put in the place of a stream or hook; undefined while it is as it was. */
export function replacedInSys(
  m: KernelMachine,
  name: 'stdout' | 'stderr' | 'stdin' | 'excepthook' | 'unraisablehook',
): Value | undefined {
  const current = loadedSys(m)?.namespace.get(name);
  return current === undefined || current === originals(m)[name] ? undefined : current;
}

/** A standard stream as programs see it; null where a program took it away. */
export function sysStream(m: KernelMachine, name: 'stdout' | 'stderr' | 'stdin'): Value {
  const sys = loadedSys(m);
  if (sys === undefined) return originals(m)[name];
  return sys.namespace.get(name) ?? null;
}

/** Writes to what `sys.stderr` is. */
export function writeStandardError(m: KernelMachine, text: string): void {
  const replaced = replacedInSys(m, 'stderr');
  if (replaced === undefined) m.writeError(text);
  else if (replaced !== null) call(getAttribute(replaced, 'write'), [text]);
}

export const sys = defineModule('sys', (m: KernelMachine) => {
  const { stdin, stdout, stderr, excepthook, unraisablehook } = originals(m);
  const breakpoints = breakpointHook(m);
  let switchInterval = 0.005;
  let strDigits = DEFAULT_MAX_STR_DIGITS;
  return {
    __doc__: null,
    ...interpreterConstants(),
    argv: new PyList([m.options.filename, ...m.options.args]),
    orig_argv: new PyList(['python3', m.options.filename, ...m.options.args]),
    executable: '',
    prefix: '/usr',
    base_prefix: '/usr',
    exec_prefix: '/usr',
    base_exec_prefix: '/usr',
    platlibdir: 'lib',
    path: searchPath(m),
    path_hooks: new PyList([]),
    meta_path: new PyList([]),
    path_importer_cache: new PyDict(),
    warnoptions: new PyList([]),
    dont_write_bytecode: true,
    pycache_prefix: null,
    copyright: 'loopscope runs Python programs on an event loop in virtual time.',
    builtin_module_names: new PyTuple(['builtins', 'sys', 'time']),
    stdlib_module_names: PyFrozenSet.of([...stdlibModuleNames()].filter((name) => name !== '')),
    modules: m.loadedModules,
    stdin,
    stdout,
    stderr,
    __stdin__: stdin,
    __stdout__: stdout,
    __stderr__: stderr,
    excepthook,
    __excepthook__: excepthook,
    breakpointhook: breakpoints,
    __breakpointhook__: breakpoints,
    unraisablehook,
    __unraisablehook__: unraisablehook,
    displayhook: native('displayhook(object, /)', (object) => {
      if (object === null) return null;
      const replaced = replacedInSys(m, 'stdout');
      if (replaced === undefined) m.writeOutput(`${repr(object)}\n`);
      else call(getAttribute(replaced, 'write'), [`${repr(object)}\n`]);
      m.builtins.set('_', object);
      return null;
    }),
    exit: native('exit(status=None, /)', (status) => {
      if (status === null) throw exception('SystemExit');
      throw exception('SystemExit', ...(status instanceof PyTuple ? status.items : [status]));
    }),
    exc_info: native('exc_info()', () =>
      m.handled === null ? tuple(null, null, null) : tuple(typeOf(m.handled), m.handled, m.handled.traceback),
    ),
    exception: native('exception()', () => m.handled),
    get_coroutine_origin_tracking_depth: native('get_coroutine_origin_tracking_depth()', () => m.originDepth),
    set_coroutine_origin_tracking_depth: native('set_coroutine_origin_tracking_depth(depth)', (given) => {
      const depth = Number(asIndex(given));
      if (depth < 0) throw valueError('depth must be >= 0');
      m.originDepth = depth;
      return null;
    }),
    getrecursionlimit: native('getrecursionlimit()', () => m.recursionLimit),
    setrecursionlimit: native('setrecursionlimit(limit, /)', (given) => {
      const limit = Number(asIndex(given));
      if (limit < 1) throw valueError('recursion limit must be greater or equal than 1');
      if (m.depth >= limit) {
        throw exception(
          'RecursionError',
          `cannot set the recursion limit to ${limit} at the recursion depth ${m.depth}: the limit is too low`,
        );
      }
      m.recursionLimit = limit;
      return null;
    }),
    getswitchinterval: native('getswitchinterval()', () => new PyFloat(switchInterval)),
    setswitchinterval: native('setswitchinterval(interval, /)', (given) => {
      const interval = given instanceof PyFloat ? given.value : Number(asIndex(given));
      if (interval <= 0) throw valueError('switch interval must be strictly positive');
      if (interval !== 0.005) throw new Unsupported('sys.setswitchinterval with another interval than 0.005');
      switchInterval = interval;
      return null;
    }),
    get_int_max_str_digits: native('get_int_max_str_digits()', () => strDigits),
    set_int_max_str_digits: native('set_int_max_str_digits(maxdigits)', (given) => {
      const limit = Number(asIndex(given));
      if (limit !== 0 && limit < 640) throw valueError('maxdigits must be 0 or larger than 640');
      strDigits = limit;
      useMaxStrDigits(limit);
      return null;
    }),
    intern: native('intern(string, /)', (string) => {
      if (typeof string === 'string') return string;
      throw typeError(
        strValue(string) === undefined
          ? `intern() argument must be str, not ${givenTypeName(string)}`
          : `can't intern ${typeName(string)}`,
      );
    }),
    _is_interned: native('_is_interned(string, /)', () => true),
    getsizeof: native('getsizeof(object, default=<unrepresentable>)', (object, fallback) =>
      sizeOf(object, fallback),
    ),
    getdefaultencoding: native('getdefaultencoding()', () => 'utf-8'),
    getfilesystemencoding: native('getfilesystemencoding()', () => 'utf-8'),
    getfilesystemencodeerrors: native('getfilesystemencodeerrors()', () => 'surrogateescape'),
    is_finalizing: native('is_finalizing()', () => false),
    gettrace: native('gettrace()', () => null),
    getprofile: native('getprofile()', () => null),
    settrace: native('settrace(function, /)', refusedHook('sys.settrace')),
    setprofile: native('setprofile(function, /)', refusedHook('sys.setprofile')),
    getrefcount: native('getrefcount(object, /)', () => {
      throw exception('NotImplementedError', 'sys.getrefcount: loopscope does not count references');
    }),
    call_tracing: native('call_tracing(func, args, /)', (func, args) =>
      call(func, args instanceof PyTuple ? args.items : []),
    ),
    audit: native('audit(event, /, *args)', () => null),
    addaudithook: native('addaudithook(hook)', () => {
      throw new Unsupported('sys.addaudithook');
    }),
    _getframe: native('_getframe(depth=0, /)', (given) => {
      let frame = m.frame;
      for (let depth = Number(intValue(given) ?? 0); depth > 0 && frame !== null; depth--) frame = frame.back;
      if (frame === null) throw valueError('call stack is not deep enough');
      return frame.object;
    }),
    _getframemodulename: native('_getframemodulename(depth=0)', (given) => {
      let frame = m.frame;
      for (let depth = Number(intValue(given) ?? 0); depth > 0 && frame !== null; depth--) frame = frame.back;
      return frame?.globals.get('__name__') ?? null;
    }),
    _is_gil_enabled: native('_is_gil_enabled()', () => true),
  };
});

function refusedHook(name: string): (hook: Value) => Value {
  return (hook) => {
    if (hook !== null) throw exception('NotImplementedError', `loopscope does not have ${name} yet`);
    return null;
  };
}

/** The three arguments of `sys.excepthook`. */
export function hookArguments(error: PyException): readonly Value[] {
  return [typeOf(error), error, error.traceback instanceof PyTraceback ? error.traceback : null];
}
