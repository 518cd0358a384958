import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  demoRegions,
  runAction,
  startLocalFleet,
} from '@kubeflow-fleet/local-fleet';
import type {
  ActionResult,
  LocalFleet,
  RunActionOptions,
} from '@kubeflow-fleet/local-fleet';
import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import { outputs } from './inputs';

const BEFORE = 'a'.repeat(40);
const AFTER = 'b'.repeat(40);
const OTHER_FLEET = `apiVersion: kubeflow-fleet/v1
kind: Fleet
defaults: {kubeflow: {profile: pipelines, version: 2.17.0}}
clusters:
  - {name: gone, region: eu-west-1, account: "111122223333"}
`;

/** A cluster without any node: its node group of GPUs has been scaled down to nothing. */
const scaledDown = {
  region: 'eu-central-1',
  clusters: [
    {
      name: 'ml-idle',
      labels: { accelerator: 'nvidia-h100' },
      nodePools: [
        {
          name: 'h100',
          count: 0,
          maxCount: 2,
          instanceType: 'p5.48xlarge',
          cpu: '192',
          memory: '2048Gi',
          gpus: 8,
          accelerator: 'nvidia-h100',
        },
      ],
    },
  ],
};

let fleet: LocalFleet;
let workspace: string;

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'select-clusters-'));
  const commits = {
    [BEFORE]: {
      'fleet.yaml': OTHER_FLEET,
      'other.yaml': OTHER_FLEET,
      'train.py': 'old',
    },
    [AFTER]: {
      'fleet.yaml': OTHER_FLEET,
      'other.yaml': OTHER_FLEET,
      'train.py': 'new',
    },
  };
  fleet = await startLocalFleet({
    stateDir: workspace,
    repository: { commits },
    regions: [...demoRegions, scaledDown],
  });
});
afterAll(async () => {
  await fleet.close();
  await rm(workspace, { recursive: true, force: true });
});

/** Runs the built action as the GitHub runner does. */
const select = (
  inputs: Record<string, string> = {},
  more: Partial<RunActionOptions> = {},
): Promise<ActionResult> =>
  runAction({
    action: resolve(__dirname, '../action.yml'),
    inputs,
    workspace,
    token: fleet.github.token,
    oidc: fleet.github.emulator.oidc,
    env: {
      AWS_ENDPOINT_URL_STS: fleet.aws.url,
      AWS_ENDPOINT_URL_EKS: fleet.aws.url,
    },
    ...more,
  });

const push = (event: object) => ({
  context: {
    eventName: 'push',
    event: event as Record<string, unknown>,
    repository: fleet.github.identity.repository,
    apiUrl: fleet.github.apiUrl,
    sha: AFTER,
  },
});

const names = ({ outputs: out }: ActionResult): string[] =>
  (JSON.parse(out.clusters!) as { name: string }[]).map(({ name }) => name);

const placementOf = ({ outputs: out }: ActionResult) =>
  JSON.parse(out.placement!) as {
    candidates: { cluster: string; verdict: string; reasons: string[] }[];
  };

