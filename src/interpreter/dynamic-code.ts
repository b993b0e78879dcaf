// `compile`, `exec` and `eval`.
//
// Compiled code holds on to the variables of one namespace, so a code object made by `compile` keeps its syntax tree and
// is linked to each namespace that it is run in.

import { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { Code } from '../execution/code.js';
import { Frame } from '../execution/frame.js';
import { frameLocals } from '../execution/frame-variables.js';
import { runFrame } from '../execution/function.js';
import { Namespace, namespaceOf } from '../execution/namespace.js';
import { getAttributeOr } from '../objects/attributes.js';
import { intValue, strValue } from '../objects/boxed.js';
import { bufferOf, PyByteArray, PyBytes } from '../objects/buffers.js';
import { call } from '../objects/call.js';
import { PyDict } from '../objects/containers.js';
import { exception, typeError, valueError } from '../objects/exceptions.js';
import { asIndex } from '../objects/index.js';
import { native, type PyNative } from '../objects/native.js';
import { PyObject, type Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { setItem } from '../objects/subscript.js';
import { dictType, givenTypeName, typeName, typeOf } from '../objects/types.js';
import { decodeUtf8 } from '../objects/utf8.js';
import { ONLY_AST } from '../stdlib/ast/index.js';
import { isNode as isNodeOf } from '../stdlib/ast/nodes.js';
import { sourceText as decodedSource } from '../stdlib/importlib/source-text.js';
import {
  type CompileOptions,
  linkCode,
  type ParsedSource,
  parseSource,
  returning,
  type SourceMode,
} from './compile-source.js';
import type { RunningMachine } from './machine.js';
import { objectTree } from './object-trees.js';
import { syntaxError } from './syntax-errors.js';
import { treeObject } from './tree-objects.js';

export function currentFrame(m: RunningMachine): Frame {
  if (m.frame === null) throw exception('SystemError', 'frame does not exist');
  return m.frame;
}

/** A text that was parsed, and the code objects it became for the namespaces it ran in. */
interface Unlinked {
  readonly parsed: ParsedSource;
  readonly filename: string;
  readonly mode: SourceMode;
  readonly linked: WeakMap<Namespace, Code>;
  /** The `optimize` of `compile`. */
  readonly optimize: number;
  /** What there is to warn of has been said. */
  isQuiet: boolean;
}

export function dynamicCode(m: RunningMachine): PyNative[] {
  const sources = new WeakMap<Code, Unlinked>();
  const run = (source: Value, globals: Value, locals: Value, mode: 'exec' | 'eval'): Value => {
    const { namespace, names } = namespacesOf(m, globals, locals, mode);
    return runIn(m, unlinked(source, mode, sources), namespace, names);
  };
  return [
    native(
      'compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)',
      (source = null, filename = null, mode = null, flags = 0, _dontInherit = null, optimize = -1) => {
        const kind = strValue(mode);
        if (kind === undefined)
          throw typeError(`compile() argument 'mode' must be str, not ${givenTypeName(mode)}`);
        const onlyTree = (Number(intValue(flags) ?? 0) & ONLY_AST) !== 0;
        if (kind !== 'exec' && kind !== 'eval' && kind !== 'single')
          throw valueError(
            `compile() mode must be 'exec', 'eval'${onlyTree ? ", 'single' or 'func_type'" : " or 'single'"}`,
          );
        if ((Number(intValue(flags) ?? 0) & ~KNOWN_FLAGS) !== 0)
          throw valueError('compile(): unrecognised flags');
        const level = Number(asIndex(optimize));
        if (level < -1 || level > 2) throw valueError('compile(): invalid optimize value');
        const name = strValue(filename) ?? textOf(filename) ?? '<string>';
        const isNode = m.loadedModule('ast') !== undefined && isNodeOf(m, source, 'AST');
        if (isNode && onlyTree) return source;
        const what = isNode
          ? treeOfNode(m, source, name, kind, level)
          : parse(sourceText(source, 'compile', 'string, bytes or AST object', name), name, kind, level);
        if (onlyTree) return treeObject(m, what.parsed.tree, what.parsed.lines, WHOLES[kind]);
        const code = link(m, what, new Namespace(), false);
        sources.set(code, what);
        return code;
      },
    ),
    native('exec(source, /, globals=None, locals=None, *, closure=None)', (source, globals, locals) => {
      run(source ?? null, globals ?? null, locals ?? null, 'exec');
      return null;
    }),
    native('eval(source, /, globals=None, locals=None)', (source, globals, locals) =>
      run(source ?? null, globals ?? null, locals ?? null, 'eval'),
    ),
  ];
}

/** All bits that a flag of `compile` may have: those of the parser and of `__future__`. */
const KNOWN_FLAGS = 0x1ffff00 | 0x7600 | 0x10;

/** The classes of whole trees. */
const WHOLES = { exec: 'Module', eval: 'Expression', single: 'Interactive' } as const;

/** A tree that a program has made, as if it had been parsed. */
function treeOfNode(
  m: RunningMachine,
  node: Value,
  filename: string,
  mode: SourceMode,
  optimize: number,
): Unlinked {
  const tree = objectTree(m, node, WHOLES[mode]);
  const lines = m.sources.get(filename) ?? [];
  const body = tree.kind === 'Module' ? tree.body : returning(tree);
  return {
    parsed: { tree, body, lines, warnings: [] },
    filename,
    mode,
    isQuiet: false,
    optimize,
    linked: new WeakMap(),
  };
}

/** Where the code is to run: its globals, and a mapping for its names where that is another one. */
function namespacesOf(
  m: RunningMachine,
  globals: Value,
  locals: Value,
  mode: 'exec' | 'eval',
): { namespace: Namespace; names: PyObject | null } {
  const caller = currentFrame(m);
  if (globals !== null && !(globals instanceof PyDict)) {
    if (mode === 'exec') throw typeError(`exec() globals must be a dict, not ${typeName(globals)}`);
    const isMapping = typeOf(globals).slots.getitem !== undefined;
    throw typeError(
      isMapping ? 'globals must be a real dict; try eval(code, {}, mapping)' : 'globals must be a dict',
    );
  }
  if (locals !== null && typeOf(locals).slots.getitem === undefined) {
    const kinds = mode === 'exec' ? 'locals must be a mapping or None, not ' : 'locals must be a mapping';
    throw typeError(mode === 'exec' ? kinds + typeName(locals) : kinds);
  }
  const namespace = globals === null ? caller.globals : namespaceOf(globals);
  if (!namespace.has('__builtins__'))
    namespace.set('__builtins__', m.loadedModules.table.get('builtins') ?? null);
  const whole = globals === null ? frameLocals(caller) : globals;
  // A subclass of dict may have its own ways to get and set names.
  const names =
    locals ?? (whole instanceof PyDict && whole.table === namespace && whole.cls === dictType ? null : whole);
  const isSeparate = names instanceof PyObject;
  return { namespace, names: isSeparate ? names : null };
}

function unlinked(source: Value, mode: 'exec' | 'eval', sources: WeakMap<Code, Unlinked>): Unlinked | Code {
  if (source instanceof Code) {
    if (source.freeNames.length > 0)
      throw typeError(`code object passed to ${mode}() may not contain free variables`);
    return sources.get(source) ?? source;
  }
  return parse(sourceText(source, mode, 'string, bytes or code object'), '<string>', mode);
}

/** The code of a function runs over the globals it is given. */
function linked(code: Code, namespace: Namespace): Code {
  const { linking } = code.info;
  return linking === undefined || code.globals === namespace ? code : linking.linkedTo(namespace);
}

function runIn(
  m: RunningMachine,
  what: Unlinked | Code,
  namespace: Namespace,
  names: PyObject | null,
): Value {
  const code = what instanceof Code ? linked(what, namespace) : link(m, what, namespace, names !== null);
  const locals = code.localNames.map(() => undefined);
  const frame = new Frame(code, m.frame, locals, []);
  while (frame.locals.length < code.slotCount) frame.locals.push(undefined);
  frame.names = names;
  if (code.kind === 'module' && code.doc !== null)
    setItem(names ?? namespace.dictObject, '__doc__', code.doc);
  const result = runFrame(m, frame);
  return what instanceof Code || what.mode === 'eval' ? result : null;
}

function parse(text: string, filename: string, mode: SourceMode, optimize = -1): Unlinked {
  if (text.includes('\0')) throw exception('SyntaxError', 'source code string cannot contain null bytes');
  return inPython(
    filename,
    (problem) => problem.text + lineBreak(problem, text, mode),
    () => ({
      parsed: parseSource(text, mode),
      filename,
      mode,
      linked: new WeakMap(),
      isQuiet: false,
      optimize,
    }),
  );
}

/** The break that CPython shows at the end of the line of an error: only `eval` adds none to the text. */
function lineBreak({ isLexical, lineno }: PySyntaxProblem, text: string, mode: SourceMode): string {
  const isLast = mode === 'eval' && lineno >= text.split('\n').length;
  return isLexical || isLast ? '' : '\n';
}

function link(m: RunningMachine, what: Unlinked, namespace: Namespace, separateLocals: boolean): Code {
  const known = separateLocals ? undefined : what.linked.get(namespace);
  if (known !== undefined) return known;
  const options: CompileOptions = {
    separateLocals,
    isText: true,
    isQuiet: what.isQuiet,
    optimize: what.optimize,
    ...(what.mode === 'single' ? { display: (value: Value) => display(m, value) } : {}),
  };
  const code = inPython(
    what.filename,
    () => null,
    () => linkCode(m, what.parsed, what.filename, namespace, options),
  );
  what.isQuiet = true;
  if (!separateLocals) what.linked.set(namespace, code);
  return code;
}

/** `textOf` is what a SyntaxError shows of the text: nothing where it was found after parsing. */
function inPython<Result>(
  filename: string,
  textOf: (problem: PySyntaxProblem) => Value,
  action: () => Result,
): Result {
  try {
    return action();
  } catch (problem) {
    if (problem instanceof PySyntaxProblem) throw syntaxError(problem, filename, textOf(problem));
    throw problem;
  }
}

/** `sys.displayhook`, as the program may have replaced it. */
function display(m: RunningMachine, value: Value): void {
  const sys = m.loadedModules.table.get('sys');
  const hook = sys === undefined ? undefined : getAttributeOr(sys, 'displayhook');
  if (hook !== undefined && hook !== null) {
    call(hook, [value]);
    return;
  }
  if (value === null) return;
  m.writeOutput(`${repr(value)}\n`);
  m.builtins.set('_', value);
}

function sourceText(source: Value, name: string, kinds: string, filename = '<string>'): string {
  const bytes = bufferOf(source);
  const text = strValue(source) ?? (bytes === undefined ? undefined : decodedSource(bytes, filename));
  if (text === undefined) throw typeError(`${name}() arg 1 must be a ${kinds}`);
  return text;
}

function textOf(source: Value): string | undefined {
  if (source instanceof PyBytes || source instanceof PyByteArray) return decodeUtf8(source.data, 'strict');
  return undefined;
}
