import {
  type Deployers,
  openDeployers,
  requireUpstreamManifests,
  upstreamManifests,
} from '@kubeflow-fleet/local-fleet';
import { type Kubectl, kubectls } from './applyKubectl';
import { kubectlOn, reset } from './applyReset';
import { applyReport, type Unchanged } from './applyReport';
import { startDistantServer, startPlatformServer } from './applyServers';
import { byKubectl, byUs, type Workload } from './applySubjects';
import { SampleTable } from './applySamples';
import { startIstiodStandIn } from './istiodStandIn';
import type { BenchReport } from './report';

const ROUND_TRIPS = [0, 20, 80] as const;
const ROUNDS = { pipelines: 5, platform: 2 };
const STATES = ['fresh', 'unchanged'] as const;

interface Context {
  readonly deployers: Deployers;
  /** The first is what a job on this machine runs. */
  readonly peers: readonly Kubectl[];
  readonly samples: SampleTable;
}

/** One deploy of Kubeflow Pipelines and one of the full platform, fresh and unchanged, near and far, ours and kubectl's. */
export async function apply(): Promise<BenchReport> {
  requireUpstreamManifests();
  const deployers = await openDeployers();
  const samples = new SampleTable();
  const peers = await kubectls();
  try {
    const context = { deployers, peers, samples };
    const unchanged = await measurePipelines(context);
    await measurePlatform(context);
    return applyReport(samples, { peers, unchanged });
  } finally {
    await deployers.stop();
  }
}

/** 72 objects on one server, reset between the deploys; the first round warms the server up and is not counted. */
async function measurePipelines(context: Context): Promise<Unchanged> {
  const server = await startDistantServer(ROUND_TRIPS);
  const files = [upstreamManifests.pipelines];
  let unchanged: Unchanged = { requests: 0, writes: 0, kinds: 0 };
  try {
    const first = upstreamManifests.pipelinesFirst;
    await kubectlOn(server)('apply', '--server-side', '-f', first);
    for (const roundTripMs of ROUND_TRIPS)
      for (let round = 0; round <= ROUNDS.pipelines; round++) {
        const samples = round > 0 ? context.samples : new SampleTable();
        const workload = { server, roundTripMs, files };
        unchanged = await oneRound(workload, { ...context, samples });
      }
  } finally {
    await server.stop();
  }
  return unchanged;
}

async function oneRound(
  workload: Workload,
  { deployers, peers, samples }: Context,
): Promise<Unchanged> {
  const { server, files, roundTripMs } = workload;
  for (const { name, program } of peers) {
    await reset(server, files);
    for (const state of STATES) {
      const { milliseconds } = await byKubectl(workload, program);
      const of = { objects: 72, roundTripMs, state, subject: name };
      samples.add(of, milliseconds);
    }
  }
  await reset(server, files);
  let unchanged: Unchanged = { requests: 0, writes: 0, kinds: 0 };
  for (const state of STATES) {
    const deployed = await byUs(workload, deployers.start());
    const of = { objects: 72, roundTripMs, state, subject: 'ours' };
    samples.add(of, deployed.milliseconds);
    const { total, writes } = deployed.requests;
    unchanged = { requests: total, writes, kinds: kindsOf(deployed.changes) };
  }
  return unchanged;
}

/** Of lines like `unchanged Deployment.apps/kubeflow/ml-pipeline`. */
const kindsOf = (changes: readonly string[]) =>
  new Set(changes.map(change => change.split(' ')[1]?.split('/')[0])).size;

/** 636 objects, each first deploy on a new server: custom resource definitions take their time to go. */
async function measurePlatform(context: Context): Promise<void> {
  const [peer] = context.peers;
  for (const roundTripMs of ROUND_TRIPS)
    for (let round = 0; round < ROUNDS.platform; round++) {
      await onNewServer(roundTripMs, { ...context, subject: peer });
      await onNewServer(roundTripMs, { ...context, subject: undefined });
    }
}

/** `subject` undefined: ours. */
async function onNewServer(
  roundTripMs: number,
  {
    subject,
    deployers,
    samples,
  }: Context & { readonly subject: Kubectl | undefined },
): Promise<void> {
  const server = await startPlatformServer([roundTripMs]);
  const workload = { server, roundTripMs, files: [upstreamManifests.platform] };
  const endIstiod = startIstiodStandIn(server);
  try {
    for (const state of STATES) {
      const { milliseconds } = subject
        ? await byKubectl(workload, subject.program)
        : await byUs(workload, deployers.start());
      const of = { roundTripMs, state, subject: subject?.name ?? 'ours' };
      samples.add({ objects: 636, ...of }, milliseconds);
    }
  } finally {
    await endIstiod();
    await server.stop();
  }
}
