// How a warning is issued: filters decide what becomes of it (Lib/warnings.py, Python/_warnings.c).

import type { Frame } from '../../execution/frame.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import {
  type ExceptionName,
  exceptionType,
  PyException,
  runtimeError,
  typeError,
} from '../../objects/exceptions.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { writeStandardError } from '../sys/index.js';

const filter = (action: string, category: ExceptionName, module: Value = null): Value =>
  tuple(action, null, exceptionType(category), module, 0);

/** What CPython starts with. */
function initialFilters(): Value[] {
  return [
    filter('default', 'DeprecationWarning', '__main__'),
    filter('ignore', 'DeprecationWarning'),
    filter('ignore', 'PendingDeprecationWarning'),
    filter('ignore', 'ImportWarning'),
    filter('ignore', 'ResourceWarning'),
  ];
}

export class WarningsState {
  filters = new PyList(initialFilters());
  /** Grows with every change of the filters, after which each warning may be shown again. */
  version = 0;
  readonly once = new PyDict();
  /** The lists of `catch_warnings(record=True)`, innermost last. */
  readonly logs: PyList[] = [];
}

export const warningsState = perMachine(() => new WarningsState());

export const warningMessageClass = perMachine(() =>
  libraryClass('WarningMessage', {
    module: 'warnings',
    instanceDict: true,
    methods: {
      '__init__(self, message, category, filename, lineno, file=None, line=None, source=None)': (
        self,
        ...values
      ) => {
        const names = ['message', 'category', 'filename', 'lineno', 'file', 'line', 'source'];
        for (const [index, name] of names.entries()) setOwnAttribute(self, name, values[index] ?? null);
        const category = values[1] ?? null;
        setOwnAttribute(self, '_category_name', category instanceof PyType ? category.name : null);
        return null;
      },
      '__str__(self)': (self) => {
        const part = (name: string): string => repr(getAttribute(self, name));
        return `{message : ${part('message')}, category : ${part('_category_name')}, filename : ${part('filename')}, lineno : ${str(getAttribute(self, 'lineno'))}, line : ${part('line')}}`;
      },
    },
  }),
);

/** The category that a warning is issued with. */
export function categoryOf(message: Value, given: Value): PyType {
  if (message instanceof PyException && typeOf(message).isSubtypeOf(exceptionType('Warning')))
    return typeOf(message);
  const category = given === null ? exceptionType('UserWarning') : given;
  if (category instanceof PyType && checkSubclass(category, exceptionType('Warning'))) return category;
  const shown = category instanceof PyType ? category.name : typeName(category);
  throw typeError(`category must be a Warning subclass, not '${shown}'`);
}

/** Where a warning is reported: the frame `level` calls out. */
function frameAt(m: KernelMachine, level: number): Frame | null {
  let frame = m.frame;
  for (let left = level; left > 1 && frame !== null; left--) frame = frame.back;
  return frame;
}

export function issueWarning(
  m: KernelMachine,
  message: Value,
  category: PyType,
  level: number,
  source: Value = null,
): boolean {
  const frame = frameAt(m, level);
  if (frame === null) {
    return explicitWarning(m, {
      message,
      category,
      filename: '<sys>',
      lineno: 0,
      module: 'sys',
      registry: null,
      source,
    });
  }
  const { globals } = frame;
  let registry = globals.get('__warningregistry__');
  if (!(registry instanceof PyDict)) {
    registry = new PyDict();
    globals.set('__warningregistry__', registry);
  }
  return explicitWarning(m, {
    message,
    category,
    filename: frame.filename,
    lineno: frame.position.lineno,
    module: strValue(globals.get('__name__') ?? null) ?? '<string>',
    registry: registry instanceof PyDict ? registry : null,
    source,
    line: frame.sourceLine(frame.position.lineno),
  });
}

export interface Occurrence {
  readonly message: Value;
  readonly category: PyType;
  readonly filename: string;
  readonly lineno: number;
  readonly module: string;
  readonly registry: PyDict | null;
  readonly source: Value;
  readonly line?: string | undefined;
}

