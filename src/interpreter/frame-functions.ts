// The functions of `builtins` that need the running frame or the compiler.

import { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { Code } from '../execution/code.js';
import { Frame } from '../execution/frame.js';
import { runFrame } from '../execution/function.js';
import { frameLocals } from '../execution/function-type.js';
import { Namespace } from '../execution/namespace.js';
import { intValue, strValue } from '../objects/boxed.js';
import { PyDict } from '../objects/containers.js';
import { exception, type PyException, typeError } from '../objects/exceptions.js';
import { toArray } from '../objects/iteration.js';
import { native, type PyNative } from '../objects/native.js';
import { PyObject, type Value } from '../objects/object.js';
import { str } from '../objects/repr.js';
import { typeName } from '../objects/types.js';
import { compileExpression, compileModule } from './compile-source.js';
import type { RunningMachine } from './machine.js';
import { syntaxError } from './syntax-errors.js';

export function frameFunctions(m: RunningMachine): [string, PyNative][] {
  const functions = [
    native('globals()', () => new PyDict(currentFrame(m).globals)),
    native('locals()', () => frameLocals(currentFrame(m))),
    native('exec(source, /, globals=None, locals=None, *, closure=None)', (source, globals, locals) => {
      evaluate(m, source ?? null, globals ?? null, locals ?? null, 'exec');
      return null;
    }),
    native('eval(source, /, globals=None, locals=None)', (source, globals, locals) =>
      evaluate(m, source ?? null, globals ?? null, locals ?? null, 'eval'),
    ),
    native(
      '__import__(name, globals=None, locals=None, fromlist=(), level=0)',
      (name, _globals, _locals, fromlist, level) => {
        const from = toArray(fromlist ?? null).map(str);
        const { globals } = currentFrame(m);
        return m.importModule(
          strValue(name ?? null) ?? '',
          globals,
          from.length === 0 ? null : from,
          Number(intValue(level ?? 0)),
        );
      },
    ),
    native('input(prompt="", /)', (prompt) => {
      m.writeOutput(str(prompt ?? ''));
      const line = m.options.readLine();
      if (line === null) throw exception('EOFError', 'EOF when reading a line');
      return line.replace(/\r?\n$/, '');
    }),
  ];
  return functions.map((fn) => {
    fn.module = 'builtins';
    return [fn.name, fn];
  });
}

function currentFrame(m: RunningMachine): Frame {
  if (m.frame === null) throw exception('SystemError', 'frame does not exist');
  return m.frame;
}

/** `exec` and `eval` of text. A code object made by `compile` runs in the namespace it is given. */
function evaluate(
  m: RunningMachine,
  source: Value,
  globals: Value,
  locals: Value,
  mode: 'exec' | 'eval',
): Value {
  const caller = currentFrame(m);
  const namespace = globals === null ? caller.globals : namespaceOf(globals, mode, m);
  const callerLocals =
    globals === null && locals === null && caller.code.kind !== 'module' ? frameLocals(caller) : null;
  const names = locals ?? callerLocals;
  const separate = names instanceof PyObject && !(names instanceof PyDict && names.table === namespace);
  const text = strValue(source);
  if (text === undefined || source instanceof Code) {
    throw typeError(`${mode}() arg 1 must be a string, bytes or code object`);
  }
  let code: Code;
  try {
    code =
      mode === 'exec'
        ? compileModule(m, text, '<string>', namespace, { separateLocals: separate }).code
        : compileExpression(m, text, '<string>', namespace, { separateLocals: separate });
  } catch (problem) {
    if (problem instanceof PySyntaxProblem) throw syntaxError(problem, '<string>');
    throw problem;
  }
  const frame = new Frame(
    code,
    namespace,
    m.frame,
    code.localNames.map(() => undefined),
    [],
  );
  if (separate && names instanceof PyObject) frame.names = names;
  return runFrame(m, frame);
}

/** The dict's table becomes one of cells, so that compiled code can hold on to its variables. */
function namespaceOf(globals: Value, mode: string, m: RunningMachine): Namespace {
  if (!(globals instanceof PyDict)) throw globalsError(globals, mode);
  let { table } = globals;
  if (!(table instanceof Namespace)) {
    const namespace = new Namespace();
    for (const [key, value] of table.entries()) namespace.set(key, value);
    globals.table = namespace;
    table = namespace;
  }
  if (table instanceof Namespace) {
    if (!table.has('__builtins__'))
      table.set('__builtins__', m.modules.modules.table.get('builtins') ?? null);
    return table;
  }
  throw globalsError(globals, mode);
}

function globalsError(globals: Value, mode: string): PyException {
  return typeError(`${mode}() globals must be a dict, not ${typeName(globals)}`);
}
