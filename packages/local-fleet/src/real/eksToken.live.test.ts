import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eksToken } from '@kubeflow-fleet/plugin-kubeflow-node';
import { describeLive } from './liveLane';
import { pythonEnvironment, pythonEnvironments } from './pythonEnvironment';

const run = promisify(execFile);

const credentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'se/cret+key',
  sessionToken: 'session/token+with==',
};

/** What `aws eks get-token` prints, in an environment that names nothing else. */
const cliToken = async (name: string, region: string) => {
  const { stdout } = await run(
    join(await pythonEnvironment('aws'), 'aws'),
    [
      'eks',
      'get-token',
      '--cluster-name',
      name,
      '--region',
      region,
      '--output',
      'json',
    ],
    {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    },
  );
  const { status } = JSON.parse(stdout) as {
    status: { token: string; expirationTimestamp: string };
  };
  return status;
};

const signingTime = (token: string) => {
  const url = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const time = /X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(url);
  const [, y, mo, d, h, mi, s] = time ?? [];
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
};

describeLive(
  `eksToken against \`aws eks get-token\` of ${pythonEnvironments.aws}`,
  () => {
    it.each([
      ['ml-eu', 'eu-west-1'],
      ['ML_Mixed-Case', 'ap-southeast-2'],
      ['ml-cn', 'cn-north-1'],
      ['ml-gov', 'us-gov-west-1'],
      ['ml-iso', 'us-iso-east-1'],
      ['ml-eusc', 'eusc-de-east-1'],
    ])(
      'prints the same bytes for %s in %s',
      async (name, region) => {
        const { token, expirationTimestamp } = await cliToken(name, region);
        const now = signingTime(token);
        const ours = eksToken({ cluster: { name, region }, credentials, now });
        expect(ours.token).toBe(token);
        expect(
          Math.abs(ours.expiration.getTime() - Date.parse(expirationTimestamp)),
        ).toBeLessThanOrEqual(1_000);
      },
      60_000,
    );
  },
);
