import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import { createObjectApi } from '../api/createObjectApi';
import type { ObjectApi, ServedKinds } from '../api/objectApi';
import type { Change } from '../changeSet';
import type { ApplyPorts, ApplyRequest, ApplyTarget, Plan } from '../contract';
import { createRedactor } from '../diff/redactor';
import type { Inventory, Members } from '../inventory/contract';
import { readInventory } from '../inventory/readInventory';
import { readMembers } from '../inventory/readMembers';
import { describeResource } from '../manifest';
import { decidePrune } from '../prune/decidePrune';
import type { PruneDecision } from '../prune/contract';
import { countingTarget } from './countingTarget';
import { DefinedKinds } from './definedKinds';
import { downgradeRefusal } from './downgrade';
import { Namespaces } from './namespaces';
import { planObject, type PlanContext, type PlannedObject } from './planObject';
import { untouchedManifests } from './untouched';

/** Objects in work at once; how many requests that makes is up to the limiter of the cluster. */
const MOST_OBJECTS = 40;

export type PlanPorts = Pick<ApplyPorts, 'clock' | 'random' | 'signal'>;

const installedRevision = ({ revisions = [], revision }: Inventory) =>
  revisions.find(({ number }) => number === revision);

const pruneChanges = ({
  deletions,
  kept,
}: PruneDecision): readonly Change[] => [
  ...kept.map(({ id, reason }): Change => ({ id, action: 'skipped', reason })),
  ...deletions.map(({ id }): Change => ({ id, action: 'deleted' })),
];

const strangerWarnings = ({ strangers }: PruneDecision): readonly string[] =>
  strangers.length === 0
    ? []
    : [
        `${
          strangers.length
        } objects carry our label and were not applied by us, so they are left alone: ${strangers
          .slice(0, 5)
          .map(describeResource)
          .join(', ')}${strangers.length > 5 ? ', …' : ''}`,
      ];

interface Reading {
  readonly kinds: ServedKinds;
  readonly inventory: Inventory;
  readonly members: Members;
}

const read = async (
  target: ApplyTarget,
  {
    api,
    request,
    ports,
  }: {
    readonly api: ObjectApi;
    readonly request: ApplyRequest;
    readonly ports: PlanPorts;
  },
): Promise<Reading> => {
  const { set, manifests } = request;
  const [kinds, inventory] = await Promise.all([
    api.servedKinds(),
    readInventory(target, set, ports),
  ]);
  const members = await readMembers(api, set, { inventory, manifests });
  return { kinds, inventory, members };
};

const planObjects = async (
  { manifests, write }: ApplyRequest,
  { api, kinds, inventory, members }: Reading & { readonly api: ObjectApi },
): Promise<readonly PlannedObject[]> => {
  const untouched = untouchedManifests(manifests, inventory, members);
  const secrets = manifests.filter(({ id }) => id.kind === 'Secret');
  const context: PlanContext = {
    api,
    kinds,
    defined: new DefinedKinds(manifests),
    namespaces: new Namespaces(api, members, manifests),
    write,
    redact: createRedactor(secrets),
    secrets,
  };
  return await concurrently(
    manifests,
    MOST_OBJECTS,
    async (manifest): Promise<PlannedObject> =>
      untouched.has(manifest)
        ? { change: { id: manifest.id, action: 'unchanged' } }
        : await planObject(manifest, context),
  );
};

const refusalsOf = (
  { revision, write }: ApplyRequest,
  {
    inventory,
    subject,
    planned,
    decision,
  }: {
    readonly inventory: Inventory;
    readonly subject: string;
    readonly planned: readonly PlannedObject[];
    readonly decision: PruneDecision;
  },
): readonly KubeflowError[] => {
  const downgrade = write.allowDowngrade
    ? undefined
    : downgradeRefusal(revision, installedRevision(inventory), subject);
  return [
    downgrade,
    ...planned.map(({ refusal }) => refusal),
    decision.refusal,
  ].filter(refusal => refusal !== undefined);
};

/**
 * What {@link ApplyRequest} would do to a cluster, without a write: reads, and a server-side dry run of every object
 * that is not exactly as we left it. A cluster that is as it should be costs one list per kind and a handful of
 * requests. Fields of secrets are redacted.
 *
 * @throws KubeflowError when the inventory or discovery cannot be read, or `signal` aborts; what single objects meet is in
 * `refusals` and `warnings`.
 */
export const planManifests = async (
  given: ApplyTarget,
  request: ApplyRequest,
  ports: PlanPorts,
): Promise<Plan> => {
  const { set, manifests, prune } = request;
  const warnings: string[] = [];
  const { target, requests } = countingTarget(given, ports);
  const { subject } = target;
  const api = createObjectApi(target, {
    ...ports,
    onWarning: text => warnings.push(text),
  });
  const reading = await read(target, { api, request, ports });
  const { inventory, members } = reading;
  const planned = await planObjects(request, { ...reading, api });
  const decision = decidePrune({
    subject,
    set,
    inventory,
    members,
    manifests,
    policy: prune,
  });
  return {
    changeSet: {
      changes: [
        ...planned.map(({ change }) => change),
        ...pruneChanges(decision),
      ],
      failures: [],
    },
    refusals: refusalsOf(request, { inventory, subject, planned, decision }),
    warnings: [
      ...warnings,
      ...planned.flatMap(({ warning }) => warning ?? []),
      ...strangerWarnings(decision),
    ],
    requests: { total: requests(), writes: 0 },
  };
};
