// `dataclass`: finds the fields of a class and gives it its methods (`_process_class` in Lib/dataclasses.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { deleteAttribute, getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { type PyException, typeError, valueError } from '../../objects/exceptions.js';
import { PyMember } from '../../objects/members.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { computeAbstractMethods } from '../abc/abc-meta.js';
import { formatAnnotation } from '../inspect/format-annotation.js';
import { once } from '../library.js';
import { isClassVar } from '../typing/class-var.js';
import { fieldFunction, initVarType, kwOnlyMarker, missing, PyField, PyInitVar } from './fields.js';
import { initFunction } from './initializer.js';
import { addEq, addFrozen, addOrder, addRepr, applyHashAction } from './methods.js';
import { replaceFunction } from './replace.js';
import { withSlots } from './slots.js';

export const FIELDS = '__dataclass_fields__';
const PARAMS = '__dataclass_params__';

export interface DataclassFlags {
  readonly init: Value;
  readonly repr: Value;
  readonly eq: Value;
  readonly order: Value;
  readonly unsafe_hash: Value;
  readonly frozen: Value;
  readonly match_args: Value;
  readonly kw_only: Value;
  readonly slots: Value;
  readonly weakref_slot: Value;
}

class PyParams extends PyObject {
  constructor(readonly flags: DataclassFlags) {
    super(paramsType(), new Map<Value, Value>(Object.entries(flags)));
  }
}

const paramsType: () => PyType = once(
  (): PyType =>
    defineType('_DataclassParams', {
      module: 'dataclasses',
      instanceDict: true,
      slots: {
        repr: (self: PyParams) =>
          `_DataclassParams(${Object.entries(self.flags)
            .map(([name, value]) => `${name}=${repr(value)}`)
            .join(',')})`,
      },
    }),
);

/** The fields of a dataclass as it remembers them; undefined for other classes. */
export function fieldsOf(cls: Value): PyField[] | undefined {
  const fields = getAttributeOr(cls, FIELDS);
  if (!(fields instanceof PyDict)) return undefined;
  const found: PyField[] = [];
  for (const [, field] of fields.table.entries()) if (field instanceof PyField) found.push(field);
  return found;
}

/** What a text annotation names, as far as `dataclasses` looks: a name, or a name of a module. */
function namedByText(m: KernelMachine, text: string, cls: PyType): Value | undefined {
  const match = /^\s*(?:([\p{L}\p{N}_]+)\s*\.)?\s*([\p{L}\p{N}_]+)/u.exec(text);
  if (match === null) return undefined;
  const module = m.loadedModules.table.get(cls.attrs.get('__module__') ?? null);
  if (module === undefined) return undefined;
  const [, owner, name = ''] = match;
  const scope = owner === undefined ? module : getAttributeOr(module, owner);
  return scope === undefined ? undefined : getAttributeOr(scope, name);
}

const isInitVar = (value: Value | undefined): boolean =>
  value instanceof PyInitVar || value === initVarType();

function kindOf(m: KernelMachine, annotation: Value, cls: PyType): PyField['kind'] {
  const text = strValue(annotation);
  const meant = text === undefined ? annotation : namedByText(m, text, cls);
  if (meant !== undefined && isClassVar(meant)) return '_FIELD_CLASSVAR';
  return isInitVar(meant) ? '_FIELD_INITVAR' : '_FIELD';
}

/** `_get_field` */
function makeField(m: KernelMachine, cls: PyType, name: string, annotation: Value, kwOnly: Value): PyField {
  const found = getAttributeOr(cls, name);
  const given = found === undefined ? missing() : found;
  let field: PyField;
  if (given instanceof PyField) field = given;
  else {
    const made = call(fieldFunction(m), []);
    field = made instanceof PyField ? made : new PyField();
    field.default = given instanceof PyMember ? missing() : given;
  }
  field.name = name;
  field.type = annotation;
  field.kind = kindOf(m, annotation, cls);
  if (field.kind !== '_FIELD' && field.hasFactory) {
    throw typeError(`field ${name} cannot have a default factory`);
  }
  if (field.kind !== '_FIELD_CLASSVAR') {
    if (field.kwOnly === missing()) field.kwOnly = kwOnly;
  } else if (field.kwOnly !== missing()) {
    throw typeError(`field ${name} is a ClassVar but specifies kw_only`);
  }
  if (field.kind === '_FIELD' && getAttributeOr(typeOf(field.default), '__hash__') === null) {
    throw valueError(
      `mutable default ${repr(typeOf(field.default))} for field ${name} is not allowed: use default_factory`,
    );
  }
  return field;
}

function inheritedFields(cls: PyType, flags: DataclassFlags, fields: Map<string, PyField>): () => void {
  let [anyFrozen, allFrozen, hasBases] = [false, true, false];
  for (const base of cls.mro.slice(1).reverse()) {
    const own = fieldsOf(base);
    if (own === undefined) continue;
    hasBases = true;
    for (const field of own) fields.set(str(field.name), field);
    const params = getAttributeOr(base, PARAMS);
    const frozen = params instanceof PyParams && isTrue(params.flags.frozen);
    anyFrozen ||= frozen;
    allFrozen &&= frozen;
  }
  return () => {
    if (!hasBases) return;
    if (anyFrozen && !isTrue(flags.frozen)) {
      throw typeError('cannot inherit non-frozen dataclass from a frozen one');
    }
    if (!allFrozen && isTrue(flags.frozen)) {
      throw typeError('cannot inherit frozen dataclass from a non-frozen one');
    }
  };
}

