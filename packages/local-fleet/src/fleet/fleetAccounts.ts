import { randomBytes } from 'node:crypto';
import type { AccessEntry, AwsAccount, AwsUser } from '../aws/contract';
import { providerName } from '../aws/webIdentity';
import { readAccess } from '../access/accessFiles';
import { accessLayouts } from '../access/accessLayout';
import { ADMINS, DEPLOYERS } from './clusterAccess';

/** IAM role of every account that the workflow's OIDC token may assume. */
export const DEPLOYER_ROLE = 'kubeflow-fleet-deployer';
const ADMIN = 'local-fleet-admin';

/** ARN of {@link DEPLOYER_ROLE} in an account. */
export const deployerRoleArn = (account: string): string =>
  `arn:aws:iam::${account}:role/${DEPLOYER_ROLE}`;

/** An administrator for the AWS CLI, with new keys at every start. */
export const createAdminUser = (): AwsUser => ({
  name: ADMIN,
  accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64url'),
  permissions: [{ actions: ['*'], resources: ['*'] }],
});

/** What the policies in the READMEs of the actions allow, and no more. */
const deployerActions = (): readonly string[] => [
  ...new Set(
    accessLayouts.flatMap(({ action }) =>
      readAccess(action).aws.map(call => call.action),
    ),
  ),
];

/**
 * The accounts as a careful owner sets them up: the deployer's trust policy names audience and subject
 * exactly, and its policy allows what the actions call and nothing else. The administrator lives in the
 * first account.
 */
export const createAccounts = (options: {
  readonly ids: readonly string[];
  readonly issuer: string;
  readonly subject: string;
  readonly admin: AwsUser;
}): readonly AwsAccount[] => {
  const provider = providerName(options.issuer);
  return options.ids.map((id, index) => ({
    id,
    users: index === 0 ? [options.admin] : [],
    roles: [
      {
        name: DEPLOYER_ROLE,
        trust: [
          {
            principal: {
              federated: `arn:aws:iam::${id}:oidc-provider/${provider}`,
            },
            conditions: {
              StringEquals: {
                [`${provider}:aud`]: 'sts.amazonaws.com',
                [`${provider}:sub`]: options.subject,
              },
            },
          },
        ],
        permissions: [
          {
            actions: deployerActions(),
            resources: ['cluster/*', 'nodegroup/*/*/*'].map(
              resource => `arn:aws*:eks:*:${id}:${resource}`,
            ),
          },
        ],
      },
    ],
  }));
};

/** Who may enter the clusters of an account. */
export const accessEntriesOf = (
  account: string,
  adminAccount: string,
): readonly AccessEntry[] => [
  {
    principalArn: deployerRoleArn(account),
    username: 'github:{{SessionName}}',
    groups: [DEPLOYERS],
  },
  {
    principalArn: `arn:aws:iam::${adminAccount}:user/${ADMIN}`,
    username: ADMIN,
    groups: [ADMINS],
  },
];
