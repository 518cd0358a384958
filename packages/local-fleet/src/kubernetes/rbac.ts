import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { User } from './authentication';
import { asArray, asObject, asString } from './json';
import type { JsonObject } from './json';
import type { RequestInfo, ResourceRequest } from './requestInfo';
import type { ObjectStore } from './store';
import { ApiError } from './status';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';
const rbacKind = (plural: string, kind: string) => ({
  group: RBAC_GROUP,
  plural,
  kind,
});
const ROLES = rbacKind('roles', 'Role');
const CLUSTER_ROLES = rbacKind('clusterroles', 'ClusterRole');
const BINDINGS = rbacKind('rolebindings', 'RoleBinding');
const CLUSTER_BINDINGS = rbacKind('clusterrolebindings', 'ClusterRoleBinding');

const strings = (value: unknown) => asArray(value).map(String);

const includes = (list: unknown, value: string) => {
  const values = strings(list);
  return values.includes('*') || values.includes(value);
};

const resourceMatches = (rule: JsonObject, request: ResourceRequest) => {
  const full = request.subresource
    ? `${request.plural}/${request.subresource}`
    : request.plural;
  const resources = strings(rule.resources);
  return (
    resources.includes('*') ||
    resources.includes(full) ||
    (request.subresource !== undefined &&
      resources.includes(`*/${request.subresource}`))
  );
};

const pathMatches = (rule: JsonObject, path: string) =>
  strings(rule.nonResourceURLs).some(
    url =>
      url === '*' ||
      url === path ||
      (url.endsWith('*') && path.startsWith(url.slice(0, -1))),
  );

/** One rule of a role against one request; a name in `resourceNames` must be the URL's whole segment. */
export const ruleAllows = (rule: JsonObject, request: RequestInfo): boolean => {
  if (!includes(rule.verbs, request.verb)) return false;
  if (!request.isResource) return pathMatches(rule, request.path);
  const names = strings(rule.resourceNames);
  return (
    includes(rule.apiGroups, request.group) &&
    resourceMatches(rule, request) &&
    (names.length === 0 || names.includes(request.name ?? ''))
  );
};

const subjectMatches =
  (user: User, bindingNamespace: string | undefined) =>
  (value: unknown): boolean => {
    const subject = asObject(value);
    const name = asString(subject.name) ?? '';
    if (subject.kind === 'Group') return user.groups.includes(name);
    if (subject.kind === 'User') return user.username === name;
    const namespace = asString(subject.namespace) ?? bindingNamespace ?? '';
    return user.username === `system:serviceaccount:${namespace}:${name}`;
  };

const describe = (request: ResourceRequest) => {
  const resource = request.subresource
    ? `${request.plural}/${request.subresource}`
    : request.plural;
  const scope = request.namespace
    ? `in the namespace "${request.namespace}"`
    : 'at the cluster scope';
  return `resource "${resource}" in API group "${request.group}" ${scope}`;
};

/** The 403 in the real server's words. */
export const forbidden = (
  user: User,
  request: RequestInfo,
  why = '',
): ApiError => {
  if (!request.isResource)
    return new ApiError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: User ${JSON.stringify(user.username)} cannot ${
        request.verb
      } path ${JSON.stringify(request.path)}${why && `: ${why}`}`,
      details: {},
    });
  const plural = request.group
    ? `${request.plural}.${request.group}`
    : request.plural;
  const subject = request.name
    ? `${plural} ${JSON.stringify(request.name)}`
    : plural;
  return new ApiError({
    code: 403,
    reason: 'Forbidden',
    message: `${subject} is forbidden: User ${JSON.stringify(
      user.username,
    )} cannot ${request.verb} ${describe(request)}${why && `: ${why}`}`,
    details: {
      ...(request.name && { name: request.name }),
      ...(request.group && { group: request.group }),
      kind: request.plural,
    },
  });
};

/** Evaluates the Roles, ClusterRoles and bindings of the store; `system:masters` may do everything. */
export class RoleAuthorizer {
  constructor(private readonly store: ObjectStore) {}

  /** Throws the 403 of {@link forbidden}. */
  authorize(user: User, request: RequestInfo): void {
    if (!this.allows(user, request))
      throw forbidden(user, request, this.brokenReferences(user, request));
  }

  allows(user: User, request: RequestInfo): boolean {
    if (user.groups.includes('system:masters')) return true;
    return this.rulesFor(user, request).some(rule => ruleAllows(rule, request));
  }

  /** Every rule that the user has for the request's namespace, or cluster-wide for other requests. */
  rulesFor(
    user: User,
    request: { readonly namespace?: string } | RequestInfo,
  ): JsonObject[] {
    return this.bindingsOf(user, namespaceOf(request)).flatMap(binding =>
      asArray(this.roleOf(binding)?.rules).map(asObject),
    );
  }

  private bindingsOf(user: User, namespace?: string): KubernetesObject[] {
    const candidates = [
      ...this.store.list(CLUSTER_BINDINGS),
      ...(namespace ? this.store.list(BINDINGS, namespace) : []),
    ];
    return candidates.filter(binding =>
      asArray(binding.subjects).some(
        subjectMatches(user, binding.metadata.namespace),
      ),
    );
  }

  /** The role that a binding names; undefined when it does not exist. */
  roleOf(binding: KubernetesObject): KubernetesObject | undefined {
    const { kind, name } = asObject(binding.roleRef);
    return kind === 'Role'
      ? this.store.get(ROLES, binding.metadata.namespace, String(name))
      : this.store.get(CLUSTER_ROLES, undefined, String(name));
  }

  private brokenReferences(user: User, request: RequestInfo): string {
    const missing = this.bindingsOf(user, namespaceOf(request))
      .filter(binding => !this.roleOf(binding))
      .map(({ roleRef }) => asObject(roleRef))
      .map(
        ({ kind, name }) =>
          `${String(kind).toLowerCase()}.${RBAC_GROUP} "${name}" not found`,
      );
    if (missing.length === 0) return '';
    const text = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
    return `RBAC: ${text}`;
  }
}

const namespaceOf = (
  request: { readonly namespace?: string } | RequestInfo,
): string | undefined =>
  'namespace' in request ? request.namespace : undefined;
