// The `pathlib` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { defineType } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { register } from '../abc/abc-meta.js';
import { perMachine } from '../library.js';
import { type ClassDefinition, libraryClass } from '../library-class.js';
import { pathLikeType } from '../os/index.js';
import { concreteClassMethods, concreteMethods } from './concrete.js';
import { type Flavour, POSIX, WINDOWS } from './flavours.js';
import { PyPath } from './path-object.js';
import { initializePath, pureMethods, pureProperties } from './pure.js';

const MODULE = 'pathlib._local';

/** `pathlib.UnsupportedOperation` */
const unsupportedType = perMachine(() =>
  defineType('UnsupportedOperation', {
    module: 'pathlib._abc',
    bases: [exceptionType('NotImplementedError')],
    instanceDict: true,
  }),
);

/** `__new__`: the abstract classes make a path of the system that the program believes to run on. */
function makingPaths(m: KernelMachine, concrete: () => PyType): ClassDefinition['variadic'] {
  return {
    '__new__(cls, *args, **kwargs)': ([given = null]) => {
      if (!(given instanceof PyType)) return null;
      const isAbstract = given.name === 'PurePath' || given.name === 'Path';
      const cls = isAbstract && given.module === MODULE ? concrete() : given;
      const { flavour, runs } = kindOf(cls);
      if (!runs) {
        const message = `cannot instantiate ${repr(cls.name)} on your system`;
        throw new PyException(unsupportedType(m), [message], new Map());
      }
      return new PyPath(cls, m, flavour);
    },
    '__init__(self, *args, **kwargs)': ([self = null, ...args]) => {
      if (self instanceof PyPath) initializePath(self, args);
      return null;
    },
  };
}

function kindOf(cls: PyType): { readonly flavour: Flavour; readonly runs: boolean } {
  const names = cls.mro.filter((type) => type.module === MODULE).map((type) => type.name);
  const isWindows = names.includes('PureWindowsPath');
  return { flavour: isWindows ? WINDOWS : POSIX, runs: !names.includes('WindowsPath') };
}

const pathClasses = perMachine((m) => {
  const define = (name: string, definition: Omit<ClassDefinition, 'module'>): PyType =>
    libraryClass(name, { module: MODULE, instanceDict: true, ...definition });
  const PurePath = define('PurePath', {
    methods: pureMethods(),
    properties: pureProperties(m),
    variadic: makingPaths(m, () => PurePosixPath) ?? {},
    classMethods: { '__class_getitem__(cls, key)': (cls: Value, key: Value) => genericAlias(cls, key) },
  });
  const PurePosixPath = define('PurePosixPath', { bases: [PurePath] });
  const PureWindowsPath = define('PureWindowsPath', { bases: [PurePath] });
  const Path = define('Path', {
    bases: [PurePath],
    methods: concreteMethods(m),
    classMethods: concreteClassMethods(m),
    variadic: makingPaths(m, () => PosixPath) ?? {},
  });
  const PosixPath = define('PosixPath', { bases: [Path, PurePosixPath] });
  const WindowsPath = define('WindowsPath', { bases: [Path, PureWindowsPath] });
  register(pathLikeType(m), PurePath);
  return { PurePath, PurePosixPath, PureWindowsPath, Path, PosixPath, WindowsPath };
});

export const pathlib = defineModule('pathlib', (m: KernelMachine) => ({
  UnsupportedOperation: unsupportedType(m),
  ...pathClasses(m),
}));

/** A `Path` of a text. */
export function pathClass(m: KernelMachine): PyType {
  return pathClasses(m).Path;
}
