// The `collections.abc` module.

import { defineModule } from '../../../execution/module.js';
import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import type { PyType, Value } from '../../../objects/object.js';
import { register } from '../../abc/abc-meta.js';
import { perMachine } from '../../library.js';
import type { ClassMaker } from '../../library-class.js';
import {
  DICT_VIEWS,
  itemsView,
  keysView,
  mapping,
  mappingView,
  mutableMapping,
  valuesView,
} from './mappings.js';
import {
  asyncGenerator,
  asyncIterable,
  asyncIterator,
  awaitable,
  buffer,
  callable,
  collection,
  container,
  coroutine,
  generator,
  hashable,
  iterable,
  iterator,
  reversible,
  sized,
} from './one-trick.js';
import { byteString, mutableSequence, sequence } from './sequences.js';
import { mutableSet, set } from './sets.js';

const MAKERS: readonly ClassMaker[] = [
  awaitable,
  coroutine,
  asyncIterable,
  asyncIterator,
  asyncGenerator,
  hashable,
  iterable,
  iterator,
  generator,
  reversible,
  sized,
  container,
  callable,
  collection,
  set,
  mutableSet,
  mapping,
  mutableMapping,
  mappingView,
  keysView,
  itemsView,
  valuesView,
  sequence,
  mutableSequence,
  byteString,
  buffer,
];

/** The classes by name, with the built-in types registered. */
export const abstractClasses = perMachine((m): ReadonlyMap<string, PyType> => {
  const classes = new Map<string, PyType>();
  for (const make of MAKERS) {
    const type = make(m);
    classes.set(type.name, type);
  }
  register(keysView(m), DICT_VIEWS.keys());
  register(itemsView(m), DICT_VIEWS.items());
  register(valuesView(m), DICT_VIEWS.values());
  return classes;
});

export const collectionsAbc = defineModule(
  'collections.abc',
  (m: KernelMachine): Record<string, Value> => Object.fromEntries(abstractClasses(m)),
);
