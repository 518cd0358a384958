import { createDocument } from '@kubeflow-fleet/action-toolkit';
import {
  type FleetCluster,
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Change } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ClusterReport, Drift, DriftReport, Inspector } from './contract';
import { lookForDrift } from './lookForDrift';
import { describe as describeReports, setOutputs } from './report';

const clusterNamed = (name: string): FleetCluster => ({
  name,
  region: 'eu-west-1',
  account: '111122223333',
  partition: 'aws',
  arn: '',
  labels: {},
  access: {
    via: 'api-server-proxy',
    namespace: 'kubeflow',
    service: 'ml-pipeline',
  },
  kubeflow: { profile: 'pipelines', version: '2.17.0', namespace: 'kubeflow' },
  artifacts: {},
});

const change = (over: Partial<Change> = {}): Change => ({
  id: {
    group: 'apps',
    kind: 'Deployment',
    namespace: 'kubeflow',
    name: 'ml-pipeline',
  },
  action: 'configured',
  fields: [
    {
      path: 'spec.replicas',
      before: '0',
      after: '1',
      manager: 'kubectl-scale',
      time: '2026-11-24T03:12:00Z',
    },
  ],
  ...over,
});

const drift = (over: Partial<Drift> = {}): Drift => ({
  installed: true,
  revision: 3,
  changes: [],
  unready: [],
  warnings: [],
  requests: { total: 20, writes: 0 },
  ...over,
});

type Look = Inspector['look'];

const never = () => new Promise<never>(() => undefined);

const lookAll = async (
  looks: Readonly<Record<string, Look>>,
  { timeoutMs = 60_000, signal = new AbortController().signal } = {},
) => {
  let open = 0;
  const report = await lookForDrift(
    {
      clusters: Object.keys(looks).map(clusterNamed),
      maxParallel: 2,
      timeoutMs,
    },
    {
      connect: async ({ name }) => {
        open += 1;
        return {
          look: looks[name]!,
          close: () => {
            open -= 1;
          },
        };
      },
      clock: systemClock,
      signal,
      ended: () => undefined,
    },
  );
  return { report, open };
};

const states = ({ clusters }: DriftReport) =>
  clusters.map(({ cluster, state }) => `${cluster.name} ${state}`);

const refused = new KubeflowError('NotAllowedError', {
  subject: 'eu-west-1/c',
  reason: 'Forbidden',
  fact: 'it may not list secrets',
  remedy: 'Bind the rule',
});

const render = (reports: readonly ClusterReport[]) => {
  const document = createDocument();
  describeReports(document, reports, {
    commit: 'c'.repeat(40),
    workflowRunUrl: 'https://github.com/acme/fleet/actions/runs/7',
    compareWith: 'revision',
  });
  return document.render(64_000).replace(/\\([-()])/g, '$1');
};

describe('looking for drift', () => {
  it('reports every cluster in the order of the request, and closes what it opened', async () => {
    const { report, open } = await lookAll({
      a: async () => drift({ changes: [change({ action: 'unchanged' })] }),
      b: async () => drift({ changes: [change()] }),
      c: () => Promise.reject(refused),
      d: async () => drift({ installed: false }),
      e: async () => drift({ changes: [change({ action: 'skipped' })] }),
    });
    expect(states(report)).toEqual([
      'a CLEAN',
      'b DRIFTED',
      'c UNREACHABLE',
      'd NOT_INSTALLED',
      'e CLEAN',
    ]);
    expect(open).toBe(0);
  });

  it('row R7: is not held up by a cluster that hangs', async () => {
    const { report } = await lookAll(
      { a: never, b: async () => drift() },
      { timeoutMs: 50 },
    );
    expect(states(report)).toEqual(['a UNREACHABLE', 'b CLEAN']);
    expect(hasReason(report.clusters[0]!.error, 'DeadlineExceeded')).toBe(true);
  });

  it('ends at once when the job is cancelled, and calls nothing clean that it did not see', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('cancelled')), 20);
    const begun = Date.now();
    const { report } = await lookAll(
      { a: never, b: never, c: async () => drift() },
      { signal: controller.signal },
    );
    expect(states(report)).toEqual([
      'a UNREACHABLE',
      'b UNREACHABLE',
      'c NOT_STARTED',
    ]);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});

describe('the report', () => {
  const reports: readonly ClusterReport[] = [
    {
      cluster: clusterNamed('a'),
      state: 'DRIFTED',
      drift: drift({
        changes: [change(), change({ action: 'created', fields: undefined })],
      }),
    },
    { cluster: clusterNamed('c'), state: 'UNREACHABLE', error: refused },
  ];

  it('says who changed what and when, and what could not be looked at', () => {
    const text = render(reports);
    expect(text).toContain(
      '| `kubeflow/Deployment/ml-pipeline` | `spec.replicas`: is `0`, was deployed as `1` | `kubectl-scale` at 2026-11-24T03:12:00Z |',
    );
    expect(text).toContain('is missing');
    expect(text).toContain('**Not looked at: eu-west-1/c.**');
    expect(text).toContain('it may not list secrets. Bind the rule.');
  });

  it('row 18: escapes what the cluster says', () => {
    const hostile = '<img src=x>|`\n::error::x';
    const text = render([
      {
        cluster: clusterNamed('a'),
        state: 'DRIFTED',
        drift: drift({
          changes: [
            change({
              fields: [
                {
                  path: hostile,
                  before: hostile,
                  manager: hostile,
                  time: hostile,
                },
              ],
            }),
          ],
          warnings: [hostile],
        }),
      },
    ]);
    expect(text.replace(/(`+)[^`].*?\1(?!`)/g, '')).not.toContain('<img');
    expect(text).not.toMatch(/^::error/m);
  });

  it('is data, too', () => {
    const values: Record<string, unknown> = {};
    setOutputs(
      { set: given => Object.assign(values, given), complete: () => undefined },
      reports,
    );
    expect(values).toMatchObject({
      'has-drift': true,
      'drifted-clusters': ['111122223333/eu-west-1/a'],
      'unreachable-clusters': ['111122223333/eu-west-1/c'],
      drift: [
        {
          cluster: 'a',
          state: 'DRIFTED',
          revision: 3,
          objects: [
            {
              object: 'Deployment.apps/kubeflow/ml-pipeline',
              fields: [expect.objectContaining({ manager: 'kubectl-scale' })],
            },
            { action: 'created' },
          ],
        },
        { state: 'UNREACHABLE', reason: 'Forbidden' },
      ],
    });
  });
});
