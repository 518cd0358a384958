import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import * as names from './names';

const root = resolve(__dirname, '../../..');
const HOME = 'plugins/kubeflow-common/src/names.ts';

const valuesOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values(value ?? {}).flatMap(valuesOf);

const declared = [...new Set(Object.values(names).flatMap(valuesOf))];

/**
 * A plain word must be the whole literal, because it also begins sentences about us; a qualified
 * name may stand in a selector or message, but not within an import, an address or a longer name.
 */
const occursIn = (name: string, text: string): boolean => {
  if (!/[./]/.test(name)) return text === name;
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\w@./-])${escaped}(?![\\w/-])`).test(text);
};

/** String literals and template pieces of a source, without imports and types. */
const literalsOf = (
  file: string,
  text: string,
): { text: string; line: number }[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { text: string; line: number }[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ text: node.text, line: line + 1 });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
};

/**
 * The KFP emulator spells KFP's names itself: with our constants it would agree with us also where
 * both are wrong.
 */
const EMULATED = 'packages/local-fleet/src/kfp/';

const isOurs = (path: string) =>
  /\.(ts|tsx|mts|mjs)$/.test(path) &&
  !/\.(test|generated|d)\.\w+$|\/testing\//.test(path);

const sources = ['plugins', 'actions', 'packages'].flatMap(folder =>
  readdirSync(join(root, folder)).flatMap(name => {
    const src = join(root, folder, name, 'src');
    try {
      return readdirSync(src, { recursive: true, encoding: 'utf8' })
        .map(path => join(src, path))
        .filter(isOurs);
    } catch (error) {
      // Folders such as actions/dist have no sources.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }),
);

const occurrences = sources.flatMap(path => {
  const file = relative(root, path);
  if (file === HOME || file.startsWith(EMULATED)) return [];
  return literalsOf(file, readFileSync(path, 'utf8')).flatMap(
    ({ text, line }) =>
      declared
        .filter(name => occursIn(name, text))
        .map(
          name =>
            `${file}:${line}: write the constant of names.ts for '${name}'`,
        ),
  );
});

describe('names.ts', () => {
  it('is the only place where its strings are written', () => {
    expect(occurrences).toEqual([]);
  });

  it('is compared with the sources of every package', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(declared).toContain('kubeflow-fleet/v1');
  });

  it.each([
    [`const a = 'kubeflow-fleet/v1';`, true],
    [`const a = \`\${x}: pipeline/runid=\${id}\`;`, true],
    [`const a = { 'app.kubernetes.io/managed-by': 1 };`, true],
    [`import x from '@kubeflow-fleet/plugin-kubeflow-common';`, false],
    [`const a = 'https://github.com/kubeflow-fleet/kubeflow-fleet';`, false],
    [`const a = 'kubeflow-fleet/v10';`, false],
    [`const a = 'kubeflow-fleet';`, true],
    [`const a = 'Written by kubeflow-fleet';`, false],
    [`// kubeflow-fleet/v1`, false],
  ])('a copy in %s is found: %s', (text, expected) => {
    const copies = literalsOf('x.ts', text).filter(literal =>
      declared.some(name => occursIn(name, literal.text)),
    );
    expect(copies.length > 0).toBe(expected);
  });
});
