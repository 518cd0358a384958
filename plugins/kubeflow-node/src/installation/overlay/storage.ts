import {
  parseQuantity,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ManifestObject } from '../../apply/manifest';
import type { OverlayDraft } from './draft';

/** Marks the class of claims that name none. */
export const DEFAULT_CLASS_ANNOTATION =
  'storageclass.kubernetes.io/is-default-class';

const EBS = 'ebs.csi.aws.com';
const EBS_AUTO_MODE = 'ebs.csi.eks.amazonaws.com';

/** A class of ours is made when more is said of it than its name. */
const describesClass = ({ storage = {} }: FleetCluster): boolean =>
  [
    storage.reclaimPolicy,
    storage.parameters,
    storage.provisioner,
    storage.makeDefault,
  ].some(setting => setting !== undefined);

const defaultParameters = (provisioner: string) =>
  provisioner === EBS || provisioner === EBS_AUTO_MODE
    ? { type: 'gp3', encrypted: 'true' }
    : undefined;

/** The StorageClass that the fleet file describes; undefined when it only names one. */
export const storageClassOf = (
  cluster: FleetCluster,
  { autoMode }: { readonly autoMode: boolean },
): ManifestObject | undefined => {
  const { storage } = cluster;
  if (!storage?.class || !describesClass(cluster)) return undefined;
  const provisioner = storage.provisioner ?? (autoMode ? EBS_AUTO_MODE : EBS);
  const parameters = storage.parameters ?? defaultParameters(provisioner);
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: storage.class,
      ...(storage.makeDefault === undefined
        ? {}
        : {
            annotations: {
              [DEFAULT_CLASS_ANNOTATION]: String(storage.makeDefault),
            },
          }),
    },
    provisioner,
    ...(parameters ? { parameters } : {}),
    reclaimPolicy: storage.reclaimPolicy ?? 'Delete',
    // A volume is made where its pod runs: zones have volumes of their own.
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  };
};

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}

const claimSpec = ({ spec }: ManifestObject) => (spec ?? {}) as ClaimSpec;

const sizeOf = (draft: OverlayDraft, claim: ManifestObject) => {
  const { sizes = {}, size } = draft.cluster.storage ?? {};
  const { name } = claim.metadata;
  const wanted = Object.hasOwn(sizes, name) ? sizes[name] : size;
  const written = claimSpec(claim).resources?.requests?.storage;
  if (!wanted || !written) return wanted;
  if (parseQuantity(wanted) >= parseQuantity(String(written))) return wanted;
  draft.warn(
    `storage: ${wanted} for PersistentVolumeClaim ${name} is less than the ${written} that upstream asks for`,
  );
  return wanted;
};

const patchClaim = (draft: OverlayDraft, claim: ManifestObject) => {
  const storageClassName = draft.cluster.storage?.class;
  const size = sizeOf(draft, claim);
  const spec = {
    ...(storageClassName ? { storageClassName } : {}),
    ...(size ? { resources: { requests: { storage: size } } } : {}),
  };
  if (Object.keys(spec).length > 0) draft.patch(claim, { spec });
};

interface ClaimTemplate {
  readonly metadata?: { readonly name?: string };
}

const claimTemplates = (object: ManifestObject): readonly ClaimTemplate[] =>
  (object.spec as { volumeClaimTemplates?: ClaimTemplate[] } | undefined)
    ?.volumeClaimTemplates ?? [];

const warnOfTemplates = (draft: OverlayDraft) => {
  for (const set of draft.objects('StatefulSet'))
    if (claimTemplates(set).length > 0)
      draft.warn(
        `storage: StatefulSet ${set.metadata.name} makes claims of its own, which can never change: it keeps its class and sizes`,
      );
};

/** Class and sizes of the volumes, and the class itself. */
export const useStorage = (draft: OverlayDraft) => {
  const { storage } = draft.cluster;
  if (!storage) return;
  const claims = draft.objects('PersistentVolumeClaim');
  for (const claim of claims) patchClaim(draft, claim);
  const names = claims.map(({ metadata }) => metadata.name);
  for (const name of Object.keys(storage.sizes ?? {}))
    if (!names.includes(name))
      draft.warn(
        `storage.sizes: there is no PersistentVolumeClaim ${name}; there are ${
          names.join(', ') || 'none'
        }`,
      );
  warnOfTemplates(draft);
  const own = storageClassOf(draft.cluster, draft.context);
  if (own) draft.add(own);
  if (claims.length === 0 && (storage.size || !own))
    draft.warn(
      'storage: the manifests hold no PersistentVolumeClaim to give a class or size to',
    );
};
