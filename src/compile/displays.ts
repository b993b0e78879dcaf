// List, tuple, set and dict displays.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { getAttributeOr } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { typeError } from '../objects/exceptions.js';
import { HashTable } from '../objects/hash-table.js';
import { askLength, iterate } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { constantSet, PySet, setFromConstant } from '../objects/set.js';
import { getItem } from '../objects/subscript.js';
import { typeName, typeOf } from '../objects/types.js';
import type { Compiler, Eval } from './compiler.js';
import { constantValue } from './constants.js';

type Display = ast.ListDisplay | ast.TupleDisplay | ast.SetDisplay;
type Items = (frame: Frame) => Value[];

/** The elements in an array of their own, `*` unpacked. */
function compileElements(display: Display, c: Compiler): Items {
  const { elts } = display;
  if (elts.every((elt) => elt.kind !== 'Starred')) {
    const evals = elts.map((elt) => c.expression(elt));
    const [first, second] = evals;
    if (first === undefined) return () => [];
    if (second === undefined) return (frame) => [first(frame)];
    if (evals.length === 2) return (frame) => [first(frame), second(frame)];
    return (frame) => {
      const items: Value[] = [];
      for (const value of evals) items.push(value(frame));
      return items;
    };
  }
  const parts = elts.map((elt) =>
    elt.kind === 'Starred'
      ? { star: true, value: c.expression(elt.value) }
      : { star: false, value: c.expression(elt) },
  );
  return (frame) => {
    const items: Value[] = [];
    for (const { star, value } of parts) {
      const item = value(frame);
      if (!star) items.push(item);
      else {
        frame.position = display;
        extendWith(items, item);
      }
    }
    return items;
  };
}

/** `LIST_EXTEND` */
export function extendWith(items: Value[], value: Value): void {
  if (!isIterable(value)) throw typeError(`Value after * must be an iterable, not ${typeName(value)}`);
  const each = iterate(value);
  askLength(value);
  for (const item of each) items.push(item);
}

export function isIterable(value: Value): boolean {
  const { iter, getitem } = typeOf(value).slots;
  return iter !== undefined || (getitem !== undefined && !(value instanceof PyDict));
}

export function compileList(node: ast.ListDisplay, c: Compiler): Eval {
  const items = compileElements(node, c);
  return (frame) => new PyList(items(frame));
}

export function compileTuple(node: ast.TupleDisplay, c: Compiler): Eval {
  const constants = node.elts.map((elt) => (elt.kind === 'Constant' ? constantValue(elt) : undefined));
  if (constants.every((value) => value !== undefined)) {
    const tuple = new PyTuple(constants);
    return () => tuple;
  }
  const items = compileElements(node, c);
  return (frame) => new PyTuple(items(frame));
}

export function compileSet(node: ast.SetDisplay, c: Compiler): Eval {
  if (node.elts.length >= 3 && node.elts.every((elt) => elt.kind === 'Constant')) {
    const constant = constantSet(
      node.elts.flatMap((elt) => (elt.kind === 'Constant' ? [constantValue(elt)] : [])),
    );
    return () => setFromConstant(constant);
  }
  if (node.elts.some((elt) => elt.kind === 'Starred')) return compileUpdatedSet(node, c);
  const items = compileElements(node, c);
  return (frame) => {
    const values = items(frame);
    frame.position = node;
    return PySet.of(values);
  };
}

/** With `*`: elements are added one after another (`SET_ADD`, `SET_UPDATE`). */
function compileUpdatedSet(node: ast.SetDisplay, c: Compiler): Eval {
  const parts = node.elts.map((elt) => ({
    star: elt.kind === 'Starred',
    node: elt,
    value: c.expression(elt.kind === 'Starred' ? elt.value : elt),
  }));
  return (frame) => {
    const set = PySet.of([]);
    for (const { star, value } of parts) {
      const item = value(frame);
      frame.position = node;
      if (!star) set.table.add(item);
      else for (const each of iterate(item)) set.table.add(each);
    }
    return set;
  };
}

export function compileDict(node: ast.Dict, c: Compiler): Eval {
  const parts = node.values.map((value, index) => {
    const key = node.keys[index] ?? null;
    return { key: key === null ? null : c.expression(key), value: c.expression(value) };
  });
  return (frame) => {
    const table = new HashTable();
    for (const { key, value } of parts) {
      if (key === null) {
        const mapping = value(frame);
        frame.position = node;
        mergeInto(table, mapping);
      } else {
        const name = key(frame);
        const item = value(frame);
        frame.position = node;
        table.set(name, item);
      }
    }
    return new PyDict(table);
  };
}

/** `**mapping` in a display. */
export function mergeInto(table: HashTable, mapping: Value): void {
  if (mapping instanceof PyDict && !mapping.cls.heap) {
    for (const [key, value] of mapping.table.entries()) table.set(key, value);
    return;
  }
  const keys = getAttributeOr(mapping, 'keys');
  if (keys === undefined) throw typeError(`'${typeName(mapping)}' object is not a mapping`);
  for (const key of iterate(call(keys))) table.set(key, getItem(mapping, key));
}
