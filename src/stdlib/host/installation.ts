// What programs ask about the installation and its users: `sysconfig`, `site`, `pwd`, `posix`, `genericpath`,
// `opcode`. The answers are those of the one machine there is; what does not exist here is not in the modules.

import { HOME } from '../../base/files/file-system.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { keyError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import { native, PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { libraryFunctions, once } from '../library.js';
import { USER_ID } from '../os/stat-result.js';
import { PyStructSequence, structSequenceType } from '../struct-sequence.js';
import { sysModule } from '../sys/index.js';

const VERSION = '3.13';
const LIBRARY = `lib/python${VERSION}`;

function paths(prefix: string): Readonly<Record<string, string>> {
  return {
    stdlib: `${prefix}/${LIBRARY}`,
    platstdlib: `${prefix}/${LIBRARY}`,
    purelib: `${prefix}/${LIBRARY}/site-packages`,
    platlib: `${prefix}/${LIBRARY}/site-packages`,
    include: `${prefix}/include/python${VERSION}`,
    scripts: `${prefix}/bin`,
    data: prefix,
  };
}

const prefixOf = (m: KernelMachine): string => str(getAttribute(sysModule(m), 'prefix'));

const textDict = (entries: Readonly<Record<string, Value>>): PyDict => PyDict.of(Object.entries(entries));

export const sysconfig = defineModule('sysconfig', (m: KernelMachine) => {
  const prefix = prefixOf(m);
  const variables = textDict({
    prefix,
    exec_prefix: prefix,
    py_version: str(getAttribute(sysModule(m), 'version')).split(' ')[0] ?? VERSION,
    py_version_short: VERSION,
    py_version_nodot: VERSION.replace('.', ''),
    installed_base: prefix,
    base: prefix,
    platbase: prefix,
    platlibdir: 'lib',
  });
  const all = paths(prefix);
  return {
    ...libraryFunctions('sysconfig', {
      'get_python_version()': () => VERSION,
      'get_platform()': () => 'linux-x86_64',
      'get_config_var(name)': (name) => variables.table.get(name) ?? null,
      'get_config_vars(*args)': (args) => {
        const names = toArray(args);
        if (names.length === 0) return variables;
        return new PyList(names.map((name) => variables.table.get(name) ?? null));
      },
      'get_path_names()': () => tuple(...Object.keys(all)),
      'get_path(name, scheme=None, vars=None, expand=True)': (name) => {
        const found = all[str(name)];
        if (found === undefined) throw keyError(name);
        return found;
      },
      'get_paths(scheme=None, vars=None, expand=True)': () => textDict(all),
      'get_scheme_names()': () => tuple('posix_prefix'),
      'get_default_scheme()': () => 'posix_prefix',
      'is_python_build(check_home=None)': () => false,
    }),
    __all__: new PyList([
      'get_config_var',
      'get_config_vars',
      'get_path',
      'get_path_names',
      'get_paths',
      'get_platform',
      'get_python_version',
      'get_scheme_names',
    ]),
  };
});

/** Nothing is installed, and no user has packages of their own. */
export const site = defineModule('site', (m: KernelMachine) => {
  const prefix = prefixOf(m);
  return {
    PREFIXES: new PyList([prefix]),
    ENABLE_USER_SITE: false,
    USER_BASE: `${HOME}/.local`,
    USER_SITE: `${HOME}/.local/${LIBRARY}/site-packages`,
    ...libraryFunctions('site', {
      'getsitepackages(prefixes=None)': () => new PyList([`${prefix}/${LIBRARY}/site-packages`]),
      'getuserbase()': () => `${HOME}/.local`,
      'getusersitepackages()': () => `${HOME}/.local/${LIBRARY}/site-packages`,
      'addsitedir(sitedir, known_paths=None)': (folder) => {
        const path = getAttribute(sysModule(m), 'path');
        if (path instanceof PyList && !path.items.includes(folder)) path.items.push(folder);
        return null;
      },
      'main()': () => null,
    }),
  };
});

const passwordType = once(() =>
  structSequenceType('pwd.struct_passwd', [
    'pw_name',
    'pw_passwd',
    'pw_uid',
    'pw_gid',
    'pw_gecos',
    'pw_dir',
    'pw_shell',
  ]),
);

export const pwd = defineModule('pwd', () => {
  const users = once(() => [
    new PyStructSequence(['root', 'x', 0, 0, 'root', '/root', '/bin/sh'], passwordType()),
    new PyStructSequence(['user', 'x', USER_ID, USER_ID, '', HOME, '/bin/sh'], passwordType()),
  ]);
  return {
    struct_passwd: passwordType(),
    getpwuid: native('getpwuid(uidobj, /)', (id = null) => {
      const uid = asIndex(id);
      const found = users().find((user) => user.items[2] === uid);
      if (found === undefined) throw keyError(`getpwuid(): uid not found: ${uid}`);
      return found;
    }),
    getpwnam: native('getpwnam(name, /)', (name = null) => {
      const found = users().find((user) => user.items[0] === name);
      if (found === undefined) throw keyError(`getpwnam(): name not found: ${repr(name)}`);
      return found;
    }),
    getpwall: native('getpwall()', () => new PyList(users())),
  };
});

/** What `os` has from the system: functions written in C, and constants. */
export const posix = defineModule('posix', (m: KernelMachine) => {
  const os = m.importModule('os', m.builtins, [], 0);
  const contents: Record<string, Value> = {};
  const names = getAttribute(os, '__dict__');
  if (!(names instanceof PyDict)) return contents;
  for (const [key, value] of names.table.entries()) {
    const name = str(key);
    const isConstant = typeof value === 'number' && /^[A-Z]/.test(name);
    if (value instanceof PyNative || isConstant) contents[name] = value;
  }
  return contents;
});

const GENERIC =
  'commonprefix exists getatime getctime getmtime getsize isdevdrive isdir isfile isjunction islink lexists samefile ' +
  'sameopenfile samestat';

export const genericpath = defineModule('genericpath', (m: KernelMachine) => {
  const path = m.importModule('posixpath', m.builtins, [], 0);
  const contents: Record<string, Value> = {};
  for (const name of GENERIC.split(' ')) {
    const value = getAttributeOr(path, name);
    if (value !== undefined) contents[name] = value;
  }
  contents.__all__ = new PyList(Object.keys(contents));
  return contents;
});

/** There is no bytecode here: only what comparisons are called. */
export const opcode = defineModule('opcode', () => ({
  cmp_op: tuple('<', '<=', '==', '!=', '>', '>='),
}));
