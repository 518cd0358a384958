import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { STATE_NAMESPACE } from '../../apply/contract';
import { concurrently } from '../../http/concurrently';
import type { ResourceAccess } from '../../kubernetes/objects';
import { missingGrants } from './grants';
import { provenAccess } from './ownRules';
import { resourceNames } from './resourceNames';
import { describeMissing, rulesFor } from './rbacRules';
import { nothingFound, type Check, type Scene } from './scene';

/** Reviews under way at once: they cost a round trip each and nothing else. */
const AT_ONCE = 24;

/** What applying, pruning and waiting take of every kind. Server-side apply needs `create` for what is new. */
const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

/** The inventory, the lease and the revisions. */
const STATE: readonly Pick<ResourceAccess, 'group' | 'resource'>[] = [
  { group: '', resource: 'configmaps' },
  { group: '', resource: 'secrets' },
  { group: 'coordination.k8s.io', resource: 'leases' },
];

const STATE_VERBS = ['get', 'list', 'create', 'update', 'delete'];

const EVERYTHING: ResourceAccess = { verb: '*', group: '*', resource: '*' };

/** Each permission that the manifests need, once; without a namespace for what belongs to none. */
export const neededAccess = ({
  manifests,
  definitions,
}: Pick<Scene, 'manifests' | 'definitions'>): readonly ResourceAccess[] => {
  const resourceName = resourceNames(definitions);
  const places = [
    ...manifests.map(({ id }) => ({
      group: id.group,
      resource: resourceName(id),
      namespace: id.namespace,
      verbs: VERBS,
    })),
    { group: '', resource: 'namespaces', namespace: undefined, verbs: VERBS },
    ...STATE.map(state => ({
      ...state,
      namespace: STATE_NAMESPACE,
      verbs: STATE_VERBS,
    })),
  ];
  const all = places.flatMap(({ verbs, ...place }) =>
    verbs.map(verb => ({ verb, ...place })),
  );
  return [
    ...new Map(
      all.map(access => [
        [access.group, access.resource, access.namespace, access.verb].join(
          '/',
        ),
        access,
      ]),
    ).values(),
  ];
};

/** Those that are denied, each asked for by itself. */
const deniedAccess = async (
  needed: readonly ResourceAccess[],
  isAllowed: (access: ResourceAccess) => Promise<boolean>,
): Promise<readonly ResourceAccess[]> => {
  const verdicts = await concurrently(needed, AT_ONCE, isAllowed);
  return needed.filter((_, index) => !verdicts[index]);
};

/** Everything that the deployer may not do and would have to, in one message with the rules to add. */
export const checkPermissions: Check = async scene => {
  const { kubernetes, subject } = scene.target;
  const isAllowed = (access: ResourceAccess) => kubernetes.isAllowed(access);
  if (await isAllowed(EVERYTHING)) return nothingFound;
  const needed = neededAccess(scene);
  const isProven = await provenAccess(kubernetes, needed);
  const open = needed.filter(access => !isProven(access));
  const [denied, grants] = await Promise.all([
    deniedAccess(open, isAllowed),
    missingGrants(scene, isAllowed),
  ]);
  const missing = [...denied, ...grants];
  if (missing.length === 0) return nothingFound;
  return {
    problems: [
      new KubeflowError('NotAllowedError', {
        subject,
        reason: 'MissingPermissions',
        fact: `the deployer may not do all that the manifests need:\n${describeMissing(
          missing,
        )}`,
        remedy: `Add to the role of the group that the access entry of this cluster names:\n${rulesFor(
          missing,
        )}`,
        upstreamStatus: 403,
      }),
    ],
    warnings: [],
  };
};
