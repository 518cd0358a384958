// An esbuild plugin: `import { a } from '@kubeflow-fleet/x'` becomes an import of the very file that
// declares `a`. Through the package's index, esbuild counts every file of the package as reachable from
// an action's first chunk, and start-up would read and compile what only a later import() needs.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const SCOPE = '@kubeflow-fleet/';

/** Nothing of a type is left at run time. */
const TYPE = Symbol('type');

/** The doors of a package, as imports spell them, each with its index: `exports`, or `main` alone. */
function doorsOf(root, folder) {
  const { name, main, exports } = JSON.parse(
    fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
  );
  return Object.entries(exports ?? { '.': main })
    .filter(([, file]) => file.endsWith('.ts'))
    .map(([door, file]) => [
      path.posix.join(name, door),
      path.join(root, folder, file),
    ]);
}

/**
 * File that declares each export of the packages, by door and export name: the index itself
 * where that cannot be told, as for an export under another name.
 */
function declaringFiles(root, packages) {
  const indexes = new Map(packages.flatMap(folder => doorsOf(root, folder)));
  const program = ts.createProgram([...indexes.values()], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const fileOf = (symbol, index) => {
    const declared =
      symbol.flags & ts.SymbolFlags.Alias
        ? checker.getAliasedSymbol(symbol)
        : symbol;
    const node = declared.valueDeclaration;
    if (!node) return TYPE;
    const file = path.normalize(node.getSourceFile().fileName);
    const isOurs = file.startsWith(root) && !file.includes('node_modules');
    return isOurs && declared.name === symbol.name ? file : index;
  };
  return new Map(
    [...indexes].map(([name, index]) => {
      const module = checker.getSymbolAtLocation(program.getSourceFile(index));
      const symbols = module ? checker.getExportsOfModule(module) : [];
      return [
        name,
        new Map(symbols.map(symbol => [symbol.name, fileOf(symbol, index)])),
      ];
    }),
  );
}

/** The statement's imports, each from its file; undefined when the statement must stay as it is. */
function directly(statement, files) {
  const names = statement.importClause?.namedBindings;
  if (!names || !ts.isNamedImports(names) || statement.importClause.name) {
    return undefined;
  }
  const values = names.elements.filter(element => !element.isTypeOnly);
  const found = values.map(element => ({
    text: element.getText(),
    file: files.get((element.propertyName ?? element.name).text),
  }));
  if (found.some(({ file }) => file === undefined)) return undefined;
  return found
    .filter(({ file }) => file !== TYPE)
    .map(({ text, file }) => `import { ${text} } from ${JSON.stringify(file)};`)
    .join(' ');
}

function rewrite(file, text, exported) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  let result = text;
  for (const statement of [...source.statements].reverse()) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (statement.importClause?.isTypeOnly) continue;
    const files = exported.get(statement.moduleSpecifier.text);
    const direct = files && directly(statement, files);
    if (direct === undefined) continue;
    result =
      result.slice(0, statement.getStart()) +
      direct +
      result.slice(statement.getEnd());
  }
  return result;
}

/** For the packages in these folders, relative to `root`. */
export function directImports(root, packages) {
  return {
    name: 'direct-imports',
    setup(pluginBuild) {
      const exported = declaringFiles(root, packages);
      pluginBuild.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path: file }) => {
        if (file.includes('node_modules')) return undefined;
        const text = fs.readFileSync(file, 'utf8');
        return text.includes(SCOPE)
          ? { contents: rewrite(file, text, exported), loader: 'ts' }
          : undefined;
      });
    },
  };
}
