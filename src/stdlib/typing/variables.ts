// `TypeVar(...)`, `ParamSpec(...)` and `TypeVarTuple(...)` as calls; what `def f[T]` makes stands in
// `objects/type-parameters.ts`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { extendType } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import {
  Lazy,
  noDefault,
  PyParamSpec,
  PyTypeVar,
  PyTypeVarTuple,
  paramSpecType,
  typeVarTupleType,
  typeVarType,
  type Variance,
} from '../../objects/type-parameters.js';
import { givenTypeName } from '../../objects/types.js';
import { callerModule, perMachine } from '../library.js';
import { checked } from './alias.js';

const typeVarSignature = new Signature(
  'typevar(name, *constraints, bound=None, default=<NoDefault>, covariant=False, contravariant=False, infer_variance=False)',
);
const paramSpecSignature = new Signature(
  'paramspec(name, *, bound=None, default=<NoDefault>, covariant=False, contravariant=False, infer_variance=False)',
);
const tupleSignature = new Signature('typevartuple(name, *, default=<NoDefault>)');

function nameOf(what: string, value: Value): string {
  const name = strValue(value);
  if (name === undefined)
    throw typeError(`${what}() argument 'name' must be str, not ${givenTypeName(value)}`);
  return name;
}

function variance(co: Value, contra: Value, inferred: Value): Variance {
  if (isTrue(co) && isTrue(contra)) throw valueError('Bivariant types are not supported.');
  if (isTrue(inferred)) {
    if (isTrue(co) || isTrue(contra)) throw valueError('Variance cannot be specified with infer_variance.');
    return 'inferred';
  }
  return isTrue(co) ? 'covariant' : isTrue(contra) ? 'contravariant' : 'invariant';
}

const fallback = (value: Value | undefined): Lazy | null =>
  value === undefined || value === noDefault ? null : Lazy.of(value);

/** The types with constructors. A variable remembers the module that makes it, so the machine is asked. */
export const typeVariables = perMachine((m: KernelMachine): Record<string, PyType> => {
  current = m;
  install();
  return { TypeVar: typeVarType, ParamSpec: paramSpecType, TypeVarTuple: typeVarTupleType };
});

let current: KernelMachine | null = null;
let isInstalled = false;
const here = (): Value => (current === null ? '__main__' : callerModule(current));

function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  extendType(typeVarType, { slots: { new_: (_cls, args, keywords) => newTypeVar(args, keywords) } });
  extendType(paramSpecType, { slots: { new_: (_cls, args, keywords) => newParamSpec(args, keywords) } });
  extendType(typeVarTupleType, {
    slots: {
      new_: (_cls, args, keywords) => {
        const [name = null, value] = tupleSignature.bind('typevartuple', args, keywords);
        return new PyTypeVarTuple(nameOf('typevartuple', name), here(), fallback(value));
      },
    },
  });
  for (const type of [typeVarType, paramSpecType, typeVarTupleType]) {
    extendType(type, { slots: { init: () => undefined } });
  }
}

function newTypeVar(args: readonly Value[], keywords: Keywords | null): Value {
  const [name = null, given, bound = null, value, co = false, contra = false, inferred = false] =
    typeVarSignature.bind('typevar', args, keywords);
  const constraints = given instanceof PyTuple ? given.items : [];
  if (constraints.length === 1) throw typeError('A single constraint is not allowed');
  if (constraints.length > 0 && bound !== null)
    throw typeError('Constraints cannot be combined with bound=...');
  return new PyTypeVar(
    nameOf('typevar', name),
    here(),
    variance(co, contra, inferred),
    bound === null ? null : Lazy.of(checked(bound)),
    constraints.length === 0 ? null : Lazy.of(new PyTuple(constraints.map(checked))),
    fallback(value),
  );
}

function newParamSpec(args: readonly Value[], keywords: Keywords | null): Value {
  const [name = null, bound = null, value, co = false, contra = false, inferred = false] =
    paramSpecSignature.bind('paramspec', args, keywords);
  return new PyParamSpec(
    nameOf('paramspec', name),
    here(),
    variance(co, contra, inferred),
    bound === null ? null : Lazy.of(bound),
    fallback(value),
  );
}
