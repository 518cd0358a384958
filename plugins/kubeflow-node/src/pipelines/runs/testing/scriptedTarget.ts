import type {
  KubernetesClient,
  KubernetesObject,
  WatchEvent,
} from '../../../kubernetes/objects';
import type { PipelinesClient, Run } from '../../model';
import type { Clock } from '../../../clock';
import type { RunTarget, SubmittedRun } from '../contract';
import { refusal } from './simulatedCluster';

export const RUN_ID = '40d90850-486b-4e24-8497-22157a4b57e1';

export const sampleSubmitted: SubmittedRun = {
  runId: RUN_ID,
  displayName: 'train-aaaabbbbccccdddd',
  experimentId: 'experiment-1',
  pipelineId: 'pipeline-1',
  pipelineVersionId: 'version-1',
  outcome: 'created',
};

/** A run as KFP answers it. */
export const sampleRun = (
  state: Run['state'],
  change: Partial<Run> = {},
): Run => ({
  runId: RUN_ID,
  displayName: sampleSubmitted.displayName,
  experimentId: 'experiment-1',
  state,
  archived: false,
  createdAt: '2026-01-01T00:00:00Z',
  stateHistory: [],
  tasks: [],
  parameters: {},
  ...change,
});

type Answer = Run | Error;

/** A KFP API whose answers the test decides at the time of the question. */
export interface ScriptedPipelines {
  readonly pipelines: PipelinesClient;
  /** Times of the questions, in milliseconds of the clock. */
  readonly asked: number[];
}

export const scriptPipelines = (
  clock: Clock,
  answer: () => Answer | Promise<Answer>,
  more: Partial<PipelinesClient> = {},
): ScriptedPipelines => {
  const asked: number[] = [];
  const unused = (): never => {
    throw new Error('not scripted');
  };
  const pipelines: PipelinesClient = {
    subject: 'eu-west-1/ml-eu',
    namespace: 'kubeflow',
    health: unused,
    findExperiment: unused,
    createExperiment: unused,
    findPipeline: unused,
    createPipeline: unused,
    findVersion: unused,
    uploadVersion: unused,
    createRun: unused,
    async getRun() {
      asked.push(clock.now());
      const answered = await answer();
      if (answered instanceof Error) throw answered;
      return answered;
    },
    findRuns: unused,
    terminateRun: unused,
    retryRun: unused,
    findRecurringRuns: unused,
    createRecurringRun: unused,
    deleteRecurringRun: unused,
    ...more,
  };
  return { pipelines, asked };
};

type Item = WatchEvent | { readonly end: Error | undefined };

interface Queue {
  readonly items: Item[];
  wake: () => void;
}

/** The next event; undefined when the watch has ended. */
const nextItem = async (
  queue: Queue,
  signal: AbortSignal,
): Promise<WatchEvent | undefined> => {
  while (!signal.aborted && queue.items.length === 0) {
    await new Promise<void>(resolve => {
      queue.wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
  const item = queue.items.shift();
  if (!item || signal.aborted) return undefined;
  if (!('end' in item)) return item;
  if (item.end) throw item.end;
  return undefined;
};

/** A watch that the test feeds; every watcher sees what is sent while it watches. */
export interface ScriptedWatch {
  watch: KubernetesClient['watch'];
  send(event: WatchEvent): void;
  /** Ends all watches: with an error, or as a server that closes the connection. */
  fail(error?: Error): void;
  readonly watchers: number;
}

export const scriptWatch = (): ScriptedWatch => {
  const queues = new Set<Queue>();
  let opened = 0;
  const put = (item: Item) => {
    for (const queue of queues) {
      queue.items.push(item);
      queue.wake();
    }
  };
  return {
    send: put,
    fail: error => put({ end: error }),
    get watchers() {
      return opened;
    },
    async *watch(_collection, { signal }) {
      opened += 1;
      const queue = { items: [] as Item[], wake: () => {} };
      queues.add(queue);
      try {
        for (;;) {
          const item = await nextItem(queue, signal);
          if (!item) return;
          yield item;
        }
      } finally {
        queues.delete(queue);
      }
    },
  };
};

/** A Kubernetes API that knows pods, logs and Workflows, as far as the test gives them. */
export const scriptKubernetes = (
  more: Partial<KubernetesClient>,
): KubernetesClient => {
  const unused = (): never => {
    throw new Error('not scripted');
  };
  return {
    subject: 'eu-west-1/ml-eu',
    get: unused,
    list: unused,
    create: unused,
    replace: unused,
    patch: unused,
    delete: unused,
    watch: unused,
    podLog: unused,
    isAllowed: unused,
    createToken: unused,
    ...more,
  };
};

/** Lists what the test has of each plural; what it has not is forbidden. */
export const listOf =
  (
    objects: Readonly<Record<string, readonly KubernetesObject[]>>,
  ): KubernetesClient['list'] =>
  async ({ plural }) => {
    const found = objects[plural];
    if (!found) throw refusal('NotAllowedError', `forbidden: ${plural}`, 403);
    return found;
  };

export const targetOf = (
  pipelines: PipelinesClient,
  kubernetes?: KubernetesClient,
): RunTarget => ({ subject: 'eu-west-1/ml-eu', pipelines, kubernetes });
