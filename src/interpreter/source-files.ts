// Running an imported file of the program.

import { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { Frame } from '../execution/frame.js';
import { runFrame } from '../execution/function.js';
import type { Namespace } from '../execution/namespace.js';
import { exception } from '../objects/exceptions.js';
import { sourceText } from '../stdlib/importlib/source-text.js';
import { type CompiledModule, compileModule } from './compile-source.js';
import type { RunningMachine } from './machine.js';
import { syntaxError } from './syntax-errors.js';

export function runSourceFile(
  m: RunningMachine,
  content: Uint8Array,
  filename: string,
  namespace: Namespace,
): void {
  const source = sourceText(content);
  namespace.set('__builtins__', m.builtins.dictObject);
  m.recorder?.addFile(filename, source);
  const { code } = compileFile(m, source, filename, namespace);
  if (code.doc !== null) namespace.set('__doc__', code.doc);
  const locals = code.localNames.map(() => undefined);
  const frame = new Frame(code, m.frame, locals, []);
  while (frame.locals.length < code.slotCount) frame.locals.push(undefined);
  const { recorder } = m;
  const line = recorder?.line ?? 0;
  runFrame(m, frame);
  if (recorder !== null) recorder.line = line;
}

function compileFile(
  m: RunningMachine,
  source: string,
  filename: string,
  namespace: Namespace,
): CompiledModule {
  if (source.includes('\0')) throw exception('SyntaxError', 'source code string cannot contain null bytes');
  try {
    return compileModule(m, source, filename, namespace);
  } catch (problem) {
    if (problem instanceof PySyntaxProblem) throw syntaxError(problem, filename, `${problem.text}\n`);
    throw problem;
  }
}
