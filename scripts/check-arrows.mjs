#!/usr/bin/env node
// Checks the arrows of .dependency-cruiser.cjs, and that each rule catches a violation planted for it.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const config = require('../.dependency-cruiser.cjs');
const FOLDERS = ['actions', 'plugins', 'packages'];

/** Per rule, the files that break it; a path in node_modules stands for a package. */
const planted = {
  'everything-resolves': { 'plugins/kubeflow-node/src/a.ts': './gone' },
  'no-circular': {
    'plugins/kubeflow-node/src/a.ts': './b',
    'plugins/kubeflow-node/src/b.ts': './a',
  },
  'common-is-a-leaf': {
    'plugins/kubeflow-common/src/a.ts': '../../kubeflow-node/src/b',
    'plugins/kubeflow-node/src/b.ts': '',
  },
  'common-is-isomorphic': { 'plugins/kubeflow-common/src/a.ts': 'node:fs' },
  'node-imports-only-common': {
    'plugins/kubeflow-node/src/a.ts': '../../kubeflow/src/b',
    'plugins/kubeflow/src/b.ts': '',
  },
  'core-is-framework-free': {
    'plugins/kubeflow-node/src/a.ts': 'express',
    'node_modules/express/index.js': '',
  },
  'core-does-not-need-its-backstage-door': {
    'plugins/kubeflow-node/src/a.ts': './backstage/b',
    'plugins/kubeflow-node/src/backstage/b.ts': '',
  },
  'plugins-never-import-actions': {
    'plugins/kubeflow-backend/src/a.ts': '../../../actions/toolkit/src/b',
    'actions/toolkit/src/b.ts': '',
  },
  'actions-import-only-the-core': {
    'actions/toolkit/src/a.ts': '../../../plugins/kubeflow/src/b',
    'plugins/kubeflow/src/b.ts': '',
  },
  'actions-use-no-backstage-door': {
    'actions/toolkit/src/a.ts':
      '../../../plugins/kubeflow-node/src/backstage/b',
    'plugins/kubeflow-node/src/backstage/b.ts': '',
  },
  'actions-do-not-import-each-other': {
    'actions/select-clusters/src/a.ts': '../../submit-pipeline/src/b',
    'actions/submit-pipeline/src/b.ts': '',
  },
  'only-toolkit-knows-the-runner': {
    'actions/submit-pipeline/src/a.ts': '@actions/core',
    'node_modules/@actions/core/index.js': '',
  },
  'the-portal-never-writes-to-a-cluster': {
    'plugins/kubeflow-backend/src/a.ts': '../../kubeflow-node/src/apply/b',
    'plugins/kubeflow-node/src/apply/b.ts': '',
  },
  'frontend-imports-only-common': {
    'plugins/kubeflow/src/a.ts': '../../kubeflow-node/src/b',
    'plugins/kubeflow-node/src/b.ts': '',
  },
  'backends-do-not-import-each-other': {
    'plugins/kubeflow-backend/src/a.ts':
      '../../catalog-backend-module-kubeflow/src/b',
    'plugins/catalog-backend-module-kubeflow/src/b.ts': '',
  },
  'production-does-not-import-the-local-fleet': {
    'plugins/kubeflow-node/src/a.ts': '../../../packages/local-fleet/src/b',
    'packages/local-fleet/src/b.ts': '',
  },
  'production-does-not-import-tests': {
    'plugins/kubeflow-node/src/a.ts': './testing/b',
    'plugins/kubeflow-node/src/testing/b.ts': '',
  },
};

async function violations(baseDir) {
  const folders = FOLDERS.filter(folder =>
    fs.existsSync(path.join(baseDir, folder)),
  );
  const { output } = await cruise(
    folders,
    {
      ...config.options,
      baseDir,
      validate: true,
      ruleSet: { forbidden: config.forbidden },
    },
    config.options.enhancedResolveOptions,
    baseDir === process.cwd() ? { tsConfig: undefined } : undefined,
  );
  return output.summary.violations;
}

function plant(files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arrows-'));
  for (const [file, imported] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    fs.writeFileSync(
      path.join(dir, file),
      imported ? `import '${imported}';\n` : 'export {};\n',
    );
  }
  return fs.realpathSync(dir);
}

async function unseenRules() {
  const unseen = config.forbidden
    .map(({ name }) => name)
    .filter(name => !planted[name]);
  for (const [name, files] of Object.entries(planted)) {
    const dir = plant(files);
    const found = await violations(dir);
    if (!found.some(violation => violation.rule.name === name))
      unseen.push(name);
    fs.rmSync(dir, { recursive: true });
  }
  return unseen;
}

const broken = await violations(process.cwd());
for (const { rule, from, to } of broken)
  console.error(`${rule.name}: ${from} -> ${to}`);
const unseen = await unseenRules();
for (const name of unseen)
  console.error(`${name}: its planted violation was not caught`);
if (broken.length + unseen.length > 0) process.exit(1);
console.log(
  `${config.forbidden.length} arrow rules hold, and each catches its planted violation`,
);
