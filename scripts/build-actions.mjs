#!/usr/bin/env node
// Bundles every action into actions/dist: one esbuild run, so that what the actions share is there once.
// --check builds beside it and compares the bytes; --sizes prints what the bundle is made of.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { directImports } from './direct-imports.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const actions = path.join(root, 'actions');
const committed = path.join(actions, 'dist');

// Packages whose modules do nothing but define things (checked by running every action's tests on
// the bundle): esbuild may leave out what nobody imports, such as 1,000 models of client-node.
const WITHOUT_SIDE_EFFECTS = [
  '@actions/core',
  '@actions/exec',
  '@actions/http-client',
  '@actions/io',
  '@kubernetes/client-node',
  'undici',
  'zod',
];

const PACKAGES = [
  'plugins/kubeflow-common',
  'plugins/kubeflow-node',
  'actions/toolkit',
];

const fail = text => {
  console.error(text);
  process.exit(1);
};

/** Entry points by the names that the action.yml files give them: `main` and `post` of src. */
function entryPoints() {
  const entries = {};
  for (const folder of fs.readdirSync(actions).sort()) {
    const file = path.join(actions, folder, 'action.yml');
    if (!fs.existsSync(file)) continue;
    const { runs } = parse(fs.readFileSync(file, 'utf8'));
    for (const stage of ['pre', 'main', 'post']) {
      if (!runs[stage]) continue;
      const match = /^\.\.\/dist\/([\w-]+)\.mjs$/.exec(runs[stage]);
      if (!match) {
        fail(
          `${folder}/action.yml: runs.${stage} must be ../dist/NAME.mjs, not ${runs[stage]}`,
        );
      }
      entries[match[1]] = `actions/${folder}/src/${stage}.ts`;
    }
  }
  return entries;
}

const packageOf = file => {
  const at = file.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const [scope, name] = file.slice(at + 'node_modules/'.length).split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
};

const sideEffectFree = {
  name: 'side-effect-free',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /.*/ }, async args => {
      if (args.pluginData === sideEffectFree || !args.importer)
        return undefined;
      const {
        path: found,
        namespace,
        external,
        errors,
      } = await pluginBuild.resolve(args.path, {
        importer: args.importer,
        namespace: args.namespace,
        resolveDir: args.resolveDir,
        kind: args.kind,
        with: args.with,
        pluginData: sideEffectFree,
      });
      if (errors.length > 0 || external || namespace !== 'file')
        return undefined;
      const owner = packageOf(found);
      const ours =
        owner === undefined &&
        found.startsWith(root) &&
        !/\/(main|post|pre)\.ts$/.test(found);
      return ours || WITHOUT_SIDE_EFFECTS.includes(owner)
        ? { path: found, sideEffects: false }
        : undefined;
    });
  },
};

// What client-node imports for methods that nothing here calls: its own HTTP client (ours is plugged in)
// and the typed clients of port-forwarding by service name (pods are found by ours). 5.5 MB.
const NEVER_CALLED = [
  {
    importer: /client-node\/dist\/(config|gen\/http\/isomorphic-fetch)\.js$/,
    from: 'undici',
  },
  { importer: /client-node\/dist\/portforward\.js$/, from: './gen/index.js' },
  // The toolkit gives Node's own fetch, which the proxy of the environment is set for.
  { importer: /@actions\/(github|http-client)\//, from: 'undici' },
  // Reads the name of the browser that the AWS SDK runs in.
  { importer: /@aws-sdk\/core\/.*\/client\//, from: 'bowser' },
];

/** Classes in the place of the real ones: using one says what happened. */
const absentClasses = `
const absent = name => class {
  constructor() { throw new Error(name + ' is not bundled into the actions'); }
};
export const Agent = absent('undici');
export const fetch = absent('undici');
// Made for every client when a proxy is set, and never used.
export class ProxyAgent {}
export const AppsV1Api = absent('AppsV1Api');
export const CoreV1Api = absent('CoreV1Api');
export const parse = () => {
  throw new Error('bowser is not bundled into the actions');
};
`;

const withoutUnused = {
  name: 'without-unused',
  setup(pluginBuild) {
    pluginBuild.onResolve(
      { filter: /^(undici|bowser|\.\/gen\/index\.js)$/ },
      args =>
        NEVER_CALLED.some(
          ({ importer, from }) =>
            from === args.path && importer.test(args.importer),
        )
          ? { path: 'absent', namespace: 'absent', sideEffects: false }
          : undefined,
    );
    pluginBuild.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({
      contents: absentClasses,
      loader: 'js',
    }));
  },
};

const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __pathDirname } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('\n');

