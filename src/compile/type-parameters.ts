// Type parameters and type aliases (PEP 695): `def f[T](...)`, `class C[T]`, `type A = ...`.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { PyTuple } from '../objects/containers.js';
import type { Value } from '../objects/object.js';
import type { Compiler, Exec } from './compiler.js';
import { compileLambda } from './functions.js';
import { storeName } from './names.js';
import { position } from './synthetic.js';

/** Makes and binds the parameters of a definition, or null where it has none. Bounds and defaults are evaluated lazily. */
export function bindTypeParameters(
  parameters: readonly ast.TypeParam[],
  c: Compiler,
): ((frame: Frame) => PyTuple) | null {
  if (parameters.length === 0) return null;
  const { machine } = c;
  const steps = parameters.map((parameter) => ({
    parameter,
    store: storeName(parameter, parameter.name, c),
  }));
  return (frame) => {
    const made: Value[] = [];
    for (const { parameter, store } of steps) {
      const value = machine.typeParameter(parameter.kind, parameter.name);
      store(frame, value);
      made.push(value);
    }
    return new PyTuple(made);
  };
}

export function compileTypeAlias(node: ast.TypeAlias, c: Compiler): Exec {
  const parameters = bindTypeParameters(node.type_params, c);
  const store = storeName(node.name, node.name.id, c);
  const lazyValue = compileLambda({ ...lambdaOf(node.value) }, c, node);
  const { machine } = c;
  return (frame) => {
    const made = parameters === null ? new PyTuple([]) : parameters(frame);
    store(frame, machine.typeAlias(node.name.id, made, lazyValue(frame)));
    return undefined;
  };
}

function lambdaOf(value: ast.Expr): ast.Lambda {
  const args: ast.Arguments = {
    kind: 'arguments',
    posonlyargs: [],
    args: [],
    vararg: null,
    kwonlyargs: [],
    kw_defaults: [],
    kwarg: null,
    defaults: [],
  };
  return { kind: 'Lambda', args, body: value, ...position(value) };
}