function ownFields(m: KernelMachine, cls: PyType, flags: DataclassFlags): PyField[] {
  const annotations = cls.attrs.get('__annotations__');
  const entries = annotations instanceof PyDict ? [...annotations.table.entries()] : [];
  const fields: PyField[] = [];
  let kwOnly = flags.kw_only;
  let isMarked = false;
  for (const [key, annotation] of entries) {
    const name = str(key);
    const text = strValue(annotation);
    const meant = text === undefined ? annotation : namedByText(m, text, cls);
    if (meant === kwOnlyMarker().cls) {
      if (isMarked) throw typeError(`${repr(name)} is KW_ONLY, but KW_ONLY has already been specified`);
      isMarked = true;
      kwOnly = true;
    } else fields.push(makeField(m, cls, name, annotation, kwOnly));
  }
  for (const [name, value] of cls.attrs) {
    if (value instanceof PyField && !entries.some(([key]) => key === name)) {
      throw typeError(`${repr(name)} is a field but has no type annotation`);
    }
  }
  return fields;
}

export function processClass(m: KernelMachine, cls: Value, flags: DataclassFlags): Value {
  if (!(cls instanceof PyType)) throw notAClass(cls);
  const fields = new Map<string, PyField>();
  setAttribute(cls, PARAMS, new PyParams(flags));
  const checkBases = inheritedFields(cls, flags, fields);
  for (const field of ownFields(m, cls, flags)) {
    const name = str(field.name);
    fields.set(name, field);
    if (!(cls.attrs.get(name) instanceof PyField)) continue;
    if (field.hasDefault) setAttribute(cls, name, field.default);
    else deleteAttribute(cls, name);
  }
  checkBases();
  setAttribute(cls, FIELDS, PyDict.of(fields));
  const classHash = cls.attrs.get('__hash__');
  const hasExplicitHash = !(classHash === undefined || (classHash === null && cls.attrs.has('__eq__')));
  const [eq, order, frozen] = [isTrue(flags.eq), isTrue(flags.order), isTrue(flags.frozen)];
  if (order && !eq) throw valueError('eq must be true if order is true');
  const inInit = [...fields.values()].filter(({ kind }) => kind !== '_FIELD_CLASSVAR');
  const standard = inInit.filter(({ init, kwOnly }) => isTrue(init) && !isTrue(kwOnly));
  const keywordOnly = inInit.filter(({ init, kwOnly }) => isTrue(init) && isTrue(kwOnly));
  const list = inInit.filter(({ kind }) => kind === '_FIELD');
  const init = isTrue(flags.init)
    ? initFunction(m, {
        cls,
        fields: inInit,
        standard,
        keywordOnly,
        frozen,
        slots: isTrue(flags.slots),
        hasPostInit: getAttributeOr(cls, '__post_init__') !== undefined,
      })
    : undefined;
  if (!cls.attrs.has('__replace__')) setAttribute(cls, '__replace__', replaceFunction(m));
  if (init !== undefined && !cls.attrs.has('__init__')) setAttribute(cls, '__init__', init);
  if (isTrue(flags.repr)) addRepr(cls, list);
  if (eq) addEq(cls, list);
  if (order) addOrder(cls, list);
  if (frozen) addFrozen(m, cls, list);
  applyHashAction(cls, list, { unsafeHash: isTrue(flags.unsafe_hash), eq, frozen }, hasExplicitHash);
  if (!isTrue(getAttributeOr(cls, '__doc__') ?? null)) {
    setAttribute(cls, '__doc__', `${cls.name}${signatureText([...standard], [...keywordOnly], cls)}`);
  }
  if (isTrue(flags.match_args) && !cls.attrs.has('__match_args__')) {
    setAttribute(cls, '__match_args__', new PyTuple(standard.map(({ name }) => name)));
  }
  if (isTrue(flags.weakref_slot) && !isTrue(flags.slots)) {
    throw typeError('weakref_slot is True but slots is False');
  }
  const result = isTrue(flags.slots) ? withSlots(cls, list, frozen, isTrue(flags.weakref_slot)) : cls;
  if (result instanceof PyType && result.attrs.has('__abstractmethods__')) computeAbstractMethods(result);
  return result;
}

function notAClass(value: Value): PyException {
  getAttribute(value, '__mro__');
  return typeError('dataclass() should be called on a class');
}

/** The class's documentation where it has none: `Point(x: int, y: int = 0)`. */
function signatureText(standard: readonly PyField[], keywordOnly: readonly PyField[], cls: PyType): string {
  const shown = (field: PyField): string => {
    const base = `${str(field.name)}: ${formatAnnotation(field.type, cls.attrs.get('__module__') ?? null)}`;
    if (field.hasDefault) return `${base} = ${repr(field.default)}`;
    return field.hasFactory ? `${base} = <factory>` : base;
  };
  const parameters = standard.map(shown);
  if (keywordOnly.length > 0) parameters.push('*', ...keywordOnly.map(shown));
  return `(${parameters.join(', ')})`;
}
