import { inspect } from 'node:util';
import { createSkippingClock } from '../testing/skippingClock';
import { hang, reset, startTestServer, text } from '../http/testing/testServer';
import { assumeRoleCredentials } from './assumeRoleCredentials';
import { roleSessionName } from './assumedRole';
import { startFakeSts, type StsAnswer } from './testing/fakeSts';
import { webIdentityCredentials } from './webIdentityCredentials';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const ACCOUNT = '111122223333';
const roleArn = `arn:aws:iam::${ACCOUNT}:role/deployer`;
const source = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'hush' });

const jwt = (claims: object) =>
  ['header', JSON.stringify(claims), 'signature']
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.');

const TOKEN = jwt({
  sub: 'repo:acme/ml:ref:refs/heads/main',
  aud: 'sts.amazonaws.com',
  repository_id: '42',
  repository_owner_id: '7',
});

const sts = async (answers: Parameters<typeof startFakeSts>[0]) => {
  const server = await startFakeSts(answers);
  opened.push(server);
  return server;
};

const base = {
  roleArn,
  region: 'eu-west-1',
  sessionName: 'gh/run 1',
  subject: 'eu-west-1/ml-eu',
};

const assume = async (
  answers: readonly StsAnswer[],
  options: Partial<Parameters<typeof assumeRoleCredentials>[0]> = {},
) => {
  const server = await sts(answers);
  const clock = createSkippingClock();
  const provide = assumeRoleCredentials({
    ...base,
    source,
    endpoint: server.url,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { server, clock, provide };
};

const webIdentity = async (
  answers: readonly StsAnswer[],
  options: Partial<Parameters<typeof webIdentityCredentials>[0]> = {},
) => {
  const server = await sts(answers);
  const clock = createSkippingClock();
  const token = jest.fn(async () => TOKEN);
  const provide = webIdentityCredentials({
    ...base,
    token,
    endpoint: server.url,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { server, clock, token, provide };
};

describe('webIdentityCredentials', () => {
  it('exchanges a fresh token for each call, for an hour, with a valid session name', async () => {
    const { server, token, provide } = await webIdentity([
      { account: ACCOUNT },
    ]);
    const first = await provide();
    await provide();
    expect(token).toHaveBeenCalledTimes(2);
    expect(first).toMatchObject({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'secret-1',
      sessionToken: 'session-1',
    });
    expect(server.forms()[0]).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: roleArn,
      RoleSessionName: 'gh-run-1',
      WebIdentityToken: TOKEN,
      DurationSeconds: '3600',
    });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('row 23: names the sub that the trust policy rejects, in both forms, and never the token', async () => {
    const { provide } = await webIdentity([
      { error: 'AccessDenied', message: 'Not authorized', status: 403 },
    ]);
    const error = await provide().catch(caught => caught);
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      reason: 'TrustPolicyRejects',
      upstreamStatus: 403,
    });
    expect(error.message).toContain(
      "rejects sub 'repo:acme/ml:ref:refs/heads/main' with aud 'sts.amazonaws.com'",
    );
    expect(error.message).toContain("'repo:acme/ml:ref:refs/heads/main'");
    expect(error.message).toContain("'repo:acme@7/ml@42:ref:refs/heads/main'");
    expect(error.message).not.toContain(TOKEN.split('.')[1]);
  });

  it('row 23: gives both forms for an immutable sub as well, and survives a token that is no JWT', async () => {
    const immutable = jwt({ sub: 'repo:acme@7/ml@42:environment:prod' });
    const answers = [{ error: 'AccessDenied', status: 403 }];
    const { provide } = await webIdentity(answers, {
      token: async () => immutable,
    });
    await expect(provide()).rejects.toThrow("'repo:acme/ml:environment:prod'");
    const other = await webIdentity(answers, { token: async () => 'garbage' });
    await expect(other.provide()).rejects.toThrow('a token without sub');
  });

  it.each([
    ['InvalidIdentityToken', 'AuthenticationError', 'OidcTokenRejected'],
    ['ExpiredTokenException', 'AuthenticationError', 'CredentialsExpired'],
    ['RegionDisabledException', 'NotAllowedError', 'RegionDisabled'],
    ['ValidationError', 'InputError', 'AwsRefused'],
  ])('turns %s into %s %s', async (error, name, reason) => {
    const { provide, server } = await webIdentity([{ error }]);
    await expect(provide()).rejects.toMatchObject({ name, reason });
    expect(server.requests).toHaveLength(1);
  });

  it('row 25: outlives a minute of throttling, with one line for the log', async () => {
    const clock = createSkippingClock();
    const start = clock.now();
    const server = await sts(() =>
      clock.now() - start < 60_000
        ? { error: 'Throttling', message: 'Rate exceeded' }
        : { account: ACCOUNT },
    );
    const onWait = jest.fn();
    const provide = webIdentityCredentials({
      ...base,
      token: async () => TOKEN,
      endpoint: server.url,
      clock,
      random: () => 0.9,
      onWait,
    });
    await expect(provide()).resolves.toMatchObject({
      secretAccessKey: expect.any(String),
    });
    expect(onWait.mock.calls).toEqual([
      [
        'eu-west-1/ml-eu: AWS throttles sts:AssumeRoleWithWebIdentity in eu-west-1; trying again',
      ],
    ]);
  });

  it('row 25: gives up throttling at the deadline', async () => {
    const { provide, clock } = await webIdentity([{ error: 'Throttling' }], {
      timeoutMs: 20_000,
    });
    const start = clock.now();
    await expect(provide()).rejects.toMatchObject({
      reason: 'Throttled',
      message: expect.stringMatching(/\(\d+ attempts\)/),
    });
    expect(clock.now() - start).toBeLessThanOrEqual(20_000);
  });

  it('row 26: stops when the session belongs to an account that is not allowed', async () => {
    const { provide } = await webIdentity([{ account: '999999999999' }], {
      allowedAccounts: [ACCOUNT],
    });
    await expect(provide()).rejects.toMatchObject({
      name: 'NotAllowedError',
      reason: 'WrongAccount',
      message: expect.stringContaining(
        'account 999999999999, not to 111122223333',
      ),
    });
  });

  it('row 27: counts the lifetime on its own clock, which may be ten minutes behind', async () => {
    const clock = createSkippingClock();
    const expiresAt = new Date(clock.now() + 70 * 60_000);
    const { provide } = await webIdentity([{ account: ACCOUNT, expiresAt }], {
      clock,
    });
    const { expiration } = await provide();
    expect((expiration?.getTime() ?? 0) - clock.now()).toBe(3_600_000);
  });

  it('refuses an empty token and a role that is none, before any call', async () => {
    const { provide, server } = await webIdentity([{ account: ACCOUNT }], {
      token: async () => '',
    });
    await expect(provide()).rejects.toMatchObject({
      reason: 'OidcTokenMissing',
      message: expect.stringContaining('id-token: write'),
    });
    expect(server.requests).toHaveLength(0);
    expect(() =>
      webIdentityCredentials({
        ...base,
        roleArn: 'deployer',
        token: async () => TOKEN,
      }),
    ).toThrow(expect.objectContaining({ reason: 'InvalidRoleArn' }));
  });

  it('R8: ends at its deadline when STS never answers', async () => {
    const server = await startTestServer(hang);
    opened.push(server);
    const start = performance.now();
    const provide = webIdentityCredentials({
      ...base,
      token: async () => TOKEN,
      endpoint: server.url,
      timeoutMs: 400,
    });
    await expect(provide()).rejects.toMatchObject({
      name: 'TimeoutError',
      reason: 'AwsTimeout',
    });
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('tries again after a reset, and names garbage', async () => {
    const resetting = await startTestServer([
      reset,
      reset,
      text('<html>login</html>'),
    ]);
    opened.push(resetting);
    const provide = webIdentityCredentials({
      ...base,
      token: async () => TOKEN,
      endpoint: resetting.url,
      clock: createSkippingClock(),
    });
    await expect(provide()).rejects.toMatchObject({
      name: 'ResponseError',
      reason: 'NotAws',
    });
    expect(resetting.requests).toHaveLength(3);
  });

  it('ends when its signal aborts', async () => {
    const server = await startTestServer(hang);
    opened.push(server);
    const signal = AbortSignal.timeout(50);
    const provide = webIdentityCredentials({
      ...base,
      token: async () => TOKEN,
      endpoint: server.url,
      signal,
    });
    await expect(provide()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('assumeRoleCredentials', () => {
  it('sends external id and session tags with characters that AWS accepts', async () => {
    const { provide, server } = await assume([{ account: ACCOUNT }], {
      externalId: 'x-1',
      tags: { Branch: 'feature/ü#1', Long: 'y'.repeat(300) },
    });
    await provide();
    expect(server.forms()[0]).toMatchObject({
      Action: 'AssumeRole',
      ExternalId: 'x-1',
      'Tags.member.1.Key': 'Branch',
      'Tags.member.1.Value': 'feature/ü_1',
      'Tags.member.2.Value': 'y'.repeat(256),
    });
    expect(server.requests[0]?.headers.authorization).toContain(
      '/eu-west-1/sts/aws4_request',
    );
  });

  it('row 30: leaves optional tags out once when they are too large, and keeps required ones', async () => {
    const { provide, server } = await assume(
      [{ error: 'PackedPolicyTooLarge' }, { account: ACCOUNT }],
      { tags: { Branch: 'main' }, requiredTags: { Team: 'ml' } },
    );
    await expect(provide()).resolves.toMatchObject({ accessKeyId: 'ASIA2' });
    const [first, second] = server.forms();
    expect(first).toHaveProperty(['Tags.member.2.Key'], 'Branch');
    expect(second).toHaveProperty(['Tags.member.1.Key'], 'Team');
    expect(second).not.toHaveProperty(['Tags.member.2.Key']);
  });

  it('row 30: explains when the required tags alone are too large', async () => {
    const { provide, server } = await assume(
      [{ error: 'PackedPolicyTooLarge', message: 'at 105 %' }],
      { tags: { Branch: 'main' }, requiredTags: { Team: 'ml' } },
    );
    await expect(provide()).rejects.toMatchObject({
      name: 'InputError',
      reason: 'SessionTagsTooLarge',
      message: expect.stringContaining('at 105 %, with the tags Team alone'),
    });
    expect(server.requests).toHaveLength(2);
  });

  it('row 24: reports AccessDenied with what to allow, and sts:TagSession by name', async () => {
    const denied = (message: string) => [
      { error: 'AccessDenied', status: 403, message },
    ];
    const { provide } = await assume(
      denied('not authorized to perform: sts:AssumeRole'),
    );
    await expect(provide()).rejects.toMatchObject({
      name: 'NotAllowedError',
      reason: 'AccessDenied',
      remedy: expect.stringContaining('external id'),
    });
    const tagged = await assume(
      denied('not authorized to perform: sts:TagSession'),
    );
    await expect(tagged.provide()).rejects.toMatchObject({
      remedy: expect.stringContaining('sts:TagSession'),
    });
  });

  it('never puts a secret into an error', async () => {
    const { provide } = await assume([{ error: 'AccessDenied', status: 403 }]);
    const error = await provide().catch(caught => caught);
    expect(inspect(error, { depth: 10 })).not.toContain('hush');
  });
});

describe('roleSessionName', () => {
  it.each([
    ['acme/ml@main', 'acme-ml@main'],
    ['', '--'],
    ['x'.repeat(80), 'x'.repeat(64)],
    ['a\nb"c', 'a-b-c'],
  ])('%j becomes %j', (given, name) => {
    expect(roleSessionName(given)).toBe(name);
  });
});
