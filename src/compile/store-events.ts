// Store events: what a variable got, where the run is traced in full.

import type * as ast from '../../grammar/ast.js';
import { DeferredValue } from '../execution/deferred-texts.js';
import type { Compiler } from './compiler.js';
import type { Store } from './names.js';

export function storeHook(target: ast.Expr, store: Store, c: Compiler): Store {
  const { recorder } = c;
  if (recorder === null || recorder.level !== 'full' || target.kind !== 'Name' || target.id.startsWith('.'))
    return store;
  const { id } = target;
  const place = recorder.placeOf(c.source.filename, target.lineno);
  return (frame, value) => {
    store(frame, value);
    // The value may have been computed by calls, which ran lines of their own.
    recorder.line = place;
    recorder.emitStore(new DeferredValue(id, 0, value));
  };
}
