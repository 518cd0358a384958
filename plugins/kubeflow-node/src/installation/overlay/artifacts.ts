import { parseDocument, isMap } from 'yaml';
import type { ManifestObject } from '../../apply/manifest';
import { grantAccess } from './artifactAccess';
import {
  artifactStore,
  launcherProviders,
  type ArtifactStore,
} from './artifactStore';
import type { OverlayDraft } from './draft';
import { configData, environmentPatch, patchConfig } from './patches';
import { profileScript } from './profileController';
import { containersOf, isWorkload } from './workload';

const ARTIFACT_SECRET = 'mlpipeline-minio-artifact';
const STORE_NAME = /(^|-)(seaweedfs|minio)(-|$)/;

/** The object store in the cluster, with its volume, Secret and network policies; never another component's. */
const removeStore = (draft: OverlayDraft) => {
  const namespace = draft.sourceNamespace;
  const gone = draft
    .objects()
    .filter(
      ({ metadata }) =>
        metadata.namespace === namespace && STORE_NAME.test(metadata.name),
    );
  for (const object of gone) draft.remove(object);
};

const apiServerEnvironment = ({ endpoint, region }: ArtifactStore) => {
  const [host, port = ''] = endpoint.split(':');
  return {
    OBJECTSTORECONFIG_HOST: host!,
    OBJECTSTORECONFIG_PORT: port,
    OBJECTSTORECONFIG_REGION: region,
    OBJECTSTORECONFIG_SECURE: 'true',
    // The image's own config.json holds minio's keys: only a variable that is there and empty hides them.
    OBJECTSTORECONFIG_ACCESSKEY: '',
    OBJECTSTORECONFIG_SECRETACCESSKEY: '',
  };
};

const uiEnvironment = (store: ArtifactStore, keyFormat?: string) => ({
  AWS_REGION: store.region,
  AWS_S3_ENDPOINT: store.endpoint,
  ARGO_ARCHIVE_ARTIFACTORY: 's3',
  ARGO_ARCHIVE_BUCKETNAME: store.bucket,
  ...(keyFormat ? { ARGO_KEYFORMAT: keyFormat } : {}),
});

/** Argo's own settings of the repository are kept; where it is and who may write are ours. */
const argoRepository = (text: string, store: ArtifactStore) => {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.get('s3')))
    return undefined;
  document.setIn(['s3', 'endpoint'], store.endpoint);
  document.setIn(['s3', 'bucket'], store.bucket);
  document.setIn(['s3', 'region'], store.region);
  document.setIn(['s3', 'insecure'], false);
  document.setIn(['s3', 'useSDKCreds'], true);
  document.deleteIn(['s3', 'accessKeySecret']);
  document.deleteIn(['s3', 'secretKeySecret']);
  const keyFormat = document.getIn(['s3', 'keyFormat']);
  return {
    text: document.toString({ lineWidth: 0 }),
    keyFormat: typeof keyFormat === 'string' ? keyFormat : undefined,
  };
};

const patchArgo = (draft: OverlayDraft, store: ArtifactStore) => {
  const name = 'workflow-controller-configmap';
  const config = draft.find('ConfigMap', name);
  const written = config && configData(config).artifactRepository;
  const repository =
    written === undefined ? undefined : argoRepository(written, store);
  if (config && repository)
    patchConfig(draft, config, { artifactRepository: repository.text });
  else
    draft.warn(
      `artifacts.bucket: there is no ConfigMap ${name} with an S3 artifactRepository, so logs and outputs of Argo are not written to the bucket`,
    );
  return repository?.keyFormat;
};

/** Variables that read the Secret of the store that is no longer there. */
const dropSecretVariables = (
  draft: OverlayDraft,
  handled: ManifestObject[],
) => {
  for (const object of draft.objects().filter(isWorkload)) {
    if (handled.includes(object)) continue;
    for (const { list, container } of containersOf(object)) {
      const names = (container.env ?? [])
        .filter(
          ({ valueFrom }) => valueFrom?.secretKeyRef?.name === ARTIFACT_SECRET,
        )
        .map(({ name }) => name);
      if (names.length > 0)
        draft.patch(object, {
          spec: {
            template: {
              spec: {
                [list]: [
                  {
                    name: container.name,
                    env: names.map(name => ({ name, $patch: 'delete' })),
                  },
                ],
              },
            },
          },
        });
    }
  }
};

const patchServers = (
  draft: OverlayDraft,
  store: ArtifactStore,
  keyFormat?: string,
) => {
  const environments = {
    'ml-pipeline': apiServerEnvironment(store),
    'ml-pipeline-ui': uiEnvironment(store, keyFormat),
  };
  for (const [name, environment] of Object.entries(environments)) {
    const deployment = draft.find('Deployment', name);
    if (deployment) environmentPatch(draft, deployment, environment);
    else
      draft.warn(
        `artifacts.bucket: there is no Deployment ${name} to tell the bucket to`,
      );
  }
};

const patchConfigs = (draft: OverlayDraft, store: ArtifactStore) => {
  const values = {
    'pipeline-install-config': {
      bucketName: store.bucket,
      defaultPipelineRoot: store.pipelineRoot,
    },
    'kfp-launcher': {
      defaultPipelineRoot: store.pipelineRoot,
      providers: launcherProviders(store),
    },
  };
  for (const [name, data] of Object.entries(values)) {
    const config = draft.find('ConfigMap', name);
    if (config) patchConfig(draft, config, data);
    else
      draft.warn(
        `artifacts.bucket: there is no ConfigMap ${name} to write the bucket into`,
      );
  }
};

/** Artifacts in S3 in place of the store in the cluster, with the credentials of the pods. */
export const useBucket = (draft: OverlayDraft) => {
  const store = artifactStore(draft.cluster);
  if (!store) return;
  const keyFormat = patchArgo(draft, store);
  patchConfigs(draft, store);
  patchServers(draft, store, keyFormat);
  grantAccess(draft);
  removeStore(draft);
  const apiServer = draft.find('Deployment', 'ml-pipeline');
  const controller = profileScript(draft, store);
  dropSecretVariables(
    draft,
    [apiServer, controller].filter(object => object !== undefined),
  );
};
