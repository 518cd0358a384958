import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createBodyStore } from '../apply/manifests/bodyStore';
import { createBases } from './bases';
import type { RenderOptions } from './contract';
import { renderInstallation } from './renderInstallation';
import { sourcesOf } from './sources';
import { clusterWith, PIPELINES } from './testing/installationExamples';

const systemTmp = process.env.TMPDIR;
let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'installation-'));
  await writeFile(join(workspace, 'kfp.yaml'), PIPELINES);
});
afterEach(async () => {
  delete process.env.TMPDIR;
  if (systemTmp !== undefined) process.env.TMPDIR = systemTmp;
  await rm(workspace, { recursive: true, force: true });
});

const options = (): RenderOptions => ({
  workspace,
  bases: createBases(),
  kubectl: join(workspace, 'no-kubectl'),
  timeoutMs: 10_000,
  signal: new AbortController().signal,
});

describe('rendering an installation', () => {
  it('needs no kubectl for plain files that no setting changes', async () => {
    const cluster = clusterWith('kubeflow: {manifests: kfp.yaml}');
    const rendered = await renderInstallation(cluster, options());
    expect(rendered.manifests).toHaveLength(9);
    expect(rendered.overlay).toBeUndefined();
    expect(rendered.sources).toEqual(['kfp.yaml']);
    expect(rendered.mirror).toEqual([]);
    expect(rendered.images).toEqual([
      'docker.io/library/mysql:8.4',
      'ghcr.io/containerd/busybox:latest',
      'ghcr.io/kubeflow/kfp-api-server:2.17.0',
      'ghcr.io/kubeflow/kfp-driver:2.17.0',
    ]);
  });

  it('needs none for objects that are only added', async () => {
    const cluster = clusterWith(
      'kubeflow: {manifests: kfp.yaml}',
      'limits: {gpus: 2}',
    );
    const { manifests } = await renderInstallation(cluster, options());
    expect(manifests[0]).toMatchObject({
      id: { kind: 'ResourceQuota', namespace: 'kubeflow' },
      source: { path: 'the fleet file' },
    });
  });

  it('says what to do where settings need a kubectl and there is none', async () => {
    const cluster = clusterWith(
      'kubeflow: {manifests: kfp.yaml}',
      'storage: {class: gp3}',
    );
    await expect(renderInstallation(cluster, options())).rejects.toMatchObject({
      reason: 'KubectlMissing',
      subject: 'eu-west-1/ml-eu',
      fact: expect.stringMatching(/^the settings could not be laid over/),
    });
  });

  it('row 19: refuses a path that leads out of the workspace', async () => {
    const cluster = {
      ...clusterWith(),
      kubeflow: { ...clusterWith().kubeflow, manifests: '../../etc/passwd' },
    };
    await expect(renderInstallation(cluster, options())).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('S2: keeps what it renders from others, and leaves nothing behind when it is cancelled', async () => {
    const job = new AbortController();
    const temporary = join(workspace, 'tmp');
    const seen = join(workspace, 'seen');
    await mkdir(temporary);
    const kubectl = join(workspace, 'kubectl');
    const script = `#!/bin/sh\nstat -c %a "$3" > '${seen}'\nsleep 60\n`;
    await writeFile(kubectl, script, { mode: 0o755 });
    process.env.TMPDIR = temporary;
    const cluster = clusterWith(
      'kubeflow: {manifests: kfp.yaml}',
      'storage: {class: gp3}',
    );
    const rendering = renderInstallation(cluster, {
      ...options(),
      kubectl,
      signal: job.signal,
    });
    const ended = rendering.catch(error => error);
    while (!(await readFile(seen, 'utf8').catch(() => ''))) await delay(20);
    job.abort();
    expect(await ended).toHaveProperty('name', 'AbortError');
    expect(await readFile(seen, 'utf8')).toBe('700\n');
    expect(await readdir(temporary)).toEqual([]);
  });

  it.each(['../outside', 'link'])(
    'row 19: refuses the kustomization %s, which lies outside the workspace',
    async manifests => {
      const inside = join(workspace, 'inside');
      const outside = join(workspace, 'outside');
      await mkdir(inside);
      await mkdir(outside);
      await writeFile(join(outside, 'kustomization.yaml'), 'resources: []');
      await symlink(outside, join(inside, 'link'));
      const cluster = {
        ...clusterWith(),
        kubeflow: { ...clusterWith().kubeflow, manifests },
      };
      await expect(
        renderInstallation(cluster, { ...options(), workspace: inside }),
      ).rejects.toMatchObject({ reason: 'OutsideWorkspace' });
    },
  );

  it('refuses an address that is not pinned, before anything is fetched', async () => {
    const cluster = clusterWith(
      'kubeflow: {manifests: "https://github.com/a/b//deploy?ref=main"}',
    );
    await expect(renderInstallation(cluster, options())).rejects.toMatchObject({
      reason: 'UnpinnedManifests',
    });
  });

  it('gives two clusters with equal manifests the same bodies', async () => {
    const shared = { ...options(), bodies: createBodyStore() };
    const cluster = clusterWith('kubeflow: {manifests: kfp.yaml}');
    const [first, second] = await Promise.all([
      renderInstallation(cluster, shared),
      renderInstallation({ ...cluster, name: 'ml-us' }, shared),
    ]);
    expect(
      first.manifests.every(
        ({ body }, index) => body === second.manifests[index]?.body,
      ),
    ).toBe(true);
  });
});

describe('the bases of a deploy', () => {
  it('render a source once, and again after a failure', async () => {
    const bases = createBases();
    let calls = 0;
    const fail = async () => {
      calls += 1;
      throw new Error('no network');
    };
    await expect(bases.get('a', fail)).rejects.toThrow('no network');
    const render = async () => {
      calls += 1;
      return [];
    };
    await Promise.all([bases.get('a', render), bases.get('a', render)]);
    expect(calls).toBe(2);
  });
});

describe('the sources of a profile', () => {
  const addresses = (setting: string) =>
    sourcesOf(clusterWith(setting)).map(source =>
      source.kind === 'remote'
        ? source.address.replace(/&.*/, '')
        : source.path,
    );

  it.each([
    [
      'kubeflow: {version: 2.16.1}',
      [
        'https://github.com/kubeflow/pipelines//manifests/kustomize/cluster-scoped-resources?ref=2.16.1',
        'https://github.com/kubeflow/pipelines//manifests/kustomize/env/platform-agnostic?ref=2.16.1',
      ],
    ],
    [
      'kubeflow: {profile: pipelines-multi-user}',
      [
        'https://github.com/kubeflow/pipelines//manifests/kustomize/cluster-scoped-resources?ref=2.17.0',
        'https://github.com/kubeflow/pipelines//manifests/kustomize/env/cert-manager/platform-agnostic-multi-user?ref=2.17.0',
      ],
    ],
    [
      'kubeflow: {profile: platform, version: v1.11.0}',
      [
        'https://github.com/kubeflow/community-distribution//example?ref=v1.11.0',
      ],
    ],
    [
      'kubeflow: {profile: platform, manifests: "deploy/{name}"}',
      ['deploy/ml-eu'],
    ],
  ])('%s', (setting, expected) => {
    expect(addresses(setting)).toEqual(expected);
  });
});
