#!/usr/bin/env node
// `npm run test:live`: the real servers, the foreign clients and the workflow linters. Installs them first;
// needs Go, Python 3 and the package registries.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest, runSteps, runs } from './steps.mjs';
import { workflows } from './workflows.mjs';

const installed = () => {
  const install = ['packages/local-fleet/src/real/install.ts'];
  const answer = execFileSync('node_modules/.bin/tsx', install, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(answer);
};

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

const tools = installed();
const environment = {
  KUBEFLOW_FLEET_LIVE: '1',
  KFP_PYTHON: path.join(tools.kfp, 'python'),
  KUBECTL: tools.kubectl,
  AWS_CLI: path.join(tools.aws, 'aws'),
  ACT: tools.act,
};
const linted = workflowFolder();

await runSteps({
  actionlint: () =>
    runs(tools.actionlint, '-shellcheck=', '-pyflakes=', ...linted.files),
  // The audit `self-repository` proposes a syntax that act does not know.
  zizmor: () =>
    runs(
      path.join(tools.zizmor, 'zizmor'),
      '--offline',
      '--no-progress',
      '--quiet',
      linted.root,
    ),
  'live tests': () => jest('\\.live\\.test\\.tsx?$', undefined, environment),
});
