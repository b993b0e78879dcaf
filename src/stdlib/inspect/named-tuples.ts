// The named tuples that functions of `inspect` give back.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

const FIELDS = {
  ArgInfo: ['args', 'varargs', 'keywords', 'locals'],
  Arguments: ['args', 'varargs', 'varkw'],
  Attribute: ['name', 'kind', 'defining_class', 'object'],
  ClosureVars: ['nonlocals', 'globals', 'builtins', 'unbound'],
  FullArgSpec: ['args', 'varargs', 'varkw', 'defaults', 'kwonlyargs', 'kwonlydefaults', 'annotations'],
} as const;

const FRAME_FIELDS = ['filename', 'lineno', 'function', 'code_context', 'index'] as const;

/** A named tuple whose instances also have `positions`. */
function placed(name: string, fields: readonly string[]): PyType {
  const base = makeNamedTuple(`_${name}`, fields, { module: 'inspect' });
  const type: PyType = libraryClass(name, {
    module: 'inspect',
    bases: [base],
    instanceDict: true,
    methods: {
      [`__new__(cls, ${fields.join(', ')}, *, positions=None)`]: (cls, ...values) => {
        const items = values.slice(0, fields.length);
        const made = call(getAttributeOr(base, '__new__') ?? null, [cls, ...items]);
        setOwnAttribute(made, 'positions', values[fields.length] ?? null);
        return made;
      },
      '__repr__(self)': (self) => {
        const shown = [...fields, 'positions'].map(
          (field) => `${field}=${repr(getAttributeOr(self, field) ?? null)}`,
        );
        return `${name}(${shown.join(', ')})`;
      },
    },
  });
  return type;
}

const makeTypes = perMachine((_m: KernelMachine) => {
  const plain = Object.fromEntries(
    Object.entries(FIELDS).map(([name, fields]) => [
      name,
      makeNamedTuple(name, fields, { module: 'inspect' }),
    ]),
  );
  return {
    ...plain,
    Traceback: placed('Traceback', FRAME_FIELDS),
    FrameInfo: placed('FrameInfo', ['frame', ...FRAME_FIELDS]),
    // CPython has it in `dis`.
    Positions: makeNamedTuple('Positions', ['lineno', 'end_lineno', 'col_offset', 'end_col_offset'], {
      defaults: [null, null, null, null],
      module: 'dis',
    }),
  } satisfies Record<string, PyType>;
});

export type TupleName = keyof typeof FIELDS | 'Traceback' | 'FrameInfo' | 'Positions';

export const namedTuples = (m: KernelMachine): Readonly<Record<string, PyType>> => makeTypes(m);

export function makeTuple(m: KernelMachine, name: TupleName, values: readonly Value[]): Value {
  const type = namedTuples(m)[name];
  return type === undefined ? null : new PyTuple(values, type);
}

/** The same for the two that know columns. */
export function makePlaced(
  m: KernelMachine,
  name: 'Traceback' | 'FrameInfo',
  values: readonly Value[],
  positions: Value,
): Value {
  const type = namedTuples(m)[name];
  return call(type ?? null, values, new Map([['positions', positions]]));
}
