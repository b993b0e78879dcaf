// Callables that can run as bodies of an activation.

import { type Attributes, type Keywords, PyObject, type PyType, type Value } from '../objects/object.js';
import type { Machine } from './machine.js';
import type { Entry } from './pause.js';

/** A Python function or a blocking native: `start` gives its body, or null where a plain call serves as well. */
export abstract class PausableCallee extends PyObject {
  constructor(cls: PyType, dict: Attributes | null = null) {
    super(cls, dict);
  }

  abstract start(machine: Machine, args: readonly Value[], keywords: Keywords | null): Entry | null;
}
