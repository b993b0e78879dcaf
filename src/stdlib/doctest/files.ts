// `doctest.testfile`: the examples in a text file.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { copyDict, updateDict } from '../../objects/dict.js';
import { valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { callAttribute } from '../library.js';

/** Relative to the module that calls, unless it is not meant so. */
export function documentPath(
  m: KernelMachine,
  filename: Value,
  isRelative: boolean,
  package_: Value,
): string {
  const given = str(filename);
  if (!isRelative) {
    if (isTrue(package_)) throw valueError('Package may only be specified for module-relative paths.');
    return given;
  }
  if (given.startsWith('/')) throw valueError('Module-relative files may not have absolute paths');
  const globals = m.frame?.globals;
  const file =
    package_ === null
      ? (globals?.get('__file__') ?? null)
      : getAttribute(
          strValue(package_) === undefined
            ? package_
            : m.importModule(strValue(package_) ?? '', m.builtins, [], 0),
          '__file__',
        );
  const path = strValue(file) ?? '';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return folder + given;
}

export interface DocumentOptions {
  readonly path: string;
  readonly name: Value;
  readonly globals: Value;
  readonly extra: Value;
  readonly encoding: Value;
  readonly parser: Value;
}

/** The document as one test. */
export function documentTest(m: KernelMachine, options: DocumentOptions): Value {
  const { path, name, globals, extra, encoding, parser } = options;
  const file = call(m.builtins.get('open') ?? null, [path], new Map([['encoding', encoding ?? 'utf-8']]));
  const text = callAttribute(file, 'read');
  callAttribute(file, 'close');
  const variables = globals instanceof PyDict ? copyDict(globals) : new PyDict();
  if (extra !== null) updateDict(variables, extra);
  if (!variables.table.has('__name__')) variables.table.set('__name__', '__main__');
  const title = name ?? path.slice(path.lastIndexOf('/') + 1);
  return call(getAttribute(parser, 'get_doctest'), [text, variables, title, path, 0]);
}
