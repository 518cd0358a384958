import { randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  connectEksCluster,
  submitRun,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { pythonEnvironment } from '@kubeflow-fleet/local-fleet';
import {
  type FleetOfTen,
  SLOWEST_ROUND_TRIP_MS,
  startFleetOfTen,
} from './fleetOfTen';
import { kfpSdk } from './kfpSdk';
import { type OpenTarget, openTarget } from './openTarget';
import type { BenchReport } from './report';
import { elapsed, measureInTurn, median } from './samples';
import { PIPELINE_FILE, submissionOf } from './samplePipeline';
import { sdkPlaces } from './sdkPlaces';

const REPETITIONS = 5;

/** One region after another, as users write it; the import of the SDK is not counted. */
const sdkLoop = (client: string) => `
import json, subprocess, sys, time
import kfp
package, name, places = sys.argv[1:]
def token(place):
    command = ['aws', '--region', place['region'], 'eks', 'get-token', '--cluster-name', place['name']]
    return json.loads(subprocess.check_output(command))['status']['token']
started = time.perf_counter()
for place in json.loads(places):
    client = ${client}
    client.create_run_from_pipeline_package(package, run_name=name, experiment_name='bench', enable_caching=False)
print(json.dumps((time.perf_counter() - started) * 1000))
`;
const TO_KFP = sdkLoop('kfp.Client(host=place)');
// By kubeconfig the SDK 2.17.0 asks the API server itself: refreshing the token resets its host.
const THROUGH_API_SERVER = sdkLoop(
  "kfp.Client(host=place['host'], existing_token=token(place), ssl_ca_cert=place['ca'])",
);

/** One run in each of ten regions: from the call until KFP of every region has confirmed its run. */
export async function submit(): Promise<BenchReport> {
  const regions = await startFleetOfTen();
  try {
    return await compare(regions);
  } finally {
    await regions.close();
  }
}

async function submitAll(targets: readonly OpenTarget[]): Promise<void> {
  const submission = submissionOf(randomUUID());
  await Promise.all(targets.map(({ target }) => submitRun(target, submission)));
}

async function compare(regions: FleetOfTen): Promise<BenchReport> {
  const { clusters, fleet, stateDir } = regions;
  const open = () =>
    Promise.all(
      clusters.map(async cluster =>
        openTarget(
          cluster,
          await connectEksCluster(cluster, {
            credentials: async () => fleet.admin,
            endpoint: fleet.aws.url,
          }),
        ),
      ),
    );
  const hosts = fleet.clusters.map(({ kfp }) => kfp ?? '');
  const places = await sdkPlaces(fleet, stateDir);
  const awsCli = await pythonEnvironment('aws');
  const connected = await open();
  const samples = await measureInTurn(
    {
      'this project, connections open': () =>
        elapsed(() => submitAll(connected)),
      'this project, with DescribeCluster and TLS': () =>
        elapsed(async () => {
          const targets = await open();
          await submitAll(targets);
          targets.forEach(({ close }) => close());
        }),
      'kfp SDK loop, through each API server': () =>
        kfpSdk<number>(THROUGH_API_SERVER, {
          args: [PIPELINE_FILE, randomUUID(), JSON.stringify(places)],
          env: {
            PATH: `${awsCli}${path.delimiter}${process.env.PATH}`,
            AWS_ACCESS_KEY_ID: fleet.admin.accessKeyId,
            AWS_SECRET_ACCESS_KEY: fleet.admin.secretAccessKey,
            AWS_EC2_METADATA_DISABLED: 'true',
          },
        }),
      'kfp SDK loop, straight to KFP without TLS': () =>
        kfpSdk<number>(TO_KFP, {
          args: [PIPELINE_FILE, randomUUID(), JSON.stringify(hosts)],
        }),
    },
    REPETITIONS,
  );
  connected.forEach(({ close }) => close());
  return report(samples.map(sample => ({ ...sample })));
}

const ratio = (theirs: number, ours: number) => (theirs / ours).toFixed(1);

function report(samples: BenchReport['samples']): BenchReport {
  const [open, fresh, sameWay, straight] = samples.map(({ values }) =>
    median(values),
  ) as [number, number, number, number];
  return {
    unit: 'ms',
    samples,
    goals: [
      {
        name: 'millisecondsToTenRegions',
        value: open,
        atMost: 3 * SLOWEST_ROUND_TRIP_MS + 100,
      },
      { name: 'ratioToSdkLoop', value: sameWay / open, atLeast: 15 },
    ],
    notes: [
      `other ratios: ${ratio(
        sameWay,
        fresh,
      )} with DescribeCluster and TLS, ${ratio(
        straight,
        open,
      )} to the SDK straight to KFP`,
      `round trips of 1 to ${SLOWEST_ROUND_TRIP_MS} ms; ours claims its key in each cluster, the SDK claims nothing`,
      'a loop costs the sum of the distances, ours three times the longest one: the ratio follows the choice of regions',
      'the SDK through each API server gets its token from `aws eks get-token`, as a script does',
    ],
  };
}
