import fs from 'node:fs';
import path from 'node:path';
import type { ActionResult, LogLine } from '@kubeflow-fleet/local-fleet';
import {
  connectKubeConfig,
  type KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { parseAllDocuments } from 'yaml';
import { openSubmitLane, type SubmitLane } from './submitLane.test.fixture';

let lane: SubmitLane;
afterEach(() => lane.close());

const errors = (result: ActionResult) =>
  result.annotations.filter(({ level }) => level === 'error');

const texts = (result: ActionResult, stage: LogLine['stage'] = 'main') =>
  result.log.filter(line => line.stage === stage).map(({ text }) => text);

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

const runOf = async (cluster: string, runId: string) => {
  const { kfpUrl } = lane.fleet.cluster(cluster);
  return (await fetch(`${kfpUrl}/apis/v2beta1/runs/${runId}`)).json();
};

const long = { taskMs: 60_000, overheadMs: 5 };
const terminates = () =>
  lane.changes().filter(change => change.endsWith(':terminate'));

describe('row 54: a cancelled job', () => {
  it('terminates its run within the time that the runner gives, and reports', async () => {
    lane = await openSubmitLane({ engine: long });
    const result = await lane.submit({}, cancelAt('▶ prepare started'));
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
    expect(result.outputs).toMatchObject({
      'run-state': 'TERMINATED',
      'failure-reason': 'TERMINATED',
    });
    expect(result.summary).toContain('TERMINATED');
    expect(result.summary).toContain('```mermaid');
    expect(terminates()).toHaveLength(1);
    const run = await runOf('ml-eu', result.outputs['run-id']!);
    expect(['CANCELING', 'FAILED']).toContain(run.state);
    expect(texts(result).join('\n')).not.toContain('This is a bug');
  });

  it('leaves its run going with on-cancel: detach', async () => {
    lane = await openSubmitLane({ engine: long });
    const result = await lane.submit(
      { 'on-cancel': 'detach' },
      cancelAt('▶ prepare started'),
    );
    expect(result.outputs['run-state']).toBe('DETACHED');
    expect(errors(result)[0]!.message).toContain('is going on');
    expect(terminates()).toEqual([]);
    const run = await runOf('ml-eu', result.outputs['run-id']!);
    expect(['PENDING', 'RUNNING']).toContain(run.state);
  });

  it('whose main step is killed at once has its run terminated by the post step', async () => {
    lane = await openSubmitLane({ engine: long });
    const result = await lane.submit(
      {},
      {
        ...cancelAt('▶ prepare started'),
        // As act does it: no time for anything.
        ladder: { sigintMs: 0, sigtermMs: 0 },
      },
    );
    expect(result.signal).toBe('SIGKILL');
    expect(result.post?.exitCode).toBe(0);
    expect(texts(result, 'post').join('\n')).toMatch(
      /eu-west-1\/ml-eu: run [\w-]+ terminated/,
    );
    // Main may have sent the order in the moment before it was killed.
    expect(terminates().length).toBeGreaterThan(0);
  });

  it('while KFP hangs still ends in time, and the post step tries again', async () => {
    lane = await openSubmitLane({ engine: long });
    let struck = false;
    const { cancel, onLine } = cancelAt('▶ prepare started');
    const result = await lane.submit(
      {},
      {
        cancel,
        onLine: line => {
          if (line.text.includes('▶ prepare started') && !struck) {
            struck = true;
            lane.fleet.inject(
              { cluster: 'ml-eu', api: 'kfp' },
              { match: () => true, times: 6, effect: { kind: 'hang' } },
            );
          }
          onLine(line);
        },
      },
    );
    expect(result.exitCode).toBe(1);
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
    expect(result.summary).toContain('TerminationUnconfirmed');
    expect(result.post?.exitCode).toBe(0);
    expect(texts(result, 'post').join('\n')).toMatch(/run [\w-]+ /);
  }, 60_000);

  it('that was cancelled while it submitted leaves no run behind', async () => {
    lane = await openSubmitLane({ engine: long });
    const controller = new AbortController();
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kfp' },
      {
        match: ({ method, url }) => {
          const isRun = method === 'POST' && /\/runs(\?|$)/.test(url);
          if (isRun) controller.abort();
          return isRun;
        },
        effect: { kind: 'delay', ms: 500 },
      },
    );
    const result = await lane.submit({}, { cancel: controller.signal });
    expect(result.conclusion).not.toBe('success');
    const { kfpUrl } = lane.fleet.cluster('ml-eu');
    const { runs = [] } = await (
      await fetch(`${kfpUrl}/apis/v2beta1/runs`)
    ).json();
    for (const run of runs) expect(run.state).not.toBe('RUNNING');
  });

  it('reports in time although the request for the run hangs, and the post step looks again', async () => {
    lane = await openSubmitLane({ engine: long });
    const controller = new AbortController();
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kfp' },
      {
        match: ({ method, url }) => {
          const isRun = method === 'POST' && /\/runs(\?|$)/.test(url);
          if (isRun) controller.abort();
          return isRun;
        },
        effect: { kind: 'hang' },
      },
    );
    const result = await lane.submit({}, { cancel: controller.signal });
    expect(result.exitCode).toBe(1);
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
    expect(result.summary).toContain('ERROR');
    expect(result.post?.exitCode).toBe(0);
  }, 60_000);

  it('reports in time although AWS hangs', async () => {
    lane = await openSubmitLane();
    const controller = new AbortController();
    lane.fleet.inject('aws', {
      match: () => {
        controller.abort();
        return true;
      },
      times: 100,
      effect: { kind: 'hang' },
    });
    const result = await lane.submit({}, { cancel: controller.signal });
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
    expect(result.outputs['failure-reason']).toBe('JobCancelled');
    expect(result.summary).toContain('cancelled before the run was submitted');
  });

  it('that ended by itself leaves nothing to do to the post step', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit();
    expect(texts(result, 'post')).toEqual([]);
    expect(terminates()).toEqual([]);
  });
});

