// Every module of CPython's library gives CPython's tree. It takes an installed CPython 3.13, so it runs
// only where LOOPSCOPE_CPYTHON_LIB names its library folder and LOOPSCOPE_PYTHON its interpreter.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseModule } from '../../grammar/parser.js';
import { dump } from './dump.js';

const library = process.env.LOOPSCOPE_CPYTHON_LIB;
const python = process.env.LOOPSCOPE_PYTHON;
const script = fileURLToPath(new URL('dump_ast.py', import.meta.url));

/** Files whose trees differ for a reason that grammar/README.md gives, by the end of their paths. */
const knownGaps = readFileSync(new URL('library-gaps.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

if (library === undefined || python === undefined) {
  test.skip('needs LOOPSCOPE_CPYTHON_LIB and LOOPSCOPE_PYTHON, which are not set', () => {});
} else {
  test('the trees of the library are those of CPython', { timeout: 600_000 }, () => {
    const files = sources(library);
    const recorded = describeWithCPython(python, files);
    const different: string[] = [];
    let compared = 0;
    files.forEach((file, index) => {
      const [hash = '', encoding = ''] = (recorded[index] ?? '').split(' ');
      if (hash === 'skip') return;
      compared++;
      if (describe(file, encoding) !== hash) different.push(file.slice(library.length + 1));
    });
    console.log(`${compared - different.length} of ${compared} trees are CPython's`);
    expect(different).toEqual(knownGaps);
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py') && !path.includes('site-packages'))
    .sort()
    .map((path) => join(folder, path));
}

/** One line for each file: a hash and the encoding, or `skip` and why CPython has no tree. */
function describeWithCPython(interpreter: string, files: readonly string[]): string[] {
  const input = `${files.join('\n')}\n`;
  const ran = spawnSync(interpreter, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.trimEnd().split('\n');
}

function describe(file: string, encoding: string): string {
  const source = new TextDecoder(encoding.replace('-sig', '')).decode(readFileSync(file));
  try {
    const { tree, lines } = parseModule(source);
    return createHash('sha256').update(dump(tree, lines)).digest('hex');
  } catch (error) {
    return `error: ${error}`;
  }
}
