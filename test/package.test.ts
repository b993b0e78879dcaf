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

  it('has explanations and quizzes in its library', async () => {
    const library = await import(new URL('dist/index.js', root).href);
    const source = [
      'import asyncio',
      'async def nap(name, delay):',
      '    await asyncio.sleep(delay)',
      '    print(name)',
      'async def main():',
      '    await asyncio.gather(nap("slow", 0.2), nap("quick", 0.1))',
      'asyncio.run(main())',
      '',
    ].join('\n');
    const run = (text: string, filename: string) => {
      const options = { ...library.DEFAULT_OPTIONS, source: text, filename, trace: 'full', write: () => {} };
      const { trace, end } = library.runProgram(options);
      return { trace, problem: end.kind === 'finished' ? null : end.kind };
    };
    const { trace } = run(source, 'nap.py');
    const explanation = library.explainTrace(trace, { level: 'beginner' });
    const notes = [...library.explanationFormats.markdown(explanation, { evidence: true })].join('\n');
    expect(notes).toMatch(/\*\*Line 3:\*\* .*`nap\('slow'\)` from 0\.00 s to 0\.20 s.* \[events \d/);
    expect(library.explainTrace(trace, { level: 'engineer' }).level).toBe('engineer');
    const quiz = library.quizTrace(trace, { run });
    expect([...library.quizFormats.text(quiz, true)].join('\n')).toContain('Suppose the delays');
    const kinds = ({ questions }: { questions: { kind: string }[] }) => questions.map(({ kind }) => kind);
    expect(kinds(quiz)).toContain('swapped-delays');
    expect(kinds(library.quizTrace(trace))).not.toContain('swapped-delays');
  });
});
