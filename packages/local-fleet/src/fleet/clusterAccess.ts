import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { accessLayouts } from '../access/accessLayout';
import { rulesOfRole } from '../access/accessRules';

/** Kubernetes group of the deployer role, by its access entry. */
export const DEPLOYERS = 'kubeflow-fleet:deployers';
/** Kubernetes group of the administrators. */
export const ADMINS = 'local-fleet:admins';

const RBAC_GROUP = 'rbac.authorization.k8s.io';
const RBAC = `${RBAC_GROUP}/v1`;

const binding = (
  reference: { readonly kind: 'Role' | 'ClusterRole'; readonly name: string },
  group: string,
  namespace?: string,
): KubernetesObject => ({
  apiVersion: RBAC,
  kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
  metadata: {
    name: `${reference.name}-${group.replace(':', '-')}`,
    ...(namespace && { namespace }),
  },
  roleRef: { apiGroup: RBAC_GROUP, ...reference },
  subjects: [{ kind: 'Group', name: group, apiGroup: RBAC_GROUP }],
});

/** The roles that the actions' READMEs print with a binding, and no more. */
const deployerRoles = (namespace: string): KubernetesObject[] =>
  accessLayouts.flatMap(layout =>
    layout.roles
      .filter(({ isBound }) => isBound)
      .flatMap(role => {
        const { kind, name } = role;
        const place = kind === 'Role' ? namespace : undefined;
        const rules = rulesOfRole(layout, role).map(
          ({ comment: _, ...rule }) => rule,
        );
        return [
          {
            apiVersion: RBAC,
            kind,
            metadata: { name, ...(place && { namespace: place }) },
            rules,
          },
          binding({ kind, name }, DEPLOYERS, place),
        ];
      }),
  );

/** KFP's namespace, and who may do what: deployers what the READMEs of the actions print, admins everything. */
export const clusterAccessObjects = (
  namespace: string,
): readonly KubernetesObject[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  ...deployerRoles(namespace),
  binding({ kind: 'ClusterRole', name: 'cluster-admin' }, ADMINS),
];
