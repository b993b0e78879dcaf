// Store events: what a variable or an attribute got, where the run is traced in full.

import type * as ast from '../../grammar/ast.js';
import { DeferredValue } from '../execution/deferred-texts.js';
import type { Value } from '../objects/object.js';
import type { Compiler } from './compiler.js';
import type { Store } from './names.js';

export function storeHook(target: ast.Expr, store: Store, c: Compiler): Store {
  const announce = announcedStore(target, c);
  if (announce === null) return store;
  return (frame, value) => {
    store(frame, value);
    announce(value);
  };
}

/** What tells of a value that the target has got; null where nobody asks. */
export function announcedStore(target: ast.Expr, c: Compiler): ((value: Value) => void) | null {
  const { recorder } = c;
  const name = recorder === null || recorder.level !== 'full' ? null : targetName(target);
  if (recorder === null || name === null) return null;
  const place = recorder.placeOf(c.source.filename, target.lineno);
  return (value) => {
    // The value may have been computed by calls, which ran lines of their own.
    recorder.line = place;
    recorder.emitStore(new DeferredValue(name, 0, value));
  };
}

/** `total`, `self.balance`; null for what has no name of its own: items, attributes of what a call gives. */
function targetName(target: ast.Expr): string | null {
  if (target.kind === 'Name') return target.id.startsWith('.') ? null : target.id;
  if (target.kind !== 'Attribute') return null;
  const owner = targetName(target.value);
  return owner === null ? null : `${owner}.${target.attr}`;
}
