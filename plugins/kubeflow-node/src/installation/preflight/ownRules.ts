import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
  ResourceAccess,
} from '../../kubernetes/objects';

const REVIEWS = {
  group: 'authorization.k8s.io',
  version: 'v1',
  plural: 'selfsubjectrulesreviews',
};

/** What the caller may do in a namespace, as far as the server can list it. */
interface ResourceRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

const holds = (list: readonly string[] | undefined, wanted: string) =>
  list?.some(item => item === '*' || item === wanted) ?? false;

/** Rules for single names say nothing of the others. */
const covers = (rule: ResourceRule, access: ResourceAccess): boolean => {
  const { resource, subresource } = access;
  const name = subresource ? `${resource}/${subresource}` : resource;
  return (
    (rule.resourceNames ?? []).length === 0 &&
    holds(rule.verbs, access.verb) &&
    holds(rule.apiGroups, access.group) &&
    holds(rule.resources, name)
  );
};

/**
 * The caller's rules in a namespace, one request for all of them. The server's list may be incomplete (EKS's own access
 * policies are not in it): what it does not hold has to be asked for.
 */
const readRules = async (
  kubernetes: KubernetesClient,
  namespace: string,
): Promise<readonly ResourceRule[]> => {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    metadata: {},
    spec: { namespace },
  };
  try {
    const answer = await kubernetes.create(
      REVIEWS,
      // A review has no name: it is never stored.
      review as unknown as KubernetesObject,
    );
    const { resourceRules } = (answer.status ?? {}) as {
      resourceRules?: readonly ResourceRule[];
    };
    return resourceRules ?? [];
  } catch (error) {
    // Every permission can still be asked for by itself.
    if (isKubeflowError(error)) return [];
    throw error;
  }
};

/** Tells of which permissions in namespaces the caller's own rules are proof. */
export const provenAccess = async (
  kubernetes: KubernetesClient,
  needed: readonly ResourceAccess[],
): Promise<(access: ResourceAccess) => boolean> => {
  const namespaces = [
    ...new Set(
      needed
        .map(({ namespace }) => namespace)
        .filter(namespace => namespace !== undefined),
    ),
  ];
  const rules = new Map(
    await Promise.all(
      namespaces.map(
        async namespace =>
          [namespace, await readRules(kubernetes, namespace)] as const,
      ),
    ),
  );
  return access =>
    access.namespace !== undefined &&
    (rules.get(access.namespace) ?? []).some(rule => covers(rule, access));
};
