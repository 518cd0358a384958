import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { withDeadline } from '../http/deadline';
import { systemClock, type Clock } from '../clock';
import { createTransport, type TransportDefaults } from '../http/transport';
import type { KubernetesConnection } from './connection';
import { connectionOver } from './connectionOver';
import {
  loadKubeConfig,
  tlsMaterialOf,
  type KubeConfigSource,
} from './loadKubeConfig';

export interface ConnectKubeConfigOptions extends KubeConfigSource {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly defaults?: TransportDefaults;
}

/** So long a credential is reused before the KubeConfig is asked again, which may start a program. */
const REUSE_MS = 60_000;

/** An exec plugin may have to sign in first. */
const PLUGIN_MS = 60_000;

const httpsOptions = async (kubeConfig: KubeConfig) => {
  const options: RequestOptions = {};
  try {
    await withDeadline(() => kubeConfig.applyToHTTPSOptions(options), {
      ms: PLUGIN_MS,
      onTimeout: () => new Error(`no answer within ${PLUGIN_MS} ms`),
    });
  } catch (cause) {
    // It repeats the start of the text, which may be a token.
    const isGarbage = cause instanceof SyntaxError;
    throw new KubeflowError('AuthenticationError', {
      subject: 'kubeconfig',
      fact: `user '${kubeConfig.getCurrentUser()?.name}' gives no credential: ${
        isGarbage
          ? 'what its plugin prints is no JSON'
          : (cause as Error).message?.split('\n')[0]
      }`,
      reason: 'CredentialsUnavailable',
      remedy:
        "Check that the user's exec plugin, files and certificates work with kubectl",
      cause: isGarbage ? undefined : cause,
    });
  }
  return options;
};

const authorizationOf = ({
  headers,
  auth,
}: RequestOptions): string | undefined => {
  const value = (headers as Record<string, unknown> | undefined)?.Authorization;
  if (typeof value === 'string') return value;
  return auth ? `Basic ${Buffer.from(auth).toString('base64')}` : undefined;
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
    const options = await httpsOptions(await this.kubeConfig);
    this.header = { value: authorizationOf(options), at: now };
    return this.header.value;
  }

  /** Reads the file anew: a plugin's token in the old one counts as valid until its date. */
  renew() {
    this.header = undefined;
    this.kubeConfig = loadKubeConfig(this.options);
    // Whoever awaits it gets the error; nobody may.
    this.kubeConfig.catch(() => undefined);
  }
}

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
  const kubeConfig = await loadKubeConfig(options);
  const user = new UserCredential(options, kubeConfig, clock);
  const subject = kubeConfig.getCurrentContext();
  const transport = createTransport({
    server: kubeConfig.getCurrentCluster()?.server ?? '',
    subject,
    tls: tlsMaterialOf(await httpsOptions(kubeConfig)),
    authorize: () => user.authorize(),
    reauthorize: () => user.renew(),
    clock,
    random,
    defaults,
  });
  return connectionOver({ subject, transport, clock, random }, () =>
    user.current(),
  );
};
