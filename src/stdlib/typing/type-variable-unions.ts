// `T | int` with a type variable is a `typing.Union`, whether or not the program imports `typing`.

import { extendType } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { paramSpecType, typeVarTupleType, typeVarType } from '../../objects/type-parameters.js';
import { union } from './alias.js';
import { forwardRefType } from './forward-ref.js';

const slots = {
  or: (self: Value, other: Value) => union([self, other]),
  ror: (self: Value, other: Value) => union([other, self]),
};

for (const type of [typeVarType, paramSpecType, typeVarTupleType, forwardRefType()])
  extendType(type, { slots });
