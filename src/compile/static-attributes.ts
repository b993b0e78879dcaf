// `__static_attributes__`: the attributes that methods of a class assign through their first parameter.

import type * as ast from '../../grammar/ast.js';
import { PyTuple } from '../objects/containers.js';

export function staticAttributes(node: ast.ClassDef): PyTuple {
  const found = new Set<string>();
  for (const statement of node.body) {
    if (statement.kind !== 'FunctionDef' && statement.kind !== 'AsyncFunctionDef') continue;
    const self = statement.args.posonlyargs[0] ?? statement.args.args[0];
    if (self !== undefined) collect(statement.body, self.arg, found);
  }
  return new PyTuple([...found]);
}

function collect(value: unknown, self: string, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, self, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isStore(value) && value.value.kind === 'Name' && value.value.id === self) found.add(value.attr);
  for (const child of Object.values(value)) if (typeof child === 'object') collect(child, self, found);
}

function isStore(value: object): value is ast.Attribute {
  return 'kind' in value && value.kind === 'Attribute' && 'ctx' in value && value.ctx === 'Store';
}
