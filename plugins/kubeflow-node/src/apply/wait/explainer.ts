import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import { PODS } from '../../kubernetes/collectionPath';
import type {
  KubernetesClient,
  KubernetesObject,
} from '../../kubernetes/objects';
import type { LiveObject } from '../api/objectApi';
import { groupKind, resourceKey, type ResourceId } from '../manifest';
import { findCondition } from '../status/condition';
import { valueAt } from '../status/liveValue';
import { current, type ObjectStatus } from '../status/status';
import { describeClaim, waitsForConsumer } from './claimReport';
import { CrashLogs } from './crashLogs';
import { selects } from './labelMatch';
import { describePod, needsEvents, podsInTrouble } from './podReport';
import type { PodInTrouble } from './podReport';
import type { Unready } from './readinessBoard';

/** What one look at the cluster told. */
export interface Explanation {
  /** Sentences by resource key. */
  readonly details: ReadonlyMap<string, readonly string[]>;
  /** Objects that turned out to need no waiting. */
  readonly settled: readonly {
    readonly id: ResourceId;
    readonly status: ObjectStatus;
  }[];
}

type Found = Unready & { readonly live: LiveObject };

/** Namespaces that are looked at in one round. */
const MOST_NAMESPACES = 10;
/** Pods of one workload that are described: the others most often have the same trouble. */
const MOST_PODS = 2;
const EVENTS = { group: '', version: 'v1', plural: 'events' } as const;
const STORAGE_CLASSES = {
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
} as const;

const isClaim = ({ id }: Unready) => groupKind(id) === 'PersistentVolumeClaim';

const gapOf = (what: string, error: unknown) =>
  `${what} could not be read: ${
    isKubeflowError(error) ? error.fact : String(error)
  }`;

/** A list, or why there is none. */
interface Read {
  readonly objects: readonly KubernetesObject[];
  readonly gap?: string;
}

const refusalOf = (live: LiveObject): readonly string[] => {
  const failure = findCondition(live, 'ReplicaFailure');
  return failure?.status === 'True' && failure.message
    ? [`its pods are refused: ${failure.message}`]
    : [];
};

/**
 * Says why objects are not ready, from their pods, events and storage classes. One look costs at most, per namespace
 * (ten of them), a list of pods and two of events, once the storage classes, and a log for each new crash.
 */
export class Explainer {
  private readonly logs: CrashLogs;

  constructor(private readonly kubernetes: KubernetesClient) {
    this.logs = new CrashLogs(kubernetes);
  }

  /** Never throws: what may not be read is said instead. */
  async explain(unready: readonly Unready[]): Promise<Explanation> {
    const found = unready.filter((one): one is Found => one.live !== undefined);
    const byNamespace = Map.groupBy(
      found.filter(one => isClaim(one) || this.hasPods(one)),
      ({ id }) => id.namespace ?? '',
    );
    const classes = found.some(isClaim)
      ? await this.read({
          collection: STORAGE_CLASSES,
          what: 'storage classes',
        })
      : undefined;
    this.logs.beginRound();
    const parts = await concurrently(
      [...byNamespace].slice(0, MOST_NAMESPACES),
      4,
      ([namespace, ones]) => this.explainNamespace(namespace, ones, classes),
    );
    return {
      details: new Map(parts.flatMap(({ details }) => [...details])),
      settled: parts.flatMap(({ settled }) => settled),
    };
  }

  private hasPods({ live, id }: Found) {
    return (
      groupKind(id) === 'Pod' || valueAt(live, 'spec', 'selector') !== undefined
    );
  }

  private async explainNamespace(
    namespace: string,
    ones: readonly Found[],
    classes: Read | undefined,
  ): Promise<Explanation> {
    const pods = await this.read({
      collection: { ...PODS, namespace },
      what: `pods of namespace ${namespace}`,
    });
    const claims = ones.filter(isClaim);
    const workloads = ones
      .filter(one => !isClaim(one))
      .map(one => ({ one, held: this.heldPods(one, pods.objects) }));
    const idle = claims.filter(
      ({ live }) =>
        !pods.gap &&
        waitsForConsumer(live, classes?.objects ?? [], pods.objects),
    );
    const waiting = claims.filter(one => !idle.includes(one));
    const [podEvents, claimEvents] = await Promise.all([
      workloads.some(({ held }) => held.some(needsEvents))
        ? this.events(namespace, 'type=Warning')
        : [],
      waiting.length > 0
        ? this.events(namespace, 'involvedObject.kind=PersistentVolumeClaim')
        : [],
    ]);
    const details = new Map<string, readonly string[]>();
    for (const { one, held } of workloads) {
      details.set(resourceKey(one.id), [
        ...refusalOf(one.live),
        ...(pods.gap ? [pods.gap] : []),
        ...(await this.describePods(held, podEvents)),
      ]);
    }
    for (const { id, live } of waiting) {
      details.set(
        resourceKey(id),
        describeClaim(
          live,
          classes?.gap ? undefined : classes?.objects,
          claimEvents,
        ),
      );
    }
    return {
      details,
      settled: idle.map(({ id }) => ({
        id,
        status: current('it is bound when a pod uses it'),
      })),
    };
  }

  private heldPods({ id, live }: Found, pods: readonly KubernetesObject[]) {
    const own =
      groupKind(id) === 'Pod'
        ? pods.filter(({ metadata }) => metadata.name === id.name)
        : pods.filter(({ metadata }) =>
            selects(valueAt(live, 'spec', 'selector'), metadata.labels),
          );
    return podsInTrouble(own);
  }

  private async describePods(
    held: readonly PodInTrouble[],
    events: readonly KubernetesObject[],
  ): Promise<readonly string[]> {
    const shown = held.slice(0, MOST_PODS);
    const parts: string[] = [];
    for (const one of shown) {
      parts.push(...describePod(one, events, await this.logs.linesOf(one)));
    }
    const more = held.length - shown.length;
    return more > 0 ? [...parts, `and ${more} more pods`] : parts;
  }

  private async events(namespace: string, fieldSelector: string) {
    const { objects } = await this.read({
      collection: { ...EVENTS, namespace },
      what: 'events',
      fieldSelector,
    });
    return objects;
  }

  private async read({
    collection,
    what,
    fieldSelector,
  }: {
    readonly collection: Parameters<KubernetesClient['list']>[0];
    readonly what: string;
    readonly fieldSelector?: string;
  }): Promise<Read> {
    try {
      const objects = await this.kubernetes.list(collection, { fieldSelector });
      return { objects };
    } catch (error) {
      return { objects: [], gap: gapOf(what, error) };
    }
  }
}
