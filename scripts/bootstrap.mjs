#!/usr/bin/env node
// Runs one of the project's commands on a machine that has only git and any Node >= 18:
// finds or installs the right Node, Yarn and the dependencies first. Needs the npm registry, nothing else.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = '24.21.0';
const YARN = '4.13.0';
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const toolCache =
  process.env.KUBEFLOW_FLEET_CACHE ??
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
    'kubeflow-fleet',
  );
// Not inside node_modules: Yarn prunes folders there that it does not know.
const stampFile = path.join(root, '.cache', 'install-stamp');

const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const tsx = bin('tsx', 'dist', 'cli.mjs');

const commands = {
  start: () => [tsx, 'packages/local-fleet/src/cli/start.ts'],
  fleet: () => [tsx, 'packages/local-fleet/src/cli/main.ts'],
  test: () => ['scripts/check.mjs'],
  'test:live': () => ['scripts/check-live.mjs'],
  bench: () => [tsx, 'packages/bench/src/cli.ts'],
  build: () => ['scripts/build-actions.mjs'],
  generate: () => ['scripts/generate.mjs'],
  fix: () => ['scripts/fix.mjs'],
  yarn: () => [yarn()],
};

const say = text => process.stderr.write(`[setup] ${text}\n`);

function fail(text, remedy) {
  process.stderr.write(`[setup] ${text}\n[setup] ${remedy}\n`);
  process.exit(1);
}

function npm(args) {
  // npm tells its children where it is; without it (a direct call) the one on PATH serves.
  const script = process.env.npm_execpath;
  const [command, prefix] = script?.endsWith('.js')
    ? [process.execPath, [script]]
    : ['npm', []];
  return spawnSync(command, [...prefix, ...args], {
    cwd: os.tmpdir(),
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      npm_config_prefix: undefined,
      npm_config_local_prefix: undefined,
    },
    shell: process.platform === 'win32' && command === 'npm',
  });
}

/** Installs one npm package into the cache, once, and returns its folder. */
function cached(name, version) {
  const folder = path.join(
    toolCache,
    `${name.replace(/[@/]/g, '')}-${version}`,
  );
  const installed = path.join(folder, 'node_modules', name);
  if (!fs.existsSync(path.join(folder, '.complete'))) {
    say(`installing ${name} ${version} into ${folder}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
    const { status } = npm([
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--ignore-scripts=false',
      `${name}@${version}`,
    ]);
    if (status !== 0) {
      fail(
        `npm could not install ${name}@${version} (exit code ${status}).`,
        'Check that this machine reaches the npm registry (npm ping), then run the command again.',
      );
    }
    fs.writeFileSync(path.join(folder, '.complete'), '');
  }
  return installed;
}

function node() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major === 24) return process.execPath;
  if (major < 18)
    fail(
      `Node ${process.versions.node} is too old.`,
      'Install Node 18 or newer.',
    );
  const folder = cached('node', NODE);
  return path.join(
    folder,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
}

const yarn = () =>
  path.join(cached('@yarnpkg/cli-dist', YARN), 'bin', 'yarn.js');

function manifestsHash() {
  const hash = createHash('sha256');
  const manifests = ['packages', 'plugins', 'actions']
    .flatMap(folder => {
      const parent = path.join(root, folder);
      if (!fs.existsSync(parent)) return [];
      return fs
        .readdirSync(parent)
        .map(name => path.join(parent, name, 'package.json'));
    })
    .filter(file => fs.existsSync(file));
  for (const file of ['package.json', 'yarn.lock', '.yarnrc.yml']
    .map(f => path.join(root, f))
    .concat(manifests.sort())) {
    hash.update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

function installDependencies(nodePath, env) {
  const wanted = manifestsHash();
  const have = fs.existsSync(stampFile)
    ? fs.readFileSync(stampFile, 'utf8')
    : '';
  if (have === wanted && fs.existsSync(bin('.yarn-state.yml'))) return;
  say('installing dependencies (about half a minute)');
  const { status } = spawnSync(nodePath, [yarn(), 'install', '--immutable'], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    fail(
      `yarn install ended with exit code ${status}.`,
      'The lines above name the package. If package.json was changed, run: npm run yarn -- install',
    );
  }
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, wanted);
}

function run(nodePath, args, env) {
  const child = spawn(nodePath, args, { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C reaches the whole process group; a signal to this process alone must be passed on.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)),
  );
}

function main([name, ...args]) {
  if (!Object.hasOwn(commands, name ?? '')) {
    fail(
      `There is no command '${name ?? ''}'.`,
      `Use one of: ${Object.keys(commands).join(', ')}.`,
    );
  }
  const nodePath = node();
  const env = {
    ...process.env,
    PATH: [path.dirname(nodePath), bin('.bin'), process.env.PATH].join(
      path.delimiter,
    ),
    YARN_IGNORE_PATH: '1',
    KUBEFLOW_FLEET_CACHE: toolCache,
  };
  // Set by npm for its own Node; node-gyp of another Node must not see it.
  delete env.npm_config_nodedir;
  if (name !== 'yarn') installDependencies(nodePath, env);
  run(nodePath, [...commands[name](), ...args], env);
}

main(process.argv.slice(2));
