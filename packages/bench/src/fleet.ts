import {
  type Deployers,
  openDeployers,
  requireUpstreamManifests,
  upstreamManifests,
} from '@kubeflow-fleet/local-fleet';
import { type Kubectl, kubectlApply, kubectls } from './applyKubectl';
import { kubectlOn, reset } from './applyReset';
import { type DistantServer, startDistantServer } from './applyServers';
import { assertComplete } from './applySubjects';
import type { BenchReport } from './report';
import { elapsed, median, type Sample } from './samples';

/** Regions from a runner in Virginia, in ms: itself, Ohio, Ireland, Tokyo, Mumbai. */
const ROUND_TRIPS = [1, 12, 80, 150, 220] as const;
const SLOWEST_MS = Math.max(...ROUND_TRIPS);
const ROUNDS = 3;

interface Region {
  readonly server: DistantServer;
  readonly roundTripMs: number;
}

/** Kubeflow Pipelines to five clusters: all at once, against a kubectl loop and five kubectls at once. */
export async function fleet(): Promise<BenchReport> {
  requireUpstreamManifests();
  const regions: Region[] = [];
  const deployers = await openDeployers();
  try {
    for (const roundTripMs of ROUND_TRIPS) {
      const server = await startDistantServer([roundTripMs]);
      regions.push({ server, roundTripMs });
      await kubectlOn(server)(
        ...['apply', '--server-side', '-f', upstreamManifests.pipelinesFirst],
      );
    }
    const [kubectl] = await kubectls();
    if (!kubectl) throw new Error('there is no kubectl');
    return report(await measure(regions, { deployers, kubectl }), kubectl);
  } finally {
    await deployers.stop();
    for (const { server } of regions) await server.stop();
  }
}

const FILES = [upstreamManifests.pipelines];

async function measure(
  regions: readonly Region[],
  {
    deployers,
    kubectl: { program },
  }: { readonly deployers: Deployers; readonly kubectl: Kubectl },
): Promise<readonly Sample[]> {
  const one = ({ server, roundTripMs }: Region) =>
    kubectlApply({
      program,
      kubeConfig: server.kubeConfig,
      server: server.at(roundTripMs),
      files: FILES,
    });
  const loop = () =>
    elapsed(async () => {
      for (const region of regions) await one(region);
    });
  const slowest = regions.filter(
    ({ roundTripMs }) => roundTripMs === SLOWEST_MS,
  );
  const subjects: Record<string, () => Promise<number>> = {
    'ours, five clusters': () => deploy(regions, deployers),
    'ours, the slowest cluster alone': () => deploy(slowest, deployers),
    'kubectl, one cluster after another': loop,
    'kubectl, five at once': () => elapsed(() => Promise.all(regions.map(one))),
  };
  const samples = Object.keys(subjects).map(name => ({
    name,
    values: [] as number[],
  }));
  for (let round = 0; round <= ROUNDS; round++)
    for (const { name, values } of samples) {
      await Promise.all(regions.map(({ server }) => reset(server, FILES)));
      const value = await subjects[name]?.();
      if (round > 0 && value !== undefined) values.push(value);
    }
  return samples;
}

async function deploy(
  regions: readonly Region[],
  deployers: Deployers,
): Promise<number> {
  const deployed = await deployers.start().deploy({
    targets: regions.map(({ server, roundTripMs }) => ({
      subject: `bench at ${roundTripMs} ms`,
      server: server.at(roundTripMs),
      ca: server.ca,
      token: server.adminToken,
    })),
    files: FILES,
    set: 'kubeflow',
    until: 'applied',
    timeoutMs: 120_000,
  });
  deployed.targets.forEach(assertComplete);
  return deployed.milliseconds;
}

function report(samples: readonly Sample[], { name }: Kubectl): BenchReport {
  const [five, alone, inTurn, atOnce] = samples.map(({ values }) =>
    median(values),
  ) as [number, number, number, number];
  return {
    unit: 'ms',
    samples,
    goals: [
      { name: 'fleetToSlowestAlone', value: five / alone, atMost: 1.15 },
      { name: 'ratioToKubectlLoop', value: inTurn / five },
      { name: 'ratioToParallelKubectls', value: atOnce / five },
    ],
    notes: [
      `five API servers, each with an etcd of its own, at round trips of ${ROUND_TRIPS.join(
        ', ',
      )} ms; 72 objects each, on clusters without them`,
      'all of them and every subject share the processors of this machine: five clusters at once wait for processors that real clusters do not share',
      'ours: one process, from reading the files to the last result, its own start not counted',
      `${name} on a new runner (no discovery cache): its processes from start to end`,
    ],
  };
}
