import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { User } from './authentication';
import { asArray, asObject, asString, equal } from './json';
import type { JsonObject } from './json';
import type { RoleAuthorizer } from './rbac';
import { RBAC_GROUP } from './rbac';
import type { ResourceRequest } from './requestInfo';
import type { Resource } from './resources';
import { ApiError, notFound } from './status';

/** One permission: each list of a rule has at most one value. */
interface Permission {
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly name?: string;
  readonly url?: string;
}

const texts = (value: unknown) => asArray(value).map(String);

const breakdown = (rule: JsonObject): Permission[] =>
  texts(rule.verbs).flatMap(verb => [
    ...texts(rule.nonResourceURLs).map(url => ({ verb, url })),
    ...texts(rule.apiGroups).flatMap(group =>
      texts(rule.resources).flatMap((resource): Permission[] => {
        const names = texts(rule.resourceNames);
        return names.length === 0
          ? [{ verb, group, resource }]
          : names.map(name => ({ verb, group, resource, name }));
      }),
    ),
  ]);

const has = (list: unknown, value: string) =>
  texts(list).includes('*') || texts(list).includes(value);

const coversUrl = (rule: JsonObject, url: string) =>
  texts(rule.nonResourceURLs).some(
    own =>
      own === '*' ||
      own === url ||
      (own.endsWith('*') && url.startsWith(own.slice(0, -1))),
  );

const coversResource = (rule: JsonObject, resource: string) =>
  has(rule.resources, resource) ||
  texts(rule.resources).includes(`*/${resource.split('/')[1]}`);

const covers = (rule: JsonObject, wanted: Permission): boolean => {
  if (!has(rule.verbs, wanted.verb)) return false;
  if (wanted.url !== undefined) return coversUrl(rule, wanted.url);
  const names = texts(rule.resourceNames);
  return (
    has(rule.apiGroups, wanted.group ?? '') &&
    coversResource(rule, wanted.resource ?? '') &&
    (names.length === 0 ||
      (wanted.name !== undefined && names.includes(wanted.name)))
  );
};

const quoted = (values: readonly string[]) =>
  `[${values.map(value => JSON.stringify(value)).join(' ')}]`;

/** Missing permissions as Go prints them: verbs of one resource together. */
const describeMissing = (missing: readonly Permission[]): string => {
  const verbs = new Map<string, string[]>();
  for (const { verb, group, resource, name, url } of missing) {
    const subject =
      url === undefined
        ? `APIGroups:${quoted([group ?? ''])}, Resources:${quoted([
            resource ?? '',
          ])}${name === undefined ? '' : `, ResourceNames:${quoted([name])}`}`
        : `NonResourceURLs:${quoted([url])}`;
    verbs.set(subject, [...(verbs.get(subject) ?? []), verb]);
  }
  return [...verbs]
    .map(([subject, each]) => `{${subject}, Verbs:${quoted(each)}}`)
    .sort()
    .join('\n');
};

const refused = (resource: Resource, name: string, why: string) =>
  new ApiError({
    code: 403,
    reason: 'Forbidden',
    message: `${resource.plural}.${resource.group} ${JSON.stringify(
      name,
    )} is forbidden: ${why}`,
    details: { name, group: resource.group, kind: resource.plural },
  });

/** Who writes a role or binding. */
export interface Author {
  readonly user: User;
  readonly authorizer: RoleAuthorizer;
  /** Whether the user may; asked only where it decides, so that the question tells what is needed. */
  readonly needs: (request: ResourceRequest) => boolean;
  /** The name in the URL: absent for a POST, which no `resourceNames` then matches. */
  readonly urlName?: string;
}

const permits = (
  { needs }: Author,
  verb: 'escalate' | 'bind',
  target: {
    readonly plural: string;
    readonly namespace?: string;
    readonly name?: string;
  },
) =>
  needs({
    isResource: true,
    verb,
    group: RBAC_GROUP,
    version: 'v1',
    ...target,
  });

const missingFrom = (
  { user, authorizer }: Author,
  namespace: string | undefined,
  rules: readonly JsonObject[],
): readonly Permission[] => {
  const held = authorizer.rulesFor(user, { namespace });
  return rules
    .flatMap(breakdown)
    .filter(wanted => !held.some(rule => covers(rule, wanted)));
};

const notHeld = ({ user }: Author, missing: readonly Permission[]): string =>
  `user ${JSON.stringify(user.username)} (groups=${quoted(
    user.groups,
  )}) is attempting to grant RBAC permissions not currently held:\n${describeMissing(
    missing,
  )}`;

const EVERYTHING = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];

const checkRole = (
  author: Author,
  resource: Resource,
  object: KubernetesObject,
) => {
  const { namespace, name } = object.metadata;
  const lacksAll =
    object.aggregationRule !== undefined &&
    missingFrom(author, undefined, EVERYTHING).length > 0;
  const missing = missingFrom(
    author,
    namespace,
    asArray(object.rules).map(asObject),
  );
  if (!lacksAll && missing.length === 0) return;
  const target = { plural: resource.plural, namespace, name: author.urlName };
  if (permits(author, 'escalate', target)) return;
  if (lacksAll)
    throw refused(
      resource,
      name,
      'must have cluster-admin privileges to use the aggregationRule',
    );
  throw refused(resource, name, notHeld(author, missing));
};

const checkBinding = (
  author: Author,
  resource: Resource,
  object: KubernetesObject,
) => {
  const { kind, name } = asObject(object.roleRef);
  const { namespace, name: ownName } = object.metadata;
  const roleName = asString(name) ?? '';
  const plural = kind === 'Role' ? 'roles' : 'clusterroles';
  const role = author.authorizer.roleOf(object);
  const missing = missingFrom(
    author,
    namespace,
    asArray(role?.rules).map(asObject),
  );
  if (role && missing.length === 0) return;
  if (permits(author, 'bind', { plural, namespace, name: roleName })) return;
  if (!role) throw notFound(resource, roleName);
  throw refused(resource, ownName, notHeld(author, missing));
};

const CHECKS: Readonly<Record<string, typeof checkRole>> = {
  Role: checkRole,
  ClusterRole: checkRole,
  RoleBinding: checkBinding,
  ClusterRoleBinding: checkBinding,
};

const MEANING = ['rules', 'aggregationRule', 'roleRef', 'subjects'] as const;

/**
 * Refuses a role or binding that grants what its author does not hold, unless they may `escalate` or `bind`:
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const checkEscalation = (
  author: Author,
  resource: Resource,
  {
    live,
    next,
  }: { readonly live?: KubernetesObject; readonly next: KubernetesObject },
): void => {
  const check =
    resource.group === RBAC_GROUP ? CHECKS[resource.kind] : undefined;
  if (!check || author.user.groups.includes('system:masters')) return;
  const isSame =
    live &&
    MEANING.every(field => equal(live[field], next[field])) &&
    equal(live.metadata.labels, next.metadata.labels) &&
    equal(live.metadata.annotations, next.metadata.annotations);
  if (!isSame) check(author, resource, next);
};
