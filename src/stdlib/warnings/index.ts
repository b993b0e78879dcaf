// The `warnings` module.

import { PyCoroutine } from '../../execution/coroutine.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { exceptionType, runtimeError, typeError, valueError } from '../../objects/exceptions.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { updateWrapper } from '../functools/wrapping.js';
import { callAttribute, libraryFunctions, ownAttribute, setOwnAttribute } from '../library.js';
import { libraryClass, variadicFunction } from '../library-class.js';
import { writeStandardError } from '../sys/index.js';
import {
  categoryOf,
  explicitWarning,
  formatWarning,
  issueWarning,
  warningMessageClass,
  warningsState,
} from './issue.js';
import { UNAWAITED_HOOK, warnUnawaited } from './unawaited.js';

const ACTIONS = ['error', 'ignore', 'always', 'all', 'default', 'module', 'once'];

function insertFilter(m: KernelMachine, item: Value, append: boolean): Value {
  const state = warningsState(m);
  const { items } = state.filters;
  const index = items.findIndex((other) => repr(other) === repr(item));
  if (append) {
    if (index < 0) items.push(item);
  } else {
    if (index >= 0) items.splice(index, 1);
    items.unshift(item);
  }
  state.version++;
  return null;
}

function checkAction(action: Value): void {
  if (!ACTIONS.includes(strValue(action) ?? '')) throw valueError(`invalid action: ${repr(action)}`);
}

function checkLine(lineno: Value): void {
  const line = intValue(lineno);
  if (line === undefined) throw typeError('lineno must be an int');
  if (line < 0) throw valueError('lineno must be an int >= 0');
}

/** An empty pattern matches everything. */
const pattern = (text: Value): Value => (text === '' ? null : text);

function catchWarnings(m: KernelMachine): PyType {
  return libraryClass('catch_warnings', {
    module: 'warnings',
    instanceDict: true,
    methods: {
      '__init__(self, *, record=False, module=None, action=None, category=<Warning>, lineno=0, append=False)':
        (self, record, _module, action, category, lineno, append) => {
          setOwnAttribute(self, '_record', isTrue(record));
          setOwnAttribute(self, '_entered', false);
          setOwnAttribute(
            self,
            '_filter',
            action === null ? null : tuple(action, category ?? exceptionType('Warning'), lineno, append),
          );
          return null;
        },
      '__enter__(self)': (self) => {
        if (ownAttribute(self, '_entered') === true) throw runtimeError(`Cannot enter ${repr(self)} twice`);
        setOwnAttribute(self, '_entered', true);
        const state = warningsState(m);
        const module = m.importModule('warnings', m.builtins, null, 0);
        setOwnAttribute(self, '_filters', state.filters);
        setOwnAttribute(self, '_showwarning', getAttribute(module, 'showwarning'));
        state.filters = new PyList(state.filters.items.slice());
        setAttribute(module, 'filters', state.filters);
        state.version++;
        let log: Value = null;
        if (ownAttribute(self, '_record') === true) {
          const list = new PyList([]);
          state.logs.push(list);
          setAttribute(module, 'showwarning', getAttribute(module, '_original_showwarning'));
          log = list;
        }
        const filter = ownAttribute(self, '_filter') ?? null;
        if (filter !== null) {
          const [action = null, category = null, lineno = 0, append = false] = tupleItems(filter);
          insertFilter(m, tuple(action, null, category, null, lineno), isTrue(append));
        }
        return log;
      },
      '__exit__(self, *exc_info)': (self) => {
        if (ownAttribute(self, '_entered') !== true) {
          throw runtimeError(`Cannot exit ${repr(self)} without entering first`);
        }
        const state = warningsState(m);
        const module = m.importModule('warnings', m.builtins, null, 0);
        const filters = ownAttribute(self, '_filters');
        if (filters instanceof PyList) state.filters = filters;
        setAttribute(module, 'filters', state.filters);
        setAttribute(module, 'showwarning', ownAttribute(self, '_showwarning') ?? null);
        if (ownAttribute(self, '_record') === true) state.logs.pop();
        state.version++;
        return null;
      },
      '__repr__(self)': (self) =>
        ownAttribute(self, '_record') === true ? 'catch_warnings(record=True)' : 'catch_warnings()',
    },
  });
}

function tupleItems(value: Value): readonly Value[] {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items
    : [];
}

