// Names: loading, storing and deleting variables by their bindings.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { Resumable } from '../execution/resumable.js';
import { call, lookupSpecial } from '../objects/call.js';
import { PyDict } from '../objects/containers.js';
import { exception, isExceptionOf, nameError, type PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { deleteItem, setItem } from '../objects/subscript.js';
import { dictType } from '../objects/types.js';
import type { Compiler, Eval } from './compiler.js';
import type { Binding } from './scope.js';

export type Store = (frame: Frame, value: Value) => void;

export function compileName(node: ast.Name, c: Compiler): Eval {
  return loadBinding(c.source.table.binding(node, c.mangle(node.id)), node, c);
}

/** The slot of a plain local variable, or null for any other expression. */
export function localSlot(node: ast.Expr, c: Compiler): number | null {
  if (node.kind !== 'Name') return null;
  const binding = c.source.table.binding(node, c.mangle(node.id));
  return binding.kind === 'local' ? binding.variable.index : null;
}

export function loadBinding(binding: Binding, node: ast.Position, c: Compiler): Eval {
  switch (binding.kind) {
    case 'local': {
      const { index, name } = binding.variable;
      return (frame) => {
        const value = frame.locals[index];
        if (value !== undefined) return value;
        frame.position = node;
        throw unboundLocal(name);
      };
    }
    case 'cell': {
      const { index, name, free } = binding;
      return (frame) => {
        const value = frame.cells[index]?.value;
        if (value !== undefined) return value;
        frame.position = node;
        throw free ? unboundFree(name) : unboundLocal(name);
      };
    }
    case 'global': {
      const { name } = binding;
      if (name === '__debug__' && c.source.optimize > 0) return () => false;
      const cell = c.source.globals.cell(name);
      const builtin = c.source.builtins.cell(name);
      return (frame) => {
        const value = cell.value;
        if (value !== undefined) return value;
        const fallback = builtin.value;
        if (fallback !== undefined) return fallback;
        frame.position = node;
        throw nameError(`name '${name}' is not defined`, name);
      };
    }
    case 'name': {
      const { name } = binding;
      const outer = loadBinding(binding.outer, node, c);
      return (frame) => {
        const found = namespaceGet(frame, name);
        return found === undefined ? outer(frame) : found;
      };
    }
  }
}

/** A name of a class body, in whatever mapping `__prepare__` gave. */
function namespaceGet(frame: Frame, name: string): Value | undefined {
  const { names } = frame;
  if (names instanceof PyDict && names.cls === dictType) return names.table.get(name);
  if (names === null) return undefined;
  const getitem = lookupSpecial(names, '__getitem__');
  try {
    return getitem === undefined ? undefined : call(getitem, [name]);
  } catch (error) {
    if (isExceptionOf(error, 'KeyError')) return undefined;
    throw error;
  }
}

export function storeName(node: object, name: string, c: Compiler): Store {
  return storeBinding(c.source.table.binding(node, c.mangle(name)), c);
}

export function storeBinding(binding: Binding, c: Compiler): Store {
  switch (binding.kind) {
    case 'local': {
      const { index } = binding.variable;
      return (frame, value) => {
        frame.locals[index] = value;
      };
    }
    case 'cell': {
      const { index } = binding;
      return (frame, value) => {
        const cell = frame.cells[index];
        if (cell !== undefined) cell.value = value;
      };
    }
    case 'global': {
      const { name } = binding;
      const { globals } = c.source;
      const cell = globals.cell(name);
      return (_frame, value) => {
        // A new variable goes to the end of `globals()`.
        if (cell.value === undefined) globals.moveToEnd(name);
        cell.value = value;
      };
    }
    case 'name': {
      const { name } = binding;
      return ({ names }, value) => {
        if (names instanceof PyDict && names.cls === dictType) names.table.set(name, value);
        else if (names !== null) setItem(names, name, value);
      };
    }
  }
}

/** Whether the variable is bound where a store would put it. */
export function hasBinding(binding: Binding, c: Compiler): (frame: Frame) => boolean {
  if (binding.kind === 'name') {
    const { name } = binding;
    return (frame) => namespaceGet(frame, name) !== undefined;
  }
  const peek = peekBinding(binding, c);
  return (frame) => peek(frame) !== undefined;
}

/** What a variable holds now; undefined while it is unbound. */
export function peekBinding(binding: Binding, c: Compiler): (frame: Frame) => Value | undefined {
  switch (binding.kind) {
    case 'local': {
      const { index } = binding.variable;
      return (frame) => frame.locals[index];
    }
    case 'cell': {
      const { index } = binding;
      return (frame) => frame.cells[index]?.value;
    }
    case 'global': {
      const cell = c.source.globals.cell(binding.name);
      return () => cell.value;
    }
    case 'name': {
      const { name } = binding;
      return ({ names }) => (names instanceof PyDict ? names.table.get(name) : undefined);
    }
  }
}

/** `del x` and `x = None`: where the variable held an open generator, that may have been the last reference. */
export function droppingOld(
  node: ast.Name,
  change: (frame: Frame) => void,
  c: Compiler,
): (frame: Frame) => void {
  const peek = peekBinding(c.source.table.binding(node, c.mangle(node.id)), c);
  const { machine } = c;
  return (frame) => {
    if (machine.openGenerators.size === 0 && machine.mortals.size === 0) {
      change(frame);
      return;
    }
    const old = peek(frame);
    if (machine.mortals.size > 0) machine.lettingGo = old ?? null;
    change(frame);
    if (old instanceof Resumable && machine.openGenerators.has(old)) machine.generatorDropped(old);
  };
}

export function deleteName(node: ast.Name, c: Compiler): (frame: Frame) => void {
  return deleteBinding(c.source.table.binding(node, c.mangle(node.id)), node, c);
}

export function deleteBinding(binding: Binding, node: ast.Position, c: Compiler): (frame: Frame) => void {
  switch (binding.kind) {
    case 'local': {
      const { index, name } = binding.variable;
      return (frame) => {
        frame.position = node;
        if (frame.locals[index] === undefined) throw unboundLocal(name);
        frame.locals[index] = undefined;
      };
    }
    case 'cell': {
      const { index, name, free } = binding;
      return (frame) => {
        const cell = frame.cells[index];
        frame.position = node;
        if (cell?.value === undefined) throw free ? unboundFree(name) : unboundLocal(name);
        cell.value = undefined;
      };
    }
    case 'global': {
      const { name } = binding;
      const cell = c.source.globals.cell(name);
      return (frame) => {
        frame.position = node;
        if (cell.value === undefined) throw nameError(`name '${name}' is not defined`, name);
        cell.value = undefined;
      };
    }
    case 'name': {
      const { name } = binding;
      return (frame) => {
        frame.position = node;
        try {
          deleteItem(frame.names, name);
        } catch (error) {
          if (isExceptionOf(error, 'KeyError')) throw nameError(`name '${name}' is not defined`, name);
          throw error;
        }
      };
    }
  }
}

export function unboundLocal(name: string): PyException {
  // Only a comprehension in the body of a class can ask for it that early.
  if (name === '__class__') return nameError(`name '${name}' is not defined`, name);
  return exception(
    'UnboundLocalError',
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

function unboundFree(name: string): PyException {
  return nameError(
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    name,
  );
}
