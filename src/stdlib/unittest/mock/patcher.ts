// A patch: replaces an attribute for a while.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { deleteAttribute, getAttributeOr, setAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { isTrue } from '../../../objects/compare.js';
import { PyDict } from '../../../objects/containers.js';
import { runtimeError, typeError, valueError } from '../../../objects/exceptions.js';
import { type Keywords, PyObject, PyType, type Value } from '../../../objects/object.js';
import { repr } from '../../../objects/repr.js';
import { createAutospec, refuseTypos } from './autospec.js';
import { mockOf, PyMock, registry } from './mock-object.js';
import { type Original, originalOf, type Target } from './patch-target.js';
import { patcherType } from './patcher-type.js';
import { DEFAULT } from './sentinels.js';
import { invalidSpec, isAsyncSpec } from './specs.js';

export interface PatchOptions {
  readonly replacement: Value;
  readonly spec: Value;
  readonly create: boolean;
  readonly specSet: Value;
  readonly autospec: Value;
  readonly newCallable: Value;
  readonly keywords: Keywords | null;
  readonly unsafe: boolean;
}

const orNone = (value: Value): Value => (value === false ? null : value);

function checkOptions({ attribute }: Target, options: PatchOptions): void {
  const { newCallable, replacement, autospec, spec, specSet } = options;
  if (newCallable !== null) {
    if (replacement !== DEFAULT()) throw valueError("Cannot use 'new' and 'new_callable' together");
    if (autospec !== null) throw valueError("Cannot use 'autospec' and 'new_callable' together");
  }
  if (!options.unsafe) refuseTypos(options.keywords);
  for (const [value, name, what] of [
    [spec, 'spec', 'as the spec has'],
    [specSet, 'spec_set', 'as the spec_set target has'],
  ] as const) {
    if (mockOf(value) === undefined) continue;
    throw invalidSpec(
      `Cannot spec attr ${repr(attribute)} ${what} already been mocked out. [${name}=${repr(value)}]`,
    );
  }
}

export class PyPatcher extends PyObject {
  /** `patch.multiple` hands on what it made by name. */
  attributeName: string | null = null;
  additional: PyPatcher[] = [];
  #owner: Value = null;
  #original: Original | null = null;
  #entered: PyPatcher[] = [];

  constructor(
    readonly machine: KernelMachine,
    readonly target: Target,
    readonly options: PatchOptions,
  ) {
    super(patcherType(machine), new Map());
    checkOptions(target, options);
  }

  copy(): PyPatcher {
    const copy = new PyPatcher(this.machine, this.target, this.options);
    copy.attributeName = this.attributeName;
    copy.additional = this.additional.map((other) => other.copy());
    return copy;
  }

  get isActive(): boolean {
    return this.#original !== null;
  }

  /** Replaces the attribute and gives what takes its place. */
  enter(): Value {
    const { machine, target, options } = this;
    const owner = target.owner();
    const original = originalOf(machine, owner, target.attribute, options.create);
    const replacement = this.#replacement(original.value, owner);
    setAttribute(owner, target.attribute, replacement);
    this.#owner = owner;
    this.#original = original;
    if (this.attributeName === null) return replacement;
    const made = new PyDict();
    if (options.replacement === DEFAULT()) made.table.set(this.attributeName, replacement);
    for (const other of this.additional) {
      const value = other.enter();
      this.#entered.push(other);
      if (other.options.replacement !== DEFAULT()) continue;
      if (value instanceof PyDict)
        for (const [name, each] of value.table.entries()) made.table.set(name, each);
    }
    return made;
  }

