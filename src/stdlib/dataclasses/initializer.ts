// The `__init__` of a dataclass: written as Python text and compiled, as CPython does, so that it is a function like
// any other, with frames, signature and complaints of its own.

import { Namespace } from '../../execution/namespace.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { objectType } from '../../objects/types.js';
import { hasDefaultFactory, type PyField } from './fields.js';

const MARKER = '__dataclass_HAS_DEFAULT_FACTORY__';
const OBJECT = '__dataclass_builtins_object__';
const defaultName = (field: PyField): string => `__dataclass_dflt_${str(field.name)}__`;

export interface InitOptions {
  readonly cls: PyType;
  /** InitVars included. */
  readonly fields: readonly PyField[];
  readonly standard: readonly PyField[];
  readonly keywordOnly: readonly PyField[];
  readonly frozen: boolean;
  readonly slots: boolean;
  readonly hasPostInit: boolean;
}

export function initFunction(m: KernelMachine, options: InitOptions): Value {
  const { cls, fields, standard, keywordOnly } = options;
  checkOrder(standard);
  const self = fields.some(({ name }) => name === 'self') ? '__dataclass_self__' : 'self';
  const names = new Map<string, Value>([
    [MARKER, hasDefaultFactory()],
    [OBJECT, objectType],
  ]);
  const body: string[] = [];
  for (const field of fields) {
    const line = assignment(field, self, options, names);
    if (line !== null) body.push(line);
  }
  if (options.hasPostInit) {
    const given = fields.filter(({ kind }) => kind === '_FIELD_INITVAR').map(({ name }) => str(name));
    body.push(`  ${self}.__post_init__(${given.join(',')})`);
  }
  if (body.length === 0) body.push('  pass');
  const parameters = [self, ...standard.map(parameter)];
  if (keywordOnly.length > 0) parameters.push('*', ...keywordOnly.map(parameter));
  const source =
    `def __create_fn__(${[...names.keys()].join(',')}):\n` +
    ` def __init__(${parameters.join(',')}):\n${body.join('\n')}\n return __init__\n`;
  const globals = new Namespace();
  globals.set('__name__', cls.attrs.get('__module__') ?? null);
  m.runLibraryCode(source, '<string>', globals);
  const made = call(globals.get('__create_fn__') ?? null, [...names.values()]);
  const annotations = PyDict.of([...standard, ...keywordOnly].map(({ name, type }) => [name, type]));
  annotations.table.set('return', null);
  setAttribute(made, '__annotations__', annotations);
  setAttribute(made, '__qualname__', `${cls.qualname}.__init__`);
  return made;
}

/** CPython would only complain about its own text. */
function checkOrder(fields: readonly PyField[]): void {
  let withDefault: PyField | null = null;
  for (const field of fields) {
    if (!isTrue(field.init)) continue;
    if (field.hasDefault || field.hasFactory) withDefault = field;
    else if (withDefault !== null) {
      throw typeError(
        `non-default argument ${repr(field.name)} follows default argument ${repr(withDefault.name)}`,
      );
    }
  }
}

function parameter(field: PyField): string {
  const name = str(field.name);
  if (field.hasDefault) return `${name}=${defaultName(field)}`;
  return field.hasFactory ? `${name}=${MARKER}` : name;
}

/** The line that gives the field its value; null where there is nothing to do. */
function assignment(
  field: PyField,
  self: string,
  { frozen, slots }: InitOptions,
  names: Map<string, Value>,
): string | null {
  const name = str(field.name);
  const fallback = defaultName(field);
  let value: string;
  if (field.hasFactory) {
    names.set(fallback, field.factory);
    value = isTrue(field.init) ? `${fallback}() if ${name} is ${MARKER} else ${name}` : `${fallback}()`;
  } else {
    if (field.hasDefault) names.set(fallback, field.default);
    if (isTrue(field.init)) value = name;
    else if (slots && field.hasDefault) value = fallback;
    else return null;
  }
  if (field.kind === '_FIELD_INITVAR') return null;
  return frozen ? `  ${OBJECT}.__setattr__(${self},${repr(name)},${value})` : `  ${self}.${name}=${value}`;
}