const three = [
  { region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] },
  {
    region: 'us-west-2',
    clusters: [{ name: 'ml-us', account: '444455556666' }],
  },
  { region: 'ap-southeast-2', clusters: [{ name: 'ml-ap' }] },
];

const states = (result: ActionResult) =>
  (
    JSON.parse(result.outputs.results!) as { cluster: string; state: string }[]
  ).map(({ cluster, state }) => `${cluster} ${state}`);

describe('several clusters in one job', () => {
  it('are each reported, in the order asked for', async () => {
    lane = await openSubmitLane({ regions: three });
    const result = await lane.submit({
      clusters: 'ap-southeast-2/ml-ap\n111122223333/eu-west-1/ml-eu, ml-us',
    });
    expect(result.conclusion).toBe('success');
    expect(states(result)).toEqual([
      'ml-ap SUCCEEDED',
      'ml-eu SUCCEEDED',
      'ml-us SUCCEEDED',
    ]);
    expect(result.outputs.cluster).toBe('ml-ap');
    expect(result.summary.match(/```mermaid/g)).toHaveLength(3);
  });

  it('row 24: go on when one of them refuses the role', async () => {
    lane = await openSubmitLane({ regions: three });
    const fleetFile = path.join(lane.workspace, 'fleet.yaml');
    fs.writeFileSync(
      fleetFile,
      fs
        .readFileSync(fleetFile, 'utf8')
        .replace(/arn:aws:iam::444455556666:role\/[\w/-]+/g, '$&-gone'),
    );
    const result = await lane.submit({ clusters: 'ml-eu,ml-us,ml-ap' });
    expect(result.conclusion).toBe('failure');
    expect(states(result)).toEqual([
      'ml-eu SUCCEEDED',
      'ml-us ERROR',
      'ml-ap SUCCEEDED',
    ]);
    expect(errors(result)).toHaveLength(1);
    expect(errors(result)[0]!.message).toContain('us-west-2/ml-us');
  });

  it('stop after the first failure when told so', async () => {
    lane = await openSubmitLane({
      regions: three,
      engine: { taskMs: 20, tasks: { prepare: { fail: { kind: 'exit' } } } },
    });
    const result = await lane.submit({
      clusters: 'ml-eu,ml-us,ml-ap',
      'max-parallel': '1',
      'on-failure': 'stop',
    });
    expect(states(result)).toEqual([
      'ml-eu FAILED',
      'ml-us NOT_STARTED',
      'ml-ap NOT_STARTED',
    ]);
    expect(result.conclusion).toBe('failure');
  });

  it('are all ended when the job is cancelled', async () => {
    lane = await openSubmitLane({ regions: three, engine: long });
    const result = await lane.submit(
      { clusters: 'ml-eu,ml-us,ml-ap' },
      cancelAt('ap-southeast-2/ml-ap: ▶ prepare started'),
    );
    expect(terminates()).toHaveLength(3);
    expect(states(result)).toEqual([
      'ml-eu TERMINATED',
      'ml-us TERMINATED',
      'ml-ap TERMINATED',
    ]);
  });
});

const RBAC = { group: 'rbac.authorization.k8s.io', version: 'v1' };

const README = fs.readFileSync(path.resolve(__dirname, '../README.md'), 'utf8');

/** The Role of this name that the README prints. */
const printedRole = (name: string): KubernetesObject => {
  const role = [...README.matchAll(/^```yaml\n([^]*?)^```$/gm)]
    .flatMap(([, text = '']) =>
      parseAllDocuments(text).map(one => one.toJS() as KubernetesObject),
    )
    .find(({ kind, metadata }) => kind === 'Role' && metadata.name === name);
  if (!role) throw new Error(`README.md prints no Role ${name}`);
  return role;
};

const NAMESPACE = 'kubeflow';

/** Lets the action's user forward to KFP's pod in place of the service proxy, as the README says. */
const allowPortForward = async () => {
  const { kubernetes, close } = await connectKubeConfig({
    path: lane.fleet.cluster('ml-eu').kubeconfig,
  });
  const roles = { ...RBAC, plural: 'roles', namespace: NAMESPACE };
  const role = printedRole('kubeflow-fleet-port-forward');
  await kubernetes.create(roles, role);
  const submit = printedRole('kubeflow-fleet-submit');
  await kubernetes.patch(roles, submit.metadata.name, {
    rules: (submit.rules as { resources: string[] }[]).filter(
      ({ resources }) => !resources.includes('services/proxy'),
    ),
  });
  await kubernetes.create(
    { ...RBAC, plural: 'rolebindings', namespace: NAMESPACE },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: role.metadata.name, namespace: NAMESPACE },
      roleRef: {
        apiGroup: RBAC.group,
        kind: 'Role',
        name: role.metadata.name,
      },
      subjects: [
        {
          kind: 'Group',
          apiGroup: RBAC.group,
          name: 'kubeflow-fleet:deployers',
        },
      ],
    },
  );
  close();
};

describe('other ways in', () => {
  it('by a kubeconfig', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit({
      kubeconfig: lane.fleet.cluster('ml-eu').kubeconfig,
    });
    expect(errors(result)).toEqual([]);
    expect(result.conclusion).toBe('success');
    expect(lane.fleet.aws.requests).toEqual([]);
  });

  it('by the address of a KFP API', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit({
      endpoint: lane.fleet.cluster('ml-eu').kfpUrl!,
    });
    expect(errors(result)).toEqual([]);
    expect(result.conclusion).toBe('success');
    expect(result.outputs['run-url']).toMatch(/^http:.*#\/runs\/details\//);
    expect(lane.fleet.aws.requests).toEqual([]);
  });

  it('by port-forward', async () => {
    lane = await openSubmitLane();
    await allowPortForward();
    const fleetFile = path.join(lane.workspace, 'fleet.yaml');
    fs.writeFileSync(
      fleetFile,
      fs
        .readFileSync(fleetFile, 'utf8')
        .replace(/^( +)- name: ml-eu$/m, '$&\n$1  access: {via: port-forward}'),
    );
    const result = await lane.submit();
    expect(errors(result)).toEqual([]);
    expect(result.conclusion).toBe('success');
  });

  it('with the JSON of select-clusters', async () => {
    lane = await openSubmitLane({ regions: three });
    const result = await lane.submit({
      clusters: JSON.stringify([
        { account: '444455556666', region: 'us-west-2', name: 'ml-us' },
      ]),
    });
    expect(states(result)).toEqual(['ml-us SUCCEEDED']);
  });
});
