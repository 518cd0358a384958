import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import type { WriteOptions } from '../objects/decode';
import type { Resource } from '../resources';
import type { ResourceName } from '../status';
import { isObject } from '../json';
import type { StoreEvent } from '../store';

/** Reacts to a change; called before the writer gets its answer, so slow work goes through {@link Schedule}. */
export type Controller = (
  context: ControllerContext,
  resource: ResourceName,
  event: StoreEvent,
) => void;

/** Runs work later, unless the emulator has closed by then. */
export type Schedule = (delayMs: number, work: () => void) => void;

export interface ControllerContext {
  readonly cluster: Cluster;
  readonly schedule: Schedule;
  /** True for pods whose status the fleet itself sets. */
  readonly isOwnPod: (pod: KubernetesObject) => boolean;
}

/** How the emulator's own controllers write; fields show this manager. */
export const CONTROLLER_WRITE: WriteOptions = {
  manager: 'kube-controller-manager',
  dryRun: false,
  validation: 'Ignore',
  warnings: [],
};

/** The object as it is now, when it is still the same one. */
export const currentForm = (
  { store }: Cluster,
  resource: ResourceName,
  object: KubernetesObject,
): KubernetesObject | undefined => {
  const { namespace, name, uid } = object.metadata;
  const live = store.get(resource, namespace, name);
  return live?.metadata.uid === uid ? live : undefined;
};

/** The served resource of a kind that is known to exist. */
export const requireResource = (
  { registry }: Cluster,
  apiVersion: string,
  kind: string,
): Resource => {
  const resource = registry.findKind(apiVersion, kind);
  if (!resource) throw new Error(`${apiVersion} ${kind} is not served`);
  return resource;
};

/** Merges into an object's status, as a controller's write to the status endpoint. */
export const writeStatus = (
  cluster: Cluster,
  live: KubernetesObject,
  status: object,
): KubernetesObject =>
  writeStatusAs(cluster, CONTROLLER_WRITE.manager, { live, status });

/** As {@link writeStatus}, by another manager. */
export const writeStatusAs = (
  cluster: Cluster,
  manager: string,
  {
    live,
    status,
  }: { readonly live: KubernetesObject; readonly status: object },
): KubernetesObject =>
  cluster.writer.replace(
    requireResource(cluster, live.apiVersion, live.kind),
    {
      live,
      next: {
        ...live,
        status: { ...(isObject(live.status) && live.status), ...status },
      },
      subresource: 'status',
    },
    { ...CONTROLLER_WRITE, manager },
  );

/** A condition of a status, with both its times. */
export const condition = (
  type: string,
  time: string,
  more: { readonly reason: string; readonly message?: string },
) => ({
  type,
  status: 'True',
  lastTransitionTime: time,
  reason: more.reason,
  message: more.message ?? '',
});
