import fs from 'node:fs';
import {
  CANARY,
  type DeployLane,
  errorsIn,
  installations,
  logText,
  MANIFESTS,
  openDeployLane,
  states,
  visibleText,
} from './deployLane.test.fixture';

jest.setTimeout(120_000);

let lane: DeployLane;
beforeEach(async () => {
  lane = await openDeployLane();
});
afterEach(() => lane.close());

const spellings = [
  CANARY,
  Buffer.from(CANARY).toString('base64'),
  Buffer.from(CANARY).toString('hex'),
];

describe('a plan', () => {
  it('says what would be, writes nothing, and shows no secret', async () => {
    const result = await lane.deploy({ mode: 'plan' });
    expect(errorsIn(result)).toEqual([]);
    expect(result.conclusion).toBe('success');
    expect(lane.writes('ml-eu')).toEqual([]);
    expect(result.outputs['has-changes']).toBe('true');
    expect(states(result)).toEqual(['ml-eu PLANNED']);
    expect(installations(result)[0].changes.created).toBe(6);
    expect(JSON.parse(result.outputs.images!)).toEqual([
      'registry.example.com/api:1',
    ]);
    expect(result.outputs.plan).toMatch(/\/plan\.md$/);
    expect(logText(result)).toContain('+ team-ml/Deployment/api');
    for (const secret of spellings) {
      expect(visibleText(result)).not.toContain(secret);
    }
  });

  it('names each field that would change, in the comment of the pull request, which is edited in place', async () => {
    await lane.deploy();
    const pull = {
      eventName: 'pull_request',
      ref: 'refs/pull/7/merge',
      event: { pull_request: { number: 7 } },
    };
    lane.writeManifests(MANIFESTS.replace('mode: fast', 'mode: slow'));
    const inputs = { mode: 'plan', 'comment-on-pr': 'true' };
    await lane.deploy(inputs, { context: pull });
    lane.writeManifests(MANIFESTS.replace('mode: fast', 'mode: safe'));
    const result = await lane.deploy(inputs, { context: pull });
    const { comments } = lane.fleet.github.emulator;
    expect(comments).toHaveLength(1);
    expect(comments[0]!.body).toContain('`data.mode`: `fast` → `safe`');
    expect(result.outputs['has-changes']).toBe('true');
    expect(installations(result)[0].changes).toMatchObject({
      configured: 1,
      unchanged: 5,
    });
  });
});

describe('an apply', () => {
  it('makes everything, waits until it is ready, and then writes nothing', async () => {
    const first = await lane.deploy();
    expect(errorsIn(first)).toEqual([]);
    expect(states(first)).toEqual(['ml-eu READY']);
    expect(lane.object('ml-eu', 'Widget', 'first')?.spec).toEqual({ size: 3 });
    expect(lane.object('ml-eu', 'Deployment', 'api')?.status).toMatchObject({
      availableReplicas: 1,
    });
    expect(first.outputs.revision).toBe('1');
    expect(first.summary).toContain('✅ READY');
    const before = lane.writes('ml-eu').length;
    const second = await lane.deploy();
    expect(states(second)).toEqual(['ml-eu UNCHANGED']);
    expect(lane.writes('ml-eu').length).toBe(before);
    expect(installations(second)[0].writes).toBe(0);
    expect(second.outputs['has-changes']).toBe('false');
    expect(logText(second)).toContain('0 writes');
    for (const secret of spellings) {
      expect(visibleText(first) + visibleText(second)).not.toContain(secret);
    }
  });

  it('prunes what the manifests no longer hold', async () => {
    await lane.deploy();
    const documents = MANIFESTS.split('---');
    lane.writeManifests(
      documents.filter(d => !d.includes('Widget\n')).join('---'),
    );
    const result = await lane.deploy();
    expect(errorsIn(result)).toEqual([]);
    expect(installations(result)[0].changes.deleted).toBe(1);
    expect(lane.object('ml-eu', 'Widget', 'first')).toBeUndefined();
  });

  it('leaves a field that somebody else set, says whose it is, and takes it when told', async () => {
    await lane.deploy();
    const path = '/api/v1/namespaces/team-ml/configmaps/settings';
    await lane.patchAs('kubectl-edit', path, { data: { mode: 'theirs' } });
    lane.writeManifests(MANIFESTS.replace('mode: fast', 'mode: slow'));
    const refused = await lane.deploy();
    expect(refused.conclusion).toBe('failure');
    expect(errorsIn(refused).join('\n')).toMatch(
      /FieldManagerConflict.*kubectl-edit/s,
    );
    expect(lane.object('ml-eu', 'ConfigMap', 'settings')?.data.mode).toBe(
      'theirs',
    );
    const forced = await lane.deploy({ 'force-conflicts': 'ConfigMap' });
    expect(errorsIn(forced)).toEqual([]);
    expect(lane.object('ml-eu', 'ConfigMap', 'settings')?.data.mode).toBe(
      'slow',
    );
  });

  it('reports every mistake in the manifests with file and line, before a cluster is written to', async () => {
    lane.writeManifests(
      `${MANIFESTS}---\nkind: ConfigMap\nmetadata: {name: x}\n`,
    );
    const result = await lane.deploy();
    expect(result.conclusion).toBe('failure');
    expect(visibleText(result)).toMatch(/kubeflow\/objects\.yaml/);
    expect(lane.writes('ml-eu')).toEqual([]);
  });

  it('by a kubeconfig needs neither AWS nor a fleet file', async () => {
    fs.rmSync(`${lane.workspace}/fleet.yaml`);
    const result = await lane.deploy({
      'fleet-file': '',
      kubeconfig: lane.fleet.cluster('ml-eu').kubeconfig,
      profile: 'pipelines',
      version: '2.17.0',
      manifests: 'kubeflow',
    });
    expect(errorsIn(result)).toEqual([]);
    expect(installations(result)[0]).toMatchObject({
      region: 'kubeconfig',
      state: 'READY',
    });
    expect(lane.fleet.aws.requests).toEqual([]);
  });
});

