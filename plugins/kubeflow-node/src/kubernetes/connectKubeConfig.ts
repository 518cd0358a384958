import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { TlsMaterial } from '../http/agent';
import { systemClock } from '../pipelines/runs/systemClock';
import { createTransport, type TransportDefaults } from '../http/transport';
import type { Clock } from '../pipelines/runs/contract';
import { createKubernetesClient } from './client';
import type { KubernetesConnection } from './connection';

export interface ConnectKubeConfigOptions {
  /** File; without `path` and `text`, KUBECONFIG, ~/.kube/config or the pod's service account. */
  readonly path?: string;
  /** YAML. */
  readonly text?: string;
  /** Default: the file's current context. */
  readonly context?: string;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly defaults?: TransportDefaults;
}

/** So long a credential is reused before the KubeConfig is asked again, which may start a program. */
const REUSE_MS = 60_000;

const invalid = (fact: string, remedy: string, cause?: unknown) =>
  new KubeflowError('InputError', {
    subject: 'kubeconfig',
    fact,
    reason: 'InvalidKubeConfig',
    remedy,
    cause,
  });

const read = async ({ path, text }: ConnectKubeConfigOptions) => {
  const client = await import('@kubernetes/client-node');
  const kubeConfig = new client.KubeConfig();
  try {
    if (text !== undefined) kubeConfig.loadFromString(text);
    else if (path !== undefined) kubeConfig.loadFromFile(path);
    else kubeConfig.loadFromDefault();
  } catch (cause) {
    throw invalid(
      `${path ?? 'the text'} cannot be read as a kubeconfig`,
      'Give the kubeconfig file that works with kubectl',
      cause,
    );
  }
  return kubeConfig;
};

const load = async (options: ConnectKubeConfigOptions): Promise<KubeConfig> => {
  const kubeConfig = await read(options);
  const { context } = options;
  const known = kubeConfig.getContexts().map(({ name }) => name);
  if (context !== undefined) {
    if (!known.includes(context)) {
      throw invalid(
        `there is no context '${context}'`,
        `Use one of: ${known.join(', ') || '(it has none)'}`,
      );
    }
    kubeConfig.setCurrentContext(context);
  }
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster?.server) {
    throw invalid(
      `its context '${kubeConfig.getCurrentContext()}' names no cluster with a server`,
      `Set current-context to one of: ${known.join(', ') || '(it has none)'}`,
    );
  }
  if (cluster.skipTLSVerify) {
    throw invalid(
      `cluster '${cluster.name}' switches the verification of certificates off`,
      'Replace insecure-skip-tls-verify with certificate-authority-data',
    );
  }
  return kubeConfig;
};

const httpsOptions = async (kubeConfig: KubeConfig) => {
  const options: RequestOptions = {};
  try {
    await kubeConfig.applyToHTTPSOptions(options);
  } catch (cause) {
    throw new KubeflowError('AuthenticationError', {
      subject: 'kubeconfig',
      fact: `user '${kubeConfig.getCurrentUser()?.name}' gives no credential: ${
        (cause as Error).message?.split('\n')[0]
      }`,
      reason: 'CredentialsUnavailable',
      remedy:
        "Check that the user's exec plugin, files and certificates work with kubectl",
      cause,
    });
  }
  return options;
};

type Header = RequestOptions['headers'];

const authorizationOf = (headers: Header): string | undefined => {
  const value = (headers as Record<string, unknown> | undefined)?.Authorization;
  return typeof value === 'string' ? value : undefined;
};

/** The user's Authorization header, remembered for a minute; a plugin's own cache outlives that. */
class UserCredential {
  private kubeConfig: Promise<KubeConfig>;
  private header:
    | { readonly value: string | undefined; readonly at: number }
    | undefined;

  constructor(
    private readonly options: ConnectKubeConfigOptions,
    first: KubeConfig,
    private readonly clock: Clock,
  ) {
    this.kubeConfig = Promise.resolve(first);
  }

  current(): Promise<KubeConfig> {
    return this.kubeConfig;
  }

  async authorize(): Promise<string | undefined> {
    const now = this.clock.now();
    if (this.header && now - this.header.at < REUSE_MS)
      return this.header.value;
    const { headers } = await httpsOptions(await this.kubeConfig);
    this.header = { value: authorizationOf(headers), at: now };
    return this.header.value;
  }

  /** Reads the file anew: a plugin's token in the old one counts as valid until its date. */
  renew() {
    this.header = undefined;
    this.kubeConfig = load(this.options);
    // Whoever awaits it gets the error; nobody may.
    this.kubeConfig.catch(() => undefined);
  }
}

const tlsOf = ({ ca, cert, key, servername }: RequestOptions): TlsMaterial => ({
  ca: ca as TlsMaterial['ca'],
  cert: cert as TlsMaterial['cert'],
  key: key as TlsMaterial['key'],
  servername: servername || undefined,
});

/**
 * Opens a pool to the API server of a kubeconfig's context: client certificates, tokens, token files
 * and exec plugins. Certificates are always verified.
 *
 * @throws KubeflowError `InvalidKubeConfig`, `CredentialsUnavailable`.
 */
export const connectKubeConfig = async (
  options: ConnectKubeConfigOptions = {},
): Promise<KubernetesConnection> => {
  const { clock = systemClock, random, defaults } = options;
  const kubeConfig = await load(options);
  const user = new UserCredential(options, kubeConfig, clock);
  const subject = kubeConfig.getCurrentContext();
  const transport = createTransport({
    server: kubeConfig.getCurrentCluster()?.server ?? '',
    subject,
    tls: tlsOf(await httpsOptions(kubeConfig)),
    authorize: () => user.authorize(),
    reauthorize: () => user.renew(),
    clock,
    random,
    defaults,
  });
  return {
    kubernetes: createKubernetesClient({ subject, transport, clock, random }),
    transport,
    kubeConfig: () => user.current(),
    close: transport.close,
  };
};
