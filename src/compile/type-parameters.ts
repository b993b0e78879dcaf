// Type parameters and type aliases (PEP 695): `def f[T](...)`, `class C[T]`, `type A = ...`.

import type * as ast from '../../grammar/ast.js';
import { Code } from '../execution/code.js';
import { Cell, Frame } from '../execution/frame.js';
import { runFrame } from '../execution/function.js';
import { PyTuple } from '../objects/containers.js';
import { unpack } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { PyTypeAlias } from '../objects/type-alias.js';
import { Lazy, PyParamSpec, PyTypeVar, PyTypeVarTuple } from '../objects/type-parameters.js';
import { cellType } from '../objects/types.js';
import { bodyCompiler } from './bodies.js';
import { compileClosure } from './closures.js';
import type { Compiler, Exec } from './compiler.js';
import { storeName } from './names.js';
import { position } from './synthetic.js';

/** Makes and binds the parameters of a definition, or null where it has none. */
export function bindTypeParameters(
  parameters: readonly ast.TypeParam[],
  c: Compiler,
): ((frame: Frame) => PyTuple) | null {
  if (parameters.length === 0) return null;
  const { globals, table } = c.source;
  const steps = parameters.map((parameter) => ({
    make: compileTypeParameter(parameter, c),
    store: storeName(parameter, parameter.name, c),
  }));
  // Definitions that are run again have parameters of their own each time.
  const fresh = parameters.flatMap((parameter) => {
    const binding = table.binding(parameter, parameter.name);
    return binding.kind === 'cell' ? [binding.index] : [];
  });
  return (frame) => {
    for (const index of fresh) frame.cells[index] = new Cell(cellType, undefined);
    const module = globals.get('__name__') ?? null;
    return new PyTuple(
      steps.map(({ make, store }) => {
        const value = make(frame, module);
        store(frame, value);
        return value;
      }),
    );
  };
}

function compileTypeParameter(parameter: ast.TypeParam, c: Compiler): (frame: Frame, module: Value) => Value {
  const { name, default_value } = parameter;
  const fallback =
    default_value === null ? null : compileLazy(default_value, c.source.table.defaultOf(parameter), c);
  const fallbackIn = (frame: Frame): Lazy | null => fallback?.(frame) ?? null;
  if (parameter.kind === 'ParamSpec')
    return (frame, module) => new PyParamSpec(name, module, 'inferred', null, fallbackIn(frame));
  if (parameter.kind === 'TypeVarTuple')
    return (frame, module) => new PyTypeVarTuple(name, module, fallbackIn(frame));
  const bound = parameter.bound === null ? null : compileLazy(parameter.bound, parameter, c);
  const isConstraints = parameter.bound?.kind === 'Tuple';
  return (frame, module) => {
    const limit = bound?.(frame) ?? null;
    return new PyTypeVar(
      name,
      module,
      'inferred',
      isConstraints ? null : limit,
      isConstraints ? limit : null,
      fallbackIn(frame),
    );
  };
}

export function compileTypeAlias(node: ast.TypeAlias, c: Compiler): Exec {
  const parameters = bindTypeParameters(node.type_params, c);
  const store = storeName(node.name, node.name.id, c);
  const value = compileLazy(node.value, node, c);
  const { globals } = c.source;
  return (frame) => {
    const made = parameters === null ? new PyTuple([]) : parameters(frame);
    const module = globals.get('__name__') ?? null;
    store(frame, new PyTypeAlias(node.name.id, module, made, value(frame)));
    return undefined;
  };
}

/** An expression evaluated later, in the scope of its unit, which sees the names of a class body around it. */
function compileLazy(node: ast.Expr, owner: object, c: Compiler): (frame: Frame) => Lazy {
  const { machine, source } = c;
  const unit = source.table.unit(owner);
  const inner = c.inner(unit, source.table.scope(owner));
  // The default of `*Ts` may be one: `*Ts = *tuple[int, str]`.
  const isStarred = node.kind === 'Starred';
  const value = isStarred ? node.value : node;
  const body: ast.Return = { kind: 'Return', value, ...position(node) };
  const code = new Code(
    {
      name: unit.name,
      qualname: unit.qualname,
      filename: source.filename,
      kind: 'function',
      globals: source.globals,
      start: node,
      parameters: Code.noParameters,
      localNames: unit.locals.map(({ name }) => name),
      cellNames: unit.cells.map(({ name }) => name),
      freeNames: unit.free.map(({ name }) => name),
      cellParameters: [],
      doc: null,
      lines: source.shownLines,
    },
    bodyCompiler(inner, () => [body]),
  );
  const closure = compileClosure(c, code, owner);
  return (frame) => {
    const captured = closure(frame);
    return new Lazy(() => {
      const own = code.cellNames.map(() => new Cell(cellType, undefined));
      const locals = code.localNames.map(() => undefined);
      const lazyFrame = new Frame(code, machine.frame, locals, [...own, ...captured]);
      lazyFrame.names = frame.names;
      const result = runFrame(machine, lazyFrame);
      return isStarred ? (unpack(result, 1)[0] ?? null) : result;
    });
  };
}
