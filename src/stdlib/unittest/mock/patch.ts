// `patch` and its forms.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { setAttribute } from '../../../objects/attributes.js';
import { strValue } from '../../../objects/boxed.js';
import { isTrue } from '../../../objects/compare.js';
import { PyDict } from '../../../objects/containers.js';
import { typeError, valueError } from '../../../objects/exceptions.js';
import { keywordsOf } from '../../../objects/keywords.js';
import type { Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { libraryFunction, perMachine } from '../../library.js';
import { PyDictPatcher } from './patch-dict.js';
import { resolveName, type Target, targetOf } from './patch-target.js';
import { type PatchOptions, PyPatcher } from './patcher.js';
import { activePatches, stopPatch, testPrefix } from './patcher-type.js';
import { DEFAULT } from './sentinels.js';

const MODULE = 'unittest.mock';
const OPTIONS =
  'new=<DEFAULT>, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False, **kwargs';

/** The options of `patch` as they were bound. */
function optionsOf(values: readonly (Value | undefined)[]): PatchOptions {
  const [
    replacement,
    spec = null,
    create = false,
    specSet = null,
    autospec = null,
    newCallable = null,
    unsafe = false,
    kwargs = null,
  ] = values;
  return {
    replacement: replacement ?? DEFAULT(),
    spec,
    create: isTrue(create),
    specSet,
    autospec,
    newCallable,
    unsafe: isTrue(unsafe),
    keywords: keywordsOf(kwargs),
  };
}

function multiple(m: KernelMachine, target: Value, values: readonly (Value | undefined)[]): PyPatcher {
  const [spec = null, create = false, specSet = null, autospec = null, newCallable = null, kwargs] = values;
  const path = strValue(target);
  const owner = path === undefined ? (): Value => target : (): Value => resolveName(m, path);
  const attributes = kwargs instanceof PyDict ? [...kwargs.table.entries()] : [];
  const patchers = attributes.map(([name, replacement]) => {
    const place: Target = { owner, attribute: str(name) };
    const options = [replacement, spec, create, specSet, autospec, newCallable];
    const patcher = new PyPatcher(m, place, optionsOf(options));
    patcher.attributeName = str(name);
    return patcher;
  });
  const [first, ...others] = patchers;
  if (first === undefined) throw valueError('Must supply at least one keyword argument with patch.multiple');
  first.additional = others;
  return first;
}

export const patchFunction = perMachine((m: KernelMachine): Value => {
  const patch = libraryFunction(
    `patch(target, ${OPTIONS})`,
    (target, ...values) => new PyPatcher(m, targetOf(m, target), optionsOf(values)),
    MODULE,
  );
  const object = libraryFunction(
    `_patch_object(target, attribute, ${OPTIONS})`,
    (target, attribute, ...values) => {
      if (typeof target === 'string')
        throw typeError(`${repr(target)} must be the actual object to be patched, not a str`);
      const place: Target = { owner: () => target, attribute: str(attribute) };
      return new PyPatcher(m, place, optionsOf(values));
    },
    MODULE,
  );
  const several = libraryFunction(
    '_patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs)',
    (target, ...values) => multiple(m, target, values),
    MODULE,
  );
  const dict = libraryFunction(
    '_patch_dict(in_dict, values=(), clear=False, **kwargs)',
    (target, values, clear, kwargs) =>
      new PyDictPatcher(m, target, values, isTrue(clear), keywordsOf(kwargs)),
    MODULE,
  );
  const stopAll = libraryFunction(
    '_patch_stopall()',
    () => {
      for (const patcher of [...activePatches(m)].reverse()) stopPatch(m, patcher);
      return null;
    },
    MODULE,
  );
  setAttribute(patch, 'object', object);
  setAttribute(patch, 'multiple', several);
  setAttribute(patch, 'dict', dict);
  setAttribute(patch, 'stopall', stopAll);
  setAttribute(patch, 'TEST_PREFIX', testPrefix(m).value);
  return patch;
});
