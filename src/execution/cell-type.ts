// Cells as programs see them: `function.__closure__`.

import { type ComparisonName, richCompare } from '../objects/compare.js';
import { typeError, valueError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { extendType } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { cellType, NotImplemented, typeName } from '../objects/types.js';
import { Cell } from './frame.js';

/** Cells compare as what they hold; an empty one is less than any other. */
const comparison = (name: ComparisonName) => (self: Cell, other: Value) => {
  if (!(other instanceof Cell)) return NotImplemented;
  const [a, b] = [self.value, other.value];
  if (a !== undefined && b !== undefined) return richCompare(a, b, name);
  return richCompare(a === undefined ? 0 : 1, b === undefined ? 0 : 1, name);
};

extendType(cellType, {
  slots: {
    new_: (_cls, args) => {
      if (args.length > 1) throw typeError(`cell expected at most 1 argument, got ${args.length}`);
      return new Cell(cellType, args[0]);
    },
    init: () => undefined,
    hash: null,
    eq: comparison('eq'),
    ne: comparison('ne'),
    lt: comparison('lt'),
    le: comparison('le'),
    gt: comparison('gt'),
    ge: comparison('ge'),
    repr: (self: Cell) => {
      const { value } = self;
      const content = value === undefined ? 'empty' : `${typeName(value)} object`;
      return `<cell at ${addressOf(self)}: ${content}>`;
    },
  },
  properties: {
    cell_contents: {
      get: (self: Cell) => {
        if (self.value === undefined) throw valueError('Cell is empty');
        return self.value;
      },
      set: (self: Cell, value) => {
        self.value = value;
      },
    },
  },
});
