import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { eksToken } from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  ACCOUNT,
  type Keys,
  type Lane,
  openAwsLane,
} from '../aws/awsLane.test.fixture';
import { goProgram, goPrograms } from './goPrograms';
import { describeLive } from './liveLane';
import { pythonEnvironment } from './pythonEnvironment';
import {
  type RealControlPlane,
  startRealControlPlane,
} from './realControlPlane';
import { runProgram } from './runProgram';

const run = promisify(execFile);
const cluster = { account: ACCOUNT, region: 'eu-west-1', name: 'ml-eu' };
const arn = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;
const trust = [
  { principal: { aws: [`arn:aws:iam::${ACCOUNT}:root`] } },
] as const;

describeLive(
  `signing in to kube-apiserver ${goPrograms['kube-apiserver'].version} through aws-iam-authenticator ${goPrograms['aws-iam-authenticator'].version}`,
  () => {
    let aws: Lane;
    let plane: RealControlPlane;
    let deployer: Keys;
    let stranger: Keys;
    let directory: string;
    let ca: string;

    beforeAll(async () => {
      aws = await openAwsLane({
        accounts: () => [
          {
            id: ACCOUNT,
            roles: [
              { name: 'kubeflow-fleet-deployer', trust, permissions: [] },
              { name: 'stranger', trust, permissions: [] },
            ],
            users: [
              {
                name: 'admin',
                accessKeyId: 'AKIALOCALADMIN',
                secretAccessKey: 'local-secret',
                permissions: [{ actions: ['*'], resources: ['*'] }],
              },
            ],
          },
        ],
      });
      plane = await startRealControlPlane({
        cluster,
        sts: aws.emulator.handle,
        mappings: [
          {
            roleArn: arn('kubeflow-fleet-deployer'),
            username: 'deployer:{{SessionName}}',
            groups: ['kubeflow-fleet:deployers'],
          },
        ],
      });
      directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sign-in-'));
      ca = path.join(directory, 'ca.crt');
      fs.writeFileSync(ca, plane.ca);
      deployer = await assume('kubeflow-fleet-deployer');
      stranger = await assume('stranger');
      await grantNamespaces();
    }, 600_000);

    afterAll(async () => {
      await plane?.stop();
      aws?.close();
      if (directory) fs.rmSync(directory, { recursive: true });
    }, 30_000);

    async function assume(role: string): Promise<Keys> {
      const { Credentials } = await aws.sts().send(
        new AssumeRoleCommand({
          RoleArn: arn(role),
          RoleSessionName: 'gh-1',
        }),
      );
      return {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      };
    }

    async function grantNamespaces() {
      const kubectl = await goProgram('kubectl');
      const admin = ['--kubeconfig', plane.kubeConfig];
      const role = ['--verb=get,list', '--resource=namespaces'];
      await runProgram(kubectl, [
        ...admin,
        'create',
        'clusterrole',
        'namespaces',
        ...role,
      ]);
      await runProgram(kubectl, [
        ...admin,
        'create',
        'clusterrolebinding',
        'deployers',
        '--clusterrole=namespaces',
        '--group=kubeflow-fleet:deployers',
      ]);
    }

    /** What kubectl prints with this token, or its error. */
    async function kubectlSays(
      token: string,
      ...args: string[]
    ): Promise<string> {
      try {
        const { stdout } = await run(await goProgram('kubectl'), [
          '--kubeconfig=/dev/null',
          `--server=${plane.server}`,
          `--certificate-authority=${ca}`,
          `--token=${token}`,
          ...args,
        ]);
        return stdout;
      } catch (error) {
        return (error as { stderr: string }).stderr;
      }
    }

    it('knows the user and the groups of the role behind our token', async () => {
      const { token } = eksToken({ cluster, credentials: deployer });
      const who = await kubectlSays(token, 'auth', 'whoami', '-o', 'json');
      expect(JSON.parse(who).status.userInfo).toMatchObject({
        username: 'deployer:gh-1',
        groups: expect.arrayContaining(['kubeflow-fleet:deployers']),
      });
    });

    it('lets RBAC decide: namespaces yes, secrets 403', async () => {
      const { token } = eksToken({ cluster, credentials: deployer });
      expect(await kubectlSays(token, 'get', 'namespaces')).toContain(
        'kube-system',
      );
      expect(await kubectlSays(token, 'get', 'secrets', '-A')).toContain(
        'Forbidden',
      );
    });

    it('row 29: refuses a role without a mapping with 401, not 403', async () => {
      const { token } = eksToken({ cluster, credentials: stranger });
      expect(await kubectlSays(token, 'get', 'namespaces')).toMatch(
        /Unauthorized|logged in/,
      );
    });

    it.each([
      [
        'for another cluster',
        () =>
          eksToken({
            cluster: { ...cluster, name: 'ML-EU' },
            credentials: deployer,
          }),
      ],
      [
        'with a wrong secret',
        () =>
          eksToken({
            cluster,
            credentials: { ...deployer, secretAccessKey: 'wrong' },
          }),
      ],
      [
        'with a foreign session token',
        () =>
          eksToken({
            cluster,
            credentials: { ...deployer, sessionToken: 'other' },
          }),
      ],
      [
        'of 16 minutes ago',
        () =>
          eksToken({
            cluster,
            credentials: deployer,
            now: new Date(Date.now() - 16 * 60_000),
          }),
      ],
    ])('refuses a token %s', async (_, make) => {
      expect(await kubectlSays(make().token, 'get', 'namespaces')).toMatch(
        /Unauthorized|logged in/,
      );
    });

    it('accepts a token of 14 minutes ago: the expiry that we report is inside the window', async () => {
      const now = new Date(Date.now() - 14 * 60_000 + 5_000);
      const { token } = eksToken({ cluster, credentials: deployer, now });
      expect(await kubectlSays(token, 'get', 'namespaces')).toContain(
        'kube-system',
      );
    });

    it('gives the same token as `aws eks get-token`, byte for byte, for the same second', async () => {
      const aws_ = path.join(await pythonEnvironment('aws'), 'aws');
      const answer = await runProgram(
        aws_,
        [
          'eks',
          'get-token',
          '--cluster-name',
          cluster.name,
          '--region',
          cluster.region,
          '--output',
          'json',
        ],
        {
          env: {
            AWS_ACCESS_KEY_ID: deployer.accessKeyId,
            AWS_SECRET_ACCESS_KEY: deployer.secretAccessKey,
            AWS_SESSION_TOKEN: deployer.sessionToken ?? '',
            AWS_REGION: cluster.region,
          },
        },
      );
      const theirs = JSON.parse(answer).status.token as string;
      const url = new URL(
        Buffer.from(theirs.split('.')[1] ?? '', 'base64url').toString(),
      );
      const time = url.searchParams.get('X-Amz-Date') ?? '';
      const now = new Date(
        time.replace(
          /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
          '$1-$2-$3T$4:$5:$6Z',
        ),
      );
      expect(eksToken({ cluster, credentials: deployer, now }).token).toBe(
        theirs,
      );
      expect(await kubectlSays(theirs, 'get', 'namespaces')).toContain(
        'kube-system',
      );
    });

    it('accepts the token of aws-iam-authenticator itself, so the server is the real one', async () => {
      const program = await goProgram('aws-iam-authenticator');
      const token = await runProgram(
        program,
        ['token', '-i', cluster.name, '--token-only'],
        {
          env: {
            AWS_ACCESS_KEY_ID: deployer.accessKeyId,
            AWS_SECRET_ACCESS_KEY: deployer.secretAccessKey,
            AWS_SESSION_TOKEN: deployer.sessionToken ?? '',
            AWS_REGION: cluster.region,
            AWS_STS_REGIONAL_ENDPOINTS: 'regional',
          },
        },
      );
      expect(await kubectlSays(token.trim(), 'get', 'namespaces')).toContain(
        'kube-system',
      );
    });
  },
);
