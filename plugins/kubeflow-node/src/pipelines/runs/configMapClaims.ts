import {
  FIELD_MANAGER,
  KubeflowError,
  MANAGED_BY_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
  ResourceCollection,
} from '../../kubernetes/objects';
import { isNotFound, isOutdated, isTaken, orUndefined } from './answers';
import { parseClaim } from './claim';
import type { Claim, ClaimStore, StoredClaim } from './claim';

const CLAIM_LABEL = 'kubeflow-fleet/claim';

/** Name of the ConfigMap that holds the claim of this slug. */
export const claimName = (slug: string): string => `kubeflow-fleet-run-${slug}`;

const dataOf = (claim: Claim): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claim)
      .filter(([field]) => field !== 'version')
      .map(([field, value]) => [field, String(value)]),
  );

const dataIn = (object: KubernetesObject) =>
  (object.data ?? {}) as Record<string, unknown>;

const stored = (object: KubernetesObject, subject: string): StoredClaim => {
  const claim = parseClaim(dataIn(object));
  if (!claim) {
    throw new KubeflowError('ConflictError', {
      subject,
      fact: `ConfigMap ${object.metadata.namespace}/${object.metadata.name} is not a claim of a run`,
      reason: 'ForeignClaim',
      remedy: `Delete it: kubectl -n ${object.metadata.namespace} delete configmap ${object.metadata.name}`,
    });
  }
  return { ...claim, version: object.metadata.resourceVersion ?? '' };
};

const deleteBefore = async (
  kubernetes: KubernetesClient,
  collection: ResourceCollection,
  time: number,
) => {
  const claims = await kubernetes.list(collection, {
    labelSelector: `${CLAIM_LABEL}=true`,
  });
  for (const object of claims) {
    const { claimedAt = 0 } = parseClaim(dataIn(object)) ?? {};
    if (claimedAt > 0 && claimedAt < time) {
      await orUndefined(kubernetes.delete(collection, object.metadata.name));
    }
  }
};

/**
 * Claims as ConfigMaps beside the runs: the API server's create and its resourceVersion are the
 * atomic steps. Needs the verbs get, create and update on configmaps in that namespace,
 * and list and delete for old ones to be cleared away.
 */
export const createConfigMapClaims = (
  kubernetes: KubernetesClient,
  namespace: string,
): ClaimStore => {
  const collection: ResourceCollection = {
    group: '',
    version: 'v1',
    plural: 'configmaps',
    namespace,
  };
  const objectOf = (claim: Claim, resourceVersion?: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: claimName(claim.slug),
      namespace,
      labels: { [MANAGED_BY_LABEL]: FIELD_MANAGER, [CLAIM_LABEL]: 'true' },
      ...(resourceVersion ? { resourceVersion } : {}),
    },
    data: dataOf(claim),
  });
  const ours = (object: KubernetesObject) => stored(object, kubernetes.subject);

  return {
    async read(slug) {
      const object = await orUndefined(
        kubernetes.get(collection, claimName(slug)),
      );
      return object && ours(object);
    },
    async create(claim) {
      try {
        return ours(await kubernetes.create(collection, objectOf(claim)));
      } catch (error) {
        if (isTaken(error)) return undefined;
        throw error;
      }
    },
    async replace(previous, next) {
      try {
        const object = objectOf(next, previous.version);
        return ours(await kubernetes.replace(collection, object));
      } catch (error) {
        if (isOutdated(error) || isNotFound(error)) return undefined;
        throw error;
      }
    },
    deleteBefore: time => deleteBefore(kubernetes, collection, time),
  };
};
