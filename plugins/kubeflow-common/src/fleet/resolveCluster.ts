import { clusterArn } from '../aws/arn';
import { partitionOf } from '../aws/regions';
import { PIPELINES_TOKEN_AUDIENCE } from '../names';
import type { ClusterAccess, FleetCluster } from './cluster';
import { expandSettings, mergeSettings } from './clusterSettings';
import type { FleetFile, FleetFileCluster } from './fleetFileSchema';

/** What holds where neither a cluster nor `defaults` says otherwise. */
export const DEFAULT_KUBEFLOW = {
  profile: 'pipelines',
  version: '2.17.0',
  namespace: 'kubeflow',
} as const;

/** The platform has versions of its own. */
const DEFAULT_PLATFORM_VERSION = '26.03';

/** The API server of Kubeflow Pipelines, and the UI that stands before it in multi-user mode. */
const API_SERVICE = 'ml-pipeline';
const UI_SERVICE = 'ml-pipeline-ui';

const resolveAccess = (
  written: FleetFileCluster['access'],
  kubeflow: FleetCluster['kubeflow'],
): ClusterAccess => {
  const multiUser = kubeflow.profile !== 'pipelines';
  const access =
    written ??
    (multiUser
      ? ({ via: 'port-forward' } as const)
      : ({ via: 'api-server-proxy' } as const));
  const { namespace } = kubeflow;
  switch (access.via) {
    case 'url':
      return access;
    case 'port-forward':
      return {
        namespace,
        service: multiUser ? UI_SERVICE : API_SERVICE,
        audience: PIPELINES_TOKEN_AUDIENCE,
        ...access,
      };
    default:
      return { namespace, service: API_SERVICE, ...access };
  }
};

/** A cluster of a valid file with the file's defaults below it and its templates expanded. */
export const resolveCluster = (
  written: FleetFileCluster,
  defaults: FleetFile['defaults'],
): FleetCluster => {
  const merged = mergeSettings(defaults ?? {}, written);
  // Merging and expanding keep the shape that the schema has checked.
  const settings = expandSettings(merged, written) as FleetFileCluster;
  const kubeflow = {
    ...DEFAULT_KUBEFLOW,
    ...(settings.kubeflow?.profile === 'platform'
      ? { version: DEFAULT_PLATFORM_VERSION }
      : {}),
    ...settings.kubeflow,
  };
  return {
    ...settings,
    partition: partitionOf(settings.region),
    arn: clusterArn(settings),
    labels: settings.labels ?? {},
    kubeflow,
    access: resolveAccess(settings.access, kubeflow),
    artifacts: settings.artifacts ?? {},
  };
};
