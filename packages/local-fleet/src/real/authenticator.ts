import fs from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { goProgram } from './goPrograms';
import { freePorts, isListening, startServerProcess } from './serverProcess';

/** Who a role is in the cluster; `{{SessionName}}` in the user name is the authenticator's own template. */
export interface RoleMapping {
  readonly roleArn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

export interface Authenticator {
  /** Kubeconfig for `--authentication-token-webhook-config-file`. */
  readonly webhookConfig: string;
  stop(): Promise<void>;
}

/**
 * aws-iam-authenticator's server, the verifier that EKS itself runs, for the cluster `clusterName`.
 * `env` leads it to an STS: see {@link startStsFront}.
 */
export async function startAuthenticator(options: {
  readonly clusterName: string;
  readonly region: string;
  readonly mappings: readonly RoleMapping[];
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<Authenticator> {
  const port = await freePorts(1);
  const state = path.join(options.directory, 'authenticator');
  await fs.mkdir(state, { recursive: true });
  const webhookConfig = path.join(state, 'webhook.kubeconfig');
  const config = path.join(state, 'config.yaml');
  await fs.writeFile(
    config,
    stringify({
      clusterID: options.clusterName,
      server: {
        port,
        stateDir: state,
        generateKubeconfig: webhookConfig,
        mapRoles: options.mappings.map(({ roleArn, ...mapping }) => ({
          roleARN: roleArn,
          ...mapping,
        })),
      },
    }),
  );
  const server = await startServerProcess({
    name: 'aws-iam-authenticator',
    program: await goProgram('aws-iam-authenticator'),
    args: ['server', '--config', config],
    directory: options.directory,
    env: {
      ...options.env,
      AWS_REGION: options.region,
      // Otherwise it asks the instance metadata address and waits for it.
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    isReady: () => isListening(port),
  });
  return { webhookConfig, stop: () => server.stop() };
}
