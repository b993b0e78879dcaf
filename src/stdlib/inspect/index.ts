// The `inspect` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { libraryFunctions } from '../library.js';
import { getAnnotations } from './annotations.js';
import { argumentFunctions } from './arguments.js';
import { boundArgumentsType } from './bound-arguments.js';
import { cleanDoc, getDoc } from './documentation.js';
import { formatAnnotation } from './format-annotation.js';
import { frameFunctions } from './frames.js';
import {
  classifyClassAttributes,
  classTree,
  getattrStatic,
  getMembers,
  readDynamic,
  readStatic,
} from './members.js';
import { makeTuple, namedTuples } from './named-tuples.js';
import { emptyType, KINDS, kindMembers, parameterType } from './parameter.js';
import { COROUTINE_MARK, PREDICATES } from './predicates.js';
import { signatureOf, signatureType } from './signature-of.js';
import { findSource, getComments, getFile, getModule, sourceLines } from './source.js';
import { blockLength, indentation } from './source-block.js';
import { codeFlagNames, stateFunctions, stateNames } from './states.js';
import { unwrap } from './unwrap.js';

const predicateFunctions = (): Record<string, NativeBody> =>
  Object.fromEntries(Object.entries(PREDICATES).map(([name, test]) => [`${name}(object)`, test]));

/** All but the one that is of `dis`. */
function publicTuples(m: KernelMachine): Record<string, Value> {
  const { Positions: _positions, ...others } = namedTuples(m);
  return others;
}

const lineList = (lines: readonly string[]): Value => new PyList([...lines]);

const sourceFunctions = (m: KernelMachine): Record<string, NativeBody> => ({
  'getfile(object)': (object) => getFile(m, object),
  'getsourcefile(object)': (object) => getFile(m, object),
  'getabsfile(object, _filename=None)': (object) => getFile(m, object),
  'getmodule(object, _filename=None)': (object) => getModule(m, object),
  'findsource(object)': (object) => {
    const { lines, index } = findSource(m, object);
    return tuple(lineList(lines), index);
  },
  'getsourcelines(object)': (object) => {
    const { lines, first } = sourceLines(m, object);
    return tuple(lineList(lines), first);
  },
  'getsource(object)': (object) => sourceLines(m, object).lines.join(''),
  'getblock(lines)': (lines) => {
    const given = toArray(lines).map(str);
    return lineList(given.slice(0, blockLength(given)));
  },
  'getcomments(object)': (object) => getComments(m, object),
  'getdoc(object)': (object) => getDoc(m, object),
  'cleandoc(doc)': (doc) => cleanDoc(str(doc)),
  'indentsize(line)': (line) => indentation(str(line)),
});

const memberFunctions = (m: KernelMachine): Record<string, NativeBody> => ({
  'getmembers(object, predicate=None)': (object, predicate) => getMembers(object, predicate, readDynamic),
  'getmembers_static(object, predicate=None)': (object, predicate) =>
    getMembers(object, predicate, readStatic),
  'getattr_static(obj, attr, default=<unset>)': getattrStatic,
  'getmro(cls)': (cls) => getAttribute(cls, '__mro__'),
  'classify_class_attrs(cls)': (cls) =>
    cls instanceof PyType
      ? classifyClassAttributes(cls, PREDICATES.isroutine ?? (() => false), (parts) =>
          makeTuple(m, 'Attribute', parts),
        )
      : getAttribute(cls, '__mro__'),
  'getclasstree(classes, unique=False)': (classes, unique) => classTree(classes, isTrue(unique)),
});

export const inspect = defineModule('inspect', (m: KernelMachine) => {
  const kinds = Object.fromEntries(
    KINDS.map(({ name }, index) => [`_${name}`, kindMembers(m)[index] ?? null]),
  );
  return {
    Parameter: parameterType(m),
    Signature: signatureType(m),
    BoundArguments: boundArgumentsType(m),
    _empty: emptyType(),
    ...kinds,
    ...codeFlagNames,
    ...stateNames(),
    TPFLAGS_IS_ABSTRACT: 1 << 20,
    ...publicTuples(m),
    ...libraryFunctions('inspect', {
      ...predicateFunctions(),
      ...stateFunctions,
      'markcoroutinefunction(func)': (func) => {
        setAttribute(func instanceof PyBoundMethod ? func.func : func, COROUTINE_MARK, true);
        return func;
      },
      'signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False)': (
        callable,
        follow,
        globals,
        locals,
        evaluate,
      ) =>
        signatureOf(m, signatureType(m), callable, {
          followWrapped: isTrue(follow),
          globals,
          locals,
          evaluate: isTrue(evaluate),
        }),
      'unwrap(func, *, stop=None)': (func, stop) =>
        unwrap(func, stop === null ? undefined : (value: Value) => isTrue(call(stop, [value]))),
      'get_annotations(obj, *, globals=None, locals=None, eval_str=False)': (
        object,
        globals,
        locals,
        evaluate,
      ) => getAnnotations(m, object, { globals, locals, evaluate: isTrue(evaluate) }),
      ...frameFunctions(m),
      ...argumentFunctions(m),
      ...sourceFunctions(m),
      ...memberFunctions(m),
      'formatannotation(annotation, base_module=None)': (annotation, module) =>
        formatAnnotation(annotation, module),
    }),
  };
});
