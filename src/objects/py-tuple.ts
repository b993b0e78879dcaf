// The data of a tuple. It stands apart from the other containers because the tables of dicts look into their keys.

import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { tupleType } from './types.js';

export class PyTuple extends PyObject {
  constructor(
    readonly items: readonly Value[],
    cls: PyType = tupleType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}
