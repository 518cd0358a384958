import type { KubernetesObject } from '../../kubernetes/objects';
import type { LiveObject } from '../api/objectApi';
import { items, textOf, valueAt } from '../status/liveValue';
import { eventOf } from './podReport';

const usesClaim = (pod: KubernetesObject, claim: string) =>
  items(valueAt(pod, 'spec', 'volumes')).some(
    volume => valueAt(volume, 'persistentVolumeClaim', 'claimName') === claim,
  );

/**
 * True for a claim that is bound only when a pod uses it, and that none uses: there is nothing to wait for. Its status
 * alone does not tell; its storage class and the namespace's pods do.
 */
export const waitsForConsumer = (
  claim: LiveObject,
  classes: readonly KubernetesObject[],
  pods: readonly KubernetesObject[],
): boolean => {
  const name = textOf(valueAt(claim, 'spec', 'storageClassName'));
  const storageClass = classes.find(({ metadata }) => metadata.name === name);
  return (
    storageClass?.volumeBindingMode === 'WaitForFirstConsumer' &&
    !pods.some(pod => usesClaim(pod, claim.metadata.name))
  );
};

const isDefault = ({ metadata }: KubernetesObject) =>
  metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] ===
  'true';

/** Why a claim is not bound. */
export const describeClaim = (
  claim: LiveObject,
  classes: readonly KubernetesObject[] | undefined,
  events: readonly KubernetesObject[],
): readonly string[] => {
  const { name } = claim.metadata;
  const event = eventOf(events, { kind: 'PersistentVolumeClaim', name });
  const said = event ? [event] : [];
  const className = valueAt(claim, 'spec', 'storageClassName');
  if (className === '' || !classes) return said;
  if (className === undefined) {
    return classes.some(isDefault)
      ? said
      : ['the cluster has no default StorageClass', ...said];
  }
  return classes.some(({ metadata }) => metadata.name === className)
    ? said
    : [`StorageClass ${className} does not exist`, ...said];
};
