import { groupKind, type Manifest } from '../manifest';
import { fields, items, textOf, valueAt } from '../status/liveValue';
import type { KnownLabels } from './labelSelector';
import { labelsOf } from './webhookRules';

/** The pods of one workload of the set. */
export interface WorkloadPods {
  readonly workload: Manifest;
  readonly namespace: string;
  readonly labels: KnownLabels['labels'];
  /** Names of Secrets that they mount. */
  readonly secrets: readonly string[];
}

const TEMPLATE_OF: Readonly<Record<string, readonly string[]>> = {
  'Deployment.apps': ['spec', 'template'],
  'StatefulSet.apps': ['spec', 'template'],
  'DaemonSet.apps': ['spec', 'template'],
  'ReplicaSet.apps': ['spec', 'template'],
  'Job.batch': ['spec', 'template'],
  'CronJob.batch': ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

const secretsOf = (pod: unknown) =>
  items(valueAt(pod, 'spec', 'volumes'))
    .flatMap(volume => [
      valueAt(volume, 'secret', 'secretName'),
      ...items(valueAt(volume, 'projected', 'sources')).map(source =>
        valueAt(source, 'secret', 'name'),
      ),
    ])
    .flatMap(name => textOf(name) ?? []);

/** Pods that the set's workloads make, as their templates have them; of other kinds there are none. */
export const workloadPods = (
  manifests: readonly Manifest[],
): readonly WorkloadPods[] =>
  manifests.flatMap(workload => {
    const path = TEMPLATE_OF[groupKind(workload.id)];
    if (!path) return [];
    const pod = valueAt(workload.object(), ...path);
    return [
      {
        workload,
        namespace: workload.id.namespace ?? 'default',
        labels: labelsOf(valueAt(pod, 'metadata')),
        secrets: secretsOf(pod),
      },
    ];
  });

/** Pods that a Service sends to. One without a selector is somebody else's: none. */
export const podsBehind = (
  pods: readonly WorkloadPods[],
  service: Manifest | undefined,
): readonly WorkloadPods[] => {
  if (!service) return [];
  const wanted = Object.entries(
    fields(valueAt(service.object(), 'spec', 'selector')),
  );
  const namespace = service.id.namespace ?? 'default';
  if (wanted.length === 0) return [];
  return pods.filter(
    each =>
      each.namespace === namespace &&
      wanted.every(([name, value]) => each.labels[name] === value),
  );
};
