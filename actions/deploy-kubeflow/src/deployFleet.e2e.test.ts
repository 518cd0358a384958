import type { LogLine } from '@kubeflow-fleet/local-fleet';
import {
  type DeployLane,
  errorsIn,
  installations,
  MANIFESTS,
  openDeployLane,
  states,
} from './deployLane.test.fixture';

jest.setTimeout(120_000);

let lane: DeployLane;
afterEach(() => lane.close());

const three = [
  { region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] },
  {
    region: 'us-west-2',
    clusters: [{ name: 'ml-us', account: '444455556666' }],
  },
  { region: 'ap-southeast-2', clusters: [{ name: 'ml-ap' }] },
];

const open = async (options: Parameters<typeof openDeployLane>[0] = {}) => {
  lane = await openDeployLane({ regions: three, ...options });
};

/** Nothing of the cluster's API server answers any more. */
const lose = (cluster: string) =>
  lane.fleet.inject(
    { cluster, api: 'kubernetes' },
    { match: () => true, times: 1e6, effect: { kind: 'hang' } },
  );

/** Cancels the job when a line of the log holds `words`. */
const cancelAt = (words: string) => {
  const controller = new AbortController();
  return {
    cancel: controller.signal,
    onLine: ({ text }: LogLine) => {
      if (text.includes(words)) controller.abort();
    },
  };
};

describe('three regions', () => {
  it('are deployed to at once, each with a GitHub deployment of its own', async () => {
    await open();
    const result = await lane.deploy({
      'deployment-environment': 'kubeflow/{region}/{name}',
    });
    expect(errorsIn(result)).toEqual([]);
    expect(states(result)).toEqual([
      'ml-eu READY',
      'ml-us READY',
      'ml-ap READY',
    ]);
    const { deployments } = lane.fleet.github.emulator;
    expect(
      deployments.map(({ environment, statuses }) => [
        environment,
        statuses.at(-1)?.state,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['kubeflow/eu-west-1/ml-eu', 'success'],
        ['kubeflow/us-west-2/ml-us', 'success'],
        ['kubeflow/ap-southeast-2/ml-ap', 'success'],
      ]),
    );
    expect(result.summary).toContain('| Component |');
  });

  it('row R7: of which one does not answer: the others are deployed to, and it is named', async () => {
    await open();
    lose('ml-us');
    const result = await lane.deploy({ timeout: '8s' });
    expect(result.conclusion).toBe('failure');
    expect(states(result)).toEqual([
      'ml-eu READY',
      'ml-us FAILED',
      'ml-ap READY',
    ]);
    expect(JSON.parse(result.outputs['failed-clusters']!)).toEqual([
      '444455556666/us-west-2/ml-us',
    ]);
    expect(errorsIn(result).join('\n')).toContain('us-west-2/ml-us');
    expect(result.summary).toContain('✅ READY');
  });

  it('stop at the canary that fails', async () => {
    await open();
    lose('ml-ap');
    const result = await lane.deploy({ canary: 'ml-ap', timeout: '5s' });
    expect(states(result)).toEqual([
      'ml-eu NOT_STARTED',
      'ml-us NOT_STARTED',
      'ml-ap FAILED',
    ]);
    expect(lane.writes('ml-eu')).toEqual([]);
  });

  it('with on-failure: stop are all checked before any is written to', async () => {
    await open();
    lose('ml-us');
    const result = await lane.deploy({ 'on-failure': 'stop', timeout: '5s' });
    expect(states(result)).toEqual([
      'ml-eu NOT_STARTED',
      'ml-us FAILED',
      'ml-ap NOT_STARTED',
    ]);
    expect([...lane.writes('ml-eu'), ...lane.writes('ml-ap')]).toEqual([]);
  });

  it('with on-failure: rollback take back the one that failed, and keep the others', async () => {
    await open();
    await lane.deploy();
    lane.writeManifests(
      MANIFESTS.replace('mode: fast', 'mode: slow').replace('api:1"', 'api:2"'),
    );
    lane.fleet.inject(
      { cluster: 'ml-us', api: 'kubernetes' },
      {
        match: ({ method, url }) =>
          method === 'PATCH' && url.includes('/deployments/api'),
        times: 1,
        effect: {
          kind: 'status',
          status: 403,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            kind: 'Status',
            apiVersion: 'v1',
            status: 'Failure',
            reason: 'Forbidden',
            message: 'not allowed',
            code: 403,
          }),
        },
      },
    );
    const result = await lane.deploy({ 'on-failure': 'rollback' });
    expect(states(result)).toEqual([
      'ml-eu READY',
      'ml-us FAILED',
      'ml-ap READY',
    ]);
    const modes = ['ml-eu', 'ml-us', 'ml-ap'].map(
      name => lane.object(name, 'ConfigMap', 'settings')?.data.mode,
    );
    expect(modes).toEqual(['slow', 'fast', 'slow']);
    expect(errorsIn(result).join('\n')).toContain('Forbidden');
    expect(result.summary).toMatch(
      /Rolled back; revision \d+ is installed now/,
    );
  });

  it('row 52: are deployed to though GitHub refuses everything', async () => {
    await open();
    lane.fleet.inject('github', {
      match: ({ url }) => url.includes('/repos/'),
      times: 1e6,
      effect: { kind: 'status', status: 403, body: '{"message":"No"}' },
    });
    const result = await lane.deploy({
      'deployment-environment': 'kubeflow/{name}',
      'comment-on-pr': 'true',
    });
    expect(result.conclusion).toBe('success');
    expect(result.annotations.map(({ level }) => level)).toContain('warning');
  });
});

describe('row R4, row 54: a cancelled deploy', () => {
  it('ends within five seconds with a truthful report, and the next one goes on', async () => {
    await open({
      latency: { 'eu-west-1': 60, 'us-west-2': 60, 'ap-southeast-2': 60 },
    });
    const begun = { at: 0 };
    const at = cancelAt('eu-west-1/ml-eu: + ');
    at.cancel.addEventListener('abort', () => {
      begun.at = Date.now();
    });
    const result = await lane.deploy({}, at);
    expect(begun.at).toBeGreaterThan(0);
    expect(Date.now() - begun.at).toBeLessThan(5_000);
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
    expect(result.exitCode).toBe(1);
    for (const { state } of installations(result)) {
      expect(['CANCELLED', 'READY', 'NOT_STARTED']).toContain(state);
    }
    const again = await lane.deploy();
    expect(errorsIn(again)).toEqual([]);
    expect(again.conclusion).toBe('success');
  });

  it('whose API servers hang ends in time, too', async () => {
    await open();
    const at = cancelAt('applying');
    at.cancel.addEventListener('abort', () => {
      for (const { name } of lane.fleet.clusters) lose(name);
    });
    const result = await lane.deploy({}, at);
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
    expect(result.summary).toMatch(/CANCELLED|READY/);
  });

  it('that is asked twice, then terminated, leaves nothing that the next one cannot mend', async () => {
    await open();
    await lane.deploy(
      {},
      { ...cancelAt('applying'), ladder: { sigintMs: 50, sigtermMs: 50 } },
    );
    const again = await lane.deploy({ timeout: '90s' });
    expect(errorsIn(again)).toEqual([]);
    expect(states(again).every(state => /READY|UNCHANGED/.test(state))).toBe(
      true,
    );
  });
});
