import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock } from '../clock';
import {
  accountOfRole,
  credentialsOf,
  DEFAULT_DURATION_SECONDS,
  roleSessionName,
  type RoleOptions,
} from './assumedRole';
import { callAws, clientConfig } from './callAws';
import type { CredentialsProvider } from './credentials';
import { trustPolicyRejects } from './webIdentityToken';

export interface WebIdentityOptions extends RoleOptions {
  /** A fresh OIDC token: GitHub's lives for five minutes, so it is asked for at every renewal. */
  readonly token: () => Promise<string>;
}

const assume = async (token: string, options: WebIdentityOptions) => {
  const { STSClient, AssumeRoleWithWebIdentityCommand } = await import(
    '@aws-sdk/client-sts'
  );
  const { roleArn, region, sessionName } = options;
  const client = new STSClient(clientConfig(options));
  const operation = {
    subject: options.subject ?? roleArn,
    action: 'sts:AssumeRoleWithWebIdentity',
    region,
  };
  try {
    return await callAws(
      abortSignal =>
        client.send(
          new AssumeRoleWithWebIdentityCommand({
            RoleArn: roleArn,
            RoleSessionName: roleSessionName(sessionName),
            WebIdentityToken: token,
            DurationSeconds:
              options.durationSeconds ?? DEFAULT_DURATION_SECONDS,
          }),
          { abortSignal },
        ),
      operation,
      options,
    );
  } catch (error) {
    if (!hasReason(error, 'AccessDenied')) throw error;
    throw trustPolicyRejects(token, {
      subject: operation.subject,
      roleArn,
      cause: error,
    });
  } finally {
    client.destroy();
  }
};

/**
 * AssumeRoleWithWebIdentity, with a fresh OIDC token for each call: never a chain, so no limit of
 * one hour for the whole. Not cached: wrap it with `cachedCredentials`.
 *
 * @throws KubeflowError `TrustPolicyRejects`, `OidcTokenRejected`, `CredentialsExpired`, `WrongAccount`,
 * `Throttled`…
 */
export const webIdentityCredentials = (
  options: WebIdentityOptions,
): CredentialsProvider => {
  const { roleArn, subject = roleArn, clock = systemClock } = options;
  accountOfRole(roleArn);
  return async () => {
    const token = await options.token();
    if (!token) {
      throw new KubeflowError('AuthenticationError', {
        subject,
        fact: 'the OIDC provider gave an empty token',
        reason: 'OidcTokenMissing',
        remedy: 'Give the job `permissions: id-token: write`',
      });
    }
    const answer = await assume(token, options);
    return credentialsOf(answer, options, clock.now());
  };
};
