import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { generateKeyPair } from 'jose';
import { providerName } from './webIdentity';
import { ACCOUNT, OTHER_ACCOUNT, openAwsLane } from './awsLane.test.fixture';
import type { Keys, Lane } from './awsLane.test.fixture';

const role = (name: string, account = ACCOUNT) =>
  `arn:aws:iam::${account}:role/${name}`;
const LEGACY = 'repo:acme/fleet:ref:refs/heads/main';
const IMMUTABLE = 'repo:acme@101/fleet@202:ref:refs/heads/main';

let lane: Lane;
beforeAll(async () => {
  lane = await openAwsLane({
    accounts: issuer => {
      const provider = providerName(issuer);
      const federated = `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}`;
      return [
        {
          id: ACCOUNT,
          users: [
            {
              name: 'admin',
              accessKeyId: 'AKIALOCALADMIN',
              secretAccessKey: 'local-secret',
              permissions: [{ actions: ['*'], resources: ['*'] }],
            },
          ],
          roles: [
            {
              name: 'deployer',
              trust: [
                {
                  principal: { federated },
                  conditions: {
                    StringEquals: {
                      [`${provider}:aud`]: 'sts.amazonaws.com',
                      [`${provider}:sub`]: [LEGACY, IMMUTABLE],
                    },
                  },
                },
              ],
              permissions: [{ actions: ['sts:AssumeRole'], resources: ['*'] }],
            },
            {
              name: 'ci/with-path',
              trust: [{ principal: { federated } }],
              permissions: [],
            },
            {
              name: 'any-branch',
              trust: [
                {
                  principal: { federated },
                  conditions: {
                    StringLike: { [`${provider}:sub`]: 'repo:acme/fleet:*' },
                  },
                },
              ],
              permissions: [],
            },
          ],
        },
        {
          id: OTHER_ACCOUNT,
          roles: [
            {
              name: 'target',
              maxSessionSeconds: 7200,
              trust: [
                {
                  principal: {
                    aws: [role('deployer'), `arn:aws:iam::${ACCOUNT}:root`],
                  },
                  conditions: { StringEquals: { 'sts:ExternalId': 'fleet-7' } },
                },
              ],
              permissions: [],
            },
            {
              name: 'tagged',
              trust: [
                {
                  principal: { aws: [`arn:aws:iam::${ACCOUNT}:root`] },
                  actions: ['sts:AssumeRole', 'sts:TagSession'],
                  conditions: {
                    StringEquals: { 'aws:RequestTag/repository': 'acme/fleet' },
                  },
                },
              ],
              permissions: [],
            },
          ],
        },
      ];
    },
  });
});
afterAll(() => lane.close());

const assumeWithToken = (
  token: string,
  options: { name?: string; seconds?: number } = {},
) =>
  lane.sts().send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: role(options.name ?? 'deployer'),
      RoleSessionName: 'gh-1',
      WebIdentityToken: token,
      DurationSeconds: options.seconds,
    }),
  );
const keysOf = (answer: { Credentials?: unknown }): Keys => {
  const { AccessKeyId, SecretAccessKey, SessionToken } =
    answer.Credentials as Record<string, string>;
  return {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken,
  };
};
const sessionKeys = async () =>
  keysOf(await assumeWithToken(await lane.issuer.token({ sub: LEGACY })));

describe('AssumeRoleWithWebIdentity', () => {
  it.each([LEGACY, IMMUTABLE])('accepts the subject %s', async sub => {
    const answer = await assumeWithToken(await lane.issuer.token({ sub }));
    expect(answer.AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/gh-1`,
    );
    expect(answer.SubjectFromWebIdentityToken).toBe(sub);
    const identity = await lane
      .sts('us-west-2', keysOf(answer))
      .send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: ACCOUNT,
      Arn: answer.AssumedRoleUser?.Arn,
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
  });

  it('row 23: refuses a subject that the trust policy does not list', async () => {
    const token = await lane.issuer.token({
      sub: 'repo:acme/other:ref:refs/heads/main',
    });
    await expect(assumeWithToken(token)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('matches wildcards with StringLike only', async () => {
    const token = await lane.issuer.token({
      sub: 'repo:acme/fleet:pull_request',
    });
    await expect(
      assumeWithToken(token, { name: 'any-branch' }),
    ).resolves.toMatchObject({ Audience: 'sts.amazonaws.com' });
  });

  it('leaves the path of a role out of the ARN of its session', async () => {
    const token = await lane.issuer.token({ sub: LEGACY });
    const answer = await assumeWithToken(token, { name: 'ci/with-path' });
    expect(answer.AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${ACCOUNT}:assumed-role/with-path/gh-1`,
    );
  });

  it('answers a role that does not exist as one that does not trust', async () => {
    const token = await lane.issuer.token({ sub: LEGACY });
    await expect(
      assumeWithToken(token, { name: 'nobody' }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a forged signature, a wrong audience, a foreign issuer and no JWT', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const bad = [
      await lane.issuer.token(
        { sub: LEGACY },
        { key: privateKey as CryptoKey },
      ),
      await lane.issuer.token({ sub: LEGACY, aud: 'elsewhere' }),
      await lane.issuer.token({ sub: LEGACY }, { iss: 'https://evil.example' }),
      'not-a-jwt',
    ];
    for (const token of bad)
      await expect(assumeWithToken(token)).rejects.toMatchObject({
        name: 'InvalidIdentityTokenException',
        $metadata: { httpStatusCode: 400 },
      });
  });

  it('refuses a token past its exp', async () => {
    const token = await lane.issuer.token(
      { sub: LEGACY },
      { at: Date.now() - 600_000 },
    );
    await expect(assumeWithToken(token)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
    });
  });

  it('refuses a duration over the maximum of the role', async () => {
    const token = await lane.issuer.token({ sub: LEGACY });
    await expect(
      assumeWithToken(token, { seconds: 7200 }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('MaxSessionDuration'),
    });
  });
});

