// Which docstrings of a module, class or function have examples, and where they stand.

import { PyFunction } from '../../execution/function.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { PyDict } from '../../objects/containers.js';
import { PyClassMethod } from '../../objects/descriptors.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { PyStaticMethod } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { PyProperty } from '../../objects/property.js';
import { str } from '../../objects/repr.js';
import { compareStrings } from '../../objects/str-text.js';
import { callAttribute } from '../library.js';
import { examplesIn, PyDocTest } from './examples.js';

/** The function behind wrappers. */
function unwrapped(value: Value): Value {
  let fn = value;
  for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
    const inner = getAttributeOr(fn, '__wrapped__');
    if (inner === undefined) return fn;
    fn = inner;
  }
  return fn;
}

const MOST_WRAPPERS = 100;

export interface Search {
  readonly globals: PyDict;
  /** Null to take everything as it comes. */
  readonly module: Value;
  readonly excludeEmpty: boolean;
  readonly recurse: boolean;
  /** Told of each object that is looked at. */
  readonly visiting: (name: string) => void;
}

export class Finder {
  readonly #tests: PyDocTest[] = [];
  readonly #seen = new Set<Value>();
  readonly #source: readonly string[] | null;

  constructor(
    readonly machine: KernelMachine,
    readonly search: Search,
  ) {
    this.#source = this.#sourceLines();
  }

  find(object: Value, name: string): PyDocTest[] {
    this.#visit(object, name);
    return this.#tests.sort((a, b) => compareStrings(a.name, b.name) || (a.lineno ?? -1) - (b.lineno ?? -1));
  }

  #sourceLines(): readonly string[] | null {
    const { module } = this.search;
    if (!(module instanceof PyModule)) return null;
    try {
      const inspect = this.machine.importModule('inspect', this.machine.builtins, null, 0);
      return str(callAttribute(inspect, 'getsource', module)).split('\n');
    } catch (error) {
      if (isExceptionOf(error, 'OSError') || isExceptionOf(error, 'TypeError')) return null;
      throw error;
    }
  }

  #visit(object: Value, name: string): void {
    this.search.visiting(name);
    if (this.#seen.has(object)) return;
    if (typeof object === 'object') this.#seen.add(object);
    this.#add(object, name);
    if (!this.search.recurse) return;
    if (object instanceof PyModule) this.#visitModule(object, name);
    else if (object instanceof PyType) this.#visitClass(object, name);
  }

  #visitModule(module: PyModule, name: string): void {
    for (const [key, value] of [...module.dictObject.table.entries()]) {
      const isDefinition = value instanceof PyType || unwrapped(value) instanceof PyFunction;
      if (isDefinition && this.#isFromModule(value)) this.#visit(value, `${name}.${str(key)}`);
    }
    const further = module.namespace.get('__test__');
    if (!(further instanceof PyDict)) return;
    for (const [key, value] of further.table.entries()) this.#visit(value, `${name}.__test__.${str(key)}`);
  }

  #visitClass(cls: PyType, name: string): void {
    for (const [key, given] of [...cls.attrs]) {
      const isMethod = given instanceof PyStaticMethod || given instanceof PyClassMethod;
      const value = isMethod ? getAttribute(given, '__func__') : given;
      const isDefinition =
        value instanceof PyType || value instanceof PyProperty || unwrapped(value) instanceof PyFunction;
      if (isDefinition && this.#isFromModule(value)) this.#visit(value, `${name}.${str(key)}`);
    }
  }

  #isFromModule(value: Value): boolean {
    const { module } = this.search;
    if (module === null || value instanceof PyProperty) return true;
    const fn = unwrapped(value);
    return getAttributeOr(fn, '__module__') === getAttribute(module, '__name__');
  }

  #add(object: Value, name: string): void {
    const doc = typeof object === 'string' ? object : (getAttributeOr(object, '__doc__') ?? null);
    const text = doc === null ? '' : str(doc);
    if (this.search.excludeEmpty && text === '') return;
    const { module } = this.search;
    const filename = module === null ? null : (strValue(getAttributeOr(module, '__file__') ?? null) ?? null);
    const globals = PyDict.of(this.search.globals.table.entries());
    const lineno = this.#lineOf(object, text);
    this.#tests.push(
      new PyDocTest(
        examplesIn(text, name),
        globals,
        name,
        filename ?? (module === null ? null : str(getAttribute(module, '__name__'))),
        lineno,
        text,
      ),
    );
  }

  /** The line, from 0, on which a docstring begins. */
  #lineOf(object: Value, doc: string): number | null {
    const source = this.#source;
    let line: number | null = null;
    if (object instanceof PyModule && doc !== '') line = 0;
    else if (object instanceof PyType && doc !== '') {
      if (source === null) return null;
      const definition = new RegExp(`^\\s*class\\s*${object.name}(?!\\w)`, 'u');
      const found = source.findIndex((text) => definition.test(text));
      if (found >= 0) line = found;
    } else {
      const fn = unwrapped(object instanceof PyProperty ? (object.getter ?? null) : object);
      if (fn instanceof PyFunction && doc !== '')
        line = Number(intValue(getAttribute(getAttribute(fn, '__code__'), 'co_firstlineno')) ?? 1) - 1;
    }
    if (line === null) return null;
    if (source === null) return line + 1;
    for (let at = line; at < source.length; at++) {
      if (/(^|.*:)\s*\w*["']/.test(source[at] ?? '')) return at;
    }
    return null;
  }
}
