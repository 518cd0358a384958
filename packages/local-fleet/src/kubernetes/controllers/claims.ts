import { valueAt } from '../json';
import type { Controller } from './controller';
import {
  CONTROLLER_WRITE,
  currentForm,
  writeStatus,
  requireResource,
} from './controller';

/** Claims are bound to a volume that is only a name. */
export const claims: Controller = (
  { cluster, schedule },
  resource,
  { type, object },
) => {
  if (resource.kind !== 'PersistentVolumeClaim' || type !== 'ADDED') return;
  if (!cluster.settings.becomesReady(object)) return;
  schedule(cluster.settings.readyDelayMs, () => {
    const live = currentForm(cluster, resource, object);
    if (!live) return;
    const bound = cluster.writer.replace(
      requireResource(cluster, 'v1', 'PersistentVolumeClaim'),
      {
        live,
        next: {
          ...live,
          spec: {
            ...(live.spec as object),
            volumeName: `pvc-${live.metadata.uid}`,
          },
        },
      },
      CONTROLLER_WRITE,
    );
    writeStatus(cluster, bound, {
      phase: 'Bound',
      accessModes: valueAt(live, 'spec', 'accessModes'),
      capacity: valueAt(live, 'spec', 'resources', 'requests'),
    });
  });
};