/** `warn_explicit`; true when the warning was shown. */
export function explicitWarning(m: KernelMachine, occurrence: Occurrence): boolean {
  const { category, lineno, registry } = occurrence;
  const state = warningsState(m);
  const isWarning = occurrence.message instanceof PyException;
  const text = str(occurrence.message);
  const error = isWarning ? occurrence.message : call(category, [occurrence.message]);
  const key = tuple(text, category, lineno);
  if (registry !== null) {
    if (registry.table.get('version') !== state.version) {
      registry.table.clear();
      registry.table.set('version', state.version);
    }
    if (isTrue(registry.table.get(key) ?? false)) return false;
  }
  switch (actionFor(state, text, category, occurrence.module, lineno)) {
    case 'ignore':
      return false;
    case 'error':
      throw error;
    case 'once':
      registry?.table.set(key, 1);
      if (seenBefore(state.once, tuple(text, category))) return false;
      break;
    case 'module':
      registry?.table.set(key, 1);
      if (registry !== null && seenBefore(registry, tuple(text, category, 0))) return false;
      break;
    case 'default':
      registry?.table.set(key, 1);
      break;
    case 'always':
    case 'all':
      break;
    default:
      throw runtimeError(`Unrecognized action in warnings.filters`);
  }
  show(m, error, occurrence);
  return true;
}

function seenBefore(registry: PyDict, key: Value): boolean {
  const seen = isTrue(registry.table.get(key) ?? false);
  registry.table.set(key, 1);
  return seen;
}

function actionFor(
  state: WarningsState,
  text: string,
  category: PyType,
  module: string,
  lineno: number,
): string {
  for (const item of state.filters.items) {
    if (!(item instanceof PyTuple)) continue;
    const [action = null, message = null, wanted = null, where = null, line = 0] = item.items;
    if (message !== null && !startsWith(message, text, true)) continue;
    if (!(wanted instanceof PyType) || !category.isSubtypeOf(wanted)) continue;
    if (where !== null && !startsWith(where, module, false)) continue;
    const at = intValue(line) ?? 0;
    if (at === 0 || at === lineno) return str(action);
  }
  return 'default';
}

/** The filters' patterns match at the beginning of the text. */
function startsWith(pattern: Value, text: string, ignoreCase: boolean): boolean {
  const plain = strValue(pattern);
  if (plain === undefined) return isTrue(callAttribute(pattern, 'match', text));
  if (!ignoreCase) return new RegExp(`^(?:${plain})$`, 'u').test(text);
  return new RegExp(`^(?:${plain})`, 'iu').test(text);
}

function show(m: KernelMachine, error: Value, occurrence: Occurrence): void {
  const { category, filename, lineno, source } = occurrence;
  const state = warningsState(m);
  const message = (): Value =>
    call(warningMessageClass(m), [error, category, filename, lineno, null, null, source]);
  const log = state.logs.at(-1);
  const replaced = replacedFunction(m, 'showwarning');
  if (replaced !== undefined) {
    call(replaced, [error, category, filename, lineno]);
    return;
  }
  if (log !== undefined) {
    log.items.push(message());
    return;
  }
  const format = replacedFunction(m, 'formatwarning');
  const text =
    format === undefined
      ? formatWarning(m, error, category, filename, lineno, occurrence.line)
      : str(call(format, [error, category, filename, lineno, null]));
  writeStandardError(m, text);
}

/** A function of the module that the program has replaced. */
function replacedFunction(m: KernelMachine, name: string): Value | undefined {
  const module = m.loadedModules.table.get('warnings');
  if (!(module instanceof PyModule)) return undefined;
  const current = module.namespace.get(name);
  return current === undefined || current === module.namespace.get(`_original_${name}`) ? undefined : current;
}

export function formatWarning(
  m: KernelMachine,
  message: Value,
  category: PyType,
  filename: string,
  lineno: number,
  given?: string,
): string {
  const line = (given ?? sourceLine(m, filename, lineno))?.trim() ?? '';
  return `${filename}:${lineno}: ${category.name}: ${str(message)}\n${line === '' ? '' : `  ${line}\n`}`;
}

/** A line of a file that is running. */
function sourceLine(m: KernelMachine, filename: string, lineno: number): string | undefined {
  for (let frame = m.frame; frame !== null; frame = frame.back) {
    if (frame.filename === filename) return frame.sourceLine(lineno);
  }
  return undefined;
}
