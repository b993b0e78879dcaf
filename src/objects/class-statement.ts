// What the `class` statement does around the body of the class (`builtins.__build_class__`).
//
// The compiler calls `prepareClass`, runs the body in the plan's namespace, and calls `finishClass`.

import { getAttributeOr } from './attributes.js';
import { call } from './call.js';
import { calculateMetaclass } from './class-creation.js';
import { PyDict, PyTuple } from './containers.js';
import { isExceptionOf, runtimeError, typeError } from './exceptions.js';
import { type Keywords, PyObject, PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { setItem } from './subscript.js';
import { typeName, typeOf, typeType } from './types.js';

export interface ClassPlan {
  readonly name: string;
  /** Bases after `__mro_entries__`. */
  readonly bases: PyTuple;
  /** Bases as written, where that is something else. */
  readonly originalBases: PyTuple | null;
  readonly metaclass: Value;
  /** Keywords of the statement without `metaclass`. */
  readonly keywords: Keywords | null;
  /** Where the body runs: a PyDict unless the metaclass's `__prepare__` gave something else. */
  readonly namespace: PyObject;
}

export function prepareClass(name: string, written: readonly Value[], given: Keywords | null): ClassPlan {
  const original = new PyTuple(written);
  const bases = resolveBases(original);
  const keywords = withoutMetaclass(given);
  const metaclass = chooseMetaclass(given?.get('metaclass'), bases.items);
  return {
    name,
    bases,
    originalBases: bases === original ? null : original,
    metaclass,
    keywords,
    namespace: prepareNamespace(metaclass, name, bases, keywords),
  };
}

/** Makes the class out of the namespace that its body filled. `cell` is the `__class__` variable of its methods. */
export function finishClass(plan: ClassPlan, cell: PyObject | null): Value {
  const { name, bases, namespace } = plan;
  if (plan.originalBases !== null) setItem(namespace, '__orig_bases__', plan.originalBases);
  const cls = call(plan.metaclass, [name, bases, namespace], plan.keywords);
  if (cell !== null && cls instanceof PyType) checkClassCell(name, cls, cell);
  return cls;
}

/** Replaces bases that are no classes by what their `__mro_entries__` says (`types.resolve_bases`). */
export function resolveBases(bases: PyTuple): PyTuple {
  if (bases.items.every((base) => base instanceof PyType)) return bases;
  const resolved: Value[] = [];
  let changed = false;
  for (const base of bases.items) {
    const hook = base instanceof PyType ? undefined : getAttributeOr(base, '__mro_entries__');
    if (hook === undefined) {
      resolved.push(base);
      continue;
    }
    const entries = call(hook, [bases]);
    if (!(entries instanceof PyTuple)) throw typeError('__mro_entries__ must return a tuple');
    resolved.push(...entries.items);
    changed = true;
  }
  return changed ? new PyTuple(resolved) : bases;
}

/** The metaclass to call: the one asked for, or a more derived one of a base. It may be any callable. */
export function chooseMetaclass(asked: Value | undefined, bases: readonly Value[]): Value {
  const [first] = bases;
  const implied = first === undefined ? typeType : typeOf(first);
  const metaclass = asked === undefined ? implied : asked;
  return metaclass instanceof PyType ? calculateMetaclass(metaclass, bases) : metaclass;
}

export function prepareNamespace(
  metaclass: Value,
  name: string,
  bases: PyTuple,
  keywords: Keywords | null,
): PyObject {
  if (metaclass === typeType) return new PyDict();
  const prepare = getAttributeOr(metaclass, '__prepare__');
  if (prepare === undefined) return new PyDict();
  const namespace = call(prepare, [name, bases], keywords);
  if (namespace instanceof PyObject && typeOf(namespace).slots.getitem !== undefined) return namespace;
  const owner = metaclass instanceof PyType ? metaclass.name : '<metaclass>';
  throw typeError(`${owner}.__prepare__() must return a mapping, not ${typeName(namespace)}`);
}

function withoutMetaclass(keywords: Keywords | null): Keywords | null {
  if (keywords === null || !keywords.has('metaclass')) return keywords;
  const rest = new Map(keywords);
  rest.delete('metaclass');
  return rest.size === 0 ? null : rest;
}

function checkClassCell(name: string, cls: PyType, cell: PyObject): void {
  const contents = contentsOf(cell);
  if (contents === cls) return;
  if (contents !== undefined) {
    throw typeError(`__class__ set to ${repr(contents)} defining ${repr(name)} as ${repr(cls)}`);
  }
  throw runtimeError(
    `__class__ not set defining ${repr(name)} as ${repr(cls)}. Was __classcell__ propagated to type.__new__?`,
  );
}

/** What the cell holds, or undefined while it is empty. */
function contentsOf(cell: PyObject): Value | undefined {
  try {
    return getAttributeOr(cell, 'cell_contents');
  } catch (error) {
    if (isExceptionOf(error, 'ValueError')) return undefined;
    throw error;
  }
}
