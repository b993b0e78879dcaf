// Store events: what a variable got, where the run is traced in full.

import type * as ast from '../../grammar/ast.js';
import { boundedRepr } from '../execution/bounded-repr.js';
import type { Compiler } from './compiler.js';
import type { Store } from './names.js';

export function storeHook(target: ast.Expr, store: Store, c: Compiler): Store {
  const { recorder } = c;
  if (recorder === null || recorder.level !== 'full' || target.kind !== 'Name' || target.id.startsWith('.'))
    return store;
  const { id } = target;
  return (frame, value) => {
    store(frame, value);
    recorder.emit('store', { name: id, value: boundedRepr(value) });
  };
}
