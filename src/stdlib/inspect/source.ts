// Where objects come from: `getfile`, `getmodule`, `getsource` and kin.

import { Code } from '../../execution/code.js';
import { PyFrame } from '../../execution/frame.js';
import { PyFunction } from '../../execution/function.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { exception, type PyException, typeError } from '../../objects/exceptions.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PyTraceback } from '../../objects/traceback.js';
import { typeName } from '../../objects/types.js';
import { blockLength, indentation } from './source-block.js';
import { unwrap } from './unwrap.js';

const osError = (message: string): PyException => exception('OSError', message);

function moduleOf(m: KernelMachine, name: Value): PyModule | null {
  const module = name === null ? undefined : m.loadedModules.table.get(name);
  return module instanceof PyModule ? module : null;
}

/** The code object of what runs or can be called, or undefined. */
function codeOf(object: Value): Code | undefined {
  let inner = object;
  if (inner instanceof PyBoundMethod) inner = inner.func;
  if (inner instanceof PyFunction) inner = inner.code;
  if (inner instanceof PyTraceback) inner = inner.frame.object ?? null;
  if (inner instanceof PyFrame) inner = inner.frame.code;
  return inner instanceof Code ? inner : undefined;
}

export function getFile(m: KernelMachine, object: Value): string {
  if (object instanceof PyModule) {
    const file = strValue(object.namespace.get('__file__') ?? null);
    if (file !== undefined) return file;
    throw typeError(`${repr(object)} is a built-in module`);
  }
  if (object instanceof PyType) {
    const name = getAttributeOr(object, '__module__') ?? null;
    const file = strValue(moduleOf(m, name)?.namespace.get('__file__') ?? null);
    if (file !== undefined) return file;
    if (name === '__main__') throw osError('source code not available');
    throw typeError(`${repr(object)} is a built-in class`);
  }
  const code = codeOf(object);
  if (code !== undefined) return code.filename;
  throw typeError(
    `module, class, method, function, traceback, frame, or code object was expected, got ${typeName(object)}`,
  );
}

/** The module that something was defined in, or None. */
export function getModule(m: KernelMachine, object: Value): Value {
  if (object instanceof PyModule) return object;
  const name = getAttributeOr(object, '__module__');
  if (name !== undefined) return moduleOf(m, name);
  const code = codeOf(object);
  if (code === undefined) return null;
  for (const [, module] of m.loadedModules.table.entries()) {
    if (module instanceof PyModule && module.namespace.get('__file__') === code.filename) return module;
  }
  return null;
}

interface Found {
  /** All lines of the file, with their line ends. */
  readonly lines: readonly string[];
  readonly index: number;
}

export function findSource(m: KernelMachine, object: Value): Found {
  const file = getFile(m, object);
  const known = m.sources.get(file) ?? codeOf(object)?.lines ?? [];
  if (known.length === 0) throw osError('could not get source code');
  const lines = known.map((line, index) => (index === known.length - 1 && line === '' ? '' : `${line}\n`));
  if (lines.at(-1) === '') lines.pop();
  if (object instanceof PyModule) return { lines, index: 0 };
  const first =
    object instanceof PyType
      ? intValue(object.attrs.get('__firstlineno__') ?? null)
      : intValue(getAttribute(codeOf(object) ?? null, 'co_firstlineno'));
  if (first === undefined) throw osError('source code not available');
  const index = Number(first) - 1;
  if (index >= lines.length) throw osError('lineno is out of bounds');
  return { lines, index };
}

/** The lines of the object and the number of the first one; 0 for a whole file. */
export function sourceLines(m: KernelMachine, given: Value): { lines: readonly string[]; first: number } {
  const object = unwrap(given);
  const { lines, index } = findSource(m, object);
  const frame = object instanceof PyTraceback ? object.frame.object : object;
  if (object instanceof PyModule || (frame instanceof PyFrame && frame.frame.code.name === '<module>'))
    return { lines, first: 0 };
  const rest = lines.slice(index);
  return { lines: rest.slice(0, blockLength(rest)), first: index + 1 };
}

/** The comment in front of an object, or at the top of a module. */
export function getComments(m: KernelMachine, object: Value): string | null {
  let found: Found;
  try {
    found = findSource(m, object);
  } catch {
    return null;
  }
  const { lines, index } = found;
  const isComment = (line: string): boolean => line.trimStart().startsWith('#');
  if (object instanceof PyModule) {
    let start = lines[0]?.startsWith('#!') ? 1 : 0;
    while (start < lines.length && ['', '#'].includes((lines[start] ?? '').trim())) start++;
    let end = start;
    while (lines[end]?.startsWith('#')) end++;
    return end === start ? null : lines.slice(start, end).join('');
  }
  const indent = indentation(lines[index] ?? '');
  let start = index;
  while (start > 0 && isComment(lines[start - 1] ?? '') && indentation(lines[start - 1] ?? '') === indent)
    start--;
  const comments = lines.slice(start, index).map((line) => line.trimStart());
  if (comments.length === 0) return null;
  while (comments[0]?.trim() === '#') comments.shift();
  while (comments.at(-1)?.trim() === '#') comments.pop();
  return comments.join('');
}
