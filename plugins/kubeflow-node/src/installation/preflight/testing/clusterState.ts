import { createKubernetesClient } from '../../../kubernetes/client';
import {
  startFakeServer,
  type FakeServer,
  type Route,
  type Seen,
} from '../../../pipelines/testing/fakeServer';
import type { PreflightTarget } from '../../contract';

/** Objects of a cluster by the path of their list; `metadata.name` and what a test is about. */
export type ClusterState = Readonly<Record<string, readonly object[]>>;

/** `{verb, group, resource, namespace}` of a review. */
export interface Review {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
}

const node = (name: string, more: object = {}) => ({
  metadata: {
    name,
    labels: { 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': 'a' },
  },
  spec: {},
  status: {
    allocatable: { cpu: '8', memory: '32Gi', pods: '58' },
    conditions: [{ type: 'Ready', status: 'True' }],
    nodeInfo: { kubeletVersion: 'v1.34.2-eks-1' },
  },
  ...more,
});

/** A cluster in which everything is as it should be. */
export const HEALTHY: ClusterState = {
  '/api/v1/namespaces': [],
  '/api/v1/nodes': [node('a'), node('b')],
  '/api/v1/pods': [],
  '/api/v1/persistentvolumeclaims': [],
  '/apis/apps/v1/deployments': [],
  '/apis/apps/v1/statefulsets': [],
  '/apis/karpenter.sh/v1/nodepools': [],
  '/apis/storage.k8s.io/v1/storageclasses': [
    {
      metadata: {
        name: 'gp3',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'ebs.csi.aws.com',
      allowVolumeExpansion: true,
    },
  ],
  '/apis/storage.k8s.io/v1/csidrivers': [
    { metadata: { name: 'ebs.csi.aws.com' } },
  ],
  '/apis/storage.k8s.io/v1/csinodes': [
    {
      metadata: { name: 'a' },
      spec: { drivers: [{ name: 'ebs.csi.aws.com' }] },
    },
  ],
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': [],
};

/** A node of this capacity, with the labels of a healthy one. */
export const nodeWith = (allocatable: object, more: object = {}) => {
  const { status, ...rest } = node('n');
  return { ...rest, status: { ...status, allocatable }, ...more };
};

const reviewRoute =
  (isAllowed: (review: Review) => boolean): Route =>
  ({ body }: Seen) => {
    const { spec } = JSON.parse(body) as {
      spec: { resourceAttributes: Review };
    };
    return {
      status: 201,
      body: { status: { allowed: isAllowed(spec.resourceAttributes) } },
    };
  };

/** An API server with that state. `isAllowed` answers reviews; by default everything is. */
export const startCluster = async (
  state: ClusterState,
  {
    isAllowed = () => true,
    routes = {},
  }: {
    readonly isAllowed?: (review: Review) => boolean;
    readonly routes?: Readonly<Record<string, Route>>;
  } = {},
): Promise<{
  readonly server: FakeServer;
  readonly target: PreflightTarget;
}> => {
  const lists = Object.entries({ ...HEALTHY, ...state }).map(
    ([path, items]): [string, Route] => [
      `GET ${path}`,
      { body: { kind: 'List', apiVersion: 'v1', metadata: {}, items } },
    ],
  );
  const server = await startFakeServer({
    ...Object.fromEntries(lists),
    'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews':
      reviewRoute(isAllowed),
    'POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews': {
      status: 201,
      body: { status: { resourceRules: [], incomplete: true } },
    },
    ...routes,
  });
  const subject = 'eu-west-1/ml-eu';
  const { transport } = server;
  return {
    server,
    target: {
      subject,
      kubernetes: createKubernetesClient({ subject, transport }),
    },
  };
};
