import type {
  KubernetesClient,
  KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { connectAdministrator } from './administrator';
import type { ApiServerProcesses } from './apiServerProcesses';
import type { Running } from './startTogether';

/** The EBS CSI driver's name: what a storage class on EKS says. */
export const EBS_PROVISIONER = 'ebs.csi.aws.com';

const claims = { group: '', version: 'v1', plural: 'persistentvolumeclaims' };
const volumes = { group: '', version: 'v1', plural: 'persistentvolumes' };

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly volumeName?: string;
  readonly accessModes: readonly string[];
  readonly resources: { readonly requests: { readonly storage: string } };
}

/**
 * Makes a volume for every claim that the scheduler has given a node, as the EBS CSI driver does with
 * `WaitForFirstConsumer`. There is no data behind it: no container runs.
 */
export function startVolumeProvisioner(processes: ApiServerProcesses): Running {
  const ended = new AbortController();
  const { kubernetes, transport } = connectAdministrator(
    processes,
    'volume provisioner',
  );
  const provisioning = provision(kubernetes, ended.signal);
  return {
    stop: async () => {
      ended.abort();
      await provisioning;
      transport.close();
    },
  };
}

async function provision(kubernetes: KubernetesClient, signal: AbortSignal) {
  for await (const event of kubernetes.watch(claims, { signal })) {
    const changed = event.type === 'SYNCED' ? event.objects : [event.object];
    for (const claim of changed)
      if (event.type === 'DELETED') await remove(kubernetes, claim);
      else if (isWaiting(claim)) await makeVolume(kubernetes, claim);
  }
}

const nameOf = ({ metadata }: KubernetesObject) => `pvc-${metadata.uid}`;

const isWaiting = ({ metadata, spec }: KubernetesObject) => {
  const annotations = metadata.annotations ?? {};
  return (
    annotations['volume.kubernetes.io/storage-provisioner'] ===
      EBS_PROVISIONER &&
    annotations['volume.kubernetes.io/selected-node'] !== undefined &&
    (spec as ClaimSpec).volumeName === undefined
  );
};

async function makeVolume(
  kubernetes: KubernetesClient,
  claim: KubernetesObject,
) {
  const { namespace, name, uid } = claim.metadata;
  const { storageClassName, accessModes, resources } = claim.spec as ClaimSpec;
  const volume: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: nameOf(claim),
      annotations: { 'pv.kubernetes.io/provisioned-by': EBS_PROVISIONER },
    },
    spec: {
      storageClassName,
      accessModes,
      capacity: { storage: resources.requests.storage },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        name,
        uid,
      },
      // The volume goes with its claim; a policy of Delete would wait for the driver that is not there.
      persistentVolumeReclaimPolicy: 'Retain',
      csi: { driver: EBS_PROVISIONER, volumeHandle: `vol-${uid}` },
    },
  };
  await unlessReason('AlreadyExists', kubernetes.create(volumes, volume));
}

const remove = (kubernetes: KubernetesClient, claim: KubernetesObject) =>
  unlessReason('NotFound', kubernetes.delete(volumes, nameOf(claim)));

async function unlessReason(reason: string, call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (!hasReason(error, reason)) throw error;
  }
}
