import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { remoteBases } from './remoteBases';
import { renderKustomization, type RenderRequest } from './renderKustomization';
import {
  fakeKubectl,
  type FakeKubectl,
} from './testing/fakeKubectl.test.fixture';

let fake: FakeKubectl;
const use = async (body: string) => {
  await fake?.remove();
  fake = await fakeKubectl(body);
};
afterEach(() => fake?.remove());

const render = (request: Partial<RenderRequest> = {}) =>
  renderKustomization({
    directory: request.address ? undefined : fake.folder,
    kubectl: fake.program,
    timeoutMs: 10_000,
    ...request,
  });

const refusalOf = async (request: Partial<RenderRequest> = {}) =>
  render(request).then(
    () => {
      throw new Error('it was rendered');
    },
    error => error,
  );

const failing = (stderr: string) =>
  `process.stderr.write(${JSON.stringify(stderr)}); process.exitCode = 1;`;

/** True while a process is there. */
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Starts a child of its own, tells both ids in a file, and never ends. */
const HANGING = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  require('node:fs').writeFileSync(__dirname + '/pids', process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);`;

const hangingPids = async () => {
  const file = path.join(fake.folder, 'pids');
  while (!existsSync(file) || !(await fs.readFile(file, 'utf8')).includes(' '))
    await delay(20);
  return (await fs.readFile(file, 'utf8')).split(' ').map(Number);
};

const expectGone = async (pids: readonly number[]) => {
  for (let tries = 0; tries < 100 && pids.some(isAlive); tries += 1)
    await delay(20);
  expect(pids.filter(isAlive)).toEqual([]);
};

describe('a kustomization', () => {
  it('is rendered by kubectl kustomize, without a shell', async () => {
    await use('process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    const address = 'https://github.com/a/b//c?ref=2.17.0&timeout=180s';
    const { path: shown, content } = await render({ address });
    expect(JSON.parse(Buffer.from(content).toString())).toEqual([
      'kustomize',
      '--',
      address,
    ]);
    expect(shown).toBe(`kustomize build ${address}`);
  });

  it('gives bytes as they are, also large ones', async () => {
    await use(
      "process.stdout.write('é'.repeat(5_000_000)); process.stderr.write('# Warning: deprecated')",
    );
    const { content } = await render();
    expect(content.byteLength).toBe(10_000_000);
  });

  it('is rendered without the job’s credentials', async () => {
    await use('process.stdout.write(JSON.stringify(process.env))');
    const secrets = {
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SESSION_TOKEN: 'token',
      GITHUB_TOKEN: 'ghs_x',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
      ACTIONS_RUNTIME_TOKEN: 'x',
      INPUT_TOKEN: 'x',
      KUBECONFIG: '/k',
      NODE_OPTIONS: '--no-warnings',
      HTTPS_PROXY: 'http://proxy:1',
    };
    const before = { ...process.env };
    Object.assign(process.env, secrets);
    try {
      const { content } = await render({ env: { GIT_CONFIG_COUNT: '0' } });
      const environment = JSON.parse(Buffer.from(content).toString());
      expect(environment).toMatchObject({
        PATH: process.env.PATH,
        HTTPS_PROXY: 'http://proxy:1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_CONFIG_COUNT: '0',
      });
      expect(
        Object.keys(environment).filter(name =>
          /AWS|TOKEN|ACTIONS|INPUT|KUBECONFIG|NODE_/.test(name),
        ),
      ).toEqual([]);
    } finally {
      for (const name of Object.keys(secrets)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('that never ends is killed with its children at the deadline', async () => {
    await use(HANGING);
    const refusal = refusalOf({ timeoutMs: 1_500 });
    const pids = await hangingPids();
    expect(await refusal).toMatchObject({
      name: 'TimeoutError',
      reason: 'ProgramTimeout',
      message: expect.stringContaining('did not end within 1500 ms'),
    });
    await expectGone(pids);
  });

  it('is killed with its children when the job is cancelled', async () => {
    await use(HANGING);
    const controller = new AbortController();
    const refusal = refusalOf({ signal: controller.signal });
    const pids = await hangingPids();
    const reason = new Error('cancelled');
    controller.abort(reason);
    expect(await refusal).toBe(reason);
    await expectGone(pids);
    expect(await refusalOf({ signal: controller.signal })).toBe(reason);
  });

  it('that prints without end is killed', async () => {
    await use(
      'const line = Buffer.alloc(1 << 20, 97); const go = () => process.stdout.write(line, go); go();',
    );
    expect(await refusalOf()).toMatchObject({
      reason: 'ManifestsTooLarge',
      message: expect.stringContaining('more than 33554432 bytes'),
    });
  });

  it('without a kubectl says where to get one', async () => {
    await use('');
    expect(await refusalOf({ kubectl: '/no/such/kubectl' })).toMatchObject({
      name: 'NotFoundError',
      reason: 'KubectlMissing',
      message: expect.stringMatching(
        /'\/no\/such\/kubectl' cannot be started \(ENOENT\)\. Add a step with azure\/setup-kubectl/,
      ),
    });
  });
});

describe('what kustomize says', () => {
  it.each([
    {
      stderr: 'Error: json: unknown field "sortOptions"',
      reason: 'KubectlTooOld',
      says: /does not know 'sortOptions'\. Add a step with azure\/setup-kubectl/,
    },
    {
      stderr:
        "error: accumulating resources: accumulation err='accumulating resources from 'missing.yaml': evalsymlink failure on '/x/missing.yaml' : lstat /x/missing.yaml: no such file or directory': must build at directory: not a valid directory",
      reason: 'ResourceNotFound',
      says: /names 'missing\.yaml', which is not there/,
    },
    {
      stderr:
        "error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/x'",
      reason: 'NoKustomization',
      says: /Name the directory/,
    },
    {
      stderr:
        "error: failed to run '/usr/bin/git fetch --depth=1 https://user:secret@host/x v1.0.0': fatal: unable to access 'https://user:secret@host/x/': Could not resolve host: host",
      reason: 'RemoteBaseUnreachable',
      says: /unable to access 'https:\/\/host\/x\/': Could not resolve host/,
    },
    {
      stderr: "fatal: couldn't find remote ref v9.9.9",
      reason: 'RevisionNotFound',
      says: /v9\.9\.9/,
    },
    {
      stderr: `error: no 'git' program on path: exec: "git": executable file not found in $PATH`,
      reason: 'GitMissing',
      says: /Install git/,
    },
    {
      stderr:
        "error: accumulating resources: accumulation err='accumulating resources from '../x.yaml': security; file '/w/x.yaml' is not in or below '/w/k'': must build at directory: '/w/x.yaml': file is not directory",
      reason: 'OutsideKustomization',
      says: /Move the file/,
    },
    {
      stderr: 'error: something new',
      reason: 'KustomizeFailed',
      says: /cannot build it: something new\. Run 'kubectl kustomize'/,
    },
    { stderr: '', reason: 'KustomizeFailed', says: /exit code 1, no message/ },
  ])('"$stderr" becomes $reason', async ({ stderr, reason, says }) => {
    await use(failing(stderr));
    const error = await refusalOf();
    expect(error).toMatchObject({ reason });
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain('secret');
  });
});

describe('a remote base', () => {
  beforeEach(() => use("process.stdout.write('rendered')"));

  it.each([
    'https://github.com/kubeflow/pipelines//manifests?ref=2.17.0&timeout=180s&submodules=false',
    'https://github.com/kubeflow/community-distribution//example?ref=26.03.1-rc.2',
    'github.com/argoproj/argo-workflows//manifests/base?ref=v4.0.5',
    'git@github.com:a/b.git//c?ref=4a3592cb1d8f3f6a4a3592cb1d8f3f6a4a3592cb',
    'https://github.com/a/b//c?ref=kustomize%2Fv5.0.0',
    'https://github.com/a/b//c?ref=chart-1.2.3',
    'https://github.com/cert-manager/cert-manager/releases/download/v1.20.2/cert-manager.yaml',
  ])('%s is pinned', async address => {
    await expect(render({ address })).resolves.toBeDefined();
  });

  it.each([
    ['https://github.com/a/b//c', 'has no ?ref='],
    ['github.com/a/b//c?timeout=1s', 'has no ?ref='],
    ['https://github.com/a/b//c?ref=master', "names 'master'"],
    ['https://github.com/a/b//c?ref=HEAD', "names 'HEAD'"],
    ['https://github.com/a/b//c?ref=v1.10-branch', "names 'v1.10-branch'"],
    ['https://github.com/a/b//c?ref=release-1.8', "names 'release-1.8'"],
    ['https://github.com/a/b//c?ref=4a3592c', "names '4a3592c'"],
    ['https://github.com/a/b//c?ref=v1.0.0&ref=master', "names 'v1.0.0'"],
    ['https://example.com/install.yaml', 'has no ?ref='],
  ])(
    '%s is refused, because tomorrow it may be something else',
    async (address, says) => {
      const error = await refusalOf({ address });
      expect(error).toMatchObject({ reason: 'UnpinnedManifests' });
      expect(error.message).toContain(says);
      expect(error.message).toContain('40 digits of a commit');
    },
  );

  it('does not show the password of its address', async () => {
    const error = await refusalOf({ address: 'https://u:secret@host/a//b' });
    expect(error.message).toContain('https://host/a//b');
    expect(error.message).not.toContain('secret');
  });

  it('that a local kustomization names, itself or through another, is checked too', async () => {
    const write = async (file: string, text: string) => {
      await fs.mkdir(path.dirname(path.join(fake.folder, file)), {
        recursive: true,
      });
      await fs.writeFile(path.join(fake.folder, file), text);
    };
    await write('kustomization.yaml', 'resources: [./base, a.yaml, ..]\n');
    await write('base/kustomization.yml', 'components:\n- ../more\n- ../\n');
    await write(
      'more/Kustomization',
      'resources: [github.com/a/b//c?ref=main]',
    );
    const error = await refusalOf();
    expect(error).toMatchObject({ reason: 'UnpinnedManifests' });
    expect(error.message).toMatch(/^kustomization in .*\/more: /);
    await write(
      'more/Kustomization',
      'resources: [github.com/a/b//c?ref=v1.0.0]',
    );
    await expect(render()).resolves.toBeDefined();
  });

  it.each([
    'patches: [{path: "https://example.com/patch.yaml", target: {kind: A}}]',
    'patchesStrategicMerge: ["https://example.com/patch.yaml"]',
    'patchesJson6902: [{path: "https://example.com/patch.yaml"}]',
    'replacements: [{path: "https://example.com/replacement.yaml"}]',
    'transformers: ["https://example.com/transformer.yaml"]',
    'openapi: {path: "https://example.com/schema.json"}',
    'configMapGenerator: [{name: a, files: ["key=https://example.com/a"]}]',
    'secretGenerator: [{name: a, envs: ["https://example.com/a.env"]}]',
  ])('that stands in place of a file is checked too: %s', async text => {
    await fs.writeFile(path.join(fake.folder, 'kustomization.yaml'), text);
    expect(await refusalOf()).toMatchObject({
      reason: 'UnpinnedManifests',
      fact: expect.stringContaining('https://example.com/'),
    });
  });

  it.each([
    'patches: [{patch: "- op: add\\n  path: /a", target: {kind: A}}, {path: p.yaml}]',
    'configMapGenerator: [{name: a, literals: ["url=https://example.com/a"], files: [a=b.txt]}]',
    'images: [{name: a, newName: "ghcr.io/a/b", digest: "sha256:00"}]',
    'patchesStrategicMerge: ["kind: A\\nurl: https://example.com"]',
  ])('is not what only looks like one: %s', async text => {
    await fs.writeFile(path.join(fake.folder, 'kustomization.yaml'), text);
    await expect(render()).resolves.toBeDefined();
  });

  it.each([
    'http://example.com/a//b?ref=v1.0.0',
    'git::http://example.com/a//b?ref=v1.0.0',
    'git://example.com/a//b?ref=v1.0.0',
  ])('%s is refused, because it is fetched without TLS', async address => {
    expect(await refusalOf({ address })).toMatchObject({
      reason: 'UnpinnedManifests',
      fact: expect.stringContaining('without TLS'),
    });
  });
});

describe('rows 1 to 3: a hostile kustomization.yaml', () => {
  beforeEach(() => use("process.stdout.write('rendered')"));

  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...[...'bcdefghij'].map(
      (name, at) =>
        `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[at]}`).join()}]`,
    ),
    'resources: *j',
  ].join('\n');

  it.each([
    ['bomb of aliases', bomb],
    ['nesting', `resources: ${'['.repeat(20_000)}`],
    ['nesting of mappings', `${'{a: '.repeat(20_000)}`],
    ['file of 50 MB', `resources: []\n${'# x\n'.repeat(12_500_000)}`],
    ['list of itself', 'resources: &a [*a]'],
    ['circle of bases', 'resources: [., ./., ../does-not-exist]'],
  ])('(%s) costs no time before kubectl judges it', async (_, text) => {
    await fs.writeFile(path.join(fake.folder, 'kustomization.yaml'), text);
    await remoteBases(path.join(fake.folder, 'warm-up'));
    const start = process.cpuUsage();
    expect(await remoteBases(fake.folder)).toEqual([]);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(400);
  });
});

describe('row 19: a local base outside the workspace', () => {
  beforeEach(() => use("process.stdout.write('rendered')"));

  it('is refused, also behind a link', async () => {
    const workspace = path.join(fake.folder, 'workspace');
    const outside = path.join(fake.folder, 'outside');
    const directory = path.join(workspace, 'deploy');
    await fs.mkdir(directory, { recursive: true });
    await fs.mkdir(path.join(workspace, 'base'));
    await fs.mkdir(outside);
    await fs.symlink(outside, path.join(workspace, 'link'));
    const write = (text: string) =>
      fs.writeFile(path.join(directory, 'kustomization.yaml'), text);
    for (const base of ['../../outside', '../link']) {
      await write(`resources: [${base}]`);
      expect(await refusalOf({ directory, within: workspace })).toMatchObject({
        reason: 'OutsideWorkspace',
        fact: expect.stringContaining(outside),
      });
    }
    await write('resources: [../base, ../not-there]');
    await expect(
      render({ directory, within: workspace }),
    ).resolves.toBeDefined();
  });
});
