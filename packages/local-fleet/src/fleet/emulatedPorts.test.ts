import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import type { KubernetesEmulator } from '../kubernetes/contract';
import type { NewPod } from '../kfp/podPort';
import type { WorkflowEvent } from '../kfp/workflowPort';
import { clusterAccessObjects } from './clusterAccess';
import { emulatedPods } from './emulatedPods';
import { emulatedWorkflows } from './emulatedWorkflows';
import { nodesOf } from './nodes';

const cluster = { account: '111122223333', region: 'us-west-2', name: 'ml' };
let kubernetes: KubernetesEmulator;
beforeEach(() => {
  const nodes = nodesOf(cluster, [
    {
      name: 'cpu',
      count: 1,
      instanceType: 'm6i.large',
      cpu: '2',
      memory: '8Gi',
    },
    {
      name: 'gpu',
      count: 2,
      instanceType: 'g5.xlarge',
      cpu: '4',
      memory: '16Gi',
      gpus: 1,
      accelerator: 'nvidia-a10g',
    },
  ]);
  kubernetes = createKubernetesEmulator({
    authenticate: async () => undefined,
    objects: [...clusterAccessObjects('kubeflow'), ...nodes],
  });
  for (const { metadata, status } of nodes)
    kubernetes.objects.mergePatch(
      { apiVersion: 'v1', kind: 'Node', name: metadata.name },
      { status },
    );
});
afterEach(() => kubernetes.close());

describe('workflows', () => {
  const workflow = (labels = {}) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow' as const,
    metadata: { namespace: 'kubeflow', generateName: 'churn-', labels },
    spec: { entrypoint: 'main' },
  });

  it('are created with a name, found by label, patched and deleted', async () => {
    const port = emulatedWorkflows(kubernetes.objects);
    const events: WorkflowEvent[] = [];
    const stop = port.onChange(event => events.push(event));
    const made = await port.create(workflow({ run: 'a' }));
    await port.create(workflow({ run: 'b' }));
    expect(made.metadata.name).toMatch(/^churn-[a-z0-9]{5}$/);
    expect(made.metadata.uid).toBeDefined();
    expect(await port.list({ run: 'a' })).toEqual([made]);
    const key = { namespace: 'kubeflow', name: made.metadata.name };
    const patched = await port.patch(key, { status: { phase: 'Running' } });
    expect(patched?.status?.phase).toBe('Running');
    expect(await port.delete(key)).toBe(true);
    expect(await port.get(key)).toBeUndefined();
    stop();
    await port.create(workflow());
    expect(events.map(e => e.type)).toEqual([
      'ADDED',
      'ADDED',
      'MODIFIED',
      'DELETED',
    ]);
  });

  it('that are gone are undefined or false, not errors', async () => {
    const port = emulatedWorkflows(kubernetes.objects);
    const key = { namespace: 'kubeflow', name: 'nope' };
    expect(await port.get(key)).toBeUndefined();
    expect(await port.patch(key, {})).toBeUndefined();
    expect(await port.delete(key)).toBe(false);
  });

  it('come out as snapshots', async () => {
    const port = emulatedWorkflows(kubernetes.objects);
    const made = await port.create(workflow({ run: 'a' }));
    (made.metadata.labels as Record<string, string>).run = 'changed';
    expect(await port.list({ run: 'a' })).toHaveLength(1);
  });
});

describe('pods', () => {
  const pod = (name: string, gpus = 0, spec: object = {}): NewPod => ({
    namespace: 'kubeflow',
    name,
    labels: { 'pipeline/runid': 'r1' },
    annotations: {},
    owner: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      name: 'w',
      uid: 'u',
    },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'python',
          ...(gpus && {
            resources: { limits: { 'nvidia.com/gpu': String(gpus) } },
          }),
        },
      ],
      ...spec,
    },
  });
  const nodeOf = (name: string) =>
    (
      kubernetes.objects.get({
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: 'kubeflow',
        name,
      }) as any
    )?.spec.nodeName;

  it('keep their log until they are deleted or replaced', async () => {
    const port = emulatedPods(kubernetes);
    const key = { namespace: 'kubeflow', name: 'p1' };
    await port.create(pod('p1'));
    expect(await port.readLog(key, 'main')).toBe('');
    await port.appendLog(key, 'main', ['one', 'two']);
    expect(await port.readLog(key, 'main')).toBe('one\ntwo\n');
    expect(await port.readLog(key, 'wait')).toBeUndefined();
    await port.create(pod('p1'));
    expect(await port.readLog(key, 'main')).toBe('');
    await port.delete(key);
    expect(await port.readLog(key, 'main')).toBeUndefined();
    await port.setStatus(key, { phase: 'Failed' });
    await port.appendLog(key, 'main', ['late']);
    expect(await port.readLog(key, 'main')).toBeUndefined();
  });

  it('take nodes with free GPUs, and none when there is no more', async () => {
    const port = emulatedPods(kubernetes);
    await port.create(pod('plain'));
    for (const name of ['g1', 'g2', 'g3']) await port.create(pod(name, 1));
    expect(nodeOf('plain')).toBe('ip-10-0-0-20.us-west-2.compute.internal');
    expect([nodeOf('g1'), nodeOf('g2'), nodeOf('g3')]).toEqual([
      'ip-10-0-1-21.us-west-2.compute.internal',
      'ip-10-0-2-22.us-west-2.compute.internal',
      undefined,
    ]);
    await port.setStatus(
      { namespace: 'kubeflow', name: 'g1' },
      { phase: 'Succeeded' },
    );
    await port.create(pod('g4', 1));
    expect(nodeOf('g4')).toBe('ip-10-0-1-21.us-west-2.compute.internal');
  });

  it('obey node selectors and taints', async () => {
    const port = emulatedPods(kubernetes);
    const nodeSelector = { 'k8s.amazonaws.com/accelerator': 'nvidia-a10g' };
    await port.create(pod('intolerant', 0, { nodeSelector }));
    await port.create(
      pod('tolerant', 0, {
        nodeSelector,
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
      }),
    );
    expect(nodeOf('intolerant')).toBeUndefined();
    expect(nodeOf('tolerant')).toMatch(/^ip-10-0-1/);
  });
});
