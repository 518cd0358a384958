import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject, equal } from '../json';
import { APPLY_PATCH } from '../patch/patchObject';
import { labelSelectorText, parseLabelSelector } from '../selectors';
import type { Controller } from './controller';
import { CONTROLLER_WRITE, requireResource } from './controller';
import { exactJson } from '../exactJson';

const aggregate = (
  role: KubernetesObject,
  all: readonly KubernetesObject[],
): unknown[] => {
  const selectors = asArray(
    asObject(role.aggregationRule).clusterRoleSelectors,
  ).map(selector => parseLabelSelector(labelSelectorText(selector)));
  return all
    .filter(
      other =>
        other.metadata.name !== role.metadata.name &&
        selectors.some(matches => matches(other)),
    )
    .flatMap(other => asArray(other.rules));
};

/** By forced server-side apply, as the real controller does: others then get a conflict about `.rules`. */
const applyRules = (
  cluster: Cluster,
  { apiVersion, kind, metadata: { name } }: KubernetesObject,
  rules: readonly unknown[],
) =>
  cluster.patcher.patch(
    {
      resource: requireResource(cluster, apiVersion, kind),
      name,
      type: APPLY_PATCH,
      body: exactJson({ apiVersion, kind, metadata: { name }, rules }),
      force: true,
    },
    { ...CONTROLLER_WRITE, manager: 'clusterrole-aggregation-controller' },
  );

/** Recomputes the rules of every aggregated role until nothing changes (they aggregate each other). */
export const aggregateRoles = (cluster: Cluster): void => {
  const resource = requireResource(
    cluster,
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
  );
  for (const live of cluster.store.list(resource)) {
    if (!live.aggregationRule) continue;
    const rules = aggregate(live, cluster.store.list(resource));
    if (!equal(rules, live.rules)) applyRules(cluster, live, rules);
  }
};

/** Keeps `rules` of aggregated cluster roles; a change of one role starts the next round. */
export const aggregatedRoles: Controller = (
  { cluster, schedule },
  resource,
) => {
  if (resource.kind === 'ClusterRole')
    schedule(0, () => aggregateRoles(cluster));
};
