import fs from 'node:fs';
import path from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

const root =
  process.env.KUBEFLOW_FLEET_DATA ??
  path.resolve(__dirname, '../../../../../../shared/data');

const at = (name: string) => path.join(root, name);

/** What upstream's kustomizations render to; not part of this project. */
export const upstreamManifests = {
  /** Namespace and CustomResourceDefinitions of Kubeflow Pipelines 2.17.0, 16 objects. */
  pipelinesFirst: at('kfp-2.17.0/cluster-scoped-resources.yaml'),
  /** Kubeflow Pipelines 2.17.0 `platform-agnostic`, 72 objects. */
  pipelines: at('kfp-2.17.0/platform-agnostic.yaml'),
  /** The full platform 26.03, 636 objects, 8.9 MB. */
  platform: at('kubeflow-26.03/example.yaml'),
};

/** Which of upstream's files are not on this machine. */
export const missingManifests = (): readonly string[] =>
  Object.values(upstreamManifests).filter(file => !fs.existsSync(file));

/** @throws KubeflowError `NotFoundError`, reason `ManifestsMissing`, that says where to put them. */
export function requireUpstreamManifests(): void {
  const missing = missingManifests();
  if (missing.length === 0) return;
  throw new KubeflowError('NotFoundError', {
    reason: 'ManifestsMissing',
    subject: missing.join(', '),
    fact: "upstream's manifests are not part of this project",
    remedy:
      'Render those of kubeflow/pipelines 2.17.0 and community-distribution 26.03, and name their folder in KUBEFLOW_FLEET_DATA',
  });
}
