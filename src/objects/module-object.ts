// What the object model has to know of modules: they say themselves what a missing attribute means.

import { PyObject } from './object.js';

export abstract class ModuleObject extends PyObject {
  /** The message of the AttributeError. */
  abstract missingAttributeText(name: string): string;
}
