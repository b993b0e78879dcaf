// The `timeit` module (Lib/timeit.py): it times on the virtual clock, so that the same program gives the same figures.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../objects/attributes.js';
import { PyFloat, strValue } from '../objects/boxed.js';
import { call, isCallable } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import { PyDict, PyList, tuple } from '../objects/containers.js';
import { valueError } from '../objects/exceptions.js';
import { asIndex } from '../objects/index.js';
import type { PyType, Value } from '../objects/object.js';
import { ge } from '../objects/operators.js';
import { callAttribute, libraryFunctions, perMachine } from './library.js';
import { libraryClass } from './library-class.js';

const SOURCE_NAME = '<timeit-src>';
const DEFAULT_NUMBER = 1_000_000;
const DEFAULT_REPEAT = 5;
/** The run that `autorange` looks for takes at least this long. */
const LONG_ENOUGH = 0.2;

const indented = (source: string, depth: number): string => source.replaceAll('\n', `\n${' '.repeat(depth)}`);

/** The function that runs the statement again and again and says how long it took. */
function loopSource(setup: string, statement: string, parameters: string): string {
  return [
    '',
    `def inner(_it, _timer${parameters}):`,
    `    ${indented(setup, 4)}`,
    '    _t0 = _timer()',
    '    for _i in _it:',
    `        ${indented(statement, 8)}`,
    '        pass',
    '    _t1 = _timer()',
    '    return _t1 - _t0',
    '',
  ].join('\n');
}

interface Part {
  readonly source: string;
  readonly parameter: string;
}

function builtin(m: KernelMachine, name: string): Value {
  return m.builtins.get(name) ?? null;
}

/** A statement as text, or the call of a function that is bound to `name`. */
function partOf(given: Value, name: string, locals: PyDict, what: string): Part {
  const text = strValue(given);
  if (text !== undefined) return { source: text, parameter: '' };
  if (!isCallable(given)) throw valueError(`${what} is neither a string nor callable`);
  locals.table.set(name, given);
  return { source: `${name}()`, parameter: `, ${name}=${name}` };
}

function prepare(m: KernelMachine, self: Value, statement: Value, setup: Value, globals: Value): void {
  const compile = (source: string): Value => call(builtin(m, 'compile'), [source, SOURCE_NAME, 'exec']);
  const locals = new PyDict();
  const before = partOf(setup, '_setup', locals, 'setup');
  if (before.parameter === '') compile(before.source);
  const main = partOf(statement, '_stmt', locals, 'stmt');
  // Both have to be whole by themselves: a setup can not open a block for the statement.
  if (main.parameter === '') compile(`${before.parameter === '' ? `${before.source}\n` : ''}${main.source}`);
  const source = loopSource(before.source, main.source, before.parameter + main.parameter);
  setAttribute(self, 'src', source);
  const namespace = globals === null ? m.importModule('timeit', m.builtins, ['timeit'], 0) : null;
  const scope = namespace === null ? globals : getAttribute(namespace, '__dict__');
  call(builtin(m, 'exec'), [compile(source), scope, locals]);
  setAttribute(self, 'inner', locals.table.get('inner') ?? null);
}

function measure(m: KernelMachine, self: Value, number: Value): Value {
  const repeat = getAttribute(m.importModule('itertools', m.builtins, ['repeat'], 0), 'repeat');
  const gc = m.importModule('gc', m.builtins, ['isenabled'], 0);
  const wasEnabled = isTrue(callAttribute(gc, 'isenabled'));
  callAttribute(gc, 'disable');
  try {
    return callAttribute(self, 'inner', call(repeat, [null, number]), getAttribute(self, 'timer'));
  } finally {
    if (wasEnabled) callAttribute(gc, 'enable');
  }
}

function repeated(self: Value, times: Value, number: Value): Value {
  const figures: Value[] = [];
  for (let index = 0; index < asIndex(times); index++) figures.push(callAttribute(self, 'timeit', number));
  return new PyList(figures);
}

function autorange(self: Value, callback: Value): Value {
  for (let scale = 1; ; scale *= 10) {
    for (const step of [1, 2, 5]) {
      const number = scale * step;
      const taken = callAttribute(self, 'timeit', number);
      if (callback !== null && isTrue(callback)) call(callback, [number, taken]);
      if (isTrue(ge(taken, new PyFloat(LONG_ENOUGH)))) return tuple(number, taken);
    }
  }
}

const timerClass = perMachine(
  (m): PyType =>
    libraryClass('Timer', {
      module: 'timeit',
      instanceDict: true,
      methods: {
        "__init__(self, stmt='pass', setup='pass', timer=<built-in function perf_counter>, globals=None)": (
          self,
          statement,
          setup,
          timer,
          globals,
        ) => {
          setAttribute(self, 'timer', timer === undefined ? defaultTimer(m) : timer);
          prepare(m, self, statement, setup, globals);
          return null;
        },
        'print_exc(self, file=None)': (_self, file) =>
          call(
            getAttribute(m.importModule('traceback', m.builtins, ['print_exc'], 0), 'print_exc'),
            [],
            new Map([['file', file]]),
          ),
        [`timeit(self, number=${DEFAULT_NUMBER})`]: (self, number) => measure(m, self, number),
        [`repeat(self, repeat=${DEFAULT_REPEAT}, number=${DEFAULT_NUMBER})`]: repeated,
        'autorange(self, callback=None)': autorange,
      },
    }),
);

function defaultTimer(m: KernelMachine): Value {
  return getAttribute(m.importModule('time', m.builtins, ['perf_counter'], 0), 'perf_counter');
}

export const timeit = defineModule('timeit', (m: KernelMachine) => {
  const make = (statement: Value, setup: Value, timer: Value | undefined, globals: Value): Value =>
    call(timerClass(m), [statement, setup, timer === undefined ? defaultTimer(m) : timer, globals]);
  const common = "stmt='pass', setup='pass', timer=<built-in function perf_counter>";
  return {
    Timer: timerClass(m),
    default_timer: defaultTimer(m),
    default_number: DEFAULT_NUMBER,
    default_repeat: DEFAULT_REPEAT,
    dummy_src_name: SOURCE_NAME,
    ...libraryFunctions('timeit', {
      [`timeit(${common}, number=${DEFAULT_NUMBER}, globals=None)`]: (
        statement,
        setup,
        timer,
        number,
        globals,
      ) => callAttribute(make(statement, setup, timer, globals), 'timeit', number),
      [`repeat(${common}, repeat=${DEFAULT_REPEAT}, number=${DEFAULT_NUMBER}, globals=None)`]: (
        statement,
        setup,
        timer,
        times,
        number,
        globals,
      ) => callAttribute(make(statement, setup, timer, globals), 'repeat', times, number),
      'reindent(src, indent)': (source, depth) => indented(strValue(source) ?? '', Number(asIndex(depth))),
    }),
  };
});
