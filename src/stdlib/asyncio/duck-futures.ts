// Futures that are not asyncio's own: any object that says `_asyncio_future_blocking`.

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import type { Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';

export const DUCK_MARKER = '_asyncio_future_blocking';

/** `base_futures.isfuture` */
export function isDuckFuture(object: Value): boolean {
  return (
    getAttributeOr(getAttributeOr(object, '__class__') ?? typeOf(object), DUCK_MARKER) !== undefined &&
    (getAttributeOr(object, DUCK_MARKER) ?? null) !== null
  );
}

/** `futures._get_loop` */
export function loopOfFuture(future: Value): Value {
  const method = getAttributeOr(future, 'get_loop');
  return method === undefined ? getAttribute(future, '_loop') : call(method);
}
