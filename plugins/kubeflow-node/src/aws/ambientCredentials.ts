import { withDeadline } from '../http/deadline';
import { awsError } from './awsError';
import type { AwsCredentials, CredentialsProvider } from './credentials';

/** A shell command of `credential_process`, or a browser sign-in, may take its time. */
const DEADLINE_MS = 60_000;

/** With the account, where the provider knows it. */
export interface AmbientCredentials extends AwsCredentials {
  readonly accountId?: string;
}

/**
 * The AWS SDK's own chain: environment (as configure-aws-credentials leaves it), shared files, SSO,
 * web identity file, container and instance metadata.
 *
 * @throws KubeflowError `CredentialsMissing`, naming what to add.
 */
export const ambientCredentials = (): CredentialsProvider => {
  let chain: Promise<() => Promise<AmbientCredentials>> | undefined;
  const operation = {
    subject: 'AWS',
    action: 'sts:GetCallerIdentity',
    region: process.env.AWS_REGION ?? 'no region',
  };
  return async () => {
    chain ??= import('@aws-sdk/credential-providers').then(
      ({ fromNodeProviderChain }) => {
        // Without an address for the metadata service, two short attempts say so quickly.
        const provider = fromNodeProviderChain({
          timeout: 1000,
          maxRetries: 1,
        });
        return () => provider();
      },
    );
    const provide = await chain;
    try {
      return await withDeadline(provide, {
        ms: DEADLINE_MS,
        onTimeout: () => awsError({ name: 'TimeoutError' }, operation),
      });
    } catch (error) {
      throw awsError(error, operation);
    }
  };
};
