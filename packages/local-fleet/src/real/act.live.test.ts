import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalFleet } from '../fleet/contract';
import { startLocalFleet } from '../fleet/startLocalFleet';
import {
  type ActOptions,
  type ActRun,
  type ScratchRepository,
  createScratchRepository,
  pushWithAct,
} from './act.test.fixture';
import { goProgram, goPrograms } from './goPrograms';
import { describeLive } from './liveLane';
import {
  actionRepositories,
  readmeWorkflow,
} from './readmeWorkflow.test.fixture';

describeLive(
  `a push to main runs the README's workflow in act ${goPrograms.act.version}`,
  () => {
    let act: string;
    let scratch: string;
    let fleet: LocalFleet;
    let repository: ScratchRepository;
    let first: ActRun;

    const push = (runId: string, runAttempt = 1) =>
      pushTo({ fleet, repository, runId, runAttempt });
    const pushTo = (options: Omit<ActOptions, 'act' | 'scratch' | 'actions'>) =>
      pushWithAct({
        ...options,
        act,
        scratch,
        actions: actionRepositories(readmeWorkflow().parsed),
      });
    /** States of the runs of a cluster, once KFP has heard of every end: the job sees it in the Workflow before. */
    const statesOf = async (cluster: string) => {
      const states = () =>
        [...(fleet.cluster(cluster).kfp?.store.runs.values() ?? [])].map(
          ({ state }) => state,
        );
      for (let wait = 0; wait < 100 && states().includes('PENDING'); wait++)
        await sleep(50);
      return states();
    };

    beforeAll(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'act-'));
      act = await goProgram('act');
      await mkdir(join(scratch, 'home'));
      fleet = await startLocalFleet({
        stateDir: join(scratch, 'fleet'),
        engine: { taskMs: 200, overheadMs: 20 },
      });
      repository = await createScratchRepository(fleet);
      // Not committed: a workflow that saw it would fail.
      await writeFile(join(repository.root, 'fleet.yaml'), 'not a fleet');
      first = await push('4711');
    }, 300_000);

    afterAll(async () => {
      await fleet?.close();
      await rm(scratch, { recursive: true, force: true });
    }, 60_000);

    it('succeeds, and says which cluster and run', () => {
      expect({ code: first.exitCode, text: first.text }).toMatchObject({
        code: 0,
      });
      const results = first.lines.flatMap(({ jobResult }) => jobResult ?? []);
      expect(results).toEqual(['success']);
      const summary = first.lines
        .filter(({ command }) => command === 'summary')
        .map(({ content }) => content)
        .join('\n');
      expect(summary).toMatch(/selected .*ml\\-us\\-gpu/);
      expect(summary).toMatch(/SUCCEEDED .*churn\\-training/);
    });

    it('leaves exactly one run, SUCCEEDED, on the cluster that has the GPU', async () => {
      expect(await statesOf('ml-us-gpu')).toEqual(['SUCCEEDED']);
      expect(await statesOf('ml-eu')).toEqual([]);
      expect(await statesOf('ml-ap')).toEqual([]);
    });

    it("asks GitHub for tokens for AWS only, which the role's trust policy accepts by their subject", () => {
      const { emulator, identity } = fleet.github;
      expect(new Set(emulator.issuedAudiences)).toEqual(
        new Set(['sts.amazonaws.com']),
      );
      expect(emulator.subject).toBe(
        `repo:acme@${identity.ownerId}/churn@${identity.repositoryId}:ref:refs/heads/main`,
      );
      expect(fleet.aws.requests.map(({ status }) => status)).not.toContain(403);
    });

    it('makes no deployment, no comment, and no request that the job may not make', () => {
      const { emulator } = fleet.github;
      expect(emulator.deployments).toEqual([]);
      expect(emulator.comments).toEqual([]);
      expect(emulator.unknownRequests).toEqual([]);
    });

    it('ran on Node 24, as `using: node24` asks', () => {
      const agents = fleet.aws.requests.flatMap(r => r.userAgent ?? []);
      expect(agents.length).toBeGreaterThan(0);
      expect(agents.filter(agent => !/nodejs#24\./.test(agent))).toEqual([]);
    });

    it('adopts the run when the same workflow run is run again', async () => {
      const again = await push('4711', 2);
      expect({ code: again.exitCode, text: again.text }).toMatchObject({
        code: 0,
      });
      expect(await statesOf('ml-us-gpu')).toEqual(['SUCCEEDED']);
    }, 120_000);

    it('makes a second run for the workflow run of another push', async () => {
      const next = await push('4712');
      expect({ code: next.exitCode, text: next.text }).toMatchObject({
        code: 0,
      });
      expect(await statesOf('ml-us-gpu')).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    }, 120_000);

    it('fails the job when the run fails, with the task and its log', async () => {
      const failing = await startLocalFleet({
        stateDir: join(scratch, 'failing'),
        engine: {
          taskMs: 200,
          tasks: {
            train: {
              fail: { kind: 'exit', code: 3 },
              logLines: ['ValueError: math domain error'],
            },
          },
        },
      });
      try {
        const { exitCode, lines } = await pushTo({
          fleet: failing,
          repository: await createScratchRepository(failing),
          runId: '4713',
          runAttempt: 1,
        });
        expect(exitCode).toBe(1);
        expect(lines.flatMap(({ jobResult }) => jobResult ?? [])).toEqual([
          'failure',
        ]);
        const errors = lines.filter(({ command }) => command === 'error');
        expect(errors.map(({ arg }) => arg).join('\n')).toMatch(
          /train.*exit code 3/,
        );
        expect(lines.map(({ msg }) => msg).join('')).toContain(
          'ValueError: math domain error',
        );
      } finally {
        await failing.close();
      }
    }, 120_000);
  },
);