describe('AssumeRole', () => {
  const assume = (
    keys: Keys | undefined,
    input: Partial<ConstructorParameters<typeof AssumeRoleCommand>[0]> = {},
  ) =>
    lane.sts('eu-west-1', keys).send(
      new AssumeRoleCommand({
        RoleArn: role('target', OTHER_ACCOUNT),
        RoleSessionName: 'fleet',
        ExternalId: 'fleet-7',
        ...input,
      }),
    );

  it('crosses accounts with the external id', async () => {
    const answer = await assume(await sessionKeys());
    expect(answer.AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/target/fleet`,
    );
  });

  it.each([[undefined], ['wrong']])(
    'refuses the external id %s',
    async ExternalId => {
      await expect(
        assume(await sessionKeys(), { ExternalId }),
      ).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(
          `is not authorized to perform: sts:AssumeRole on resource: ${role(
            'target',
            OTHER_ACCOUNT,
          )}`,
        ),
      });
    },
  );

  it('limits a chained session to one hour, but not the first one', async () => {
    await expect(
      assume(await sessionKeys(), { DurationSeconds: 7200 }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('1 hour session limit'),
    });
    const direct = await assume(undefined, { DurationSeconds: 7200 });
    const seconds =
      (direct.Credentials!.Expiration!.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(7100);
  });

  it('takes session tags only where sts:TagSession is trusted', async () => {
    const Tags = [{ Key: 'repository', Value: 'acme/fleet' }];
    await expect(assume(undefined, { Tags })).rejects.toMatchObject({
      message: expect.stringContaining('sts:TagSession'),
    });
    const RoleArn = role('tagged', OTHER_ACCOUNT);
    await expect(assume(undefined, { RoleArn, Tags })).resolves.toBeDefined();
    await expect(assume(undefined, { RoleArn })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('row 30: refuses tags that are too large when packed', async () => {
    const Tags = Array.from({ length: 40 }, (_, n) => ({
      Key: `tag-${n}`,
      Value: 'x'.repeat(250),
    }));
    await expect(
      assume(undefined, { RoleArn: role('tagged', OTHER_ACCOUNT), Tags }),
    ).rejects.toMatchObject({ name: 'PackedPolicyTooLargeException' });
  });
});

describe('signatures', () => {
  const whoAmI = (keys?: Keys) =>
    lane.sts('eu-west-1', keys).send(new GetCallerIdentityCommand({}));

  it('refuses a wrong secret, an unknown key and a wrong session token', async () => {
    const keys = await sessionKeys();
    await expect(
      whoAmI({ ...keys, secretAccessKey: 'guess' }),
    ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(
      whoAmI({ ...keys, accessKeyId: 'ASIAUNKNOWN' }),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(
      whoAmI({ ...keys, sessionToken: 'other' }),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('row 27: refuses credentials after their expiration', async () => {
    const keys = await sessionKeys();
    lane.clock.offset = 3_601_000;
    try {
      await expect(whoAmI(keys)).rejects.toMatchObject({
        name: 'ExpiredToken',
      });
    } finally {
      lane.clock.offset = 0;
    }
  });

  it('row 27: refuses a clock that is ten minutes off and tells its own time', async () => {
    lane.clock.offset = 600_000;
    try {
      const failure = await whoAmI().catch(error => error);
      expect(failure.message).toMatch(/^Signature expired/);
    } finally {
      lane.clock.offset = 0;
    }
  });

  it('answers JSON to aws-iam-authenticator and XML to everyone else', async () => {
    const body = 'Action=Nonsense&Version=2011-06-15';
    const json = await fetch(lane.endpoint, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    });
    expect(json.status).toBe(400);
    expect(await json.json()).toMatchObject({
      Error: { Code: 'InvalidAction' },
    });
    const xml = await fetch(lane.endpoint, { method: 'POST', body });
    expect(await xml.text()).toContain('<Code>InvalidAction</Code>');
  });
});
