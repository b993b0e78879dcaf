// The package as it would be published: what it contains, and that its library works.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

describe('package', () => {
  it('contains what is built, and the texts', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: fileURLToPath(root),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files: string[] = JSON.parse(packed)[0].files.map((file: { path: string }) => file.path);
    const outside = files.filter((path) => !path.startsWith('dist/'));
    expect(outside.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
    expect(files).toContain('dist/THIRD-PARTY-LICENSES.txt');
  });

  it('has all files that it points to', () => {
    const { exports, bin } = manifest;
    const targets = [...Object.values(exports['.']), exports['./schema/trace.schema.json'], bin.loopscope];
    for (const target of targets)
      expect(existsSync(new URL(String(target), root)), String(target)).toBe(true);
  });

  it('installs nothing else', () => {
    expect(manifest.dependencies).toBeUndefined();
  });

  it('has a library', async () => {
    const { runProgram, traceText, DEFAULT_OPTIONS } = await import(new URL('dist/index.js', root).href);
    const options = {
      ...DEFAULT_OPTIONS,
      source: 'x = 1\n',
      filename: 'x.py',
      trace: 'lines',
      write: () => {},
    };
    expect(traceText(runProgram(options).trace)).toContain('the program ends');
  });
});