  exit(): void {
    const original = this.#original;
    if (original === null) return;
    for (const other of this.#entered.reverse()) other.exit();
    this.#entered = [];
    const { attribute } = this.target;
    const owner = this.#owner;
    this.#original = null;
    if (original.isLocal && original.value !== DEFAULT()) setAttribute(owner, attribute, original.value);
    else {
      deleteAttribute(owner, attribute);
      const isLost = getAttributeOr(owner, attribute) === undefined || KEPT.includes(attribute);
      if (!this.options.create && isLost && original.value !== DEFAULT())
        setAttribute(owner, attribute, original.value);
    }
  }

  #replacement(original: Value, owner: Value): Value {
    const { options, target } = this;
    const autospec = orNone(options.autospec);
    if (autospec !== null) return this.#autospecced(autospec, original, owner);
    if (options.replacement === DEFAULT()) return this.#newMock(original);
    if (options.keywords !== null && options.keywords.size > 0)
      throw typeError(`Can't pass kwargs to a mock we aren't creating`);
    if (target.attribute === '') throw runtimeError('nothing to patch');
    return options.replacement;
  }

  #autospecced(autospec: Value, original: Value, owner: Value): Value {
    const { machine, target, options } = this;
    if (options.spec !== null || (options.create && original === DEFAULT()))
      throw typeError(
        options.spec !== null ? "Can't specify spec and autospec" : "Can't use 'autospec' with create=True",
      );
    if (options.replacement !== DEFAULT())
      throw typeError("autospec creates the mock for you. Can't specify autospec and new.");
    if (original === DEFAULT()) throw typeError("Can't use 'autospec' with create=True");
    const spec = autospec === true ? original : autospec;
    const mock = mockOf(spec) ?? mockOf(owner);
    if (mock !== undefined) {
      const what = mockOf(spec) === undefined ? 'as the patch target has' : 'as the autospec target has';
      throw invalidSpec(
        `Cannot autospec attr ${repr(target.attribute)} ${what} already been mocked out. [target=${repr(owner)}, attr=${repr(spec)}]`,
      );
    }
    return createAutospec(machine, spec, {
      specSet: isTrue(options.specSet),
      instance: false,
      parent: null,
      name: target.attribute,
      unsafe: options.unsafe,
      keywords: options.keywords,
    });
  }

  #newMock(original: Value): Value {
    const { machine, options, target } = this;
    const classes = registry(machine).classes;
    if (classes === undefined) return null;
    let spec = orNone(options.spec);
    let specSet = orNone(options.specSet);
    if (spec !== null && specSet === true) [spec, specSet] = [null, spec];
    let inherits = false;
    const isModelled = spec === true || specSet === true;
    if (isModelled && original === DEFAULT()) throw typeError("Can't use 'spec' with create=True");
    if (isModelled) inherits = original instanceof PyType;
    if (spec === true) spec = original;
    if (specSet === true) specSet = original;
    const model = specSet ?? spec;
    if (model !== null && !isModelled) inherits = model instanceof PyType;
    const isAsync = model === null ? isAsyncSpec(original) : isAsyncSpec(model);
    let cls: Value = isAsync ? classes.asyncMock : classes.magic;
    if (options.newCallable !== null) cls = options.newCallable;
    else if (model !== null && !isAsync && !isCallableModel(model)) cls = classes.nonCallableMagic;
    const keywords = new Map<string, Value>();
    if (spec !== null) keywords.set('spec', spec);
    if (specSet !== null) keywords.set('spec_set', specSet);
    const isMockClass = cls instanceof PyType && cls.isSubtypeOf(classes.nonCallable);
    if (isMockClass) keywords.set('name', target.attribute);
    for (const [name, value] of options.keywords ?? []) keywords.set(name, value);
    const made = call(cls, [], keywords.size === 0 ? null : keywords);
    if (inherits && made instanceof PyMock && isMockClass) {
      const instance = new Map(keywords);
      instance.delete('name');
      instance.set('_new_parent', made);
      instance.set('_new_name', '()');
      const isCallable = model instanceof PyType && model.lookup('__call__') !== undefined;
      const resultClass = isCallable ? cls : classes.nonCallableMagic;
      setAttribute(made, 'return_value', call(resultClass, [], instance));
    }
    return made;
  }
}

/** Attributes that their owner has even when they were deleted. */
const KEPT = ['__doc__', '__module__', '__defaults__', '__annotations__', '__kwdefaults__'];

function isCallableModel(model: Value): boolean {
  return getAttributeOr(model, '__call__') !== undefined || !(model instanceof PyObject)
    ? getAttributeOr(model, '__call__') !== undefined
    : 'items' in model;
}
