// Builds dist/: the library, the command and its worker as bundles, the types, and the trace's JSON Schema.
//
// Everything is bundled, chevrotain included: one file loads several times faster than a tree of modules.
// Names are kept as they are, so that a reported stack can be read.

import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

rmSync('dist', { recursive: true, force: true });

const shared = {
  bundle: true,
  outdir: 'dist',
  format: 'esm',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
};
const builds = await Promise.all([
  build({
    ...shared,
    entryPoints: { index: 'src/index.ts' },
    platform: 'neutral',
    mainFields: ['module', 'main'],
  }),
  build({
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts', worker: 'src/cli/worker.ts' },
    platform: 'node',
  }),
]);
chmodSync('dist/cli.js', 0o755);

execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
keepTypes('dist/types/src/index.d.ts');

const schema = execFileSync(process.execPath, ['dist/cli.js', 'schema']);
writeFileSync('dist/trace.schema.json', schema);

writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  licensesOf(builds.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

/** tsc writes the declarations of every file; those that the public list does not lead to are of no use. */
function keepTypes(entry) {
  const kept = new Set([entry]);
  for (const file of kept) {
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g)) {
      kept.add(join(dirname(file), `${path}.d.ts`));
    }
  }
  for (const name of readdirSync('dist/types', { recursive: true })) {
    const file = join('dist/types', name);
    if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
}

/** The licence texts of the packages that the bundles contain. */
function licensesOf(inputs) {
  const folders = inputs.flatMap((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return `${name} ${version} (${license})\n\n${licenseText(folder)}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseText(folder) {
  for (const name of ['LICENSE', 'LICENSE.txt', 'LICENSE.md']) {
    try {
      return readFileSync(`${folder}/${name}`, 'utf8');
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`${folder} has no licence file; find out what it asks for`);
}
