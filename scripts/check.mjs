#!/usr/bin/env node
// `npm test`: everything that needs Node and git only.
import { jest, runSteps, runs } from './steps.mjs';

const bin = name => `node_modules/.bin/${name}`;
const OTHER_LANES = '\\.(live|e2e)\\.test\\.tsx?$';

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
  'end-to-end tests': () => jest('\\.e2e\\.test\\.tsx?$'),
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
