import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  createAuthority,
  createCertificate,
  type Certificate,
} from '../http/testing/certificates.test.fixture';
import { json, startTestServer, text } from '../http/testing/testServer';
import { createSkippingClock } from '../testing/skippingClock';
import {
  connectKubeConfig,
  type ConnectKubeConfigOptions,
} from './connectKubeConfig';
import { kubernetesHttpLibrary } from './kubernetesHttpLibrary';

const opened: { close(): unknown }[] = [];
let authority: Certificate;
let folder: string;

beforeAll(async () => {
  authority = await createAuthority();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kubeconfig-'));
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
const PODS = {
  group: '',
  version: 'v1',
  plural: 'pods',
  namespace: 'kubeflow',
};

const base64 = (value: string) => Buffer.from(value).toString('base64');

/** A kubeconfig with one context `dev`. */
const kubeConfig = (server: string, user: object, cluster: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'dev',
    contexts: [{ name: 'dev', context: { cluster: 'c', user: 'u' } }],
    clusters: [
      {
        name: 'c',
        cluster: {
          server,
          'certificate-authority-data': base64(authority.cert),
          ...cluster,
        },
      },
    ],
    users: [{ name: 'u', user }],
  });

const serve = async (...answers: Parameters<typeof startTestServer>[0][]) => {
  const certificate = await createCertificate({ authority });
  const server = await startTestServer(answers[0] ?? [json(pod)], certificate);
  opened.push(server);
  return server;
};

const connect = async (options: ConnectKubeConfigOptions) => {
  const connection = await connectKubeConfig(options);
  opened.push(connection);
  return connection;
};

describe('connectKubeConfig', () => {
  it('sends a token over verified TLS, with one connection', async () => {
    const server = await serve();
    const { kubernetes } = await connect({
      text: kubeConfig(server.url, { token: 'tok' }),
    });
    expect(kubernetes.subject).toBe('dev');
    await kubernetes.get(PODS, 'p');
    await kubernetes.get(PODS, 'p');
    expect(server.requests[1]?.headers.authorization).toBe('Bearer tok');
    expect(server.connections()).toBe(1);
  });

  it('reads a token file anew after a 401', async () => {
    const server = await serve((request, ...rest) =>
      (request.headers.authorization === 'Bearer new'
        ? json(pod)
        : text('', 401))(request, ...rest),
    );
    const tokenFile = path.join(folder, 'token');
    fs.writeFileSync(tokenFile, 'old');
    const { kubernetes } = await connect({
      text: kubeConfig(server.url, { tokenFile }),
    });
    fs.writeFileSync(tokenFile, 'new');
    await expect(kubernetes.get(PODS, 'p')).resolves.toEqual(pod);
  });

  it('asks an exec plugin again after a 401, although its token has not expired', async () => {
    const server = await serve((request, ...rest) =>
      (request.headers.authorization === 'Bearer exec-2'
        ? json(pod)
        : text('', 401))(request, ...rest),
    );
    const counter = path.join(folder, 'counter');
    const script = path.join(folder, 'plugin.cjs');
    fs.writeFileSync(
      script,
      `const fs = require('fs');
       fs.appendFileSync(${JSON.stringify(counter)}, 'x');
       const serial = fs.readFileSync(${JSON.stringify(
         counter,
       )}, 'utf8').length;
       console.log(JSON.stringify({apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential',
         status: {token: 'exec-' + serial, expirationTimestamp: '2999-01-01T00:00:00Z'}}));`,
    );
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: [script],
      env: [{ name: 'NODE_OPTIONS', value: '' }],
      interactiveMode: 'Never',
    };
    const { kubernetes } = await connect({
      text: kubeConfig(server.url, { exec }),
      clock: createSkippingClock(),
    });
    await expect(kubernetes.get(PODS, 'p')).resolves.toEqual(pod);
    expect(fs.readFileSync(counter, 'utf8')).toBe('xx');
  });

  it('says which user gives no credential when its plugin fails', async () => {
    const server = await serve();
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: '/nonexistent/plugin',
      interactiveMode: 'Never',
    };
    await expect(
      connect({ text: kubeConfig(server.url, { exec }) }),
    ).rejects.toMatchObject({
      name: 'AuthenticationError',
      reason: 'CredentialsUnavailable',
      message: expect.stringContaining("user 'u'"),
    });
  });

  const told = (error: unknown): string =>
    error instanceof Error ? `${error.message}\n${told(error.cause)}` : '';

  it.each([
    ['a wrong indentation', '    token: canary-1\n   bad: [\n', ':7:4'],
    ['a key set twice', '    token: canary-1\n    token: canary-2\n', ':7:5'],
    ['an unclosed text', '    token: "canary-1\n', 'kubeconfig'],
  ])(
    'S1: shows nothing of a kubeconfig with %s but the place',
    async (_, lines, place) => {
      const head =
        'apiVersion: v1\nkind: Config\nusers:\n- name: me\n  user:\n';
      const error = await connectKubeConfig({ text: head + lines }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ reason: 'InvalidKubeConfig' });
      expect(told(error)).toContain(place);
      expect(told(error)).not.toContain('canary');
    },
  );

  it('S1: shows nothing of what a plugin prints, nor of a password in the address', async () => {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', 'console.log("canary")'],
      env: [{ name: 'NODE_OPTIONS', value: '' }],
      interactiveMode: 'Never',
    };
    for (const hostile of [
      kubeConfig('https://127.0.0.1:1', { exec }),
      kubeConfig('https://me:canary@host:port', { token: 'tok' }),
    ]) {
      const error = await connectKubeConfig({ text: hostile }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(Error);
      expect(told(error)).not.toContain('canary');
    }
  });

  it('row 28: verifies the certificate with the authority of the file', async () => {
    const server = await serve();
    const other = await createAuthority();
    const { kubernetes } = await connect({
      text: kubeConfig(
        server.url,
        { token: 't' },
        { 'certificate-authority-data': base64(other.cert) },
      ),
    });
    await expect(kubernetes.get(PODS, 'p')).rejects.toMatchObject({
      reason: 'CertificateNotTrusted',
    });
  });

  it('reads a file and chooses a context', async () => {
    const server = await serve();
    const file = path.join(folder, 'config');
    fs.writeFileSync(file, kubeConfig(server.url, { token: 't' }));
    const { kubernetes } = await connect({ path: file, context: 'dev' });
    await expect(kubernetes.get(PODS, 'p')).resolves.toEqual(pod);
  });

  it.each<[string, () => ConnectKubeConfigOptions, string]>([
    [
      'a context that is not there',
      () => ({ text: kubeConfig('https://x', {}), context: 'prod' }),
      "there is no context 'prod'. Use one of: dev",
    ],
    [
      'a file that is not there',
      () => ({ path: path.join(folder, 'none') }),
      'cannot be read as a kubeconfig',
    ],
    [
      'text that is no YAML',
      () => ({ text: 'a: [' }),
      'cannot be read as a kubeconfig',
    ],
    ['text that is empty', () => ({ text: '' }), 'kubeconfig'],
    [
      'verification switched off',
      () => ({
        text: kubeConfig('https://x', {}, { 'insecure-skip-tls-verify': true }),
      }),
      'switches the verification of certificates off',
    ],
  ])('refuses %s', async (_, options, message) => {
    await expect(connectKubeConfig(options())).rejects.toMatchObject({
      reason: 'InvalidKubeConfig',
      message: expect.stringContaining(message),
    });
  });
});

