// The views of an OrderedDict and their iterators (Objects/odictobject.c).

import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { DictView } from '../../objects/dict-views.js';
import { runtimeError } from '../../objects/exceptions.js';
import { iterFunction } from '../../objects/iter-function.js';
import { iterate, iteratorType } from '../../objects/iteration.js';
import { extendType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { once } from '../library.js';
import { type Link, LinkedTable } from './linked-table.js';

export type ViewKind = 'keys' | 'values' | 'items';

class PyOrderedDictIterator extends PyObject {
  #table: LinkedTable | null;
  #link: Link | null;
  #size: number;
  readonly #state: number;

  constructor(
    table: LinkedTable,
    readonly kind: ViewKind,
    readonly isReversed: boolean,
  ) {
    super(iteratorTypeOfOrderedDict());
    this.#table = table;
    this.#link = isReversed ? table.last : table.first;
    this.#size = table.size;
    this.#state = table.state;
  }

  *references(): Iterable<unknown> {
    for (const entry of this.#table?.entries() ?? []) yield* entry;
  }

  step(): Value | undefined {
    const table = this.#table;
    if (table === null) return undefined;
    if (table.state !== this.#state) {
      this.#table = null;
      throw runtimeError('OrderedDict mutated during iteration');
    }
    if (table.size !== this.#size) {
      this.#table = null;
      throw runtimeError('OrderedDict changed size during iteration');
    }
    const link = this.#link;
    if (link === null) {
      this.#table = null;
      return undefined;
    }
    this.#link = this.isReversed ? link.before : link.after;
    return this.#item(table, link.key);
  }

  #item(table: LinkedTable, key: Value): Value {
    const value = table.valueOf(key);
    if (this.kind === 'keys') return key;
    return this.kind === 'values' ? value : new PyTuple([key, value]);
  }

  /** What is still to come; the iterator itself stays where it is. */
  rest(): Value[] {
    const table = this.#table;
    const items: Value[] = [];
    for (
      let link = this.#link;
      table !== null && link !== null;
      link = this.isReversed ? link.before : link.after
    ) {
      items.push(this.#item(table, link.key));
    }
    return items;
  }
}

const iteratorTypeOfOrderedDict: () => PyType = once(() =>
  iteratorType('odict_iterator', {
    methods: {
      '__reduce__()': (self: PyOrderedDictIterator) => tuple(iterFunction, tuple(new PyList(self.rest()))),
    },
  }),
);

function linked(owner: PyDict): LinkedTable {
  return owner.table instanceof LinkedTable ? owner.table : new LinkedTable();
}

export function iterateOrdered(owner: PyDict, kind: ViewKind, isReversed = false): Value {
  return new PyOrderedDictIterator(linked(owner), kind, isReversed);
}

const viewTypes = once((): Record<ViewKind, PyType> => {
  const make = (kind: ViewKind): PyType => {
    const base = new DictView(new PyDict(), kind).cls;
    const type = new PyType(`odict_${kind}`, [base]);
    type.isBaseType = false;
    return extendType(type, {
      slots: {
        iter: (self: DictView) => iterateOrdered(self.owner, kind),
        repr: (self: DictView) =>
          reprGuarded(self, '...', () => `odict_${kind}(${repr(new PyList([...iterate(self)]))})`),
      },
      methods: { '__reversed__()': (self: DictView) => iterateOrdered(self.owner, kind, true) },
    });
  };
  return { keys: make('keys'), values: make('values'), items: make('items') };
});

export function orderedView(owner: PyDict, kind: ViewKind): Value {
  const view = new DictView(owner, kind);
  view.cls = viewTypes()[kind];
  return view;
}
