import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  type ApiProxy,
  type ApiServerProcesses,
  runDeploy,
  startApiProxy,
  startApiServerAlone,
} from '@kubeflow-fleet/local-fleet';
import {
  createKubernetesClient,
  createTransport,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ApplyTarget } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { OBJECTS, VERSIONS, stormObjects } from './faultManifests';
import { differences } from './faultState';
import { storm, strikeNames } from './faultStorm';
import type { BenchReport } from './report';
import { median } from './samples';

const SEEDS = Number(process.env.FAULT_SEEDS ?? 1_000);
const FIRST_SEED = Number(process.env.FAULT_FIRST_SEED ?? 1);
const SHARE = 0.2;
const LANES = 8;
/** Time runs so much faster for the engine, or its pauses would make the bench last a day. */
const CLOCK_RATE = 4;
const STALL_MS = 10_000 / CLOCK_RATE;
const TIMEOUT_MS = 600_000;

/** One series of deploys that follow each other in a namespace of its own. */
interface Lane {
  readonly name: string;
  readonly proxy: ApiProxy;
  /** Manifest file of each version, from 1. */
  file(version: number): string;
  deployed: number;
}

interface Outcome {
  readonly seed: number;
  readonly requests: number;
  /** Empty: converged to the exact state in one run. */
  readonly wrong: readonly string[];
}

interface World {
  readonly server: ApiServerProcesses;
  /** Straight to the server, for looking at the state. */
  readonly target: ApplyTarget;
  readonly directory: string;
}

/** Deploys while every fifth request fails in one of a dozen ways, one seed after another. */
export async function faults(): Promise<BenchReport> {
  const server = await startApiServerAlone();
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'faults-'));
  const transport = createTransport({
    server: server.server,
    subject: 'bench',
    tls: { ca: server.ca },
    authorize: async () => `Bearer ${server.adminToken}`,
  });
  const kubernetes = createKubernetesClient({ subject: 'bench', transport });
  const target = { subject: 'bench', kubernetes, transport };
  const world = { server, target, directory };
  try {
    const calm = await calmRequests(world);
    const outcomes = await allSeeds(world);
    return report(calm, outcomes);
  } finally {
    transport.close();
    await server.stop();
    await fs.rm(directory, { recursive: true });
  }
}

async function openLane(
  { server, directory }: World,
  name: string,
): Promise<Lane> {
  const file = (version: number) =>
    path.join(directory, `${name}-${version}.yaml`);
  for (let version = 1; version <= VERSIONS; version++)
    await fs.writeFile(
      file(version),
      stormObjects(name, version)
        .map(object => JSON.stringify(object))
        .join('\n---\n'),
    );
  return { name, proxy: await startApiProxy(server), file, deployed: 0 };
}

/** Deploys the lane's next version; what the proxy does to the requests is its own affair. */
async function deployNext(lane: Lane, world: World, seed: number) {
  lane.deployed += 1;
  const version = 1 + (lane.deployed % VERSIONS);
  lane.proxy.forget();
  const deployed = await runDeploy({
    targets: [
      {
        subject: lane.name,
        server: lane.proxy.url,
        token: world.server.adminToken,
      },
    ],
    files: [lane.file(version)],
    set: lane.name,
    prune: { allowMassDelete: true },
    until: 'applied',
    timeoutMs: TIMEOUT_MS,
    clockRate: CLOCK_RATE,
  });
  const requests = lane.proxy.requests.length;
  lane.proxy.intercept(undefined);
  const [result] = deployed.targets;
  const wrong = [
    ...(result?.error ? [`ended with: ${result.error.message}`] : []),
    ...(result?.failures ?? []).map(
      ({ object, message }) => `${object}: ${message}`,
    ),
    ...(await differences(
      world.target,
      lane.name,
      stormObjects(lane.name, version),
    )),
  ];
  return { seed, requests, wrong };
}

/** Requests of deploys without faults, one of each step from version to version. */
async function calmRequests(world: World): Promise<readonly number[]> {
  const lane = await openLane(world, 'calm');
  const requests: number[] = [];
  try {
    for (let step = 0; step <= 2 * VERSIONS; step++) {
      const outcome = await deployNext(lane, world, 0);
      if (outcome.wrong.length > 0)
        throw new Error(`without faults: ${outcome.wrong.join('; ')}`);
      // The first one finds an empty cluster and prunes nothing.
      if (step > 0) requests.push(outcome.requests);
    }
  } finally {
    await lane.proxy.stop();
  }
  return requests;
}

async function allSeeds(world: World): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = FIRST_SEED;
  const run = async (name: string) => {
    const lane = await openLane(world, name);
    try {
      await deployNext(lane, world, 0);
      while (next < FIRST_SEED + SEEDS) {
        const seed = next;
        next += 1;
        lane.proxy.intercept(storm({ seed, share: SHARE, stallMs: STALL_MS }));
        const outcome = await deployNext(lane, world, seed);
        outcomes.push(outcome);
        tell(outcome, outcomes.length);
      }
    } finally {
      await lane.proxy.stop();
    }
  };
  await Promise.all(
    Array.from({ length: LANES }, (_, index) => run(`storm-${index}`)),
  );
  return outcomes;
}

function tell({ seed, wrong }: Outcome, done: number): void {
  if (wrong.length > 0)
    process.stderr.write(`seed ${seed}: ${wrong.slice(0, 6).join('\n  ')}\n`);
  if (done % 100 === 0) process.stderr.write(`${done} of ${SEEDS} seeds\n`);
}

function report(
  calm: readonly number[],
  outcomes: readonly Outcome[],
): BenchReport {
  const failed = outcomes.filter(({ wrong }) => wrong.length > 0);
  const requests = outcomes.map(outcome => outcome.requests);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    unit: 'requests',
    samples: [
      { name: 'without faults', values: calm },
      { name: 'every fifth request struck', values: requests },
    ],
    goals: [
      { name: 'seeds', value: outcomes.length, atLeast: 1_000 },
      { name: 'notConverged', value: failed.length, atMost: 0 },
      { name: 'requestRatio', value: mean(requests) / mean(calm), atMost: 2.5 },
      {
        name: 'worstRequestRatio',
        value: Math.max(...requests) / median(calm),
      },
    ],
    notes: [
      `seeds ${FIRST_SEED} to ${
        FIRST_SEED + SEEDS - 1
      } (FAULT_FIRST_SEED, FAULT_SEEDS choose others)${
        failed.length > 0
          ? `; not converged: ${failed.map(({ seed }) => seed).join(', ')}`
          : ''
      }`,
      `a real API server; ${OBJECTS} objects, of which each deploy changes most, makes some and prunes some; ${LANES} installations at a time`,
      `strikes: ${strikeNames.join(', ')}`,
      `time runs ${CLOCK_RATE} times as fast for the engine, a stall of 10 s with it; with concurrent requests a seed fixes the strikes and not who meets them`,
      'converged: in one run, every field as in the manifests, nothing left over, and the inventory names exactly these objects',
    ],
  };
}
