// The built-in types, bare, and the type of any value.
//
// They are declared here so that the files of the data model can name each other's types without importing
// each other; each type's own file (`int.ts`, `list.ts`, ...) gives it its slots and methods.

import { PyObject, PyType, type Value } from './object.js';

export const objectType = new PyType('object', []);
export const typeType = new PyType('type', [objectType], { instanceDict: false });
objectType.cls = typeType;
typeType.cls = typeType;

function builtinType(name: string, base: PyType = objectType, module = 'builtins'): PyType {
  return new PyType(name, [base], { metatype: typeType, module });
}

function sealed(type: PyType): PyType {
  type.isBaseType = false;
  return type;
}

export const intType = builtinType('int');
export const boolType = sealed(builtinType('bool', intType));
export const floatType = builtinType('float');
export const complexType = builtinType('complex');
export const strType = builtinType('str');
export const bytesType = builtinType('bytes');
export const bytearrayType = builtinType('bytearray');
export const memoryviewType = sealed(builtinType('memoryview'));
export const listType = builtinType('list');
export const tupleType = builtinType('tuple');
export const dictType = builtinType('dict');
export const setType = builtinType('set');
export const frozensetType = builtinType('frozenset');
export const rangeType = sealed(builtinType('range'));
export const sliceType = sealed(builtinType('slice'));
export const noneType = sealed(builtinType('NoneType'));
export const ellipsisType = sealed(builtinType('ellipsis'));
export const notImplementedType = sealed(builtinType('NotImplementedType'));
export const functionType = sealed(builtinType('function'));
export const methodType = sealed(builtinType('method'));
export const builtinFunctionType = sealed(builtinType('builtin_function_or_method'));
export const methodDescriptorType = sealed(builtinType('method_descriptor'));
export const classMethodDescriptorType = sealed(builtinType('classmethod_descriptor'));
export const slotWrapperType = sealed(builtinType('wrapper_descriptor'));
export const methodWrapperType = sealed(builtinType('method-wrapper'));
export const getsetDescriptorType = sealed(builtinType('getset_descriptor'));
export const memberDescriptorType = sealed(builtinType('member_descriptor'));
export const mappingProxyType = sealed(builtinType('mappingproxy'));
export const propertyType = builtinType('property');
export const classmethodType = builtinType('classmethod');
export const staticmethodType = builtinType('staticmethod');
export const superType = builtinType('super');
export const moduleType = builtinType('module');
export const codeType = sealed(builtinType('code'));
export const frameType = sealed(builtinType('frame'));
export const tracebackType = sealed(builtinType('traceback'));
export const cellType = sealed(builtinType('cell'));
export const generatorType = sealed(builtinType('generator'));
export const coroutineType = sealed(builtinType('coroutine'));
export const asyncGeneratorType = sealed(builtinType('async_generator'));
export const baseExceptionType = builtinType('BaseException');

for (const type of [functionType, moduleType, baseExceptionType, classmethodType, staticmethodType]) {
  type.hasInstanceDict = true;
}

/** The class of a value: `Py_TYPE`. */
export function typeOf(value: Value): PyType {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return intType;
    case 'string':
      return strType;
    case 'boolean':
      return boolType;
    default:
      return value === null ? noneType : value.cls;
  }
}

/** `isinstance` without `__instancecheck__`: by the real type alone. */
export function isInstance(value: Value, type: PyType): boolean {
  const cls = typeOf(value);
  return cls === type || cls.mro.includes(type);
}

/** As messages name the type of a value: with its module where CPython writes it in C. */
export function typeName(value: Value): string {
  return typeOf(value).name;
}

/** The type of an argument in "must be str, not None" (`_PyArg_BadArgument`). */
export function givenTypeName(value: Value): string {
  return value === null ? 'None' : typeName(value);
}

/** `type(value).__name__` */
export function className(value: Value): string {
  const { heap, name, qualname } = typeOf(value);
  return heap ? name : qualname;
}

class Singleton extends PyObject {
  constructor(
    type: PyType,
    readonly label: string,
  ) {
    super(type);
  }
}

export const NotImplemented: PyObject = new Singleton(notImplementedType, 'NotImplemented');
export const Ellipsis: PyObject = new Singleton(ellipsisType, 'Ellipsis');
