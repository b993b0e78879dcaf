// `__notes__` of an exception: a list in its dict, made when the first note is added.

import { PyList } from './containers.js';
import { type PyException, typeError } from './exceptions.js';
import type { Value } from './object.js';

/** `error.add_note(note)` */
export function addNote(error: PyException, note: Value): void {
  error.dict ??= new Map();
  const notes = error.dict.get('__notes__');
  if (notes === undefined) error.dict.set('__notes__', new PyList([note]));
  else if (notes instanceof PyList) notes.items.push(note);
  else throw typeError('Cannot add note: __notes__ is not a list');
}

/** The value of `__notes__`, or undefined. */
export function notesOf(error: PyException): Value | undefined {
  return error.dict?.get('__notes__');
}
