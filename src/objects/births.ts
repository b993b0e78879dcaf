// Who wants to know of objects with a `__del__` when they are made: a running interpreter, which calls it when they die.

import type { PyObject } from './object.js';

let announce: (object: PyObject) => void = () => undefined;

/** Makes `next` hear of them; returns what takes the old one back. */
export function useBirths(next: (object: PyObject) => void): () => void {
  const before = announce;
  announce = next;
  return () => {
    announce = before;
  };
}

export function born(object: PyObject): void {
  announce(object);
}
