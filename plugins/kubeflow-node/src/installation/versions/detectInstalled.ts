import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
} from '../../kubernetes/objects';
import type { DetectedInstallation } from '../contract';
import { installerOf } from './installerOf';
import { bareVersion, VERSION_CONFIGS } from './pipelinesVersion';

const CONFIG_MAPS = { group: '', version: 'v1', plural: 'configmaps' };
const DEPLOYMENTS = { group: 'apps', version: 'v1', plural: 'deployments' };
const API_SERVER = 'ml-pipeline';

const find = async (
  kubernetes: KubernetesClient,
  collection: Parameters<KubernetesClient['get']>[0],
  name: string,
): Promise<KubernetesObject | undefined> => {
  try {
    return await kubernetes.get(collection, name);
  } catch (error) {
    if (hasReason(error, 'NotFound') || hasReason(error, 'NamespaceNotFound'))
      return undefined;
    throw error;
  }
};

/** `2.17.0` of `ghcr.io/kubeflow/kfp-api-server:2.17.0@sha256:…`. */
const imageVersion = (deployment: KubernetesObject): string | undefined => {
  const spec = deployment.spec as
    | {
        template?: {
          spec?: { containers?: readonly { name?: string; image?: string }[] };
        };
      }
    | undefined;
  const containers = spec?.template?.spec?.containers ?? [];
  const image = (
    containers.find(({ name }) => name === 'ml-pipeline-api-server') ??
    containers[0]
  )?.image;
  const tag = /:([^/:@]+)(@.*)?$/.exec(image ?? '')?.[1];
  return tag && /^v?\d+\.\d+/.test(tag) ? bareVersion(tag) : undefined;
};

/**
 * What is installed in a namespace: from ConfigMap `kubeflow-pipelines-public` (since 2.16.0), else from
 * `pipeline-install-config`, else from the image of the API server; undefined when none of them is there. Needs
 * `get` on these three objects.
 *
 * @throws KubeflowError of the Kubernetes client, such as `NotAllowedError`.
 */
export const detectInstalled = async (
  kubernetes: KubernetesClient,
  { namespace = 'kubeflow' }: { readonly namespace?: string } = {},
): Promise<DetectedInstallation | undefined> => {
  const [deployment, ...configs] = await Promise.all([
    find(kubernetes, { ...DEPLOYMENTS, namespace }, API_SERVER),
    ...VERSION_CONFIGS.map(({ name }) =>
      find(kubernetes, { ...CONFIG_MAPS, namespace }, name),
    ),
  ]);
  const installer = [deployment, ...configs].find(object => object);
  if (!installer) return undefined;
  const installedBy = installerOf(installer);
  for (const [index, { name, key }] of VERSION_CONFIGS.entries()) {
    const data = configs[index]?.data as Record<string, unknown> | undefined;
    const value = data?.[key];
    if (typeof value === 'string' && value)
      return {
        version: bareVersion(value),
        evidence: `ConfigMap ${namespace}/${name}`,
        installedBy,
      };
  }
  return {
    version: deployment && imageVersion(deployment),
    evidence: deployment
      ? `image of Deployment ${namespace}/${API_SERVER}`
      : `ConfigMap ${namespace}/${installer.metadata.name}`,
    installedBy,
  };
};
