import type { ManifestObject } from '../../apply/manifest';
import { mirroredImage } from '../images/imageReference';
import type { ArtifactStore } from './artifactStore';
import type { OverlayDraft } from './draft';
import { configData, patchConfig, templatePatch } from './patches';
import { podSpec } from './workload';
import { PROFILE_SCRIPT } from './profileScript';

const CONTROLLER = 'kubeflow-pipelines-profile-controller';
const CODE = /^kubeflow-pipelines-profile-controller-code(-|$)/;
const FILE = 'sync.py';
/** What the script runs in profiles where no variable names another. */
const FRONTEND_IMAGE = 'ghcr.io/kubeflow/kfp-frontend';

/** Upstream's own variables for a store in the cluster. */
const STORE_VARIABLES =
  /^(AWS_|S3_|MINIO_|OBJECT_STORE_HOST|ARTIFACT_RETENTION_DAYS)/;

/**
 * Upstream's controller makes a user of SeaweedFS for each profile and points its runs there. With a bucket, a
 * script of ours takes its place: it points them to the bucket.
 *
 * @returns the workload whose environment was settled here, if there is one.
 */
export const profileScript = (
  draft: OverlayDraft,
  store: ArtifactStore,
): ManifestObject | undefined => {
  if (draft.cluster.kubeflow.profile === 'pipelines') return undefined;
  const controller = draft.find('Deployment', CONTROLLER);
  const code = draft
    .objects('ConfigMap')
    .find(
      object => CODE.test(object.metadata.name) && FILE in configData(object),
    );
  const [container] = controller ? podSpec(controller).containers ?? [] : [];
  if (!controller || !code || !container) {
    draft.warn(
      `artifacts.bucket: there is no Deployment ${CONTROLLER} with its code, so runs in profiles keep what their namespaces say`,
    );
    return undefined;
  }
  const registry = draft.cluster.images?.registry;
  patchConfig(draft, code, { [FILE]: PROFILE_SCRIPT });
  const gone = (container.env ?? [])
    .filter(({ name }) => STORE_VARIABLES.test(name))
    .map(({ name }) => ({ name, $patch: 'delete' }));
  const env = Object.entries({
    ARTIFACT_BUCKET: store.bucket,
    ARTIFACT_REGION: store.region,
    ARTIFACT_ENDPOINT: store.endpoint,
    KUBEFLOW_NAMESPACE: draft.cluster.kubeflow.namespace,
    ...(registry
      ? { FRONTEND_IMAGE: mirroredImage(FRONTEND_IMAGE, registry) }
      : {}),
  }).map(([name, value]) => ({ name, value }));
  draft.patch(
    controller,
    templatePatch({
      containers: [{ name: container.name, env: [...gone, ...env] }],
    }),
  );
  return controller;
};
