// Splits the library's seldom imported modules (src/stdlib/seldom.ts) off the worker's bundle.
//
// Both bundles have to share every class and table. What the second one needs of the files that the first one contains
// becomes a table by file and name: the worker's bundle fills it, the second bundle is a function of it.

import { readFileSync, rmSync } from 'node:fs';
import { resolve as absolute, relative } from 'node:path';
import { build } from 'esbuild';

const SELDOM = 'src/stdlib/seldom.ts';
/** As the worker's bundle asks for it; src/cli/load-worker.ts knows the name, too. */
const REQUIRED = './library.cjs';

/** Writes the library's bundle. Gives the plugin for the worker's bundle, and the files that went into the library's. */
export async function splitLibrary(worker, outfile) {
  const { metafile } = await build({
    ...worker,
    plugins: [...worker.plugins, standIn('export const seldomNames = [], seldomModules = () => [];')],
    write: false,
  });
  const { text, inputs } = await libraryText(worker, coreFilesOf(metafile));
  const parts = new Map();
  const body = text
    .replace(
      /import\s*(?:\{([^}]*)\}|\*\s*as\s+(\w+))\s*from\s*"core:([^"]*)";?/g,
      (_text, names, whole, file) => {
        if (names === undefined) {
          parts.set(file, null);
          return `const ${whole}=core[${JSON.stringify(file)}];`;
        }
        const pairs = names.split(',').map((pair) => pair.trim().split(/\s+as\s+/));
        checkConstant(file, pairs);
        if (parts.get(file) !== null) {
          const known = parts.get(file) ?? [];
          parts.set(file, [...new Set([...known, ...pairs.map(([name]) => name)])]);
        }
        const taken = pairs.map(([name, local = name]) => `${name}:${local}`);
        return `const {${taken.join(',')}}=core[${JSON.stringify(file)}];`;
      },
    )
    .replace(/import\s*"core:[^"]*";?/g, '')
    .replace(/export\s*\{\s*(\w+)(?:\s+as\s+seldomModules)?\s*\};?\s*$/, 'return $1()');
  const left = body.match(/(?:^|[;}\n])(?:import|export)\b.{0,40}/);
  if (left !== null) throw new Error(`${outfile}: ${left[0]}`);
  const names = await moduleNames();
  return { text: `(function (core) {${body}})`, inputs, plugin: standIn(contents(parts, names)) };
}

function coreFilesOf(metafile) {
  return new Set(Object.keys(metafile.inputs).filter((file) => file !== SELDOM));
}

/** The library as a module that imports what it needs of the worker's files from `core:FILE`. */
async function libraryText(worker, coreFiles) {
  const core = {
    name: 'files of the worker are outside',
    setup({ onResolve, resolve: find }) {
      onResolve({ filter: /.*/ }, async ({ path, importer, pluginData, ...rest }) => {
        if (pluginData === core || importer === '') return undefined;
        const found = await find(path, { ...rest, importer, pluginData: core });
        const file = relative('', found.path);
        return coreFiles.has(file) ? { path: `core:${file}`, external: true } : found;
      });
    },
  };
  const { outputFiles, metafile } = await build({
    ...worker,
    entryPoints: undefined,
    stdin: { contents: `export { seldomModules } from './${SELDOM}'`, resolveDir: '.' },
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
      throw new Error(`${file}: the library's bundle cannot share the variable ${name}`);
}

async function moduleNames() {
  const outfile = 'dist/seldom.mjs';
  await build({ entryPoints: [SELDOM], bundle: true, platform: 'node', format: 'esm', outfile });
  const { seldomNames } = await import(new URL(outfile, import.meta.url));
  rmSync(outfile);
  return seldomNames;
}

/** The text that takes the place of seldom.ts in the worker. */
function contents(parts, names) {
  const files = [...parts.keys()];
  const imports = files.map((file, index) => {
    const path = JSON.stringify(absolute(file));
    const list = parts.get(file)?.map((name) => `${name} as ${name}_${index}`);
    return `import ${list === undefined ? `* as part_${index}` : `{ ${list.join(', ')} }`} from ${path};`;
  });
  const entries = files.map((file, index) => {
    const list = parts.get(file)?.map((name) => `${name}: ${name}_${index}`);
    return `${JSON.stringify(file)}: ${list === undefined ? `part_${index}` : `{ ${list.join(', ')} }`}`;
  });
  return `${imports.join('\n')}
const core = () => ({ ${entries.join(', ')} });
export const seldomNames = ${JSON.stringify(names)};
export const seldomModules = () => require(${JSON.stringify(REQUIRED)})(core());`;
}

function standIn(text) {
  return {
    name: 'the library in a bundle of its own',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\.\/library\.cjs$/ }, () => ({ path: REQUIRED, external: true }));
      onLoad({ filter: /src.stdlib.seldom\.ts$/ }, () => ({ loader: 'js', contents: text, resolveDir: '.' }));
    },
  };
}
