// The `unittest.mock` module.

import { defineModule } from '../../../execution/module.js';
import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { isTrue } from '../../../objects/compare.js';
import { keywordsOf } from '../../../objects/keywords.js';
import { libraryFunctions } from '../../library.js';
import { createAutospec } from './autospec.js';
import { callClass, callListClass, callMaker } from './calls.js';
import { makeClasses } from './classes.js';
import { seal } from './construction.js';
import { mockOf, registry } from './mock-object.js';
import { mockOpen } from './open.js';
import { patchFunction } from './patch.js';
import { ANY, DEFAULT, sentinelMaker } from './sentinels.js';
import { invalidSpecType } from './specs.js';

const FILTER_DIR = true;

export const mock = defineModule('unittest.mock', (m: KernelMachine) => {
  const classes = makeClasses(m);
  registry(m).classes = classes;
  return {
    Mock: classes.mock,
    MagicMock: classes.magic,
    NonCallableMock: classes.nonCallable,
    NonCallableMagicMock: classes.nonCallableMagic,
    AsyncMock: classes.asyncMock,
    PropertyMock: classes.property,
    CallableMixin: classes.callableMixin,
    AsyncMockMixin: classes.asyncMixin,
    InvalidSpecError: invalidSpecType(),
    DEFAULT: DEFAULT(),
    ANY: ANY(),
    FILTER_DIR,
    sentinel: sentinelMaker(m),
    call: callMaker(),
    _Call: callClass(),
    _CallList: callListClass(m),
    patch: patchFunction(m),
    ...libraryFunctions('unittest.mock', {
      'create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs)':
        (spec, specSet, instance, parent, name, unsafe, kwargs) =>
          createAutospec(m, spec, {
            specSet,
            instance: isTrue(instance),
            parent: mockOf(parent) ?? null,
            name,
            unsafe: isTrue(unsafe),
            keywords: keywordsOf(kwargs),
          }),
      "mock_open(mock=None, read_data='')": (given, data) => mockOpen(m, given, data),
      'seal(mock)': (given) => {
        const found = mockOf(given);
        if (found !== undefined) seal(found, [...found.children.keys()]);
        return null;
      },
    }),
  };
});
