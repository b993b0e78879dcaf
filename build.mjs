// Builds dist/: the library, the command and its worker as bundles, the types, and the trace's JSON Schema.
//
// Everything is bundled, chevrotain included: one file loads several times faster than a tree of modules. The
// worker comes with a code cache; src/cli/load-worker.ts says what it is. Names are kept as they are, so that a
// reported stack can be read.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { exportsOf, splitOff } from './build-late.mjs';

const WORKER = 'dist/worker.cjs';
/** What the code cache of the worker holds. */
const SAMPLE = 'fixtures/lecture-22/22.1-event-loop-schedule.py';
/** What the code cache of the library holds. */
const LIBRARY_SAMPLE = 'import datetime, json, logging, re\n';

await buildAll();

async function buildAll() {
  rmSync('dist', { recursive: true, force: true });
  const inputs = await bundleAll();
  writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licensesOf(inputs));
  await writeCodeCaches();
  writeFileSync('dist/trace.schema.json', execFileSync(process.execPath, ['dist/cli.js', 'schema']));
  writeTypes();
}

/** Gives the paths of all source files that went into the bundles. */
async function bundleAll() {
  const analysis = await analyseGrammar();
  const shared = {
    bundle: true,
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    plugins: [
      {
        name: 'precomputed analysis of the grammar',
        setup: ({ onLoad }) =>
          onLoad({ filter: /grammar.analysis\.ts$/ }, () => ({ loader: 'js', contents: analysis })),
      },
    ],
  };
  const worker = {
    ...shared,
    entryPoints: ['src/cli/worker.ts'],
    outfile: WORKER,
    format: 'cjs',
    platform: 'node',
    banner: { js: '(function (require) {' },
    footer: { js: '})' },
  };
  const late = await splitOff(worker);
  for (const [name, text] of late.texts) writeAscii(join('dist', name), text);
  const builds = await Promise.all([
    // For browsers, too: an import of Node's modules would fail here.
    build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' }),
    build({
      ...shared,
      entryPoints: ['src/cli/main.ts'],
      outfile: 'dist/cli.js',
      format: 'esm',
      platform: 'node',
      external: ['./scenario-file.js'],
    }),
    // Loaded by the command where a run has a scenario.
    build({
      ...shared,
      entryPoints: ['src/cli/scenario-file.ts'],
      outfile: 'dist/scenario-file.js',
      format: 'esm',
      // The YAML parser's form for Node would call require().
      platform: 'browser',
      external: ['node:*'],
    }),
    build({
      ...shared,
      entryPoints: ['src/cli/load-worker.ts'],
      outfile: 'dist/load-worker.cjs',
      format: 'cjs',
      platform: 'node',
    }),
    build({ ...worker, plugins: [...worker.plugins, late.plugin] }),
  ]);
  chmodSync('dist/cli.js', 0o755);
  writeAscii(WORKER, readFileSync(WORKER, 'utf8'));
  return [...late.inputs, ...builds.flatMap(({ metafile }) => Object.keys(metafile.inputs))];
}

/**
 * load-worker.ts reads the bundles byte by byte. What esbuild leaves are regular expressions, and raw templates for
 * them, where an escape means the same.
 */
function writeAscii(path, text) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  writeFileSync(path, text.replace(/[^\x00-\x7f]/g, escaped));
}

/** The text that takes the place of grammar/analysis.ts. */
async function analyseGrammar() {
  const { analyse } = await exportsOf('grammar/parser.ts');
  // A string, because V8 reads JSON faster than code.
  return `export const precomputedAnalysis = JSON.parse(${JSON.stringify(JSON.stringify(analyse()))});`;
}

/** Runs the worker as the command does: first so that it loads the late bundles, at last to trace the sample. */
async function writeCodeCaches() {
  const { parseArguments } = await exportsOf('src/cli/arguments.ts');
  const commandOf = (...args) => parseArguments(args).command;
  const library = 'dist/library-sample.py';
  writeFileSync(library, LIBRARY_SAMPLE);
  await writeCaches(commandOf('trace', library, '--output', devNull));
  rmSync(library);
  await writeCaches(commandOf('explain', SAMPLE, '--output', devNull));
  await writeCaches(commandOf('trace', SAMPLE, '--output', devNull));
}

function writeCaches(command) {
  const worker = new Worker(new URL('dist/load-worker.cjs', import.meta.url), {
    workerData: { command, bundle: WORKER, files: null, writesCaches: true },
    resourceLimits: { stackSizeMb: 64 },
  });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the sample ended with ${code}`)),
    );
  });
}

/** tsc writes the declarations of every file; those that the public list does not lead to are of no use. */
function writeTypes() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  const kept = new Set(['dist/types/src/index.d.ts']);
  for (const file of kept) {
    const imports = readFileSync(file, 'utf8').matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g);
    for (const [, path] of imports) kept.add(join(dirname(file), `${path}.d.ts`));
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
  const name = readdirSync(folder).find((each) => /^licen[cs]e(\.txt|\.md)?$/i.test(each));
  if (name === undefined) throw new Error(`${folder} has no licence file; find out what it asks for`);
  return readFileSync(join(folder, name), 'utf8');
}
