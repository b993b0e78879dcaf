// `inspect.getdoc` and `cleandoc`: documentation without the indentation of the code around it.

import { PyFunction } from '../../execution/function.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { PyGetSet, PyNative, PyNativeMethod } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { PyProperty } from '../../objects/property.js';
import { objectType, typeOf } from '../../objects/types.js';
import { PyLibraryFunction } from '../library.js';

/** `inspect.cleandoc` */
export function cleanDoc(doc: string): string {
  const lines = expandTabs(doc).split('\n');
  const margins = lines.slice(1).flatMap((line) => {
    const text = line.replace(/^ +/, '');
    return text === '' ? [] : [line.length - text.length];
  });
  const margin = margins.length === 0 ? 0 : Math.min(...margins);
  const [first = '', ...rest] = lines;
  const cleaned = [first.replace(/^ +/, ''), ...rest.map((line) => line.slice(margin))];
  while (cleaned.at(-1) === '') cleaned.pop();
  while (cleaned[0] === '') cleaned.shift();
  return cleaned.join('\n');
}

function expandTabs(text: string): string {
  let column = 0;
  let expanded = '';
  for (const char of text) {
    if (char === '\t') {
      const width = 8 - (column % 8);
      expanded += ' '.repeat(width);
      column += width;
    } else {
      expanded += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
  }
  return expanded;
}

export function getDoc(m: KernelMachine, object: Value): string | null {
  const own = getAttributeOr(object, '__doc__') ?? null;
  const doc = strValue(own === null ? inheritedDoc(m, object) : own);
  return doc === undefined ? null : cleanDoc(doc);
}

/** The class whose body a function was written in, by its qualified name. */
function definingClass(m: KernelMachine, fn: Value): PyType | null {
  if (!(fn instanceof PyFunction || fn instanceof PyLibraryFunction)) return null;
  const module = m.loadedModules.table.get(fn.module);
  let found: Value = module instanceof PyModule ? module : null;
  for (const name of fn.qualname.split('.').slice(0, -1)) found = getAttributeOr(found, name) ?? null;
  return found instanceof PyType ? found : null;
}

/** The class an object is a member of, and under which name. */
function placeOf(m: KernelMachine, object: Value): { cls: PyType; name: string } | null {
  const name = strValue(getAttributeOr(object, '__name__') ?? null);
  if (object instanceof PyBoundMethod) {
    const cls = object.self instanceof PyType ? object.self : typeOf(object.self);
    return name === undefined ? null : { cls, name };
  }
  if (object instanceof PyNative) {
    const { self = null } = object;
    return name === undefined ? null : { cls: self instanceof PyType ? self : typeOf(self), name };
  }
  if (object instanceof PyNativeMethod || object instanceof PyGetSet)
    return { cls: object.owner, name: object.name };
  const fn = object instanceof PyProperty ? object.getter : object;
  const cls = definingClass(m, fn);
  const own = name ?? strValue(getAttributeOr(fn, '__name__') ?? null);
  if (cls === null || own === undefined || cls.lookup(own) !== object) return null;
  return { cls, name: own };
}

function inheritedDoc(m: KernelMachine, object: Value): Value {
  if (object instanceof PyType) {
    for (const base of object.mro) {
      const doc = base === objectType ? null : (getAttributeOr(base, '__doc__') ?? null);
      if (doc !== null) return doc;
    }
    return null;
  }
  const place = placeOf(m, object);
  if (place === null) return null;
  for (const base of place.cls.mro) {
    const member = getAttributeOr(base, place.name);
    const doc = member === undefined ? null : (getAttributeOr(member, '__doc__') ?? null);
    if (doc !== null) return doc;
  }
  return null;
}
