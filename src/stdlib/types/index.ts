// The `types` module: names for the types that have none among the builtins, and what makes classes at run time.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyList } from '../../objects/containers.js';
import { genericAliasType } from '../../objects/generic-alias.js';
import { defineType } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import {
  asyncGeneratorType,
  builtinFunctionType,
  cellType,
  classMethodDescriptorType,
  codeType,
  coroutineType,
  ellipsisType,
  frameType,
  functionType,
  generatorType,
  getsetDescriptorType,
  mappingProxyType,
  memberDescriptorType,
  methodDescriptorType,
  methodType,
  methodWrapperType,
  moduleType,
  noneType,
  notImplementedType,
  slotWrapperType,
  tracebackType,
} from '../../objects/types.js';
import { unionType } from '../../objects/union-type.js';
import { dynamicClassAttributeType } from '../enum/property.js';
import { libraryFunctions, once } from '../library.js';
import { classFunctions } from './classes.js';
import { coroutineFunction } from './coroutine.js';
import { simpleNamespaceType } from './simple-namespace.js';

const capsuleType = once(() => defineType('PyCapsule', { final: true }));

export const types = defineModule('types', (_m: KernelMachine) => {
  const contents: Record<string, Value> = {
    AsyncGeneratorType: asyncGeneratorType,
    BuiltinFunctionType: builtinFunctionType,
    BuiltinMethodType: builtinFunctionType,
    CapsuleType: capsuleType(),
    CellType: cellType,
    ClassMethodDescriptorType: classMethodDescriptorType,
    CodeType: codeType,
    CoroutineType: coroutineType,
    DynamicClassAttribute: dynamicClassAttributeType(),
    EllipsisType: ellipsisType,
    FrameType: frameType,
    FunctionType: functionType,
    GeneratorType: generatorType,
    GenericAlias: genericAliasType,
    GetSetDescriptorType: getsetDescriptorType,
    LambdaType: functionType,
    MappingProxyType: mappingProxyType,
    MemberDescriptorType: memberDescriptorType,
    MethodDescriptorType: methodDescriptorType,
    MethodType: methodType,
    MethodWrapperType: methodWrapperType,
    ModuleType: moduleType,
    NoneType: noneType,
    NotImplementedType: notImplementedType,
    SimpleNamespace: simpleNamespaceType(),
    TracebackType: tracebackType,
    UnionType: unionType,
    WrapperDescriptorType: slotWrapperType,
    ...libraryFunctions('types', { ...classFunctions, 'coroutine(func)': (func) => coroutineFunction(func) }),
  };
  return { ...contents, __all__: new PyList(Object.keys(contents)) };
});
