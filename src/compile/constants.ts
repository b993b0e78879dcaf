// Constants of the syntax tree as values.

import type * as ast from '../../grammar/ast.js';
import { PyFloat } from '../objects/boxed.js';
import { PyBytes } from '../objects/buffers.js';
import { PyComplex } from '../objects/complex-number.js';
import type { Value } from '../objects/object.js';
import { Ellipsis } from '../objects/types.js';

export const constantValue = ({ value }: ast.Constant): Value => valueOfConstant(value);

export function valueOfConstant(value: ast.ConstantValue): Value {
  switch (value.type) {
    case 'None':
      return null;
    case 'Ellipsis':
      return Ellipsis;
    case 'bool':
    case 'int':
    case 'str':
      return value.value;
    case 'float':
      return new PyFloat(value.value);
    case 'complex':
      return new PyComplex(0, value.value);
    case 'bytes':
      return new PyBytes(value.value);
  }
}
