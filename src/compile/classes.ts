// Class definitions.

import type * as ast from '../../grammar/ast.js';
import { Code } from '../execution/code.js';
import { Cell, Frame, firstLine } from '../execution/frame.js';
import { runFrame } from '../execution/function.js';
import { finishClass, prepareClass } from '../objects/class-statement.js';
import { nameError } from '../objects/exceptions.js';
import { PyGenericAlias } from '../objects/generic-alias.js';
import { PyType } from '../objects/object.js';
import { setItem } from '../objects/subscript.js';
import { genericType } from '../objects/type-parameters.js';
import { namespaceOf } from '../objects/type-properties.js';
import { cellType } from '../objects/types.js';
import { bodyCompiler } from './bodies.js';
import { compileArguments } from './calls.js';
import { compileClosure } from './closures.js';
import type { Compiler, Exec } from './compiler.js';
import { compileDecorators, docstring } from './functions.js';
import { storeName } from './names.js';
import { staticAttributes } from './static-attributes.js';
import { bindTypeParameters } from './type-parameters.js';

export function compileClassDef(node: ast.ClassDef, c: Compiler): Exec {
  const { machine, source } = c;
  const unit = source.table.unit(node);
  const inner = c.inner(unit, source.table.scope(node));
  const position = {
    lineno: node.lineno,
    col_offset: node.col_offset,
    end_lineno: node.end_lineno,
    end_col_offset: node.end_col_offset,
  };
  const args = compileArguments({ args: node.bases, keywords: node.keywords, ...position }, c);
  const typeParameters = bindTypeParameters(node.type_params, c);
  const code = new Code(
    {
      name: unit.name,
      qualname: unit.qualname,
      filename: source.filename,
      kind: 'class',
      globals: source.globals,
      start: firstLine(node.decorator_list[0]?.lineno ?? node.lineno),
      parameters: Code.noParameters,
      localNames: unit.locals.map(({ name }) => name),
      cellNames: unit.cells.map(({ name }) => name),
      freeNames: unit.free.map(({ name }) => name),
      cellParameters: [],
      doc: c.source.optimize === 2 ? null : docstring(node.body),
      lines: source.shownLines,
    },
    bodyCompiler(inner, () => node.body),
  );
  const closure = compileClosure(c, code, node);
  const classCell = unit.cells.findIndex(({ name }) => name === '__class__');
  const decorators = compileDecorators(node.decorator_list, c);
  const store = storeName(node, node.name, c);
  const statics = staticAttributes(node);
  return (frame) => {
    if (source.builtins.get('__build_class__') === undefined)
      throw nameError('__build_class__ not found', '__build_class__');
    const decorate = decorators(frame);
    const parameters = typeParameters === null ? null : typeParameters(frame);
    const { positional, keywords } = args(frame, source.builtins.get('__build_class__') ?? null);
    if (parameters !== null) positional.push(new PyGenericAlias(genericType, parameters.items));
    frame.position = node;
    const plan = prepareClass(node.name, positional, keywords);
    const { namespace } = plan;
    const cells = [...unit.cells.map(() => new Cell(cellType, undefined)), ...closure(frame)];
    const body = new Frame(
      code,
      machine.frame,
      unit.locals.map(() => undefined),
      cells,
    );
    body.names = namespace;
    setItem(namespace, '__module__', source.globals.get('__name__') ?? 'builtins');
    setItem(namespace, '__qualname__', unit.qualname);
    setItem(namespace, '__firstlineno__', (node.decorator_list[0] ?? node).lineno);
    if (code.doc !== null) setItem(namespace, '__doc__', code.doc);
    if (parameters !== null) setItem(namespace, '__type_params__', parameters);
    runFrame(machine, body);
    setItem(namespace, '__static_attributes__', statics);
    const cell = classCell < 0 ? null : (cells[classCell] ?? null);
    if (cell !== null) setItem(namespace, '__classcell__', cell);
    frame.position = node;
    const made = finishClass(plan, cell);
    // What is evaluated later (`type` statements, bounds) sees the class as it is then.
    if (made instanceof PyType) body.names = namespaceOf(made);
    store(frame, decorate(made));
    return undefined;
  };
}
