import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LocalFleet } from '../fleet/contract';

/** Where the sample pipeline lies in this package. */
const SOURCES = resolve(__dirname, '../../pipelines');
/** What the main job runs, as a repository on GitHub would have it. */
const WORKFLOW = join('.github', 'workflows', 'train.yml');
const SAMPLE = resolve(__dirname, '../../sample');

/** Lays a user's repository out for the fleet: fleet file, pipeline and workflow. Returns its folder. */
export const writeSampleRepository = async (
  fleet: LocalFleet,
): Promise<string> => {
  const root = join(fleet.files.stateDir, 'repository');
  await rm(root, { recursive: true, force: true });
  await mkdir(join(root, 'pipelines'), { recursive: true });
  await mkdir(dirname(join(root, WORKFLOW)), { recursive: true });
  await copyFile(fleet.files.fleetFile, join(root, 'fleet.yaml'));
  for (const name of ['churn_training.py', 'churn_training.yaml'])
    await copyFile(join(SOURCES, name), join(root, 'pipelines', name));
  await copyFile(join(SAMPLE, WORKFLOW), join(root, WORKFLOW));
  return root;
};
