import fs from 'node:fs';
import path from 'node:path';
import {
  CANARY,
  type DeployLane,
  errorsIn,
  logText,
  MANIFESTS,
  openDeployLane,
  states,
  visibleText,
} from './deployLane.test.fixture';

jest.setTimeout(120_000);

let lane: DeployLane;
afterEach(() => lane.close());

const open = async (options: Parameters<typeof openDeployLane>[0] = {}) => {
  lane = await openDeployLane(options);
};

const spellings = ['base64', 'base64url', 'hex'] as const;
const expectNoCanary = (text: string) => {
  expect(text).not.toContain(CANARY);
  for (const spelling of spellings) {
    expect(text).not.toContain(Buffer.from(CANARY).toString(spelling));
  }
};

describe('manifests of a stranger', () => {
  it('row 9: that hold nothing remove nothing, and say what is installed', async () => {
    await open();
    await lane.deploy();
    const before = lane.writes('ml-eu').length;
    for (const nothing of [
      '',
      '# nothing\n---\n---\n',
      'kind: List\napiVersion: v1\nitems: []\n',
    ]) {
      lane.writeManifests(nothing);
      for (const mode of ['plan', 'apply']) {
        const result = await lane.deploy({ mode, 'allow-mass-delete': 'true' });
        expect(result.conclusion).toBe('failure');
        expect(errorsIn(result).join()).toMatch(
          /PruneEmptyManifests: eu-west-1\/ml-eu: nothing is applied or pruned.* 6 objects are installed/,
        );
      }
    }
    expect(lane.writes('ml-eu').length).toBe(before);
  });

  it('rows 3 to 13: are refused with file and line, all at once, before a write', async () => {
    await open();
    lane.writeManifests(
      [
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, name: b}',
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}',
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: n}',
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a\\n::set-output name=x::y"}',
        'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {password: ["hunter2hunter2"]}',
      ].join('\n---\n'),
    );
    const result = await lane.deploy();
    const places = result.annotations.map(({ file, line }) => [file, line]);
    for (const line of [3, 5, 9, 13, 17]) {
      expect(places).toContainEqual(['kubeflow/objects.yaml', line]);
    }
    expect(errorsIn(result).join()).toContain('Nothing was applied');
    expect(visibleText(result)).not.toContain('hunter2');
    expect(lane.writes('ml-eu')).toEqual([]);
  });

  it('do not touch the state of the deployment itself', async () => {
    await open();
    lane.writeManifests(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kubeflow, namespace: kubeflow-fleet-system}\n',
    );
    const result = await lane.deploy();
    expect(errorsIn(result).join()).toContain('ReservedNamespace');
    expect(lane.writes('ml-eu')).toEqual([]);
  });

  it('row 19: do not lead out of the workspace by a kustomization', async () => {
    await open();
    const outside = path.join(path.dirname(lane.workspace), 'outside');
    fs.mkdirSync(outside);
    fs.writeFileSync(path.join(outside, 'kustomization.yaml'), 'resources: []');
    fs.writeFileSync(
      path.join(lane.workspace, 'kubeflow/kustomization.yaml'),
      'resources: [../../outside]',
    );
    const result = await lane.deploy();
    expect(errorsIn(result).join()).toContain('OutsideWorkspace');
  });
});

describe('an API server', () => {
  it('row 17: that quotes a password in its refusal is not repeated', async () => {
    await open();
    const message = [
      CANARY,
      ...spellings.map(s => Buffer.from(CANARY).toString(s)),
    ].join(' ');
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kubernetes' },
      {
        match: ({ method, url }) =>
          method === 'PATCH' && url.includes('/deployments/api'),
        times: 10,
        effect: {
          kind: 'status',
          status: 422,
          headers: {
            'content-type': 'application/json',
            warning: `299 - "${CANARY}"`,
          },
          body: JSON.stringify({
            kind: 'Status',
            apiVersion: 'v1',
            status: 'Failure',
            reason: 'Invalid',
            code: 422,
            message: `spec.args: Invalid value: "${message}"`,
            details: { causes: [{ field: 'spec.args', message }] },
          }),
        },
      },
    );
    const result = await lane.deploy({ timeout: '20s' });
    expect(states(result)).toEqual(['ml-eu FAILED']);
    expect(errorsIn(result).join()).toContain('deployments/api');
    expectNoCanary(visibleText(result));
  });
});

describe('row 24: one account of three', () => {
  it('that refuses the role keeps nobody else from being deployed to', async () => {
    await open({
      regions: [
        { region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] },
        {
          region: 'us-west-2',
          clusters: [{ name: 'ml-us', account: '444455556666' }],
        },
        { region: 'ap-southeast-2', clusters: [{ name: 'ml-ap' }] },
      ],
    });
    const file = path.join(lane.workspace, 'fleet.yaml');
    fs.writeFileSync(
      file,
      fs
        .readFileSync(file, 'utf8')
        .replace(/arn:aws:iam::444455556666:role\/[\w/-]+/g, '$&-gone'),
    );
    const result = await lane.deploy();
    expect(states(result)).toEqual([
      'ml-eu READY',
      'ml-us FAILED',
      'ml-ap READY',
    ]);
    expect(errorsIn(result)).toHaveLength(1);
    expect(errorsIn(result)[0]).toMatch(/us-west-2\/ml-us.*444455556666/);
    expect(lane.writes('ml-us')).toEqual([]);
  });
});

it('row 18: values of a ConfigMap stay values in the log, the summary and the comment', async () => {
  await open();
  await lane.deploy();
  lane.writeManifests(
    MANIFESTS.replace(
      'mode: fast',
      'mode: "x\\n::error::forged\\n::set-output name=revision::99\\n<script>`|@all"',
    ),
  );
  const result = await lane.deploy(
    { mode: 'plan', 'comment-on-pr': 'true' },
    {
      context: {
        eventName: 'pull_request',
        ref: 'refs/pull/7/merge',
        event: { pull_request: { number: 7 } },
      },
    },
  );
  expect(errorsIn(result)).toEqual([]);
  expect(result.outputs.revision).not.toBe('99');
  expect(logText(result)).toContain('data.mode: fast → x⏎::error::forged⏎');
  const [comment] = lane.fleet.github.emulator.comments;
  for (const text of [result.summary, comment!.body]) {
    expect(text).toContain('`` x⏎::error::forged');
  }
});
