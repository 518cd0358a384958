import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { eksToken } from '@kubeflow-fleet/plugin-kubeflow-node';
import { goProgram, pythonEnvironment } from '@kubeflow-fleet/local-fleet';
import type { BenchReport } from './report';
import { elapsed, measureInTurn, median } from './samples';

const run = promisify(execFile);
const REPETITIONS = 7;
const TOKENS = 2_000;
const cluster = { name: 'ml-eu', region: 'eu-west-1' };
const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN',
};

/** A token of ours, made in process, against the AWS CLI and aws-iam-authenticator, which kubectl runs as processes. */
export async function token(): Promise<BenchReport> {
  const cli = path.join(await pythonEnvironment('aws'), 'aws');
  const authenticator = await goProgram('aws-iam-authenticator');
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: cluster.region,
  };
  const spawned = (program: string, args: string[]) => () =>
    elapsed(() => run(program, args, { env }));
  const samples = await measureInTurn(
    {
      'this project, in process': async () => {
        const total = await elapsed(async () => {
          for (let count = 0; count < TOKENS; count++) {
            eksToken({ cluster, credentials });
          }
        });
        return total / TOKENS;
      },
      'aws eks get-token': spawned(cli, [
        'eks',
        'get-token',
        '--cluster-name',
        cluster.name,
      ]),
      'aws-iam-authenticator token': spawned(authenticator, [
        'token',
        '-i',
        cluster.name,
      ]),
    },
    REPETITIONS,
  );
  const [ours, awsCli, iamAuthenticator] = samples.map(({ values }) =>
    median(values),
  ) as [number, number, number];
  return {
    unit: 'ms',
    samples,
    goals: [
      { name: 'ratioToAwsCli', value: awsCli / ours, atLeast: 10_000 },
      {
        name: 'ratioToAuthenticator',
        value: iamAuthenticator / ours,
        atLeast: 100,
      },
    ],
    notes: [
      `ours: mean of ${TOKENS} tokens per run; the others: one process per token, as kubectl uses them`,
    ],
  };
}
