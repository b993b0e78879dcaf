// What the bases of an enumeration say: the type of its members' values, how they are shown, and whether they can be
// derived from at all.

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { objectType } from '../../objects/types.js';
import { enumData } from './data.js';
import { PyEnumDict } from './namespace.js';

/** The type of the members' values and the first enumeration among the bases: `_get_mixins_`. */
export function mixins(name: string, bases: readonly Value[]): { memberType: PyType; first: PyType | null } {
  const last = bases.at(-1);
  if (last === undefined) return { memberType: objectType, first: null };
  if (!(last instanceof PyType) || enumData(last) === undefined) {
    throw typeError(
      'new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`',
    );
  }
  return { memberType: dataType(name, bases) ?? objectType, first: last };
}

/** `_find_data_type_` */
function dataType(name: string, bases: readonly Value[]): PyType | undefined {
  const found = new Set<PyType>();
  for (const base of bases) {
    if (!(base instanceof PyType)) continue;
    let candidate: PyType | undefined;
    for (const type of base.mro) {
      if (type === objectType) continue;
      const data = enumData(type);
      if (data !== undefined) {
        if (data.memberType !== objectType) {
          found.add(data.memberType);
          break;
        }
      } else if (type.attrs.has('__new__') || type.attrs.has('__dataclass_fields__')) {
        found.add(candidate ?? type);
        break;
      } else candidate ??= type;
    }
  }
  if (found.size > 1) {
    throw typeError(
      `too many data types for ${repr(name)}: {${[...found].map((type) => repr(type)).join(', ')}}`,
    );
  }
  return [...found][0];
}

/** Whether a class is a dataclass with the repr that dataclasses make. */
function hasGeneratedRepr(type: PyType): boolean {
  const params = type.attrs.get('__dataclass_params__');
  if (params === undefined || !type.attrs.has('__dataclass_fields__')) return false;
  return isTrue(getAttribute(params, 'repr'));
}

/** `_find_data_repr_` */
export function dataRepr(bases: readonly Value[]): Value {
  for (const base of bases) {
    if (!(base instanceof PyType)) continue;
    for (const type of base.mro) {
      if (type === objectType) continue;
      const data = enumData(type);
      if (data !== undefined) return data.valueRepr;
      const own = type.attrs.get('__repr__');
      if (own !== undefined) return hasGeneratedRepr(type) ? type : own;
    }
  }
  return null;
}

function checkExtensible(name: string, bases: readonly Value[]): void {
  for (const base of bases) {
    if (!(base instanceof PyType)) continue;
    for (const type of base.mro) {
      const data = enumData(type);
      if (data !== undefined && data.members.table.size > 0) {
        throw typeError(`<enum ${repr(name)}> cannot extend ${repr(type)}`);
      }
    }
  }
}

export function prepare(name: Value, bases: Value): PyEnumDict {
  const given = bases instanceof PyTuple ? bases.items : [];
  checkExtensible(str(name), given);
  const namespace = new PyEnumDict();
  namespace.className = str(name);
  const { first } = mixins(str(name), given);
  if (first !== null) {
    namespace.table.set('_generate_next_value_', getAttributeOr(first, '_generate_next_value_') ?? null);
  }
  return namespace;
}
