/**
 * `tsx updateAccess.ts FOLDER`: writes `access/*.json` from the recordings of the end-to-end suites in FOLDER;
 * with `--check` compares instead. `access/kinds.json` follows upstream's bundles where they are
 * (`KUBEFLOW_FLEET_DATA`), else it stays.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SAMPLE_INSTALLATION } from '../installation/sampleInstallation';
import { ACCESS_FOLDER } from './accessFiles';
import { accessLayouts } from './accessLayout';
import { collectAccess } from './collectAccess';
import { kindsOfManifests } from './kindsOfManifests';

const DATA = process.env.KUBEFLOW_FLEET_DATA ?? resolve('../shared/data');
const KFP = 'kfp-2.17.0';
const PIPELINES = [
  `${KFP}/cluster-scoped-resources.yaml`,
  `${KFP}/platform-agnostic.yaml`,
];
const PLATFORM = [
  `${KFP}/multi-user-cert-manager.yaml`,
  'kubeflow-26.03/example.yaml',
];

const textsIn = (files: readonly string[]) =>
  files.map(file => readFileSync(join(DATA, file), 'utf8'));

const sampleTexts = () =>
  readdirSync(SAMPLE_INSTALLATION)
    .filter(file => file.endsWith('.yaml'))
    .map(file => readFileSync(join(SAMPLE_INSTALLATION, file), 'utf8'));

const kinds = () => ({
  pipelines: kindsOfManifests([...sampleTexts(), ...textsIn(PIPELINES)]),
  platform: kindsOfManifests(textsIn([...PIPELINES, ...PLATFORM])),
});

const [folder, flag] = process.argv.slice(2);
if (!folder) throw new Error('usage: updateAccess.ts FOLDER [--check]');

if (!readdirSync(folder).some(file => file.endsWith('.json')))
  throw new Error(
    `${folder} holds no recording: run the end-to-end tests with KUBEFLOW_FLEET_ACCESS_LOG=${folder}`,
  );

/** True when the file says so already; else writes it, unless it is only to be checked. */
const isCurrent = (name: string, value: unknown): boolean => {
  const path = join(ACCESS_FOLDER, `${name}.json`);
  const before: unknown = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : undefined;
  if (isDeepStrictEqual(before, value)) return true;
  if (flag !== '--check')
    writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
  else
    process.stderr.write(
      `packages/local-fleet/access/${name}.json differs from what the suites needed:\n${JSON.stringify(
        value,
        undefined,
        2,
      )}\n`,
    );
  return flag !== '--check';
};

const results = accessLayouts.map(({ action }) =>
  isCurrent(action, collectAccess(folder, action)),
);
if (existsSync(join(DATA, KFP))) results.push(isCurrent('kinds', kinds()));
if (results.includes(false)) {
  process.stderr.write(
    'Run `node scripts/record-access.mjs`, look at the difference, then `npm run generate`.\n',
  );
  process.exitCode = 1;
}
