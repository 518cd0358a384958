#!/usr/bin/env node
// Runs the end-to-end suites with a recorder in every local fleet, and writes what each action needed of
// Kubernetes and AWS to packages/local-fleet/access: `npm run generate` then prints it in the READMEs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest } from './steps.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'access-'));
const { failed } = jest('\\.e2e\\.test\\.tsx?$', undefined, {
  env: { KUBEFLOW_FLEET_ACCESS_LOG: folder },
});
const { status } = spawnSync(
  'node_modules/.bin/tsx',
  ['packages/local-fleet/src/access/updateAccess.ts', folder],
  { stdio: 'inherit' },
);
spawnSync('node_modules/.bin/prettier', [
  '--write',
  'packages/local-fleet/access',
]);
fs.rmSync(folder, { recursive: true });
process.exitCode = failed > 0 ? 1 : status ?? 1;