describe('kubernetesHttpLibrary', () => {
  it('carries typed clients of @kubernetes/client-node over one kept connection, with its credentials and repetitions', async () => {
    const list = {
      kind: 'PodList',
      apiVersion: 'v1',
      metadata: {},
      items: [pod],
    };
    const server = await serve([text('', 503), json(list)]);
    const { transport } = await connect({
      text: kubeConfig(server.url, { token: 'tok' }),
    });
    const { CoreV1Api, createConfiguration, ServerConfiguration } =
      await import('@kubernetes/client-node');
    const api = new CoreV1Api(
      createConfiguration({
        baseServer: new ServerConfiguration(server.url, {}),
        httpApi: await kubernetesHttpLibrary(transport),
      }),
    );
    for (let i = 0; i < 20; i += 1) {
      const { items } = await api.listNamespacedPod({
        namespace: 'kubeflow',
        labelSelector: 'a=b',
      });
      expect(items[0]?.metadata?.name).toBe('p');
    }
    expect(server.connections()).toBe(1);
    expect(server.requests).toHaveLength(21);
    expect(server.requests[20]).toMatchObject({
      url: '/api/v1/namespaces/kubeflow/pods?labelSelector=a%3Db',
      headers: { authorization: 'Bearer tok' },
    });
  });

  it('hands errors of the server to the typed client', async () => {
    const status = {
      kind: 'Status',
      code: 404,
      reason: 'NotFound',
      message: 'pods "x" not found',
    };
    const server = await serve([json(status, 404)]);
    const { transport } = await connect({ text: kubeConfig(server.url, {}) });
    const { CoreV1Api, createConfiguration, ServerConfiguration } =
      await import('@kubernetes/client-node');
    const api = new CoreV1Api(
      createConfiguration({
        baseServer: new ServerConfiguration(server.url, {}),
        httpApi: await kubernetesHttpLibrary(transport),
      }),
    );
    await expect(
      api.readNamespacedPod({ namespace: 'kubeflow', name: 'x' }),
    ).rejects.toMatchObject({ code: 404 });
  });
});
