// Values that stand for something: `DEFAULT`, `sentinel.name`, and `ANY`, which equals everything.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { attributeError } from '../../../objects/exceptions.js';
import { defineType } from '../../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../../objects/object.js';
import { once, perMachine } from '../../library.js';

class PySentinel extends PyObject {
  constructor(readonly name: string) {
    super(sentinelObjectType(), new Map([['name', name]]));
  }
}

const sentinelObjectType = once(
  (): PyType =>
    defineType('_SentinelObject', {
      module: 'unittest.mock',
      instanceDict: true,
      slots: { repr: (self: PySentinel) => `sentinel.${self.name}` },
      methods: { '__reduce__()': (self: PySentinel) => `sentinel.${self.name}` },
    }),
);

/** What a return value is until somebody sets it. */
export const DEFAULT = once((): PyObject => new PySentinel('DEFAULT'));

class PySentinelMaker extends PyObject {
  readonly made = new Map<string, Value>([['DEFAULT', DEFAULT()]]);

  constructor() {
    super(sentinelMakerType());
  }
}

const sentinelMakerType = once(
  (): PyType =>
    defineType('_Sentinel', {
      module: 'unittest.mock',
      slots: {
        getattr: (self: PySentinelMaker, name) => {
          if (name === '__bases__') throw attributeError(name, self, name);
          const known = self.made.get(name);
          if (known !== undefined) return known;
          const made = new PySentinel(name);
          self.made.set(name, made);
          return made;
        },
      },
    }),
);

export const sentinelMaker = perMachine((_m: KernelMachine): Value => new PySentinelMaker());

export const ANY = once(
  (): PyObject =>
    new PyObject(
      defineType('_ANY', {
        module: 'unittest.mock',
        slots: { eq: () => true, ne: () => false, repr: () => '<ANY>', hash: null },
      }),
    ),
);
