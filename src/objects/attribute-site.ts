// A place in a program that reads one attribute, `self.x` or `self.m(...)`: it remembers what it found on the class it
// saw last, so that the next instance of the same class needs one look into its own dict.
//
// What is remembered holds while the class has the version it had: any change of the class or its bases changes that.

import { genericGetAttribute, getAttribute, getMethod } from './attributes.js';
import type { PyType, Value } from './object.js';

export class AttributeSite {
  /** The class remembered for `load`, and whether it has no such attribute, so that only the instance can have it. */
  #loaded: PyType | null = null;
  #loadedVersion = 0;
  #isPlain = false;
  /** The class remembered for `method`, and the function it has. */
  #called: PyType | null = null;
  #calledVersion = 0;
  #function: Value | undefined = undefined;

  constructor(readonly name: string) {}

  /** `obj.name`: `getAttribute`. */
  load(obj: Value): Value {
    if (typeof obj === 'object' && obj !== null) {
      const { cls, dict } = obj;
      if (cls !== this.#loaded || cls.version !== this.#loadedVersion) this.#remember(cls);
      if (this.#isPlain && dict !== null) {
        const found = dict.get(this.name);
        if (found !== undefined) return found;
      }
    }
    return getAttribute(obj, this.name);
  }

  /** The callee of `obj.name(...)` that takes `obj` as its first argument: `getMethod`. */
  method(obj: Value): Value | undefined {
    if (typeof obj !== 'object' || obj === null) return getMethod(obj, this.name);
    const { cls, dict } = obj;
    if (cls === this.#called && cls.version === this.#calledVersion) {
      return dict === null || !dict.has(this.name) ? this.#function : undefined;
    }
    const found = getMethod(obj, this.name);
    if (found !== undefined) {
      this.#called = cls;
      this.#calledVersion = cls.version;
      this.#function = found;
    }
    return found;
  }

  #remember(cls: PyType): void {
    this.#loaded = cls;
    this.#loadedVersion = cls.version;
    this.#isPlain = cls.slots.getattribute === genericGetAttribute && cls.lookup(this.name) === undefined;
  }
}
