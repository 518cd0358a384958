import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asObject, asString, valueAt } from '../json';
import { CLAIM_FINALIZER } from '../objects/admission';
import { STORAGE_CLASSES, defaultClassOf } from '../objects/storageClasses';
import type { Controller } from './controller';
import {
  CONTROLLER_WRITE,
  currentForm,
  requireResource,
  writeStatus,
} from './controller';

const CLAIMS = {
  group: '',
  plural: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
};
const DRIVERS = {
  group: 'storage.k8s.io',
  plural: 'csidrivers',
  kind: 'CSIDriver',
};

/** Kubernetes hands the volumes of its old EBS plugin to the driver. */
const MIGRATED: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
};

const classOf = ({ store }: Cluster, claim: KubernetesObject) => {
  const name = asString(valueAt(claim, 'spec', 'storageClassName'));
  return name ? store.get(STORAGE_CLASSES, undefined, name) : undefined;
};

/** A CSI provisioner needs its driver in the cluster; the others are taken to be there. */
const hasDriver = ({ store }: Cluster, storageClass: KubernetesObject) => {
  const provisioner = String(storageClass.provisioner);
  const driver = MIGRATED[provisioner] ?? provisioner;
  return (
    !driver.includes('.csi.') ||
    store.get(DRIVERS, undefined, driver) !== undefined
  );
};

/** True when the claim has its volume. */
export const isBound = (claim: KubernetesObject): boolean =>
  valueAt(claim, 'status', 'phase') === 'Bound';

const bind = (cluster: Cluster, live: KubernetesObject) => {
  const spec = asObject(live.spec);
  const bound = cluster.writer.replace(
    requireResource(cluster, 'v1', CLAIMS.kind),
    {
      live,
      next: {
        ...live,
        spec: { ...spec, volumeName: `pvc-${live.metadata.uid}` },
      },
    },
    CONTROLLER_WRITE,
  );
  writeStatus(cluster, bound, {
    phase: 'Bound',
    accessModes: spec.accessModes,
    capacity: valueAt(live, 'spec', 'resources', 'requests'),
  });
};

/** Binds a claim whose class there is, to a volume that is only a name. `first-consumer`: a pod waits for it. */
export const bindClaim = (
  cluster: Cluster,
  claim: KubernetesObject,
  asker: 'nobody' | 'first-consumer',
): void => {
  const storageClass = classOf(cluster, claim);
  if (!storageClass || isBound(claim) || claim.metadata.deletionTimestamp)
    return;
  const waits = storageClass.volumeBindingMode === 'WaitForFirstConsumer';
  if ((waits && asker === 'nobody') || !hasDriver(cluster, storageClass))
    return;
  bind(cluster, claim);
};

/** A claim that was made when no class was the default gets the one that is now. */
const adopt = (cluster: Cluster, claim: KubernetesObject): KubernetesObject => {
  const standard = defaultClassOf(cluster.store);
  if (valueAt(claim, 'spec', 'storageClassName') !== undefined || !standard)
    return claim;
  return cluster.writer.replace(
    requireResource(cluster, 'v1', CLAIMS.kind),
    {
      live: claim,
      next: {
        ...claim,
        spec: { ...asObject(claim.spec), storageClassName: standard },
      },
    },
    CONTROLLER_WRITE,
  );
};

const release = (cluster: Cluster, claim: KubernetesObject) => {
  const live = currentForm(cluster, CLAIMS, claim);
  if (!live) return;
  const finalizers = (live.metadata.finalizers as readonly string[]).filter(
    each => each !== CLAIM_FINALIZER,
  );
  cluster.writer.commit(requireResource(cluster, 'v1', CLAIMS.kind), {
    ...live,
    metadata: { ...live.metadata, finalizers },
  });
};

const follow = (cluster: Cluster, claim: KubernetesObject) => {
  const live = currentForm(cluster, CLAIMS, claim);
  if (live && cluster.settings.becomesReady(live))
    bindClaim(cluster, adopt(cluster, live), 'nobody');
};

/** Binds claims to volumes by their class, at once or when a pod wants them, and lets deleted ones go. */
export const claims: Controller = (
  { cluster, schedule },
  resource,
  { type, object },
) => {
  const delay = cluster.settings.readyDelayMs;
  const isStorage =
    resource.kind === STORAGE_CLASSES.kind || resource.kind === DRIVERS.kind;
  if (isStorage && type !== 'DELETED') {
    schedule(delay, () =>
      cluster.store.list(CLAIMS).forEach(claim => follow(cluster, claim)),
    );
    return;
  }
  if (resource.kind !== CLAIMS.kind || type === 'DELETED') return;
  if (type === 'ADDED') schedule(delay, () => follow(cluster, object));
  else if (object.metadata.deletionTimestamp)
    schedule(0, () => release(cluster, object));
};
