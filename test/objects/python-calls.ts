// Short ways to do to values what a Python program would do: call methods and see results and errors as text.

import { getAttribute } from '../../src/objects/attributes.js';
import { call } from '../../src/objects/call.js';
import { PyException } from '../../src/objects/exceptions.js';
import type { Value } from '../../src/objects/object.js';
import { repr, str } from '../../src/objects/repr.js';
import '../../src/objects/exception-methods.js';
import '../../src/objects/singletons.js';
import '../../src/objects/object-type.js';
import '../../src/objects/type-object.js';
import '../../src/objects/native-types.js';
import '../../src/objects/int.js';
import '../../src/objects/float.js';
import '../../src/objects/str.js';
import '../../src/objects/bool.js';
import { typeName } from '../../src/objects/types.js';

/** `object.name(*args, **keywords)` */
export function method(
  object: Value,
  name: string,
  args: readonly Value[] = [],
  keywords: Record<string, Value> = {},
): Value {
  const named = new Map(Object.entries(keywords));
  return call(getAttribute(object, name), args, named.size === 0 ? null : named);
}

/** The `repr` of what `run` gives, or `Type: message` of the Python exception it raises. */
export function outcome(run: () => Value | undefined): string {
  try {
    return repr(run() ?? null);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    return `${typeName(error)}: ${str(error)}`;
  }
}