describe('the built action', () => {
  it('sets every declared output', async () => {
    const result = await select();
    expect(result.conclusion).toBe('success');
    expect(Object.keys(result.outputs).sort()).toEqual([...outputs].sort());
    expect(result.outputs).toMatchObject({
      'has-clusters': 'true',
      count: '4',
    });
    expect(names(result).sort()).toEqual([
      'ml-ap',
      'ml-eu',
      'ml-idle',
      'ml-us-gpu',
    ]);
  });

  it('finds the cluster with a free GPU by looking into the clusters', async () => {
    const result = await select({
      accelerator: 'a10g',
      choose: 'one',
      'live-capacity': 'true',
    });
    expect(result.outputs).toMatchObject({
      cluster: 'ml-us-gpu',
      region: 'us-west-2',
      verdict: 'fits-now',
    });
    expect(result.summary).toContain('✓ selected');
  });

  it('finds the cluster whose node group can start a node that is large enough', async () => {
    const result = await select({
      accelerator: 'h100',
      'accelerator-count': '8',
      'live-capacity': 'true',
    });
    expect(names(result)).toEqual(['ml-idle']);
    expect(placementOf(result).candidates[0]).toMatchObject({
      verdict: 'fits-after-scale-up',
      reasons: [
        'node group h100 can grow from 0 to 2 nodes with 8 nvidia.com/gpu each',
      ],
    });
  });

  it('refuses every cluster when no node of any is large enough', async () => {
    const result = await select({
      accelerator: 'gpu',
      'accelerator-count': '9',
      'live-capacity': 'true',
    });
    expect(result.outputs).toMatchObject({
      'has-clusters': 'false',
      verdict: 'never',
    });
    expect(placementOf(result).candidates).toHaveLength(4);
  });

  it('ends well with nothing selected, and warns', async () => {
    const result = await select({ regions: 'sa-east-1' });
    expect(result.conclusion).toBe('success');
    expect(result.outputs).toMatchObject({
      'has-clusters': 'false',
      count: '0',
      matrix: '{"include":[]}',
    });
    expect(result.annotations).toMatchObject([{ level: 'warning' }]);
  });

  it('fails with nothing selected when told to, with the outputs set all the same', async () => {
    const result = await select({ regions: 'sa-east-1', 'if-empty': 'fail' });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({
      'has-clusters': 'false',
      verdict: 'never',
    });
  });

  it('selects the clusters that a push changed', async () => {
    const result = await select(
      { 'changed-only': 'true' },
      push({ before: BEFORE, after: AFTER }),
    );
    expect(names(result)).toHaveLength(4);
    expect(JSON.parse(result.outputs['removed-clusters']!)).toMatchObject([
      { name: 'gone' },
    ]);
  });

  it('selects nothing when a push changed neither settings nor watched files', async () => {
    await writeFile(join(workspace, 'other.yaml'), OTHER_FLEET);
    const result = await select(
      {
        'fleet-file': 'other.yaml',
        'changed-only': 'true',
        'watch-paths': 'clusters/{name}/**',
      },
      push({ before: BEFORE, after: AFTER }),
    );
    expect(result.outputs).toMatchObject({
      'has-clusters': 'false',
      count: '0',
    });
  });

  it('selects clusters whose watched files a push changed', async () => {
    await writeFile(join(workspace, 'other.yaml'), OTHER_FLEET);
    const result = await select(
      {
        'fleet-file': 'other.yaml',
        'changed-only': 'true',
        'watch-paths': '*.py',
      },
      push({ before: BEFORE, after: AFTER }),
    );
    expect(names(result)).toEqual(['gone']);
    expect(result.log.map(({ text }) => text).join('\n')).toContain(
      'train.py changed',
    );
  });

  it('selects every cluster for the first push of a branch, and says why', async () => {
    const result = await select(
      { 'changed-only': 'true' },
      push({ before: '0'.repeat(40), after: AFTER }),
    );
    expect(result.outputs.count).toBe('4');
    expect(result.log.map(({ text }) => text).join('\n')).toContain(
      'Every cluster counts as changed: push has no commit to compare with.',
    );
  });

  it('reports every wrong input at once, and no output is missing', async () => {
    const result = await select({
      regions: 'eu-wst-1',
      choose: 'some',
      cpu: 'x',
    });
    expect(result.exitCode).toBe(1);
    const text = result.log.map(line => line.text).join('\n');
    expect(text).toContain(
      `'eu-wst-1' is no AWS region; did you mean 'eu-west-1'?`,
    );
    expect(text).toContain(`choose: 'some' is not one of all, one`);
    expect(Object.keys(result.outputs).sort()).toEqual([...outputs].sort());
  });

  it('names file, line and column of a wrong fleet file, and asks nobody', async () => {
    await writeFile(
      join(workspace, 'bad.yaml'),
      OTHER_FLEET.replace('region:', 'regoin:'),
    );
    const asked = fleet.aws.requests.length;
    const result = await select({
      'fleet-file': 'bad.yaml',
      'live-capacity': 'true',
    });
    expect(result.exitCode).toBe(1);
    expect(result.log.map(line => line.text).join('\n')).toContain(
      `bad.yaml:5:18: unknown key 'regoin' in clusters[0]; did you mean 'region'?`,
    );
    expect(fleet.aws.requests.length).toBe(asked);
  });

  it('keeps a cluster that cannot be read, with the reason', async () => {
    const result = await select(
      { pin: 'ml-eu', 'live-capacity': 'true', 'capacity-timeout': '5s' },
      { oidc: undefined },
    );
    expect(result.conclusion).toBe('success');
    const [first] = placementOf(result).candidates;
    expect(first).toMatchObject({ verdict: 'unknown' });
    expect(first?.reasons.join()).toContain('id-token: write');
  });

  it('row 28: refuses clusters that EKS does not know, creates or deletes, and keeps one out of reach', async () => {
    const [leaving, coming, gone, silent] = fleet.clusters;
    const { emulator } = fleet.aws;
    const idOf = ({ account, region, name }: ClusterId) => ({
      account,
      region,
      name,
    });
    emulator.putCluster({ ...idOf(leaving!), status: 'DELETING' });
    emulator.putCluster({ ...idOf(coming!), status: 'CREATING' });
    emulator.deleteCluster(idOf(gone!));
    fleet.inject(
      { cluster: silent!.name, api: 'kubernetes' },
      { match: () => true, times: 1_000, effect: { kind: 'hang' } },
    );
    const result = await select({
      choose: 'all',
      'live-capacity': 'true',
      'capacity-timeout': '3s',
    });
    expect(names(result)).toEqual([silent!.name]);
    const judged = placementOf(result).candidates.map(
      ({ cluster, verdict, reasons }) =>
        `${cluster.split('/')[2]} ${verdict}: ${reasons.join()}`,
    );
    expect(judged).toHaveLength(4);
    expect(judged[0]).toMatch(/ unknown: .*no answer within 3 s/);
    expect(judged).toEqual(
      expect.arrayContaining([
        `${
          leaving!.name
        } never: the cluster is being deleted (status DELETING)`,
        `${
          coming!.name
        } never: the cluster is still being created (status CREATING)`,
        expect.stringMatching(
          new RegExp(`^${gone!.name} never: account .* has no EKS cluster`),
        ),
      ]),
    );
  });
});