/** `@warnings.deprecated("...")` */
function deprecated(m: KernelMachine): PyType {
  return libraryClass('deprecated', {
    module: 'warnings',
    instanceDict: true,
    methods: {
      '__init__(self, message, /, *, category=<DeprecationWarning>, stacklevel=1)': (
        self,
        message,
        category,
        level,
      ) => {
        if (strValue(message) === undefined) {
          throw typeError(`Expected an object of type str for 'message', not ${repr(typeName(message))}`);
        }
        setOwnAttribute(self, 'message', message);
        setOwnAttribute(
          self,
          'category',
          category === undefined ? exceptionType('DeprecationWarning') : category,
        );
        setOwnAttribute(self, 'stacklevel', level);
        return null;
      },
      '__call__(self, arg, /)': (self, arg) => {
        const message = ownAttribute(self, 'message') ?? null;
        const category = ownAttribute(self, 'category') ?? null;
        const level = Number(intValue(ownAttribute(self, 'stacklevel') ?? 1));
        setAttribute(arg, '__deprecated__', message);
        if (category === null || arg instanceof PyType) return arg;
        const wrapper = variadicFunction(
          'wrapper(*args, **kwargs)',
          (args, keywords) => {
            issueWarning(m, message, categoryOf(message, category), level);
            return call(arg, args, keywords);
          },
          'warnings',
        );
        updateWrapper(wrapper, arg);
        setAttribute(wrapper, '__deprecated__', message);
        return wrapper;
      },
    },
  });
}

export const warnings = defineModule('warnings', (m: KernelMachine) => {
  const state = warningsState(m);
  const functions = libraryFunctions('warnings', {
    [`${UNAWAITED_HOOK}(coro)`]: (coroutine) => {
      if (coroutine instanceof PyCoroutine) warnUnawaited(m, coroutine);
      return null;
    },
    'showwarning(message, category, filename, lineno, file=None, line=None)': (
      message,
      category,
      filename,
      lineno,
      file,
      line,
    ) => {
      const text = formatWarning(
        m,
        message,
        category instanceof PyType ? category : exceptionType('Warning'),
        str(filename),
        Number(intValue(lineno)),
        strValue(line),
      );
      if (file === null) writeStandardError(m, text);
      else callAttribute(file, 'write', text);
      return null;
    },
    'formatwarning(message, category, filename, lineno, line=None)': (
      message,
      category,
      filename,
      lineno,
      line,
    ) =>
      formatWarning(
        m,
        message,
        category instanceof PyType ? category : exceptionType('Warning'),
        str(filename),
        Number(intValue(lineno)),
        strValue(line),
      ),
    "filterwarnings(action, message='', category=<Warning>, module='', lineno=0, append=False)": (
      action,
      message,
      category,
      module,
      lineno,
      append,
    ) => {
      checkAction(action);
      if (strValue(message) === undefined) throw typeError('message must be a string');
      const type = category === undefined ? exceptionType('Warning') : category;
      if (!(type instanceof PyType)) throw typeError('category must be a Warning subclass');
      if (!checkSubclass(type, exceptionType('Warning')))
        throw typeError('category must be a Warning subclass');
      if (strValue(module) === undefined) throw typeError('module must be a string');
      checkLine(lineno);
      return insertFilter(m, tuple(action, pattern(message), type, pattern(module), lineno), isTrue(append));
    },
    'simplefilter(action, category=<Warning>, lineno=0, append=False)': (
      action,
      category,
      lineno,
      append,
    ) => {
      checkAction(action);
      checkLine(lineno);
      const type = category === undefined ? exceptionType('Warning') : category;
      return insertFilter(m, tuple(action, null, type, null, lineno), isTrue(append));
    },
    'resetwarnings()': () => {
      state.filters.items.length = 0;
      state.version++;
      return null;
    },
    'warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())': (
      message,
      category,
      level,
      source,
    ) => {
      issueWarning(m, message, categoryOf(message, category), Number(intValue(level) ?? 1), source);
      return null;
    },
    'warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)':
      (message, category, filename, lineno, module, registry, _globals, source) => {
        explicitWarning(m, {
          message,
          category: categoryOf(message, category),
          filename: str(filename),
          lineno: Number(intValue(lineno)),
          module: module === null ? str(filename).replace(/\.py$/, '') : str(module),
          registry: registry instanceof PyDict ? registry : null,
          source,
        });
        return null;
      },
  });
  return {
    ...functions,
    _original_showwarning: functions.showwarning ?? null,
    _original_formatwarning: functions.formatwarning ?? null,
    WarningMessage: warningMessageClass(m),
    catch_warnings: catchWarnings(m),
    deprecated: deprecated(m),
    filters: state.filters,
  };
});
