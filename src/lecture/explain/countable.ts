// Lines whose line events count what is written on them. Others begin more often than their statement runs: a lambda
// and a generator expression have lines of their own, a `with` statement is announced again when it is left.

import type { Listing, Statement } from '../program/listing.js';
import { ownNodes } from '../program/listing.js';

export function isCountable({ node, first, last }: Statement, listing: Listing): boolean {
  if (node.kind === 'With' || node.kind === 'AsyncWith') return false;
  for (const each of ownNodes(node)) if (each.kind === 'Lambda' || each.kind === 'GeneratorExp') return false;
  return !listing.statements.some(
    (other) => other.node !== node && other.first <= last && other.last >= first,
  );
}
