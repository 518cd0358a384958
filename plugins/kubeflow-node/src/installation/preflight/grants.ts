import type { ManifestObject } from '../../apply/manifest';
import { concurrently } from '../../http/concurrently';
import type { ResourceAccess } from '../../kubernetes/objects';
import type { Scene } from './scene';

const GROUP = 'rbac.authorization.k8s.io';
const AT_ONCE = 24;

type IsAllowed = (access: ResourceAccess) => Promise<boolean>;

interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resourceNames?: readonly string[];
}

const ROLES: Readonly<Record<string, string>> = {
  Role: 'roles',
  ClusterRole: 'clusterroles',
};

const splitResource = (name: string) => {
  const [resource = '', subresource] = name.split('/');
  return { resource, subresource };
};

/** Every permission that a role of the manifests hands out. */
const handedOut = (role: ManifestObject): ResourceAccess[] =>
  ((role.rules as readonly PolicyRule[] | undefined) ?? []).flatMap(
    ({
      apiGroups = [],
      resources = [],
      verbs = [],
      resourceNames = [undefined],
    }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(name =>
          verbs.flatMap(verb =>
            [...resourceNames].map(resourceName => ({
              verb,
              group,
              ...splitResource(name),
              ...(resourceName === undefined ? {} : { name: resourceName }),
              namespace: role.metadata.namespace,
            })),
          ),
        ),
      ),
  );

const firstDenied = async (
  accesses: readonly ResourceAccess[],
  isAllowed: IsAllowed,
): Promise<ResourceAccess | undefined> => {
  const unique = [
    ...new Map(
      accesses.map(access => [JSON.stringify(access), access]),
    ).values(),
  ];
  let denied: ResourceAccess | undefined;
  await concurrently(unique, AT_ONCE, async access => {
    // One is enough to tell: the others need not be asked.
    if (!denied && !(await isAllowed(access))) denied ??= access;
  });
  return denied;
};

const inPlace = (resource: string, verb: string, namespace?: string) => ({
  group: GROUP,
  resource,
  verb,
  namespace,
});

/**
 * `escalate` on roles, where a role of the manifests hands out more than the deployer has himself, and `bind`, where a
 * binding refers to such a role. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const missingGrants = async (
  { objects }: Pick<Scene, 'objects'>,
  isAllowed: IsAllowed,
): Promise<readonly ResourceAccess[]> => {
  const missing: ResourceAccess[] = [];
  const roles = objects.filter(({ kind }) => kind in ROLES);
  const places = new Map(
    roles.map(({ kind, metadata }) => [
      `${kind}/${metadata.namespace ?? ''}`,
      { kind, namespace: metadata.namespace },
    ]),
  );
  await Promise.all(
    [...places.values()].map(async ({ kind, namespace }) => {
      const resource = ROLES[kind]!;
      const [mayEscalate, mayBind] = await Promise.all([
        isAllowed(inPlace(resource, 'escalate', namespace)),
        isAllowed(inPlace(resource, 'bind', namespace)),
      ]);
      if (mayEscalate && mayBind) return;
      const handed = roles
        .filter(
          role => role.kind === kind && role.metadata.namespace === namespace,
        )
        .flatMap(handedOut);
      if (!(await firstDenied(handed, isAllowed))) return;
      if (!mayEscalate) missing.push(inPlace(resource, 'escalate', namespace));
      if (!mayBind) missing.push(inPlace(resource, 'bind', namespace));
    }),
  );
  return missing;
};
