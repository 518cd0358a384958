#!/usr/bin/env node
// `npm run test:live`: the real servers, the foreign clients and the workflow linters. Installs them first, into
// KUBEFLOW_FLEET_CACHE or ~/.cache/kubeflow-fleet; needs Go, Python 3 and the package registries.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest, runSteps, runs } from './steps.mjs';
import { workflows } from './workflows.mjs';

/** Where each program is, by name; undefined when one could not be installed, which has then been said. */
function installed() {
  const { status, stdout } = spawnSync(
    'node_modules/.bin/tsx',
    ['packages/local-fleet/src/real/install.ts'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/** Writes the workflows side by side as a repository would hold them, so that linters see them as such. */
function workflowFolder() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'workflows-'));
  const folder = path.join(root, '.github', 'workflows');
  fs.mkdirSync(folder, { recursive: true });
  fs.cpSync('actions', path.join(root, 'actions'), {
    recursive: true,
    filter: file => !file.includes('node_modules'),
  });
  const files = workflows().map(({ source, name, text }) => {
    const file = path.join(
      folder,
      `${source.replaceAll(/[^\w]+/g, '-')}-${name}`,
    );
    fs.writeFileSync(file, text);
    return file;
  });
  execFileSync('git', ['init', '--quiet', root]);
  return { root, files };
}

/** Runs a linter on every workflow; what it prints names the file that the workflow came from. */
function lint(command) {
  const { root, files } = workflowFolder();
  try {
    return runs(...command(root, files));
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

const checks = tools => ({
  actionlint: () =>
    lint((_root, files) => [
      tools.actionlint,
      '-shellcheck=',
      '-pyflakes=',
      ...files,
    ]),
  zizmor: () =>
    lint(root => [
      path.join(tools.zizmor, 'zizmor'),
      ...['--offline', '--no-progress', '--quiet', root],
    ]),
  // One file after another: each starts servers that use every core.
  'live tests': () =>
    jest('\\.live\\.test\\.tsx?$', undefined, {
      env: { KUBEFLOW_FLEET_LIVE: '1' },
      options: ['--verbose', '--runInBand'],
    }),
});

const tools = installed();
await runSteps({
  'everything is installed': () => tools !== undefined,
  ...(tools && checks(tools)),
});
