// What `patch` replaces: an attribute of an object that is named by a dotted path, or given.

import { PyModule } from '../../../execution/module.js';
import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../../objects/attributes.js';
import { strValue } from '../../../objects/boxed.js';
import { attributeError, isExceptionOf, typeError } from '../../../objects/exceptions.js';
import { PyObject, PyType, type Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { DEFAULT } from './sentinels.js';

/** The object that a dotted path leads to: as much of it as can be imported, then attributes. */
export function resolveName(m: KernelMachine, path: string): Value {
  const [first = '', ...rest] = path.split('.');
  let imported = first;
  let object = m.loadedModules.table.get(first) ?? m.importModule(first, m.builtins, null, 0);
  for (const part of rest) {
    imported += `.${part}`;
    const found = getAttributeOr(object, part);
    if (found !== undefined) {
      object = found;
      continue;
    }
    try {
      m.importModule(imported, m.builtins, null, 0);
    } catch (error) {
      if (!isExceptionOf(error, 'ImportError') || !(object instanceof PyModule)) throw error;
      throw error;
    }
    object = getAttribute(object, part);
  }
  return object;
}

export interface Target {
  readonly owner: () => Value;
  readonly attribute: string;
}

/** `package.module.attribute` */
export function targetOf(m: KernelMachine, target: Value): Target {
  const path = strValue(target);
  const dot = path?.lastIndexOf('.') ?? -1;
  if (path === undefined || dot < 0)
    throw typeError(`Need a valid target to patch. You supplied: ${repr(target)}`);
  return { owner: () => resolveName(m, path.slice(0, dot)), attribute: path.slice(dot + 1) };
}

export interface Original {
  /** DEFAULT where there is none. */
  readonly value: Value;
  /** It stands in the object itself, not in its class or a base. */
  readonly isLocal: boolean;
}

function ownValue(owner: Value, name: string): Value | undefined {
  if (owner instanceof PyModule) return owner.namespace.get(name);
  if (owner instanceof PyType) return owner.attrs.get(name);
  return owner instanceof PyObject ? owner.dict?.get(name) : undefined;
}

export function originalOf(m: KernelMachine, owner: Value, name: string, mayCreate: boolean): Original {
  const own = ownValue(owner, name);
  if (own !== undefined) return { value: own, isLocal: true };
  const value = getAttributeOr(owner, name) ?? DEFAULT();
  const isBuiltin = owner instanceof PyModule && m.builtins.has(name);
  if (value === DEFAULT() && !mayCreate && !isBuiltin) {
    throw attributeError(`${str(owner)} does not have the attribute ${repr(name)}`, null, name);
  }
  return { value, isLocal: false };
}
