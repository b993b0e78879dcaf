// The import directions of the design, checked on every file: folders only look down, no cycles at run time, and
// Node's modules in the command line alone. The linter holds the same directions while one types; the last test
// compares the two.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { EXCEPTIONS, forbiddenFolders, HOST_FOLDER, LAYERS, layerOf, PACKAGES } from './support/layers.js';

const root = new URL('..', import.meta.url).pathname;

interface Import {
  readonly from: string;
  /** A file of the project, or a package or `node:` name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function productFiles(): string[] {
  return ['grammar', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((name) => name.endsWith('.ts')),
  );
}

function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const target = specifier.text;
    const to = target.startsWith('.')
      ? posix.join(posix.dirname(file), target).replace(/\.js$/, '.ts')
      : target;
    found.push({ from: file, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return found;
}

/** Calls that turn text into code, which a page's security policy forbids. */
function evaluations(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
      const name = node.expression.text;
      if (name === 'eval' || name === 'Function') found.push(`${file} calls ${name}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return found;
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, false);
}

/** What is wrong with an import, or null. */
function complaint({ from, to, typeOnly }: Import): string | null {
  const folder = layerOf(from) ?? from;
  if (to.startsWith('node:')) return folder === HOST_FOLDER ? null : `${from} imports ${to}`;
  if (!to.endsWith('.ts')) {
    const isAllowed = PACKAGES.get(folder)?.some((name) => to === name || to.startsWith(`${name}/`));
    return isAllowed ? null : `${from} imports the package ${to}`;
  }
  const target = layerOf(to) ?? to;
  const layer = EXCEPTIONS.get(from) ?? LAYERS.get(folder);
  if (layer === undefined) return `${from} lies in no folder of the table`;
  if (target === folder || layer.imports.includes(target)) return null;
  if (typeOnly && layer.types?.includes(target)) return null;
  return `${from} imports ${to}`;
}

/** Every cycle among the imports that stay at run time, as `a -> b -> a`. */
function cycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (typeOnly || !to.endsWith('.ts')) continue;
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of targets.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of targets.keys()) visit(file);
  return found;
}

const files = productFiles().map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
const imports = files.flatMap(([file, text]) => importsOf(file, text));

describe('layering', () => {
  it('folders only look down, and only the command line touches the host', () => {
    expect(imports.map(complaint).filter((each) => each !== null)).toEqual([]);
  });

  it('nothing imports in a circle at run time', () => {
    expect(cycles(imports)).toEqual([]);
  });

  it('nothing turns text into code', () => {
    expect(files.flatMap(([file, text]) => evaluations(file, text))).toEqual([]);
  });

  it('sees what it looks for', () => {
    const planted = (file: string, text: string) => importsOf(file, text).map(complaint);
    expect(planted('src/objects/a.ts', "import { f } from '../kernel/f.js';")).toEqual([
      'src/objects/a.ts imports src/kernel/f.ts',
    ]);
    expect(planted('src/execution/a.ts', "import type { T } from '../trace/t.js';")).toEqual([null]);
    expect(planted('src/execution/a.ts', "import { t } from '../trace/t.js';")).toEqual([
      'src/execution/a.ts imports src/trace/t.ts',
    ]);
    expect(planted('src/export/a.ts', "export * from 'node:fs';")).toEqual([
      'src/export/a.ts imports node:fs',
    ]);
    expect(planted('src/kernel/a.ts', "const m = await import('../stdlib/time.js');")).toEqual([
      'src/kernel/a.ts imports src/stdlib/time.ts',
    ]);
    expect(evaluations('src/a.ts', "new Function('1'); eval('1'); evaluate();")).toEqual([
      'src/a.ts calls Function',
      'src/a.ts calls eval',
    ]);
    const circle = [
      ...importsOf('src/base/a.ts', "import './b.js';"),
      ...importsOf('src/base/b.ts', "import { a } from './a.js'; import type { C } from './c.js';"),
    ];
    expect(cycles(circle)).toEqual(['src/base/a.ts -> src/base/b.ts -> src/base/a.ts']);
  });

  it('the linter holds the same directions', () => {
    const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    for (const folder of LAYERS.keys()) {
      const expected = forbiddenFolders(folder).map((each) => `**/${each.replace('src/', '')}/**`);
      expect(lintedGroups(overrides, folder).sort(), folder).toEqual(expected.sort());
    }
  });
});

interface LintOverride {
  readonly includes: readonly string[];
  readonly linter?: {
    readonly rules?: {
      readonly style?: {
        readonly noRestrictedImports?: {
          readonly options?: { readonly patterns?: readonly { readonly group: readonly string[] }[] };
        };
      };
    };
  };
}

/** The patterns of other folders' files that the linter refuses in a folder. */
function lintedGroups(overrides: readonly LintOverride[], folder: string): string[] {
  return overrides
    .filter(({ includes }) => includes.includes(`${folder}/**`))
    .flatMap(({ linter }) => linter?.rules?.style?.noRestrictedImports?.options?.patterns ?? [])
    .flatMap(({ group }) => group);
}
