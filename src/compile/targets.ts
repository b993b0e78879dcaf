// Targets of assignment: names, attributes, subscripts, and unpacking into several.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { deleteAttribute, setAttribute } from '../objects/attributes.js';
import { PyTuple } from '../objects/containers.js';
import { unpack, unpackStarred } from '../objects/iteration.js';
import { deleteItem, setItem } from '../objects/subscript.js';
import { tupleType } from '../objects/types.js';
import type { Compiler } from './compiler.js';
import { deleteName, droppingOld, type Store, storeName } from './names.js';
import { storeHook } from './store-events.js';

export function compileTarget(node: ast.Expr, c: Compiler): Store {
  switch (node.kind) {
    case 'Name':
      return storeName(node, node.id, c);
    case 'Attribute': {
      const object = c.expression(node.value);
      const name = c.mangle(node.attr);
      return (frame, value) => {
        const holder = object(frame);
        frame.position = node;
        setAttribute(holder, name, value);
      };
    }
    case 'Subscript': {
      const container = c.expression(node.value);
      const key = c.expression(node.slice);
      return (frame, value) => {
        const holder = container(frame);
        const index = key(frame);
        frame.position = node;
        setItem(holder, index, value);
      };
    }
    case 'Tuple':
    case 'List':
      return compileUnpacking(node, c);
    case 'Starred':
      return compileTarget(node.value, c);
    default:
      throw new Error(`${node.kind} is no target`);
  }
}

function compileUnpacking(node: ast.TupleDisplay | ast.ListDisplay, c: Compiler): Store {
  const stores = node.elts.map((elt) => {
    const target = elt.kind === 'Starred' ? elt.value : elt;
    return storeHook(target, compileTarget(target, c), c);
  });
  const star = node.elts.findIndex((elt) => elt.kind === 'Starred');
  if (star < 0) {
    const count = stores.length;
    const [first, second] = stores;
    if (count === 2 && first !== undefined && second !== undefined) {
      return (frame, value) => {
        if (value instanceof PyTuple && value.cls === tupleType && value.items.length === 2) {
          const [a, b] = value.items;
          if (a !== undefined && b !== undefined) {
            first(frame, a);
            second(frame, b);
            return;
          }
        }
        frame.position = node;
        const [a = null, b = null] = unpack(value, 2);
        first(frame, a);
        second(frame, b);
      };
    }
    return (frame, value) => {
      frame.position = node;
      const items = unpack(value, count);
      for (let index = 0; index < count; index++) stores[index]?.(frame, items[index] ?? null);
    };
  }
  const after = stores.length - star - 1;
  return (frame, value) => {
    frame.position = node;
    const items = unpackStarred(value, star, after);
    for (let index = 0; index < star; index++) stores[index]?.(frame, items[index] ?? null);
    for (let index = star; index < stores.length; index++) stores[index]?.(frame, items[index] ?? null);
  };
}

export function compileDeletion(node: ast.Expr, c: Compiler): (frame: Frame) => void {
  switch (node.kind) {
    case 'Name':
      return droppingOld(node, deleteName(node, c), c);
    case 'Attribute': {
      const object = c.expression(node.value);
      const name = c.mangle(node.attr);
      return (frame) => {
        const holder = object(frame);
        frame.position = node;
        deleteAttribute(holder, name);
      };
    }
    case 'Subscript': {
      const container = c.expression(node.value);
      const key = c.expression(node.slice);
      return (frame) => {
        const holder = container(frame);
        const index = key(frame);
        frame.position = node;
        deleteItem(holder, index);
      };
    }
    case 'Tuple':
    case 'List': {
      const deletions = node.elts.map((elt) => compileDeletion(elt, c));
      return (frame) => {
        for (const deletion of deletions) deletion(frame);
      };
    }
    default:
      throw new Error(`${node.kind} cannot be deleted`);
  }
}