async function bundle(outdir) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entryPoints(),
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    conditions: ['import', 'node'],
    // Not minified: who runs an action can read it. Comments go to LICENSES.txt.
    legalComments: 'none',
    charset: 'utf8',
    banner: { js: banner },
    plugins: [directImports(root, PACKAGES), withoutUnused, sideEffectFree],
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Folder of the package that a bundled file belongs to. */
const packageFolder = file =>
  path.join(
    root,
    file.slice(0, file.lastIndexOf('node_modules/')),
    'node_modules',
    packageOf(file),
  );

function licenceText(folder) {
  const files = fs
    .readdirSync(folder)
    .filter(name => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort();
  return files
    .map(name => fs.readFileSync(path.join(folder, name), 'utf8').trim())
    .map(text => text.replace(/\r\n/g, '\n'))
    .join('\n\n');
}

/** The packages inside the bundle, each with its licence. */
function licences(metafile) {
  const folders = new Set(
    Object.values(metafile.outputs)
      .flatMap(output => Object.entries(output.inputs))
      .filter(
        ([file, { bytesInOutput }]) => packageOf(file) && bytesInOutput > 0,
      )
      .map(([file]) => packageFolder(file)),
  );
  const texts = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(
      fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
    );
    const text = licenceText(folder);
    const names = texts.get(text) ?? new Set();
    texts.set(text, names.add(`${name} ${version} (${license})`));
  }
  // Many share one text, to the letter.
  const entries = [...texts].map(([text, names]) =>
    `${[...names].sort().join('\n')}\n\n${text}`.trim(),
  );
  return `Packages bundled into the actions, with their licences.\n\n${entries
    .sort()
    .join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function files(folder, below = '') {
  if (!fs.existsSync(path.join(folder, below))) return [];
  return fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .flatMap(entry => {
      const name = path.posix.join(below, entry.name);
      return entry.isDirectory() ? files(folder, name) : [name];
    })
    .sort();
}

function differences(expected, actual) {
  const names = [...new Set([...files(expected), ...files(actual)])].sort();
  const read = (folder, name) =>
    fs.existsSync(path.join(folder, name))
      ? fs.readFileSync(path.join(folder, name)).toString('latin1')
      : undefined;
  return names.filter(name => read(expected, name) !== read(actual, name));
}

function printSizes(metafile, outdir) {
  const bytes = {};
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const owner = packageOf(file) ?? file.split('/').slice(0, 2).join('/');
      bytes[owner] = (bytes[owner] ?? 0) + bytesInOutput;
    }
  }
  for (const [owner, size] of Object.entries(bytes).sort(
    (a, b) => b[1] - a[1],
  )) {
    console.log(`${String(size).padStart(9)}  ${owner}`);
  }
  const total = files(outdir).reduce(
    (sum, name) => sum + fs.statSync(path.join(outdir, name)).size,
    0,
  );
  console.log(`${String(total).padStart(9)}  in all, licences included`);
}

async function write(outdir) {
  const metafile = await bundle(outdir);
  fs.writeFileSync(path.join(outdir, 'LICENSES.txt'), licences(metafile));
  return metafile;
}

async function main(args) {
  // Beside the real one, so that every relative path in the bundle is the same.
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'actions-dist-'));
  try {
    const metafile = await write(outdir);
    if (args.includes('--sizes')) printSizes(metafile, outdir);
    const changed = differences(outdir, committed);
    if (args.includes('--check')) {
      if (changed.length > 0) {
        fail(
          `actions/dist is not what its sources give: ${changed.join(
            ', ',
          )}. Run: npm run build`,
        );
      }
      return;
    }
    if (changed.length === 0) return;
    fs.rmSync(committed, { recursive: true, force: true });
    fs.cpSync(outdir, committed, { recursive: true });
    console.log(`actions/dist: ${changed.length} files written`);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
