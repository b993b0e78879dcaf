// Who may import whom: the one table behind layering.test.ts and the lint rule in biome.json.
//
// A folder may always import itself. `types` may be imported by `import type` only.

export interface Layer {
  readonly imports: readonly string[];
  readonly types?: readonly string[];
}

/** Folders of the product, lowest first. */
export const LAYERS: ReadonlyMap<string, Layer> = new Map<string, Layer>([
  ['src/base', { imports: [] }],
  ['grammar', { imports: [] }],
  ['src/trace', { imports: ['src/base'] }],
  ['src/objects', { imports: ['src/base'] }],
  ['src/execution', { imports: ['src/base', 'src/objects'], types: ['src/trace'] }],
  ['src/kernel', { imports: ['src/base', 'src/trace', 'src/objects', 'src/execution'] }],
  ['src/compile', { imports: ['src/base', 'grammar', 'src/objects', 'src/execution'], types: ['src/trace'] }],
  ['src/stdlib', { imports: ['src/base', 'src/trace', 'src/objects', 'src/execution', 'src/kernel'] }],
  [
    'src/interpreter',
    {
      imports: [
        'src/base',
        'grammar',
        'src/trace',
        'src/objects',
        'src/execution',
        'src/kernel',
        'src/compile',
        'src/stdlib',
      ],
    },
  ],
  ['src/export', { imports: ['src/base', 'src/trace'] }],
  ['src/diagnose', { imports: ['src/base', 'src/trace'] }],
  ['src/lecture', { imports: ['src/base', 'grammar', 'src/trace', 'src/diagnose'] }],
  ['src/viewer', { imports: ['src/base', 'src/trace'] }],
  [
    'src/cli',
    {
      imports: [
        'src/base',
        'src/trace',
        'src/interpreter',
        'src/export',
        'src/lecture',
        'src/diagnose',
        'src/viewer',
      ],
    },
  ],
]);

/** Files with rules of their own, each with its reason. */
export const EXCEPTIONS: ReadonlyMap<string, Layer> = new Map<string, Layer>([
  // The public list.
  [
    'src/index.ts',
    { imports: ['src/base', 'src/trace', 'src/interpreter', 'src/export', 'src/lecture', 'src/diagnose'] },
  ],
  // The page runs programs in a web worker.
  ['src/viewer/worker.ts', { imports: ['src/base', 'src/trace', 'src/interpreter'] }],
]);

/** The only folder that touches the host. */
export const HOST_FOLDER = 'src/cli';

/** Packages that a folder may import. */
export const PACKAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ['grammar', ['chevrotain']],
  ['src/stdlib', ['@noble/hashes', 'pako']],
  ['src/cli', ['yaml']],
]);

/** The folder of the table that a file lies in; undefined for `src/index.ts` and files outside of the product. */
export function layerOf(file: string): string | undefined {
  for (const folder of LAYERS.keys()) if (file.startsWith(`${folder}/`)) return folder;
  return undefined;
}

/** The folders that nothing in `folder` may import, not even a type. */
export function forbiddenFolders(folder: string): string[] {
  const { imports = [], types = [] } = LAYERS.get(folder) ?? {};
  return [...LAYERS.keys()].filter(
    (each) => each !== folder && !imports.includes(each) && !types.includes(each),
  );
}
