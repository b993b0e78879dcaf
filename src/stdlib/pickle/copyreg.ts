// The `copyreg` module: how objects of a type are taken apart, told from outside of it.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { isCallable } from '../../objects/call.js';
import { PyComplex } from '../../objects/complex-number.js';
import { PyDict, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAliasType } from '../../objects/generic-alias.js';
import { newObj, newObjEx, reconstructor } from '../../objects/reduce.js';
import { complexType } from '../../objects/types.js';
import { unionType } from '../../objects/union-type.js';
import { libraryFunction, libraryFunctions, perMachine } from '../library.js';

export const dispatchTable = perMachine(
  (m: KernelMachine): PyDict =>
    PyDict.of([
      [
        complexType,
        libraryFunction(
          'pickle_complex(c)',
          (value) =>
            value instanceof PyComplex
              ? tuple(complexType, tuple(new PyFloat(value.real), new PyFloat(value.imag)))
              : null,
          'copyreg',
        ),
      ],
      [
        unionType,
        libraryFunction(
          'pickle_union(obj)',
          (value) => {
            const operator = m.importModule('operator', m.builtins, ['or_'], 0);
            const functools = m.importModule('functools', m.builtins, ['reduce'], 0);
            const parts = tuple(getAttribute(operator, 'or_'), getAttribute(value, '__args__'));
            return tuple(getAttribute(functools, 'reduce'), parts);
          },
          'copyreg',
        ),
      ],
      [
        genericAliasType,
        libraryFunction(
          'reduce_alias(alias)',
          (value) => {
            const parts = tuple(getAttribute(value, '__origin__'), getAttribute(value, '__args__'));
            return tuple(genericAliasType, parts);
          },
          'copyreg',
        ),
      ],
    ]),
);

export const copyreg = defineModule('copyreg', (m: KernelMachine) => {
  const table = dispatchTable(m);
  return {
    dispatch_table: table,
    __newobj__: newObj,
    __newobj_ex__: newObjEx,
    _reconstructor: reconstructor,
    ...libraryFunctions('copyreg', {
      'pickle(ob_type, pickle_function, constructor_ob=None)': (type, reducer, maker) => {
        if (!isCallable(reducer)) throw typeError('reduction functions must be callable');
        if (maker !== null && !isCallable(maker)) throw typeError('constructors must be callable');
        table.table.set(type, reducer);
        return null;
      },
      'constructor(object)': (object) => {
        if (!isCallable(object)) throw typeError('constructors must be callable');
        return null;
      },
    }),
  };
});
