import type { ResourceId } from '../manifest';

/**
 * Stages of deletion, first to last. Custom resources go while their controllers live, which remove finalizers; what
 * workloads use goes after them; a namespace and a definition take all that is in them along, so they come last.
 */
export const DELETION_STAGES = [
  'admission',
  'custom resources',
  'workloads',
  'configuration',
  'definitions',
  'namespaces',
] as const;

export type DeletionStage = (typeof DELETION_STAGES)[number];

const STAGES_BY_KIND: Readonly<Record<string, DeletionStage>> = {
  MutatingWebhookConfiguration: 'admission',
  ValidatingWebhookConfiguration: 'admission',
  ValidatingAdmissionPolicyBinding: 'admission',
  MutatingAdmissionPolicyBinding: 'admission',
  Deployment: 'workloads',
  StatefulSet: 'workloads',
  DaemonSet: 'workloads',
  ReplicaSet: 'workloads',
  ReplicationController: 'workloads',
  Job: 'workloads',
  CronJob: 'workloads',
  Pod: 'workloads',
  CustomResourceDefinition: 'definitions',
  APIService: 'definitions',
  Namespace: 'namespaces',
};

const isBuiltIn = (group: string) =>
  !group.includes('.') || group.endsWith('.k8s.io');

/** When in a deletion an object goes; `definedGroups` are the groups of the set's own definitions. */
export const deletionStage = (
  { group, kind }: Pick<ResourceId, 'group' | 'kind'>,
  definedGroups: ReadonlySet<string>,
): DeletionStage =>
  definedGroups.has(group) || !isBuiltIn(group)
    ? 'custom resources'
    : STAGES_BY_KIND[kind] ?? 'configuration';

/** API group that a CustomResourceDefinition defines: its name is `PLURAL.GROUP`. */
export const definedGroup = ({
  kind,
  name,
}: Pick<ResourceId, 'kind' | 'name'>): string | undefined =>
  kind === 'CustomResourceDefinition'
    ? name.slice(name.indexOf('.') + 1)
    : undefined;

/** Groups of all definitions among the objects. */
export const definedGroups = (
  ids: readonly ResourceId[],
): ReadonlySet<string> => new Set(ids.flatMap(id => definedGroup(id) ?? []));

/** The objects in the order in which they can be deleted. */
export const inDeletionOrder = <T extends { readonly id: ResourceId }>(
  objects: readonly T[],
): T[] => {
  const groups = definedGroups(objects.map(({ id }) => id));
  return DELETION_STAGES.flatMap(stage =>
    objects.filter(({ id }) => deletionStage(id, groups) === stage),
  );
};
