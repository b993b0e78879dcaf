// The `decimal` module, as CPython has it from libmpdec (Modules/_decimal/).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { typeError } from '../../objects/exceptions.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { register } from '../abc/abc-meta.js';
import { number } from '../numbers.js';
import { applySettings, MAX_EXPONENT } from './context-type.js';
import { decimalTupleType } from './decimal-tuple.js';
import { type DecimalTypes, decimalTypes } from './types.js';
import { PyContextManager, PyDecimalContext, SIGNALS } from './values.js';
import { ROUNDINGS } from './work.js';

/** The contexts that the specification names. */
function namedContexts(types: DecimalTypes): Record<string, Value> {
  const basic = new PyDecimalContext(types.context());
  basic.prec = 9;
  basic.rounding = 'ROUND_HALF_UP';
  basic.traps |= SIGNALS.Clamped | SIGNALS.Underflow;
  const extended = new PyDecimalContext(types.context());
  extended.prec = 9;
  extended.traps = 0;
  types.templates.add(basic).add(extended).add(types.defaultContext());
  return { BasicContext: basic, ExtendedContext: extended, DefaultContext: types.defaultContext() };
}

const LOCAL_SETTINGS =
  'ctx=None, *, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None';

export const decimal = defineModule('decimal', (m: KernelMachine) => {
  const types = decimalTypes(m);
  register(number(m), types.decimal());
  const limit = (value: bigint): Value => normalize(value);
  return {
    Decimal: types.decimal(),
    Context: types.context(),
    DecimalTuple: decimalTupleType(),
    ...Object.fromEntries(types.exceptions()),
    ...namedContexts(types),
    ...Object.fromEntries(ROUNDINGS.map((name) => [name, name])),
    MAX_PREC: limit(MAX_EXPONENT),
    MAX_EMAX: limit(MAX_EXPONENT),
    MIN_EMIN: limit(-MAX_EXPONENT),
    MIN_ETINY: limit(-2n * MAX_EXPONENT + 1n),
    HAVE_THREADS: true,
    HAVE_CONTEXTVAR: true,
    __version__: '1.70',
    __libmpdec_version__: '2.5.1',
    getcontext: native('getcontext()', () => types.current()),
    setcontext: native('setcontext(context, /)', (context) => {
      if (!(context instanceof PyDecimalContext)) throw typeError('argument must be a context');
      const isNamed = types.templates.has(context);
      const own = isNamed ? context.copy() : context;
      if (isNamed) own.flags = 0;
      types.setCurrent(own);
      return null;
    }),
    localcontext: native(`localcontext(${LOCAL_SETTINGS})`, (given, ...settings) => {
      const local = types.contextOr(given).copy();
      applySettings(types, local, settings);
      return new PyContextManager(local, types.contextManager());
    }),
  };
});
