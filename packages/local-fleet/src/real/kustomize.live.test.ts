import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  checkKubectl,
  parseManifests,
  renderKustomization,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { goProgram, goPrograms } from './goPrograms';
import { describeLive } from './liveLane';
import { runProgram } from './runProgram';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1"}]}
`;

describeLive('kustomizations rendered by the real kubectl', () => {
  let folder: string;
  let kubectl: string;

  beforeAll(async () => {
    kubectl = await goProgram('kubectl');
  }, 1_800_000);
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'kustomize-live-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  const write = async (file: string, text: string) => {
    const target = path.join(folder, file);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, text);
  };
  const at = (name: string) => path.join(folder, name);
  const render = (
    request: { directory: string } | { address: string },
    env?: Record<string, string>,
  ) => renderKustomization({ ...request, kubectl, timeoutMs: 60_000, env });
  const idsOf = (rendered: { path: string; content: Uint8Array }) =>
    parseManifests([rendered]).map(({ id }) => `${id.kind}/${id.name}`);

  /** A repository with a base, tagged v1.2.3, that git finds under an address of another host. */
  const remoteBase = async () => {
    await write(
      'repository/base/kustomization.yaml',
      'resources: [web.yaml]\n',
    );
    await write('repository/base/web.yaml', DEPLOYMENT);
    const cwd = at('repository');
    const git = (...args: string[]) =>
      runProgram(
        'git',
        ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args],
        {
          cwd,
        },
      );
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'base');
    await git('tag', 'v1.2.3');
    const commit = (await git('rev-parse', 'HEAD')).trim();
    const env = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${cwd}.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://git.invalid/team/kubeflow',
    };
    return { commit, env };
  };

  it('its version is told', async () => {
    expect(await checkKubectl(kubectl)).toEqual({
      version: goPrograms.kubectl.version.slice(1),
      kustomizeVersion: expect.stringMatching(/^5\.\d+\.\d+$/),
    });
  });

  it('a local one with an overlay keeps integers and texts exact', async () => {
    await write('base/kustomization.yaml', 'resources: [web.yaml, map.yaml]\n');
    await write('base/web.yaml', DEPLOYMENT);
    await write(
      'base/map.yaml',
      'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: map}\nspec: {big: 9007199254740993, mode: "0644", on: "yes"}\n',
    );
    await write(
      'overlay/kustomization.yaml',
      'resources: [../base]\nnamespace: kubeflow\nsortOptions: {order: fifo}\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: replace, path: /spec/replicas, value: 3}\n',
    );
    const manifests = parseManifests([
      await render({ directory: at('overlay') }),
    ]);
    expect(manifests.map(({ id }) => id)).toEqual([
      { group: 'apps', kind: 'Deployment', namespace: 'kubeflow', name: 'web' },
      {
        group: 'example.com',
        kind: 'Thing',
        namespace: 'kubeflow',
        name: 'map',
      },
    ]);
    expect(manifests[0]!.object().spec).toMatchObject({ replicas: 3 });
    expect(manifests[1]!.object().spec).toEqual({
      big: 9007199254740993n,
      mode: '0644',
      // kustomize itself reads YAML 1.2, and quotes what 1.1 would take for a boolean.
      on: 'yes',
    });
  });

  it('a remote one is fetched at its tag and at its commit', async () => {
    const { commit, env } = await remoteBase();
    for (const ref of ['v1.2.3', commit])
      expect(
        idsOf(
          await render(
            { address: `https://git.invalid/team/kubeflow//base?ref=${ref}` },
            env,
          ),
        ),
      ).toEqual(['Deployment/web']);
  });

  it('a local one may name a remote base', async () => {
    const { env } = await remoteBase();
    await write(
      'overlay/kustomization.yaml',
      'namePrefix: eu-\nresources:\n- https://git.invalid/team/kubeflow//base?ref=v1.2.3\n',
    );
    expect(idsOf(await render({ directory: at('overlay') }, env))).toEqual([
      'Deployment/eu-web',
    ]);
    await write(
      'overlay/kustomization.yaml',
      'resources:\n- https://git.invalid/team/kubeflow//base?ref=main\n',
    );
    await expect(
      render({ directory: at('overlay') }, env),
    ).rejects.toMatchObject({ reason: 'UnpinnedManifests' });
  });

  it('a tag that is not there is told', async () => {
    const { env } = await remoteBase();
    await expect(
      render(
        { address: 'https://git.invalid/team/kubeflow//base?ref=v9.9.9' },
        env,
      ),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      reason: 'RevisionNotFound',
    });
  });

  it('a host that is not there is told', async () => {
    await expect(
      render({ address: 'https://127.0.0.1:9/a/b//c?ref=v1.0.0' }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'RemoteBaseUnreachable',
    });
  });

  it.each([
    ['resources: [missing.yaml]\n', 'ResourceNotFound'],
    ['resources: [../base/web.yaml]\n', 'OutsideKustomization'],
    ['sortOption: {order: fifo}\n', 'KustomizeFailed'],
    ['resources: [\n', 'KustomizeFailed'],
  ])('what kustomize says of %j is %s', async (text, reason) => {
    await write('base/web.yaml', DEPLOYMENT);
    await write('overlay/kustomization.yaml', text);
    await expect(render({ directory: at('overlay') })).rejects.toMatchObject({
      reason,
    });
  });

  it('a directory without one, and one that is not there, are told', async () => {
    await write('base/web.yaml', DEPLOYMENT);
    for (const directory of [at('base'), at('nothing')])
      await expect(render({ directory })).rejects.toMatchObject({
        reason: 'NoKustomization',
      });
  });
});
