import type { Cluster } from '../cluster';
import type { EmulatedObjects, EmulatedPods } from '../contract';
import { notFound } from '../status';

const PODS = { group: '', plural: 'pods', kind: 'Pod' };

/** Pods that code of the fleet runs; their names are kept from the pods controller. */
export class FleetPods implements EmulatedPods {
  private readonly names = new Set<string>();

  constructor(
    private readonly cluster: Cluster,
    private readonly objects: EmulatedObjects,
  ) {}

  /** True for pods made here. */
  readonly owns = ({
    metadata,
  }: {
    readonly metadata: { readonly namespace?: string; readonly name: string };
  }): boolean => this.names.has(`${metadata.namespace}/${metadata.name}`);

  readonly create: EmulatedPods['create'] = pod => {
    this.names.add(`${pod.metadata.namespace}/${pod.metadata.name}`);
    return this.objects.create(pod);
  };

  readonly setStatus: EmulatedPods['setStatus'] = (pod, status) =>
    this.objects.mergePatch(
      { apiVersion: 'v1', kind: 'Pod', ...pod },
      { status },
    );

  readonly appendLog: EmulatedPods['appendLog'] = (log, text) => {
    const { store, logs, settings } = this.cluster;
    if (!store.get(PODS, log.namespace, log.name))
      throw notFound(PODS, log.name);
    logs.append(log, text, settings.now());
  };
}
