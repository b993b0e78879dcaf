// The `platform` module: what a program is told about the machine, which is the same on every machine.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { PyTuple, tuple } from '../objects/containers.js';
import { toArray } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { str } from '../objects/repr.js';
import { makeNamedTuple } from './collections/namedtuple.js';
import { libraryFunctions } from './library.js';
import { sysModule } from './sys/index.js';

const SYSTEM = 'Linux';
const NODE = 'localhost';
const RELEASE = '6.0';
const VERSION = '#1 SMP';
const MACHINE = 'x86_64';

export const platform = defineModule('platform', (m: KernelMachine) => {
  const Uname = makeNamedTuple('uname_result', ['system', 'node', 'release', 'version', 'machine'], {
    module: 'platform',
  });
  const versionParts = (): string[] =>
    toArray(getAttribute(sysModule(m), 'version_info'))
      .slice(0, 3)
      .map(str);
  const uname = (): Value => new PyTuple([SYSTEM, NODE, RELEASE, VERSION, MACHINE], Uname);
  return {
    uname_result: Uname,
    ...libraryFunctions('platform', {
      'system()': () => SYSTEM,
      'node()': () => NODE,
      'release()': () => RELEASE,
      'version()': () => VERSION,
      'machine()': () => MACHINE,
      'processor()': () => '',
      'uname()': uname,
      'platform(aliased=False, terse=False)': () => `${SYSTEM}-${RELEASE}-${MACHINE}`,
      "architecture(executable=None, bits='', linkage='')": () => tuple('64bit', 'ELF'),
      'python_implementation()': () => 'CPython',
      'python_version()': () => versionParts().join('.'),
      'python_version_tuple()': () => new PyTuple(versionParts()),
      'python_branch()': () => '',
      'python_revision()': () => '',
      'python_build()': () => tuple('main', ''),
      'python_compiler()': () => '',
      "libc_ver(executable=None, lib='', version='', chunksize=16384)": () => tuple('', ''),
      "mac_ver(release='', versioninfo=('', '', ''), machine='')": () => tuple('', tuple('', '', ''), ''),
      "win32_ver(release='', version='', csd='', ptype='')": () => tuple('', '', '', ''),
    }),
  };
});
