import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { SubmittedRun } from './contract';
import { submitRun } from './submitRun';
import { accessCluster } from './testing/clusterAccess';
import type { Fault } from './testing/clusterAccess';
import { SimulatedCluster } from './testing/simulatedCluster';
import { sampleSubmission } from './testing/submissions';
import { seededRandom } from '../../testing/seededRandom';
import { createVirtualClock } from '../../testing/virtualClock';

const HISTORIES = Number(process.env.SUBMIT_HISTORIES ?? 300);

const everyFault: readonly Fault[] = [
  'unreachable',
  '500 before',
  'answer lost',
  '504 and done later',
  'killed before',
  'killed after',
];

interface World {
  readonly kubernetes: 'full' | 'forbidden' | 'none';
  readonly ignoresRunIds?: boolean;
  /** Processes that stand still for longer than their lease, before any call, POST too. */
  readonly pauses?: 'alone' | 'among faults';
  /** Share of calls that meet a fault, for all runners but the last. */
  readonly faults: number;
  /** How a run ends, if it does. */
  readonly ends?: 'FAILED' | 'SUCCEEDED';
}

interface Played {
  readonly cluster: SimulatedCluster;
  readonly submitted: SubmittedRun[];
  readonly last?: SubmittedRun;
  readonly error?: unknown;
}

/** A few runners with one key, most of them in trouble, then a re-run without any. */
const play = async (seed: number, world: World): Promise<Played> => {
  const random = seededRandom(seed);
  const clock = createVirtualClock();
  const cluster = new SimulatedCluster({
    clock,
    ignoresRunIds: world.ignoresRunIds,
    collectsAfter:
      world.kubernetes === 'full' && !world.ignoresRunIds ? undefined : 20_000,
  });
  const submitted: SubmittedRun[] = [];

  const submit = (attempt: number, faults: number) => {
    const access = accessCluster({
      cluster,
      clock,
      latency: () => 5 + random() * 200,
      kubernetes: world.kubernetes,
      fault: call => {
        const isPost = call.startsWith('createRun');
        if (random() >= (isPost ? faults * 3 : faults)) return undefined;
        if (world.pauses === 'alone') {
          return random() < 0.7 ? 'paused before' : 'answer lost';
        }
        if (call === 'createRun:row') return '500 after workflow';
        if (world.pauses && random() < 0.5) return 'paused before';
        return everyFault[Math.floor(random() * everyFault.length)];
      },
    });
    return submitRun(access.target, sampleSubmission({ origin: { attempt } }), {
      clock,
      random,
      holder: `runner-${random()}`,
      timeoutMs: 20 * 60_000,
    }).then(run => {
      submitted.push(run);
      return run;
    });
  };

  const runners = 1 + Math.floor(random() * 3);
  for (let runner = 0; runner < runners; runner += 1) {
    const start = random() < 0.5 ? 0 : random() * 8_000;
    void clock
      .sleep(start)
      .then(() => submit(1, world.faults))
      .catch(() => undefined);
  }
  if (world.ends) {
    void clock.sleep(random() * 120_000).then(() => {
      for (const row of cluster.runs.values()) {
        if (!isTerminal(row.state)) cluster.report(row.runId, world.ends);
      }
    });
  }
  const rerun = clock.sleep(random() * 180_000).then(() => submit(2, 0));
  const played = await clock.run(
    rerun.then(
      last => ({ last }),
      (error: unknown) => ({ error }),
    ),
  );
  // Whoever is still at it comes to an end too, and late answers arrive.
  await clock.advance(25 * 60_000);
  return { cluster, submitted, ...played };
};

const alive = (cluster: SimulatedCluster) =>
  [...cluster.runs.values()].filter(row => row.state !== 'FAILED');

const workflows = (cluster: SimulatedCluster) =>
  [...cluster.objects.values()].filter(object => object.kind === 'Workflow');

const check = async (seed: number, world: World) => {
  const { cluster, submitted, last, error } = await play(seed, world);
  const story = `seed ${seed}`;
  expect({ story, error }).toEqual({ story, error: undefined });
  expect({ story, alive: alive(cluster).length }).toEqual({
    story,
    alive: world.ends === 'FAILED' ? expect.any(Number) : 1,
  });
  expect(alive(cluster).length).toBeLessThanOrEqual(1);
  expect({ story, run: cluster.runs.has(last?.runId ?? '') }).toEqual({
    story,
    run: true,
  });
  if (world.ends !== 'FAILED') {
    const ids = new Set(submitted.map(run => run.runId));
    expect({ story, ids: ids.size }).toEqual({ story, ids: 1 });
    expect({ story, rows: cluster.runs.size }).toEqual({ story, rows: 1 });
  }
  if (world.kubernetes === 'full' && !world.pauses) {
    expect({ story, most: cluster.mostWorkflows }).toEqual({ story, most: 1 });
  }
  // A process that wakes up, POSTs and is then killed leaves a Workflow that only its run's end stops.
  if (world.pauses === 'among faults') return;
  const running = alive(cluster).filter(row => !isTerminal(row.state));
  expect({ story, workflows: workflows(cluster).length }).toEqual({
    story,
    workflows: running.length,
  });
};

describe('row 46, row 47, R2: any history of faults, kills and concurrent jobs', () => {
  it.each<[string, World]>([
    ['with the Kubernetes API', { kubernetes: 'full', faults: 0.15 }],
    [
      'with a run that succeeds on the way',
      {
        kubernetes: 'full',

        faults: 0.1,
        ends: 'SUCCEEDED',
      },
    ],
    [
      'with a run that fails on the way',
      { kubernetes: 'full', faults: 0.1, ends: 'FAILED' },
    ],
    ['by the KFP API alone', { kubernetes: 'none', faults: 0.1 }],
    [
      'where the Kubernetes API forbids everything',
      { kubernetes: 'forbidden', faults: 0.1 },
    ],
    [
      'with processes that stand still beyond their lease',
      { kubernetes: 'full', faults: 0.1, pauses: 'alone' },
    ],
    [
      'with processes that stand still and meet faults',
      { kubernetes: 'full', faults: 0.1, pauses: 'among faults' },
    ],
    [
      'on a server that gives runs ids of its own',
      { kubernetes: 'full', faults: 0.1, ignoresRunIds: true },
    ],
    [
      'on such a server by the KFP API alone',
      { kubernetes: 'none', faults: 0.1, ignoresRunIds: true },
    ],
  ])(
    `leaves one run for the key, ${HISTORIES} seeds, %s`,
    async (_name, world) => {
      expect.hasAssertions();
      for (let seed = 1; seed <= HISTORIES; seed += 1) {
        await check(seed, world);
      }
    },
    120_000,
  );
});
