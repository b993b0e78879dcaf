// Going through a tree: `walk`, `iter_child_nodes`, `NodeVisitor`, `NodeTransformer`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { deleteAttribute, getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyComplex } from '../../objects/complex-number.js';
import { PyList } from '../../objects/containers.js';
import { iterate, nativeIterator, toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { Ellipsis, typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { isNode } from './nodes.js';

/** The fields that a node has, with their values. */
export function fieldsOf(node: Value): [string, Value][] {
  return toArray(getAttribute(node, '_fields')).flatMap((name): [string, Value][] => {
    const value = getAttributeOr(node, str(name));
    return value === undefined ? [] : [[str(name), value]];
  });
}

export function childNodes(m: KernelMachine, node: Value): Value[] {
  return fieldsOf(node).flatMap(([, value]) => {
    if (isNode(m, value, 'AST')) return [value];
    return value instanceof PyList ? value.items.filter((item) => isNode(m, item, 'AST')) : [];
  });
}

export function* walk(m: KernelMachine, start: Value): Generator<Value> {
  const left = [start];
  for (let node = left.shift(); node !== undefined; node = left.shift()) {
    left.push(...childNodes(m, node));
    yield node;
  }
}

/** A generator of Python over the values. */
export function generatorOf(values: Iterator<Value>): Value {
  return nativeIterator('generator', () => {
    const step = values.next();
    return step.done ? undefined : step.value;
  });
}

/** The names that methods for constants had before there was `visit_Constant`. */
function oldConstantName(value: Value): string | undefined {
  if (value === null || typeof value === 'boolean') return 'NameConstant';
  if (typeof value === 'number' || typeof value === 'bigint') return 'Num';
  if (value instanceof PyFloat || value instanceof PyComplex) return 'Num';
  if (typeof value === 'string') return 'Str';
  if (value instanceof PyBytes) return 'Bytes';
  return value === Ellipsis ? 'Ellipsis' : undefined;
}

function visitFields(m: KernelMachine, self: Value, node: Value): void {
  for (const [, value] of fieldsOf(node)) {
    if (value instanceof PyList) {
      for (const item of [...value.items]) if (isNode(m, item, 'AST')) callAttribute(self, 'visit', item);
    } else if (isNode(m, value, 'AST')) callAttribute(self, 'visit', value);
  }
}

export const visitorClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('NodeVisitor', {
      module: 'ast',
      instanceDict: true,
      methods: {
        'visit(self, node)': (self, node) => {
          const visitor = getAttributeOr(self, `visit_${typeOf(node).name}`);
          return call(visitor ?? getAttribute(self, 'generic_visit'), [node]);
        },
        'generic_visit(self, node)': (self, node) => {
          visitFields(m, self, node);
          return null;
        },
        'visit_Constant(self, node)': (self, node) => {
          const method = `visit_${oldConstantName(getAttribute(node, 'value')) ?? ''}`;
          const old = getAttributeOr(self, method);
          if (old === undefined) return callAttribute(self, 'generic_visit', node);
          m.warn('DeprecationWarning', `${method} is deprecated; add visit_Constant`);
          return call(old, [node]);
        },
      },
    }),
);

/** The items of a list as a transformer leaves them: gone, replaced by another one or by several. */
function transformed(m: KernelMachine, self: Value, items: readonly Value[]): Value[] {
  return items.flatMap((item) => {
    if (!isNode(m, item, 'AST')) return [item];
    const result = callAttribute(self, 'visit', item);
    if (result === null) return [];
    return isNode(m, result, 'AST') ? [result] : [...iterate(result)];
  });
}

export const transformerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('NodeTransformer', {
      module: 'ast',
      bases: [visitorClass(m)],
      instanceDict: true,
      methods: {
        'generic_visit(self, node)': (self, node) => {
          for (const [name, value] of fieldsOf(node)) {
            if (value instanceof PyList)
              value.items.splice(0, value.items.length, ...transformed(m, self, value.items));
            else if (isNode(m, value, 'AST')) {
              const result = callAttribute(self, 'visit', value);
              if (result === null) deleteAttribute(node, name);
              else setAttribute(node, name, result);
            }
          }
          return node;
        },
      },
    }),
);
