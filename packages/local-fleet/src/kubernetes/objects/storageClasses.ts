import type { ObjectStore } from '../store';

export const STORAGE_CLASSES = {
  group: 'storage.k8s.io',
  plural: 'storageclasses',
  kind: 'StorageClass',
};

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** The class that claims without one get: of several defaults the newest. */
export const defaultClassOf = (store: ObjectStore): string | undefined =>
  store
    .list(STORAGE_CLASSES)
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true')
    .sort((left, right) =>
      String(right.metadata.creationTimestamp).localeCompare(
        String(left.metadata.creationTimestamp),
      ),
    )
    .at(0)?.metadata.name;
