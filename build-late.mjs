// Splits what few runs need off the worker's bundle, since start-up time grows with what is read: each of the files below
// becomes a bundle of its own, with everything that only it imports.
//
// Such a file exports functions, which load the bundle when they are called, and constants, which are known at once. All
// bundles have to share every class and table. What a late one needs of the files that the worker's contains becomes a
// table by file and name: the worker's bundle fills it, the late one is a function of it.

import { readFileSync, rmSync } from 'node:fs';
import { resolve as absolute, relative } from 'node:path';
import { build } from 'esbuild';

/** Files by the names of their bundles; src/cli/load-worker.ts finds those beside the worker's. */
const LATE = new Map([
  ['library.cjs', 'src/stdlib/seldom.ts'],
  ['lecture.cjs', 'src/cli/lecture-verbs.ts'],
]);

/** The texts of the late bundles by name, the files that went into them, and the plugin for the worker's bundle. */
export async function splitOff(worker) {
  const exported = new Map();
  const empty = new Map();
  for (const [name, file] of LATE) {
    exported.set(file, await exportsOf(file));
    empty.set(file, standIn([], exported.get(file), name));
  }
  const { metafile } = await build({ ...worker, plugins: [...worker.plugins, inPlace(empty)], write: false });
  const coreFiles = new Set(Object.keys(metafile.inputs).filter((file) => !empty.has(file)));
  const texts = new Map();
  const standIns = new Map();
  const inputs = [];
  for (const [name, file] of LATE) {
    const late = await lateBundle(worker, file, coreFiles);
    checkUnshared(file, late.inputs, inputs);
    inputs.push(...late.inputs);
    texts.set(name, late.text);
    standIns.set(file, standIn(late.parts, exported.get(file), name));
  }
  return { texts, inputs, plugin: inPlace(standIns) };
}

/** What a module exports, by evaluating it. */
export async function exportsOf(file) {
  const outfile = 'dist/evaluated.mjs';
  await build({ entryPoints: [file], bundle: true, platform: 'node', format: 'esm', outfile });
  const exported = await import(`${new URL(outfile, import.meta.url)}?${file}`);
  rmSync(outfile);
  return exported;
}

/** The text of a late bundle, and what it takes of the worker's files: names by file, or null for all of them. */
async function lateBundle(worker, file, coreFiles) {
  const { text, inputs } = await lateModule(worker, file, coreFiles);
  const parts = new Map();
  const take = (from, names) => {
    if (names === null) parts.set(from, null);
    else if (parts.get(from) !== null) parts.set(from, [...new Set([...(parts.get(from) ?? []), ...names])]);
  };
  const body = text
    .replace(
      /import\s*(?:\{([^}]*)\}|\*\s*as\s+(\w+))\s*from\s*"(core|node):([^"]*)";?/g,
      (_text, list, whole, kind, from) => {
        const pairs = list === undefined ? null : pairsOf(list);
        if (kind === 'core') {
          if (pairs !== null) checkConstant(from, pairs);
          take(from, pairs === null ? null : pairs.map(([name]) => name));
        }
        const source = kind === 'core' ? `core[${JSON.stringify(from)}]` : `require("node:${from}")`;
        const target = pairs === null ? whole : `{${pairs.map((pair) => pair.join(':')).join(',')}}`;
        return `const ${target}=${source};`;
      },
    )
    .replace(/import\s*"core:[^"]*";?/g, '')
    .replace(
      /export\s*\{([^}]*)\};?\s*$/,
      (_text, list) => `return {${pairsOf(list).map(([local, name]) => `${name}:${local}`)}};`,
    );
  // Texts in Python have lines that begin with `import name`, which JavaScript's imports do not.
  const statement = /(?:^|[;}\n])(?:import\s*(?:["{*]|[\w$]+\s*(?:,|from\b)\s*["{*])|export\b).{0,40}/;
  const [left] = body.match(statement) ?? [];
  if (left !== undefined) throw new Error(`the bundle of ${file} cannot have: ${left}`);
  return { text: `(function (core, require) {${body}})`, inputs, parts };
}

/** `a, b as c` as `[['a', 'a'], ['b', 'c']]` */
function pairsOf(list) {
  return list.split(',').map((item) => {
    const [name, other = name] = item.trim().split(/\s+as\s+/);
    return [name, other];
  });
}

/** The file with its own imports as a module that takes what the worker has from `core:FILE`. */
async function lateModule(worker, file, coreFiles) {
  const core = {
    name: 'files of the worker are outside',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /.*/ }, async ({ path, importer, pluginData, ...rest }) => {
        if (pluginData === core || importer === '') return undefined;
        const found = await resolve(path, { ...rest, importer, pluginData: core });
        const name = relative('', found.path);
        return coreFiles.has(name) ? { path: `core:${name}`, external: true } : found;
      });
    },
  };
  const { outputFiles, metafile } = await build({
    ...worker,
    entryPoints: [file],
    banner: {},
    footer: {},
    format: 'esm',
    plugins: [...worker.plugins, core],
    write: false,
  });
  return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

/** What changes while a program runs would be out of date in the table. */
function checkConstant(file, pairs) {
  const source = readFileSync(file, 'utf8');
  for (const [name] of pairs)
    if (new RegExp(`^export let ${name}\\b`, 'm').test(source))
      throw new Error(`${file}: a late bundle cannot share the variable ${name}`);
}

/** Two copies of a file would be two copies of its classes. */
function checkUnshared(file, inputs, others) {
  const both = inputs.find((input) => others.includes(input));
  if (both !== undefined) throw new Error(`${file} and another late bundle contain ${both}`);
}

/** The text that takes the place of a late file in the worker. */
function standIn(parts, exported, bundle) {
  const entries = [...parts];
  const imports = entries.map(([file, names], index) => {
    const list =
      names === null ? `* as part_${index}` : `{ ${names.map((name) => `${name} as ${name}_${index}`)} }`;
    return `import ${list} from ${JSON.stringify(absolute(file))};`;
  });
  const table = entries.map(([file, names], index) => {
    const part = names === null ? `part_${index}` : `{ ${names.map((name) => `${name}: ${name}_${index}`)} }`;
    return `${JSON.stringify(file)}: ${part}`;
  });
  const own = Object.entries(exported).map(([name, value]) =>
    typeof value === 'function'
      ? `export const ${name} = (...args) => late().${name}(...args);`
      : `export const ${name} = ${JSON.stringify(value)};`,
  );
  const load = `require(${JSON.stringify(`./${bundle}`)})({ ${table} }, require)`;
  return `${imports.join('\n')}\nlet loaded;\nconst late = () => (loaded ??= ${load});\n${own.join('\n')}`;
}

function inPlace(texts) {
  return {
    name: 'late files stand in bundles of their own',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\.\/\w+\.cjs$/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = texts.get(relative('', path));
        return contents === undefined ? undefined : { loader: 'js', contents, resolveDir: '.' };
      });
    },
  };
}
