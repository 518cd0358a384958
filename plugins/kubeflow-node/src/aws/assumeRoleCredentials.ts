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

export interface AssumeRoleOptions extends RoleOptions {
  readonly source: CredentialsProvider;
  readonly externalId?: string;
  /** Session tags that may be left out when they are too large; characters that AWS refuses become `_`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Session tags that a policy depends on: never left out. */
  readonly requiredTags?: Readonly<Record<string, string>>;
}

type Tags = { Key: string; Value: string }[];

const tagText = (text: string, length: number) =>
  text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, length);

const tagsOf = (tags: Readonly<Record<string, string>> = {}): Tags =>
  Object.entries(tags).map(([key, value]) => ({
    Key: tagText(key, 128),
    Value: tagText(value, 256),
  }));

const assume = async (options: AssumeRoleOptions, tags: Tags) => {
  const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const { roleArn, region, source, subject = roleArn } = options;
  const client = new STSClient(
    clientConfig({ region, endpoint: options.endpoint, credentials: source }),
  );
  try {
    return await callAws(
      abortSignal =>
        client.send(
          new AssumeRoleCommand({
            RoleArn: roleArn,
            RoleSessionName: roleSessionName(options.sessionName),
            ExternalId: options.externalId,
            DurationSeconds:
              options.durationSeconds ?? DEFAULT_DURATION_SECONDS,
            ...(tags.length > 0 ? { Tags: tags } : {}),
          }),
          { abortSignal },
        ),
      { subject, action: 'sts:AssumeRole', region },
      options,
    );
  } finally {
    client.destroy();
  }
};

const tooLarge = (error: KubeflowError, tags: Tags) =>
  new KubeflowError('InputError', {
    subject: error.subject,
    fact: `${error.fact}, with the tags ${
      tags.map(({ Key }) => Key).join(', ') || '(none)'
    } alone`,
    reason: error.reason,
    remedy: error.remedy,
    cause: error,
  });

/**
 * AssumeRole with the credentials of `source`. A session made so from another role's session lives
 * for an hour at most. Not cached: wrap it with `cachedCredentials`.
 *
 * @throws KubeflowError `AccessDenied`, `SessionTagsTooLarge`, `WrongAccount`, `CredentialsExpired`, `Throttled`…
 */
export const assumeRoleCredentials = (
  options: AssumeRoleOptions,
): CredentialsProvider => {
  const { clock = systemClock } = options;
  accountOfRole(options.roleArn);
  const required = tagsOf(options.requiredTags);
  const all = [...required, ...tagsOf(options.tags)];
  return async () => {
    try {
      const answer = await assume(options, all);
      return credentialsOf(answer, options, clock.now());
    } catch (error) {
      if (!hasReason(error, 'SessionTagsTooLarge')) throw error;
      if (all.length === required.length) throw tooLarge(error, required);
    }
    try {
      const answer = await assume(options, required);
      return credentialsOf(answer, options, clock.now());
    } catch (error) {
      throw hasReason(error, 'SessionTagsTooLarge')
        ? tooLarge(error, required)
        : error;
    }
  };
};
