import type { Run } from '../../model';
import type { RunProgress } from '../contract';
import { waitForRun } from '../waitForRun';
import type { WaitOptions } from '../waitForRun';
import {
  sampleRun,
  sampleSubmitted,
  scriptKubernetes,
  scriptPipelines,
  scriptWatch,
  targetOf,
} from './scriptedTarget';
import { samplePipeline } from './submissions';
import { createVirtualClock } from '../../../testing/virtualClock';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

type Answer = Run | Error | Promise<Run>;

/** A wait for the sample run, whose KFP API answers by the time since the start. */
export const createWait = (answer: (elapsed: number) => Answer) => {
  const clock = createVirtualClock();
  const start = clock.now();
  const { pipelines, asked } = scriptPipelines(clock, () =>
    answer(clock.now() - start),
  );
  const watch = scriptWatch();
  const progress: RunProgress[] = [];
  const warnings: string[] = [];
  const wait = (
    options: Partial<WaitOptions> = {},
    kind: 'polled' | 'watched' = 'polled',
  ) =>
    waitForRun(
      targetOf(
        pipelines,
        kind === 'watched'
          ? scriptKubernetes({ watch: watch.watch })
          : undefined,
      ),
      sampleSubmitted,
      {
        graph: samplePipeline.graph,
        clock,
        timeoutMs: 13 * HOUR,
        onProgress: one => progress.push(one),
        onWarning: one => warnings.push(one),
        ...options,
      },
    );
  return { clock, start, asked, watch, progress, warnings, wait };
};

/** A run that changes its state once. */
export const after =
  (ms: number, state: Run['state'], before: Run['state'] = 'RUNNING') =>
  (elapsed: number) =>
    sampleRun(elapsed < ms ? before : state);
