import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseFleetFile } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectKubeConfig,
  submitRun,
  waitForRun,
  type RunTarget,
  type SubmittedRun,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type LocalCluster,
  startLocalFleet,
} from '@kubeflow-fleet/local-fleet';
import { kfpSdk } from './kfpSdk';
import { openTarget } from './openTarget';
import type { BenchReport } from './report';
import { median, type Sample } from './samples';
import { graph, submissionOf } from './samplePipeline';
import { workflowEnds } from './workflowEnds';

/** Time of each of the three tasks in a row: the runs end at times that no poll is tuned to. */
const TASK_MS = [15_300, 20_700, 26_100, 31_900, 37_300];

const SDK_WAIT = `
import json, sys, time
import kfp
host, run_id = sys.argv[1:]
kfp.Client(host=host).wait_for_run_completion(run_id, timeout=300)
print(json.dumps(time.time() * 1000))
`;

/** Waits for the run and returns the time at which it knew the end, in ms since 1970. */
type Waiter = (run: SubmittedRun) => Promise<number>;

interface Observation {
  /** From the end of the Workflow to the waiter's report, ms. */
  readonly lag: number;
  readonly requestsPerHour: number;
}

/** How late each waiter reports the end of a run, and how often it asks. All runs go at the same time. */
export async function wait(): Promise<BenchReport> {
  const stateDir = await fs.mkdtemp(path.join(os.tmpdir(), 'bench-'));
  const durations = new Map<string, number>();
  const fleet = await startLocalFleet({
    stateDir,
    regions: [
      { region: 'eu-west-1', latencyMs: 20, clusters: [{ name: 'ml-eu' }] },
    ],
    engine: {
      behaviour: ({ runId }) => ({ durationMs: durations.get(runId) }),
    },
  });
  const cluster = fleet.cluster('ml-eu');
  const file = await fs.readFile(fleet.files.fleetFile, 'utf8');
  const { clusters } = parseFleetFile(file, { path: fleet.files.fleetFile });
  const connection = await connectKubeConfig({ path: cluster.kubeconfig });
  const { target, close } = await openTarget(clusters[0]!, connection);
  const ends = workflowEnds(cluster.controlPlane.workflows);
  const observe = async (waiter: Waiter, taskMs: number) => {
    const run = await submitRun(target, submissionOf(randomUUID()), {
      onIntent: ({ runId }) => durations.set(runId, taskMs),
    });
    return observation(run, { waiter, cluster, ended: ends.of(run.runId) });
  };
  const seen = await Promise.all(
    Object.entries(waiters(target, cluster)).map(async ([name, waiter]) => ({
      name,
      observations: await Promise.all(
        TASK_MS.map(taskMs => observe(waiter, taskMs)),
      ),
    })),
  );
  ends.stop();
  close();
  await fleet.close();
  await fs.rm(stateDir, { recursive: true });
  return report(seen);
}

function waiters(
  target: RunTarget,
  cluster: LocalCluster,
): Record<string, Waiter> {
  const { subject, pipelines } = target;
  return {
    'this project, with the Workflow watched': run => ourWait(target, run),
    'this project, by the KFP API only': run =>
      ourWait({ subject, pipelines }, run),
    'kfp SDK wait_for_run_completion': ({ runId }) =>
      kfpSdk<number>(SDK_WAIT, { args: [cluster.kfpUrl ?? '', runId] }),
  };
}

async function ourWait(target: RunTarget, run: SubmittedRun): Promise<number> {
  await waitForRun(target, run, { graph, timeoutMs: 300_000 });
  return Date.now();
}

async function observation(
  { runId }: SubmittedRun,
  of: {
    readonly waiter: Waiter;
    readonly cluster: LocalCluster;
    readonly ended: Promise<number>;
  },
): Promise<Observation> {
  const started = Date.now();
  const submission = requestsAbout(runId, of.cluster);
  const reportedAt = await of.waiter({
    runId,
    displayName: '',
    experimentId: '',
    pipelineId: '',
    pipelineVersionId: '',
    outcome: 'adopted',
  });
  const requests = requestsAbout(runId, of.cluster) - submission;
  return {
    lag: reportedAt - (await of.ended),
    requestsPerHour: requests / ((reportedAt - started) / 3_600_000),
  };
}

/** Where they arrive: a request through the API server's proxy is KFP's and counted there. */
function requestsAbout(runId: string, cluster: LocalCluster): number {
  const kubernetes = cluster.controlPlane.requests ?? [];
  return [...cluster.kfpRequests, ...kubernetes].filter(
    ({ url }) => url.includes(runId) && !url.includes('/proxy/'),
  ).length;
}

function report(
  seen: readonly {
    readonly name: string;
    readonly observations: readonly Observation[];
  }[],
): BenchReport {
  const samples: Sample[] = seen.map(({ name, observations }) => ({
    name,
    values: observations.map(({ lag }) => lag),
  }));
  const lags = samples.map(({ values }) => median(values));
  const requests = seen.map(({ observations }) =>
    median(observations.map(({ requestsPerHour }) => requestsPerHour)),
  );
  const [watched = 0, , sdk = 0] = requests;
  const [watchedLag = 0, , sdkLag = 0] = lags;
  return {
    unit: 'ms',
    samples,
    goals: [
      { name: 'lagMs', value: watchedLag, atMost: 1_000 },
      { name: 'lagRatioToSdk', value: sdkLag / watchedLag, atLeast: 2 },
      { name: 'requestShareOfSdk', value: watched / sdk, atMost: 0.25 },
    ],
    notes: [
      `requests per hour, in this order: ${requests
        .map(Math.round)
        .join(', ')}`,
      'by the KFP API only: 60 requests at the start of a run, then 2 a minute, never over 180 in an hour; these runs are short',
      'the lag counts from the end of the Workflow; KFP itself records it about a second later',
    ],
  };
}