describe('a rollback', () => {
  it('goes back to the revision before, and says what stays as it is', async () => {
    await lane.deploy();
    lane.writeManifests(
      `${MANIFESTS.replace('mode: fast', 'mode: slow')}---
apiVersion: v1
kind: ConfigMap
metadata: {name: added, namespace: team-ml}
`,
    );
    await lane.deploy();
    const result = await lane.deploy({ mode: 'rollback' });
    expect(errorsIn(result)).toEqual([]);
    expect(states(result)).toEqual(['ml-eu ROLLED_BACK']);
    expect(lane.object('ml-eu', 'ConfigMap', 'settings')?.data.mode).toBe(
      'fast',
    );
    expect(lane.object('ml-eu', 'ConfigMap', 'added')).toBeUndefined();
    expect(Number(result.outputs.revision)).toBeGreaterThan(2);
  });

  it('where there is nothing to go back to is refused', async () => {
    const result = await lane.deploy({ mode: 'rollback' });
    expect(result.conclusion).toBe('failure');
    expect(errorsIn(result).join('\n')).toContain('RevisionNotFound');
  });
});

describe('an uninstallation', () => {
  it('is refused unless exactly the chosen clusters are confirmed', async () => {
    await lane.deploy();
    const before = lane.writes('ml-eu').length;
    const result = await lane.deploy({
      mode: 'uninstall',
      'confirm-uninstall': 'ml-us',
    });
    expect(errorsIn(result).join('\n')).toMatch(
      /ml-eu is chosen, but not confirmed[^]*'ml-us' is confirmed, but not chosen/,
    );
    expect(lane.writes('ml-eu').length).toBe(before);
  });

  it('keeps what would lose data, unless told', async () => {
    await lane.deploy();
    const confirmed = { mode: 'uninstall', 'confirm-uninstall': 'ml-eu' };
    const first = await lane.deploy(confirmed);
    expect(errorsIn(first)).toEqual([]);
    expect(states(first)).toEqual(['ml-eu UNINSTALLED']);
    expect(lane.object('ml-eu', 'Deployment', 'api')).toBeUndefined();
    expect(lane.object('ml-eu', 'Namespace', 'team-ml')).toBeDefined();
    expect(
      lane.object('ml-eu', 'CustomResourceDefinition', 'widgets.example.com'),
    ).toBeDefined();
    const second = await lane.deploy({
      ...confirmed,
      'allow-delete': 'Namespace, CustomResourceDefinition',
    });
    expect(errorsIn(second)).toEqual([]);
    expect(lane.object('ml-eu', 'Namespace', 'team-ml')).toBeUndefined();
  });
});
