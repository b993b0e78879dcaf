// The `re` module. Patterns are parsed by `parser.ts`, built into steps by `steps.ts` and run by `matcher.ts`.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyList } from '../../objects/containers.js';
import { exceptionType, typeError } from '../../objects/exceptions.js';
import type { Keywords, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { callAttribute, libraryFunction, libraryFunctions, PyLibraryFunction } from '../library.js';
import { issueWarning } from '../warnings/issue.js';
import { compilePattern, purgePatterns } from './compile.js';
import { escapePattern } from './escape-pattern.js';
import { lexerClass } from './lexer.js';
import { matchType } from './match.js';
import { type PyPattern, patternType } from './pattern.js';
import { patternErrorClass } from './pattern-error.js';
import { flagAttributes, regexFlagClass } from './regex-flag.js';

const PUBLIC =
  'match fullmatch search sub subn split findall finditer compile purge escape error Pattern Match A I L M S X U ' +
  'ASCII IGNORECASE LOCALE MULTILINE DOTALL VERBOSE UNICODE NOFLAG RegexFlag PatternError';

/** A function whose last two parameters, a count and the flags, should be given by name. */
function withCount(m: KernelMachine, name: string, required: readonly string[], count: string): Value {
  const shown = new Signature(`def ${name}(${[...required, `${count}=0`, 'flags=0'].join(', ')})`);
  const body = (args: readonly Value[], keywords: Keywords | null): Value => {
    const surplus = args.length - required.length;
    if (surplus > 0) {
      for (const [index, parameter] of [count, 'flags'].entries()) {
        if (surplus > index && keywords?.has(parameter)) {
          throw typeError(`${name}() got multiple values for argument '${parameter}'`);
        }
      }
      if (surplus > 2) {
        const least = required.length;
        throw typeError(
          `${name}() takes from ${least} to ${least + 2} positional arguments but ${args.length} were given`,
        );
      }
      const message = `'${count}' is passed as positional argument`;
      issueWarning(m, message, exceptionType('DeprecationWarning'), 1);
    }
    const bound = shown.bind(name, args, keywords);
    const [pattern = null, ...rest] = bound.slice(0, -1);
    return callAttribute(compilePattern(m, pattern, bound.at(-1) ?? 0), name, ...rest);
  };
  return new PyLibraryFunction(shown, body, 're');
}

export const re = defineModule('re', (m: KernelMachine) => {
  const compile = (pattern: Value, flags: Value): PyPattern => compilePattern(m, pattern, flags);
  const plain = (name: string): Value =>
    libraryFunction(
      `${name}(pattern, string, flags=0)`,
      (pattern, string, flags) => callAttribute(compile(pattern, flags), name, string),
      're',
    );
  const internal = libraryFunctions('re', { '_compile(pattern, flags)': compile });
  return {
    __all__: new PyList(PUBLIC.split(' ')),
    __version__: '2.2.1',
    match: plain('match'),
    fullmatch: plain('fullmatch'),
    search: plain('search'),
    findall: plain('findall'),
    finditer: plain('finditer'),
    sub: withCount(m, 'sub', ['pattern', 'repl', 'string'], 'count'),
    subn: withCount(m, 'subn', ['pattern', 'repl', 'string'], 'count'),
    split: withCount(m, 'split', ['pattern', 'string'], 'maxsplit'),
    ...internal,
    ...libraryFunctions('re', {
      'compile(pattern, flags=0)': compile,
      'purge()': () => {
        purgePatterns(m);
        return null;
      },
      'escape(pattern)': escapePattern,
    }),
    error: patternErrorClass(m),
    PatternError: patternErrorClass(m),
    Pattern: patternType(),
    Match: matchType(),
    RegexFlag: regexFlagClass(m),
    Scanner: lexerClass(m),
    ...flagAttributes(m),
  };
});
