import {
  openDeployers,
  type Deployers,
  requireUpstreamManifests,
  upstreamManifests,
} from '@kubeflow-fleet/local-fleet';
import { kubectlOn, reset } from './applyReset';
import { type DistantServer, startDistantServer } from './applyServers';
import { byKubectl, byUs } from './applySubjects';
import type { BenchReport } from './report';
import { median, type Sample } from './samples';

const ROUND_TRIPS = [0, 20, 80] as const;
const ROUNDS = { pipelines: 5, platform: 2 };

type Samples = Map<string, number[]>;

const add = (samples: Samples, name: string, value: number) => {
  const values = samples.get(name) ?? [];
  samples.set(name, [...values, value]);
};

/** One deploy of Kubeflow Pipelines and one of the full platform, fresh and unchanged, near and far, ours and kubectl's. */
export async function apply(): Promise<BenchReport> {
  requireUpstreamManifests();
  const deployers = await openDeployers();
  const samples: Samples = new Map();
  try {
    const unchanged = await measurePipelines(deployers, samples);
    await measurePlatform(deployers, samples);
    return report(samples, unchanged);
  } finally {
    await deployers.stop();
  }
}

interface Unchanged {
  readonly requests: number;
  readonly writes: number;
  readonly kinds: number;
}

/** 72 objects on one server, reset between the deploys; the first round warms the server up and is not counted. */
async function measurePipelines(
  deployers: Deployers,
  samples: Samples,
): Promise<Unchanged> {
  const server = await startDistantServer(ROUND_TRIPS);
  const files = [upstreamManifests.pipelines];
  let unchanged: Unchanged = { requests: 0, writes: 0, kinds: 0 };
  try {
    await kubectlOn(server)(
      'apply',
      '--server-side',
      '-f',
      upstreamManifests.pipelinesFirst,
    );
    for (const roundTripMs of ROUND_TRIPS)
      for (let round = 0; round <= ROUNDS.pipelines; round++) {
        const workload = { server, roundTripMs, files };
        const counted: Samples = round > 0 ? samples : new Map();
        await reset(server, files);
        for (const state of ['fresh', 'unchanged']) {
          const { milliseconds } = await byKubectl(workload);
          add(
            counted,
            `72 objects, ${roundTripMs} ms, ${state}: kubectl`,
            milliseconds,
          );
        }
        await reset(server, files);
        for (const state of ['fresh', 'unchanged']) {
          const { milliseconds, requests, changes } = await byUs(
            workload,
            deployers.start(),
          );
          add(
            counted,
            `72 objects, ${roundTripMs} ms, ${state}: ours`,
            milliseconds,
          );
          unchanged = {
            requests: requests.total,
            writes: requests.writes,
            kinds: kindsOf(changes),
          };
        }
      }
  } finally {
    await server.stop();
  }
  return unchanged;
}

/** `unchanged Deployment.apps/kubeflow/ml-pipeline` */
const kindsOf = (changes: readonly string[]) =>
  new Set(changes.map(change => change.split(' ')[1]?.split('/')[0])).size;

/** 636 objects, each first deploy on a new server: custom resource definitions take their time to go. */
async function measurePlatform(
  deployers: Deployers,
  samples: Samples,
): Promise<void> {
  for (const roundTripMs of ROUND_TRIPS)
    for (let round = 0; round < ROUNDS.platform; round++)
      for (const subject of ['kubectl', 'ours']) {
        const server = await startDistantServer([roundTripMs]);
        try {
          await measureOn({ server, subject, roundTripMs, deployers, samples });
        } finally {
          await server.stop();
        }
      }
}

async function measureOn({
  server,
  subject,
  roundTripMs,
  deployers,
  samples,
}: {
  readonly server: DistantServer;
  readonly subject: string;
  readonly roundTripMs: number;
  readonly deployers: Deployers;
  readonly samples: Samples;
}): Promise<void> {
  const workload = { server, roundTripMs, files: [upstreamManifests.platform] };
  for (const state of ['fresh', 'unchanged']) {
    const { milliseconds } =
      subject === 'ours'
        ? await byUs(workload, deployers.start())
        : await byKubectl(workload);
    add(
      samples,
      `636 objects, ${roundTripMs} ms, ${state}: ${subject}`,
      milliseconds,
    );
  }
}

function report(found: Samples, unchanged: Unchanged): BenchReport {
  const samples: Sample[] = [...found].map(([name, values]) => ({
    name,
    values,
  }));
  const ratio = (objects: number, roundTripMs: number, state = 'fresh') => {
    const of = (subject: string) =>
      median(
        found.get(
          `${objects} objects, ${roundTripMs} ms, ${state}: ${subject}`,
        ) ?? [],
      );
    return of('kubectl') / of('ours');
  };
  return {
    unit: 'ms',
    samples,
    goals: [
      { name: 'ratio72at80', value: ratio(72, 80), atLeast: 12 },
      { name: 'ratio72at20', value: ratio(72, 20) },
      { name: 'ratio72at0', value: ratio(72, 0), atLeast: 6 },
      { name: 'ratio636at80', value: ratio(636, 80), atLeast: 12 },
      { name: 'ratio636at20', value: ratio(636, 20) },
      { name: 'ratio636at0', value: ratio(636, 0) },
      { name: 'ratio72at80unchanged', value: ratio(72, 80, 'unchanged') },
      { name: 'ratio636at80unchanged', value: ratio(636, 80, 'unchanged') },
      { name: 'unchangedWrites', value: unchanged.writes, atMost: 0 },
      {
        name: 'unchangedRequests',
        value: unchanged.requests,
        atMost: unchanged.kinds + 5,
      },
    ],
    notes: [
      'kubectl apply --server-side of 1.35.4 on a new runner (no discovery cache); its process from start to end',
      'ours: a new process each time, from reading the files to the result, its own start not counted; in one pass',
      "636 objects: kubectl's two passes, for the first ends with custom resources whose definitions came too late; the pause between them is not counted",
      'one etcd and one kube-apiserver, nothing else: both end when everything is written, neither waits for pods',
    ],
  };
}
