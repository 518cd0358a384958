import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { clusterCredentials } from '../aws/clusterCredentials';
import { keysOf, startFakeEks, type FakeCluster } from '../aws/testing/fakeEks';
import { startFakeSts } from '../aws/testing/fakeSts';
import {
  createAuthority,
  createCertificate,
  type Certificate,
} from '../http/testing/certificates.test.fixture';
import { json, startTestServer, text } from '../http/testing/testServer';
import { createSkippingClock } from '../testing/skippingClock';
import { connectEksCluster } from './connectEksCluster';

const opened: { close(): unknown }[] = [];
let authority: Certificate;

beforeAll(async () => {
  authority = await createAuthority();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const MINUTE = 60_000;
const id = { account: '111122223333', region: 'eu-west-1', name: 'ml-eu' };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
const PODS = {
  group: '',
  version: 'v1',
  plural: 'pods',
  namespace: 'kubeflow',
};

type Answer = Parameters<typeof startTestServer>[0];

const apiServer = async (answers: Answer) => {
  const certificate = await createCertificate({ authority });
  const server = await startTestServer(answers, certificate);
  opened.push(server);
  return server;
};

const eksWith = async (cluster: Partial<FakeCluster>) => {
  const eks = await startFakeEks({
    clusters: [{ ...id, ca: authority.cert, ...cluster }],
  });
  opened.push(eks);
  return eks;
};

/** When a token was signed, in milliseconds since 1970, and with which key. */
const readToken = (authorization = '') => {
  const url = Buffer.from(
    authorization.split('.')[1] ?? '',
    'base64url',
  ).toString();
  const [, y, mo, d, h, mi, s] =
    /X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(url) ?? [];
  return {
    signedAt: Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`),
    session: /session-(\d+)/.exec(url)?.[1],
    url,
  };
};

describe('connectEksCluster', () => {
  it('reaches the API server that EKS names, with its authority and a token of the cluster', async () => {
    const api = await apiServer([json(pod)]);
    const eks = await eksWith({ endpoint: api.url });
    const connection = await connectEksCluster(id, {
      credentials: keysOf(id.account),
      endpoint: eks.url,
    });
    opened.push(connection);
    await expect(connection.kubernetes.get(PODS, 'p')).resolves.toEqual(pod);
    expect(readToken(api.requests[0]?.headers.authorization).url).toContain(
      'https://sts.eu-west-1.amazonaws.com/',
    );
    const kubeConfig = await connection.kubeConfig();
    expect(kubeConfig.getCurrentCluster()).toMatchObject({
      server: api.url,
      skipTLSVerify: false,
    });
    expect(kubeConfig.getCurrentUser()?.token).toMatch(/^k8s-aws-v1\./);
  });

  it("row 28: says that the certificate is not the cluster's, and sends nothing", async () => {
    const api = await apiServer([json(pod)]);
    const eks = await eksWith({
      endpoint: api.url,
      ca: (await createAuthority()).cert,
    });
    const connection = await connectEksCluster(id, {
      credentials: keysOf(id.account),
      endpoint: eks.url,
    });
    opened.push(connection);
    await expect(connection.kubernetes.get(PODS, 'p')).rejects.toMatchObject({
      reason: 'CertificateNotTrusted',
    });
    expect(api.requests).toHaveLength(0);
  });

  it('row 28: says that the endpoint is private when it cannot be reached', async () => {
    const eks = await eksWith({
      endpoint: 'https://127.0.0.1:1',
      publicAccess: false,
    });
    const connection = await connectEksCluster(id, {
      credentials: keysOf(id.account),
      endpoint: eks.url,
      clock: createSkippingClock(),
    });
    opened.push(connection);
    await expect(connection.kubernetes.get(PODS, 'p')).rejects.toMatchObject({
      reason: 'PrivateEndpoint',
      remedy: expect.stringContaining('self-hosted runner'),
    });
  });

  it("row 27: signs with the API server's time after a 401 when the clock is six minutes ahead", async () => {
    const skew = 6 * MINUTE;
    const clock = createSkippingClock(Date.now() + skew);
    const api = await apiServer((request, response, socket) => {
      const { signedAt } = readToken(request.headers.authorization);
      // STS refuses what is signed more than five minutes in the future.
      const answer =
        signedAt - Date.now() > 5 * MINUTE ? text('', 401) : json(pod);
      answer(request, response, socket);
    });
    const eks = await eksWith({ endpoint: api.url });
    const connection = await connectEksCluster(id, {
      credentials: keysOf(id.account),
      endpoint: eks.url,
      clock,
    });
    opened.push(connection);
    await expect(connection.kubernetes.get(PODS, 'p')).resolves.toEqual(pod);
    await connection.kubernetes.get(PODS, 'p');
    expect(api.requests).toHaveLength(3);
  });

  it('does not mint tokens for ever when a 401 stays', async () => {
    const api = await apiServer([text('', 401)]);
    const eks = await eksWith({ endpoint: api.url });
    const connection = await connectEksCluster(id, {
      credentials: keysOf(id.account),
      endpoint: eks.url,
    });
    opened.push(connection);
    await expect(connection.kubernetes.get(PODS, 'p')).rejects.toMatchObject({
      reason: 'AccessEntryMissing',
    });
    expect(api.requests).toHaveLength(2);
  });
});

describe('R9: a wait of 12 hours', () => {
  const fleetCluster: FleetCluster = {
    ...id,
    partition: 'aws',
    arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/ml-eu',
    role: 'arn:aws:iam::111122223333:role/deployer',
    labels: {},
    access: {
      via: 'api-server-proxy',
      namespace: 'kubeflow',
      service: 'ml-pipeline',
    },
    kubeflow: {
      profile: 'pipelines',
      version: '2.17.0',
      namespace: 'kubeflow',
    },
    artifacts: {},
  };

  it.each([-5, 0, 5])(
    'never fails to sign in with GitHub tokens of 5 minutes, sessions of an hour and EKS tokens of 15 minutes, the clock being %i minutes off',
    async skewMinutes => {
      // The servers' clock is the truth; the machine's differs.
      const truth = createSkippingClock();
      const machine = {
        now: () => truth.now() + skewMinutes * MINUTE,
        sleep: truth.sleep,
      };
      const oidcTokens = new Map<string, number>();
      const sessions = new Map<string, number>();
      const refusals: string[] = [];
      const sts = await startFakeSts(({ WebIdentityToken: token = '' }) => {
        const issuedAt = oidcTokens.get(token) ?? 0;
        if (truth.now() - issuedAt > 5 * MINUTE) {
          return { error: 'ExpiredTokenException', message: 'Token expired' };
        }
        const expiresAt = new Date(truth.now() + 60 * MINUTE);
        sessions.set(String(sessions.size + 1), expiresAt.getTime());
        return { account: id.account, expiresAt };
      });
      const api = await apiServer((request, response, socket) => {
        const { signedAt, session = '' } = readToken(
          request.headers.authorization,
        );
        const age = truth.now() - signedAt;
        const good =
          age < 15 * MINUTE &&
          age > -6 * MINUTE &&
          truth.now() < (sessions.get(session) ?? 0);
        if (!good) refusals.push(`age ${age}, session ${session}`);
        const headers = { date: new Date(truth.now()).toUTCString() };
        const answer = good ? json(pod, 200, headers) : text('', 401, headers);
        answer(request, response, socket);
      });
      const eks = await startTestServer((request, response, socket) => {
        const cluster = {
          name: id.name,
          arn: fleetCluster.arn,
          status: 'ACTIVE',
          endpoint: api.url,
          certificateAuthority: {
            data: Buffer.from(authority.cert).toString('base64'),
          },
        };
        json({ cluster })(request, response, socket);
      });
      opened.push(sts, eks);
      const credentials = clusterCredentials(fleetCluster, {
        clock: machine,
        sessionName: 'gh-1',
        endpoints: { sts: sts.url },
        identity: {
          kind: 'oidc',
          token: async () => {
            const token = `oidc-${oidcTokens.size}`;
            oidcTokens.set(token, truth.now());
            return token;
          },
        },
      });
      const connection = await connectEksCluster(fleetCluster, {
        credentials,
        endpoint: eks.url,
        clock: machine,
      });
      opened.push(connection);
      for (let minute = 0; minute < 12 * 60; minute += 1) {
        await expect(connection.kubernetes.get(PODS, 'p')).resolves.toEqual(
          pod,
        );
        truth.advance(MINUTE);
      }
      expect(refusals).toEqual([]);
      expect(oidcTokens.size).toBeLessThanOrEqual(14);
    },
  );
});
