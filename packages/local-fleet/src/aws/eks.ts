import {
  clusterArn,
  partitionOf,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { authenticate } from './authenticate';
import { authorize } from './authorize';
import { AwsError } from './awsError';
import type { EksClusterSpec, SeenCall } from './contract';
import type { CredentialStore } from './credentialStore';
import {
  describedAccessEntry,
  describedCluster,
  describedNodegroup,
} from './eksShape';
import type { SignedRequest } from './sigV4';

/** All clusters, of every account and region: the caller sees its own. */
export interface EksContext {
  readonly clusters: readonly EksClusterSpec[];
  readonly credentials: CredentialStore;
  readonly now: number;
  /** Told before IAM is asked. */
  readonly onCall: (call: SeenCall) => void;
}

/** Where the caller is: EKS shows it one region of one account. */
interface Scope extends EksContext {
  readonly account: string;
  readonly region: string;
  readonly query: URLSearchParams;
}

interface Route {
  readonly path: RegExp;
  readonly action: string;
  readonly answer: (scope: Scope, names: readonly string[]) => object;
}

const page = (
  scope: Scope,
  names: readonly string[],
): { items: readonly string[]; nextToken: string | null } => {
  const size = Number(scope.query.get('maxResults') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 100)
    throw new AwsError(
      400,
      'InvalidParameterException',
      'maxResults must be between 1 and 100',
    );
  const token = scope.query.get('nextToken');
  const after = token && Buffer.from(token, 'base64url').toString();
  if (after && !names.includes(after))
    throw new AwsError(400, 'InvalidParameterException', 'Invalid token');
  const start = after ? names.indexOf(after) + 1 : 0;
  const items = names.slice(start, start + size);
  const last = items.at(-1);
  const more = start + size < names.length && last !== undefined;
  return {
    items,
    nextToken: more ? Buffer.from(last).toString('base64url') : null,
  };
};

/** What a cluster of the console has, and the driver for its volumes. */
const STANDARD_ADDONS: readonly string[] = [
  'aws-ebs-csi-driver',
  'coredns',
  'eks-pod-identity-agent',
  'kube-proxy',
  'vpc-cni',
];

const missing = (what: string) =>
  new AwsError(404, 'ResourceNotFoundException', what);

const findCluster = (scope: Scope, name: string | undefined) => {
  const found = scope.clusters.find(
    cluster =>
      cluster.name === name &&
      cluster.region === scope.region &&
      cluster.account === scope.account,
  );
  if (!found) throw missing(`No cluster found for name: ${name}.`);
  return found;
};

const listClusters: Route['answer'] = scope => {
  const names = scope.clusters
    .filter(c => c.account === scope.account && c.region === scope.region)
    .map(c => c.name)
    .sort();
  const { items, nextToken } = page(scope, names);
  return { clusters: items, nextToken };
};

const listNodegroups: Route['answer'] = (scope, [name]) => {
  const groups = findCluster(scope, name).nodegroups ?? [];
  const { items, nextToken } = page(
    scope,
    groups.map(group => group.name),
  );
  return { nodegroups: items, nextToken };
};

const listAddons: Route['answer'] = (scope, [name]) => {
  const { addons = STANDARD_ADDONS } = findCluster(scope, name);
  const { items, nextToken } = page(scope, [...addons].sort());
  return { addons: items, nextToken };
};

const describeNodegroup: Route['answer'] = (scope, [name, groupName]) => {
  const cluster = findCluster(scope, name);
  const group = cluster.nodegroups?.find(g => g.name === groupName);
  if (!group) throw missing(`No node group found for name: ${groupName}.`);
  return { nodegroup: describedNodegroup(cluster, group) };
};

const listAccessEntries: Route['answer'] = (scope, [name]) => {
  const entries = findCluster(scope, name).accessEntries ?? [];
  const { items, nextToken } = page(
    scope,
    entries.map(entry => entry.principalArn),
  );
  return { accessEntries: items, nextToken };
};

const describeAccessEntry: Route['answer'] = (scope, [name, principalArn]) => {
  const cluster = findCluster(scope, name);
  const entry = cluster.accessEntries?.find(
    e => e.principalArn === principalArn,
  );
  if (!entry)
    throw missing(
      `The specified principalArn could not be found. You can view your available access entries with 'ListAccessEntries'.`,
    );
  return { accessEntry: describedAccessEntry(cluster, entry) };
};

const routes: readonly Route[] = [
  { path: /^\/clusters$/, action: 'eks:ListClusters', answer: listClusters },
  {
    path: /^\/clusters\/([^/]+)$/,
    action: 'eks:DescribeCluster',
    answer: (scope, [name]) => ({
      cluster: describedCluster(findCluster(scope, name)),
    }),
  },
  {
    path: /^\/clusters\/([^/]+)\/node-groups$/,
    action: 'eks:ListNodegroups',
    answer: listNodegroups,
  },
  {
    path: /^\/clusters\/([^/]+)\/node-groups\/([^/]+)$/,
    action: 'eks:DescribeNodegroup',
    answer: describeNodegroup,
  },
  {
    path: /^\/clusters\/([^/]+)\/addons$/,
    action: 'eks:ListAddons',
    answer: listAddons,
  },
  {
    path: /^\/clusters\/([^/]+)\/access-entries$/,
    action: 'eks:ListAccessEntries',
    answer: listAccessEntries,
  },
  {
    path: /^\/clusters\/([^/]+)\/access-entries\/([^/]+)$/,
    action: 'eks:DescribeAccessEntry',
    answer: describeAccessEntry,
  },
];

/** What IAM calls the resource of each operation. */
const resourceOf = (
  scope: Scope,
  { action }: Route,
  [cluster, name]: readonly string[],
) => {
  const { account, region } = scope;
  const prefix = `arn:${partitionOf(region)}:eks:${region}:${account}`;
  if (!cluster) return `${prefix}:cluster/*`;
  return action === 'eks:DescribeNodegroup'
    ? `${prefix}:nodegroup/${cluster}/${name}/${NODEGROUP_ID}`
    : clusterArn({ account, region, name: cluster });
};

/** EKS gives every node group an id of its own; nobody names it in a policy. */
const NODEGROUP_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The body of one EKS answer; every request must be signed.
 *
 * @throws AwsError as EKS names it; 501 for an operation that the local fleet does not have.
 */
export const answerEks = (
  request: SignedRequest,
  context: EksContext,
): object => {
  const { principal, claim } = authenticate(request, {
    ...context,
    service: 'eks',
  });
  const route = routes.find(({ path }) => path.test(request.url.pathname));
  if (!route || request.method !== 'GET')
    throw new AwsError(
      501,
      'NotImplementedException',
      `The local fleet's EKS has no ${request.method} ${request.url.pathname}: it lists and describes clusters, node groups, add-ons and access entries.`,
    );
  const names = (route.path.exec(request.url.pathname) ?? [])
    .slice(1)
    .map(decodeURIComponent);
  const scope: Scope = {
    ...context,
    account: principal.account,
    region: claim.region,
    query: request.url.searchParams,
  };
  const resource = resourceOf(scope, route, names);
  context.onCall({ action: route.action, resource });
  authorize(principal, route.action, resource);
  return route.answer(scope, names);
};
