#!/usr/bin/env node
// `npm test`: everything that needs Node and git only.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest, runSteps, runs } from './steps.mjs';

const bin = name => `node_modules/.bin/${name}`;
const OTHER_LANES = '\\.(live|e2e)\\.test\\.tsx?$';

const recording = fs.mkdtempSync(path.join(os.tmpdir(), 'access-'));
process.on('exit', () => fs.rmSync(recording, { recursive: true }));

const steps = {
  format: () => runs(bin('prettier'), '--check', '--loglevel', 'warn', '.'),
  lint: () => runs(bin('backstage-cli'), 'repo', 'lint', '--max-warnings', '0'),
  types: () => runs(bin('tsc'), '--noEmit', '--incremental', 'false'),
  arrows: () => runs(process.execPath, 'scripts/check-arrows.mjs'),
  'generated files': () =>
    runs(process.execPath, 'scripts/generate.mjs', '--check'),
  'actions/dist': () =>
    runs(process.execPath, 'scripts/build-actions.mjs', '--check'),
  'workflow inputs': () =>
    runs(process.execPath, 'scripts/check-workflows.mjs'),
  'unused code': () => runs(bin('knip')),
  'unit and contract tests': () => jest('\\.test\\.tsx?$', OTHER_LANES),
  'end-to-end tests': () =>
    jest('\\.e2e\\.test\\.tsx?$', undefined, {
      env: { KUBEFLOW_FLEET_ACCESS_LOG: recording },
    }),
  // What the suites needed of Kubernetes and AWS is what the READMEs print.
  'least privilege': () =>
    runs(
      bin('tsx'),
      'packages/local-fleet/src/access/updateAccess.ts',
      recording,
      '--check',
    ),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in steps));
if (unknown.length > 0) {
  console.error(
    `No step is called ${unknown.join(', ')}. There are: ${Object.keys(
      steps,
    ).join(', ')}.`,
  );
  process.exit(1);
}
await runSteps(
  Object.fromEntries(
    Object.entries(steps).filter(
      ([name]) => wanted.length === 0 || wanted.includes(name),
    ),
  ),
);
