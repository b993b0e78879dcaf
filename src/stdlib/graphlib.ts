// The `graphlib` module: nodes in an order in which each comes after those it depends on (Lib/graphlib.py).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { exceptionType, PyException, valueError } from '../objects/exceptions.js';
import { genericAlias } from '../objects/generic-alias.js';
import { HashTable } from '../objects/hash-table.js';
import { iterate, nativeIterator, toArray } from '../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { callAttribute, perMachine } from './library.js';
import { libraryClass } from './library-class.js';

class Node {
  /** How many it waits for. */
  waiting = 0;
  state: 'new' | 'ready' | 'given out' | 'done' = 'new';
  readonly successors: Node[] = [];

  constructor(readonly value: Value) {}
}

class Graph {
  /** Nodes by value: the table gives positions in the list. */
  readonly #positions = new HashTable();
  readonly #nodes: Node[] = [];
  /** Null until the graph is prepared. */
  #ready: Node[] | null = null;
  #givenOut = 0;
  #finished = 0;

  #find(value: Value): Node | undefined {
    const position = this.#positions.get(value);
    return typeof position === 'number' ? this.#nodes[position] : undefined;
  }

  #node(value: Value): Node {
    const known = this.#find(value);
    if (known !== undefined) return known;
    const node = new Node(value);
    this.#positions.set(value, this.#nodes.length);
    this.#nodes.push(node);
    return node;
  }

  add(value: Value, predecessors: readonly Value[]): void {
    if (this.#ready !== null) throw valueError('Nodes cannot be added after a call to prepare()');
    const node = this.#node(value);
    node.waiting += predecessors.length;
    for (const predecessor of predecessors) this.#node(predecessor).successors.push(node);
  }

  prepare(m: KernelMachine): void {
    if (this.#ready !== null) throw valueError('cannot prepare() more than once');
    this.#ready = this.#nodes.filter((node) => node.waiting === 0);
    for (const node of this.#ready) node.state = 'ready';
    const cycle = this.#cycle();
    if (cycle !== null) throw cycleError(m, new PyList(cycle.map((node) => node.value)));
  }

  get #prepared(): Node[] {
    if (this.#ready === null) throw valueError('prepare() must be called first');
    return this.#ready;
  }

  takeReady(): Value[] {
    const ready = this.#prepared;
    for (const node of ready) node.state = 'given out';
    this.#givenOut += ready.length;
    return ready.splice(0).map((node) => node.value);
  }

  get isActive(): boolean {
    return this.#finished < this.#givenOut || this.#prepared.length > 0;
  }

  done(values: readonly Value[]): void {
    const ready = this.#prepared;
    for (const value of values) {
      const node = this.#find(value);
      if (node === undefined) throw valueError(`node ${repr(value)} was not added using add()`);
      if (node.state === 'done') throw valueError(`node ${repr(value)} was already marked done`);
      if (node.state !== 'given out') {
        throw valueError(`node ${repr(value)} was not passed out (still not ready)`);
      }
      node.state = 'done';
      this.#finished++;
      for (const successor of node.successors) {
        successor.waiting--;
        if (successor.waiting > 0) continue;
        successor.state = 'ready';
        ready.push(successor);
      }
    }
  }

  /** Nodes that wait for each other, the first one again at the end. */
  #cycle(): Node[] | null {
    const seen = new Set<Node>();
    for (const start of this.#nodes) {
      if (seen.has(start)) continue;
      const path: { readonly node: Node; next: number }[] = [{ node: start, next: 0 }];
      const places = new Map<Node, number>([[start, 0]]);
      seen.add(start);
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const successor = top.node.successors[top.next++];
        if (successor === undefined) {
          places.delete(top.node);
          path.pop();
          continue;
        }
        const place = places.get(successor);
        if (place !== undefined) return [...path.slice(place).map(({ node }) => node), successor];
        if (seen.has(successor)) continue;
        seen.add(successor);
        places.set(successor, path.length);
        path.push({ node: successor, next: 0 });
      }
    }
    return null;
  }
}

const cycleErrorClass = perMachine((_m: KernelMachine) =>
  libraryClass('CycleError', {
    module: 'graphlib',
    bases: [exceptionType('ValueError')],
    instanceDict: true,
  }),
);

function cycleError(m: KernelMachine, nodes: Value): PyException {
  const error = call(cycleErrorClass(m), ['nodes are in a cycle', nodes]);
  return error instanceof PyException ? error : valueError('nodes are in a cycle');
}

const graphs = new WeakMap<PyObject, Graph>();

function graphOf(self: Value): Graph {
  const graph = self instanceof PyObject ? graphs.get(self) : undefined;
  if (graph === undefined) throw valueError('TopologicalSorter.__init__ was not called');
  return graph;
}

const sorterClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('TopologicalSorter', {
      module: 'graphlib',
      instanceDict: true,
      classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
      methods: {
        '__init__(self, graph=None)': (self, given) => {
          const graph = new Graph();
          if (self instanceof PyObject) graphs.set(self, graph);
          if (given === null) return null;
          const items = given instanceof PyDict ? null : callAttribute(given, 'items');
          const pairs =
            given instanceof PyDict
              ? [...given.table.entries()]
              : [...iterate(items)].map((pair) => toArray(pair));
          for (const [value = null, predecessors = null] of pairs) graph.add(value, toArray(predecessors));
          return null;
        },
        'add(self, node, *predecessors)': (self, value, predecessors) => {
          graphOf(self).add(value, toArray(predecessors));
          return null;
        },
        'prepare(self)': (self) => {
          graphOf(self).prepare(m);
          return null;
        },
        'get_ready(self)': (self) => new PyTuple(graphOf(self).takeReady()),
        'is_active(self)': (self) => graphOf(self).isActive,
        '__bool__(self)': (self) => callAttribute(self, 'is_active'),
        'done(self, *nodes)': (self, nodes) => {
          graphOf(self).done(toArray(nodes));
          return null;
        },
        'static_order(self)': (self) => {
          let isBegun = false;
          let group: Value[] = [];
          return nativeIterator('generator', () => {
            if (!isBegun) {
              isBegun = true;
              callAttribute(self, 'prepare');
            } else if (group.length > 0) {
              const next = group.shift();
              if (next !== undefined) return next;
            }
            while (isTrue(callAttribute(self, 'is_active'))) {
              group = toArray(callAttribute(self, 'get_ready'));
              call(getAttribute(self, 'done'), group);
              const next = group.shift();
              if (next !== undefined) return next;
            }
            return undefined;
          });
        },
      },
    }),
);

export const graphlib = defineModule('graphlib', (m: KernelMachine) => ({
  CycleError: cycleErrorClass(m),
  TopologicalSorter: sorterClass(m),
  __all__: new PyList(['TopologicalSorter', 'CycleError']),
}));
