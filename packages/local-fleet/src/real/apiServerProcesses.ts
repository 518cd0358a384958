import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { stringify } from 'yaml';
import { egressSelectorConfiguration } from './clusterEgress';
import { goProgram } from './goPrograms';
import { freePorts, startServerProcess } from './serverProcess';
import { startTogether } from './startTogether';

export interface ApiServerFiles {
  readonly directory: string;
  /** Token webhook's kubeconfig; absent: only the administrator's token is known. */
  readonly webhookConfig?: string;
  readonly egressSocket: string;
  /** PEM file of the roots that it trusts in webhooks without a `caBundle`; absent: the machine's. */
  readonly trustedRoots?: string;
  /** Port to listen on; 0 is any. */
  readonly port: number;
}

export interface ApiServerProcesses {
  readonly server: string;
  /** PEM. */
  readonly ca: string;
  readonly adminToken: string;
  /** Kubeconfig file of the administrator. */
  readonly kubeConfig: string;
  stop(): Promise<void>;
}

/** Starts etcd and kube-apiserver, and waits until both are ready. No controller runs: nothing becomes Available. */
export const startApiServerProcesses = (
  files: ApiServerFiles,
): Promise<ApiServerProcesses> =>
  startTogether(async started => {
    const etcdPort = await freePorts(2);
    started.push(await startEtcd(files.directory, etcdPort));
    const apiServer = await startApiServer(files, etcdPort);
    started.push(apiServer.process);
    const kubeConfig = await writeKubeConfig(files.directory, apiServer);
    const { server, ca, adminToken } = apiServer;
    return { server, ca, adminToken, kubeConfig };
  });

async function startEtcd(directory: string, port: number) {
  const client = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${port + 1}`;
  return startServerProcess({
    name: 'etcd',
    program: await goProgram('etcd'),
    args: [
      `--data-dir=${path.join(directory, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // Test data: a lost write costs nothing, a disk flush per write costs seconds.
      '--unsafe-no-fsync',
    ],
    directory,
    isReady: async () => (await fetch(`${client}/health`)).ok,
  });
}

async function startApiServer(files: ApiServerFiles, etcdPort: number) {
  const { directory, webhookConfig } = files;
  const at = (name: string) => path.join(directory, name);
  const port = files.port || (await freePorts(1));
  const adminToken = randomBytes(24).toString('hex');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await Promise.all([
    fs.writeFile(
      at('service-accounts.key'),
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ),
    fs.writeFile(
      at('tokens.csv'),
      `${adminToken},admin,admin,system:masters\n`,
    ),
    fs.writeFile(
      at('egress.yaml'),
      egressSelectorConfiguration(files.egressSocket),
    ),
  ]);
  const process = await startServerProcess({
    name: 'kube-apiserver',
    program: await goProgram('kube-apiserver'),
    args: [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      '--external-hostname=127.0.0.1',
      `--cert-dir=${at('certs')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${at('service-accounts.key')}`,
      `--service-account-signing-key-file=${at('service-accounts.key')}`,
      '--authorization-mode=RBAC',
      `--token-auth-file=${at('tokens.csv')}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      '--allow-privileged=true',
      `--egress-selector-config-file=${at('egress.yaml')}`,
      ...(webhookConfig
        ? [
            `--authentication-token-webhook-config-file=${webhookConfig}`,
            '--authentication-token-webhook-version=v1beta1',
            // The default of two minutes would hide a revocation from the tests.
            '--authentication-token-webhook-cache-ttl=0s',
          ]
        : []),
    ],
    directory,
    env: files.trustedRoots ? { SSL_CERT_FILE: files.trustedRoots } : {},
    isReady: () => answersReady(port, adminToken),
    timeoutMs: 90_000,
  });
  const ca = await fs.readFile(at('certs/apiserver.crt'), 'utf8');
  return { process, server: `https://127.0.0.1:${port}`, ca, adminToken };
}

/** Before the certificate is on disk nothing can be verified, and /readyz carries nothing secret. */
const answersReady = (port: number, token: string) =>
  new Promise<boolean>((resolve, reject) => {
    const request = https.get(
      {
        port,
        host: '127.0.0.1',
        path: '/readyz',
        headers: { authorization: `Bearer ${token}` },
        rejectUnauthorized: false,
        timeout: 2_000,
      },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
  });

async function writeKubeConfig(
  directory: string,
  apiServer: {
    readonly server: string;
    readonly ca: string;
    readonly adminToken: string;
  },
): Promise<string> {
  const file = path.join(directory, 'admin.kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'admin',
    clusters: [
      {
        name: 'real',
        cluster: {
          server: apiServer.server,
          'certificate-authority-data': Buffer.from(apiServer.ca).toString(
            'base64',
          ),
        },
      },
    ],
    users: [{ name: 'admin', user: { token: apiServer.adminToken } }],
    contexts: [{ name: 'admin', context: { cluster: 'real', user: 'admin' } }],
  };
  await fs.writeFile(file, stringify(config), { mode: 0o600 });
  return file;
}
