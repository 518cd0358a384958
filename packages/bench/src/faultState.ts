import type { KubernetesClient } from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applySetOf,
  readInventory,
  resourceKey,
  type ApplyTarget,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { StormObject } from './faultManifests';

const collections: Readonly<
  Record<string, { group: string; version: string; plural: string }>
> = {
  ConfigMap: { group: '', version: 'v1', plural: 'configmaps' },
  Secret: { group: '', version: 'v1', plural: 'secrets' },
  Service: { group: '', version: 'v1', plural: 'services' },
  ServiceAccount: { group: '', version: 'v1', plural: 'serviceaccounts' },
  Deployment: { group: 'apps', version: 'v1', plural: 'deployments' },
  Role: { group: 'rbac.authorization.k8s.io', version: 'v1', plural: 'roles' },
};

/** Every value of `wanted` is in `live`. */
const holds = (live: unknown, wanted: unknown): boolean => {
  if (typeof wanted !== 'object' || wanted === null) return live === wanted;
  if (typeof live !== 'object' || live === null) return false;
  return Object.entries(wanted).every(([key, value]) =>
    holds((live as Record<string, unknown>)[key], value),
  );
};

/** What differs between a namespace with its inventory and what was deployed; empty when the state is exact. */
export async function differences(
  target: ApplyTarget,
  set: string,
  wanted: readonly StormObject[],
): Promise<readonly string[]> {
  const namespace = wanted[0]?.metadata.name ?? '';
  const [objects, recorded] = await Promise.all([
    differentObjects(target.kubernetes, namespace, wanted),
    differentInventory(target, set, wanted),
  ]);
  return [...objects, ...recorded];
}

async function differentObjects(
  kubernetes: KubernetesClient,
  namespace: string,
  wanted: readonly StormObject[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [kind, collection] of Object.entries(collections)) {
    const live = await kubernetes.list({ ...collection, namespace });
    const expected = wanted.filter(object => object.kind === kind);
    for (const { metadata } of live)
      if (!expected.some(object => object.metadata.name === metadata.name))
        found.push(`${kind}/${metadata.name} is left over`);
    for (const object of expected) {
      const same = live.find(
        ({ metadata }) => metadata.name === object.metadata.name,
      );
      // Lists leave apiVersion and kind out.
      const { apiVersion: _, kind: __, ...fields } = object;
      if (!same || !holds(same, fields))
        found.push(
          `${kind}/${object.metadata.name} ${same ? 'differs' : 'is missing'}`,
        );
    }
  }
  return found;
}

async function differentInventory(
  target: ApplyTarget,
  set: string,
  wanted: readonly StormObject[],
): Promise<readonly string[]> {
  const { entries } = await readInventory(target, applySetOf(set));
  const keys = wanted.map(({ apiVersion, kind, metadata }) =>
    resourceKey({
      group: apiVersion.includes('/') ? apiVersion.split('/')[0] ?? '' : '',
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
    }),
  );
  const recorded = entries.map(({ id }) => resourceKey(id));
  return [
    ...recorded
      .filter(key => !keys.includes(key))
      .map(key => `inventory: ${key} is left over`),
    ...keys
      .filter(key => !recorded.includes(key))
      .map(key => `inventory: ${key} is missing`),
    ...entries
      .filter(({ uid }) => !uid)
      .map(({ id }) => `inventory: ${resourceKey(id)} is unsettled`),
  ];
}
