import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FleetFiles } from '../fleet/contract';
import { SAMPLE_INSTALLATION } from '../installation/sampleInstallation';

/** Where the sample pipeline lies in this package. */
const PIPELINES = resolve(__dirname, '../../pipelines');
/** Workflows of the sample repository, as GitHub would have them. */
const SAMPLE = resolve(__dirname, '../../sample');

/**
 * Lays a user's repository out for the fleet: fleet file, pipeline, workflows, and the manifests that the fleet
 * file names. Returns its folder.
 */
export const writeSampleRepository = async ({
  stateDir,
  fleetFile,
}: Pick<FleetFiles, 'stateDir' | 'fleetFile'>): Promise<string> => {
  const root = join(stateDir, 'repository');
  await rm(root, { recursive: true, force: true });
  await mkdir(join(root, 'pipelines'), { recursive: true });
  await copyFile(fleetFile, join(root, 'fleet.yaml'));
  for (const name of ['churn_training.py', 'churn_training.yaml'])
    await copyFile(join(PIPELINES, name), join(root, 'pipelines', name));
  await cp(SAMPLE_INSTALLATION, join(root, SAMPLE_MANIFESTS), {
    recursive: true,
  });
  await cp(SAMPLE, root, { recursive: true });
  return root;
};

/** Folder of the sample repository with the manifests of the small installation. */
export const SAMPLE_MANIFESTS = 'kubeflow';
