// The signature of the dunder method that a built-in type's slot gives it (`list.__len__`).
//
// CPython checks the arguments of these by hand, and so they complain in words of their own (`check_num_args`,
// `PyArg_UnpackTuple` with an empty name).

import { typeError } from './exceptions.js';
import type { Keywords, Value } from './object.js';
import { Signature } from './signature.js';

export class WrapperSignature extends Signature {
  override bind(qualname: string, args: readonly Value[], keywords: Keywords | null): readonly Value[] {
    const { parameters } = this;
    if (parameters.some(({ kind }) => kind.startsWith('var'))) return super.bind(qualname, args, keywords);
    if (keywords !== null && keywords.size > 0) {
      throw typeError(`wrapper ${this.name}() takes no keyword arguments`);
    }
    const most = parameters.length;
    const least = parameters.filter(({ defaultText }) => defaultText === undefined).length;
    const given = args.length;
    if (given < least || given > most) {
      const limit = given < least ? least : most;
      const bound = least === most ? '' : given < least ? 'at least ' : 'at most ';
      const text = `expected ${bound}${limit} argument${limit === 1 ? '' : 's'}, got ${given}`;
      throw typeError(most < 2 ? text : ` ${text}`);
    }
    return super.bind(qualname, args, null);
  }
}
