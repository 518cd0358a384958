import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LocalFleet } from '../fleet/contract';

/** Where the sample pipeline lies in this package. */
const SOURCES = resolve(__dirname, '../../pipelines');

const WORKFLOW = `# What \`npm start\` runs on the local fleet, as a repository on GitHub would have it.
name: train
on:
  push:
    branches: [main]
permissions: {}
jobs:
  train:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - id: place
        uses: kubeflow-fleet/kubeflow-fleet/actions/select-clusters@main
        with:
          accelerator: nvidia-a10g
          choose: one
          live-capacity: true
      - uses: kubeflow-fleet/kubeflow-fleet/actions/submit-pipeline@main
        with:
          clusters: \${{ steps.place.outputs.clusters }}
          pipeline-file: pipelines/churn_training.yaml
          experiment: churn
          accelerator: nvidia.com/gpu
          resource-tasks: train
          tolerations: nvidia.com/gpu
`;

/** Lays a user's repository out for the fleet: fleet file, pipeline and workflow. Returns its folder. */
export const writeSampleRepository = async (
  fleet: LocalFleet,
): Promise<string> => {
  const root = join(fleet.files.stateDir, 'repository');
  await rm(root, { recursive: true, force: true });
  await mkdir(join(root, 'pipelines'), { recursive: true });
  await mkdir(join(root, '.github', 'workflows'), { recursive: true });
  await copyFile(fleet.files.fleetFile, join(root, 'fleet.yaml'));
  for (const name of ['churn_training.py', 'churn_training.yaml'])
    await copyFile(join(SOURCES, name), join(root, 'pipelines', name));
  await writeFile(join(root, '.github', 'workflows', 'train.yml'), WORKFLOW);
  return root;
};
