import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  clusterCredentials,
  type ClusterCredentialsOptions,
} from './clusterCredentials';
import { startFakeSts, type FakeSts, type StsAnswer } from './testing/fakeSts';

const opened: { close(): unknown }[] = [];
const savedEnvironment = { ...process.env };
afterEach(async () => {
  process.env = { ...savedEnvironment };
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const ACCOUNT = '111122223333';
const role = `arn:aws:iam::${ACCOUNT}:role/deployer`;
const hubRole = 'arn:aws:iam::999988887777:role/hub';

const fleetCluster = (extra: Partial<FleetCluster> = {}): FleetCluster => ({
  name: 'ml-eu',
  region: 'eu-west-1',
  account: ACCOUNT,
  partition: 'aws',
  arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/ml-eu`,
  role,
  labels: {},
  access: {
    via: 'api-server-proxy',
    namespace: 'kubeflow',
    service: 'ml-pipeline',
  },
  kubeflow: { profile: 'pipelines', version: '2.17.0', namespace: 'kubeflow' },
  artifacts: {},
  ...extra,
});

const answerByRole = ({ RoleArn = '' }: Record<string, string>): StsAnswer => ({
  account: RoleArn.split(':')[4] ?? '',
});

const sts = async (answer = answerByRole): Promise<FakeSts> => {
  const server = await startFakeSts(answer);
  opened.push(server);
  return server;
};

const oidc = (extra: { hubRole?: string } = {}) => {
  const token = jest.fn(async (audience: string) => `token for ${audience}`);
  return { token, identity: { kind: 'oidc' as const, token, ...extra } };
};

const credentialsFor = (
  cluster: FleetCluster,
  server: FakeSts | undefined,
  options: Pick<ClusterCredentialsOptions, 'identity' | 'tags'>,
) =>
  clusterCredentials(cluster, {
    sessionName: 'gh-1',
    endpoints: { sts: server?.url },
    ...options,
  });

/** As configure-aws-credentials leaves it. */
const setAmbient = (variables: Record<string, string>) => {
  process.env = {
    PATH: savedEnvironment.PATH,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    ...variables,
  };
};

describe('clusterCredentials', () => {
  it("goes from the OIDC token to the cluster's role directly, without a chain", async () => {
    const server = await sts();
    const { token, identity } = oidc();
    const get = credentialsFor(fleetCluster(), server, { identity });
    await get();
    await get();
    expect(server.forms()).toMatchObject([
      { Action: 'AssumeRoleWithWebIdentity', RoleArn: role },
    ]);
    expect(token.mock.calls).toEqual([['sts.amazonaws.com']]);
  });

  it("asks for the audience of the cluster's partition", async () => {
    const server = await sts();
    const { token, identity } = oidc();
    const cluster = fleetCluster({
      region: 'cn-north-1',
      role: `arn:aws-cn:iam::${ACCOUNT}:role/deployer`,
    });
    await credentialsFor(cluster, server, { identity })();
    expect(token).toHaveBeenCalledWith('sts.amazonaws.com.cn');
  });

  it('chains once over a hub role, with external id and tags on the second link', async () => {
    const server = await sts();
    const { identity } = oidc({ hubRole });
    const cluster = fleetCluster({ externalId: 'x-1' });
    const get = credentialsFor(cluster, server, {
      identity,
      tags: { Run: '1' },
    });
    await expect(get()).resolves.toMatchObject({ accessKeyId: 'ASIA2' });
    expect(server.forms()).toMatchObject([
      { Action: 'AssumeRoleWithWebIdentity', RoleArn: hubRole },
      {
        Action: 'AssumeRole',
        RoleArn: role,
        ExternalId: 'x-1',
        'Tags.member.1.Key': 'Run',
        DurationSeconds: '3600',
      },
    ]);
    expect(server.requests[1]?.headers.authorization).toContain('ASIA1');
  });

  it('P5: assumes a hub role once for all clusters of an identity', async () => {
    const server = await sts();
    const { identity } = oidc({ hubRole });
    const clusters = ['a', 'b', 'c'].map(name => fleetCluster({ name }));
    await Promise.all(
      clusters.map(cluster => credentialsFor(cluster, server, { identity })()),
    );
    const roles = server.forms().map(({ RoleArn }) => RoleArn);
    expect(roles.filter(arn => arn === hubRole)).toHaveLength(1);
    expect(roles.filter(arn => arn === role)).toHaveLength(3);
  });

  it("assumes the cluster's role from ambient credentials", async () => {
    const server = await sts();
    setAmbient({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' });
    const identity = { kind: 'ambient' as const };
    await credentialsFor(fleetCluster(), server, { identity })();
    expect(server.forms()).toMatchObject([
      { Action: 'AssumeRole', RoleArn: role },
    ]);
    expect(server.requests[0]?.headers.authorization).toContain('AKIAENV');
  });

  it('uses ambient credentials as they are for a cluster without a role', async () => {
    setAmbient({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' });
    const get = credentialsFor(fleetCluster({ role: undefined }), undefined, {
      identity: { kind: 'ambient' },
    });
    await expect(get()).resolves.toMatchObject({ accessKeyId: 'AKIAENV' });
  });

  it('row 26: refuses ambient credentials that say another account', async () => {
    setAmbient({
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_ACCOUNT_ID: '999988887777',
    });
    const get = credentialsFor(fleetCluster({ role: undefined }), undefined, {
      identity: { kind: 'ambient' },
    });
    await expect(get()).rejects.toMatchObject({ reason: 'WrongAccount' });
  });

  it('row 31: says what to add when there are no ambient credentials', async () => {
    setAmbient({});
    const get = credentialsFor(fleetCluster({ role: undefined }), undefined, {
      identity: { kind: 'ambient' },
    });
    await expect(get()).rejects.toMatchObject({
      name: 'AuthenticationError',
      reason: 'CredentialsMissing',
      remedy: expect.stringContaining('id-token: write'),
    });
  });

  it('row 26: refuses a session of another account, and a role of one before any call', async () => {
    const server = await sts(() => ({ account: '999988887777' }));
    const { token, identity } = oidc();
    await expect(
      credentialsFor(fleetCluster(), server, { identity })(),
    ).rejects.toMatchObject({
      reason: 'WrongAccount',
      subject: 'eu-west-1/ml-eu',
    });
    token.mockClear();
    expect(() =>
      credentialsFor(fleetCluster({ role: hubRole }), server, { identity }),
    ).toThrow(expect.objectContaining({ reason: 'WrongAccount' }));
    expect(token).not.toHaveBeenCalled();
  });

  it('says what is missing for OIDC: a role, or a hub role for an external id', () => {
    const { identity } = oidc();
    expect(() =>
      credentialsFor(fleetCluster({ role: undefined }), undefined, {
        identity,
      }),
    ).toThrow(expect.objectContaining({ reason: 'RoleMissing' }));
    expect(() =>
      credentialsFor(fleetCluster({ externalId: 'x' }), undefined, {
        identity,
      }),
    ).toThrow(expect.objectContaining({ reason: 'ExternalIdNeedsHubRole' }));
  });
});
