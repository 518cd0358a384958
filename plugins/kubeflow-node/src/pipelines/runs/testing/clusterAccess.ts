import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
  ResourceCollection,
} from '../../../kubernetes/objects';
import type { NewRun, PipelinesClient } from '../../model';
import type { Clock } from '../../../clock';
import type { RunTarget } from '../contract';
import { refusal, serverError } from './simulatedCluster';
import type { SimulatedCluster } from './simulatedCluster';

/** What goes wrong at one call. */
export type Fault =
  | 'unreachable'
  | '500 before'
  | 'answer lost'
  | '504 and done later'
  | '500 after workflow'
  /** The process stands still for longer than a lease, then sends the call. */
  | 'paused before'
  | 'killed before'
  | 'killed after';

export interface AccessOptions {
  readonly cluster: SimulatedCluster;
  readonly clock: Clock;
  /** One way, in milliseconds. */
  readonly latency?: () => number;
  /** Decides the fault of the call with this number, from 1. */
  readonly fault?: (call: string, number: number) => Fault | undefined;
  readonly kubernetes?: 'full' | 'forbidden' | 'none';
}

export interface Access {
  readonly target: RunTarget;
  /** Names of the calls so far, in the order in which they were sent. */
  readonly calls: string[];
  /** The process's clock: nothing wakes up while it is paused. */
  readonly clock: Clock;
}

const PAUSE = 100_000;

const forever = <T>() => new Promise<T>(() => undefined);

const lost = () =>
  new KubeflowError('ServiceUnavailableError', {
    fact: 'connection reset while waiting for the answer',
    reason: 'AnswerLost',
  });

const unreachable = () =>
  new KubeflowError('ServiceUnavailableError', {
    fact: 'connection refused',
    reason: 'Unreachable',
  });

type Boundary = <T>(call: string, effect: () => T | Promise<T>) => Promise<T>;

/** A clock that can be stopped, for one process. */
const createProcessClock = (clock: Clock): Clock & { pause(): void } => {
  let until = 0;
  return {
    now: () => clock.now(),
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      while (clock.now() < until) await clock.sleep(until - clock.now());
    },
    pause() {
      until = clock.now() + PAUSE;
    },
  };
};

const boundaryOf = (
  options: AccessOptions,
  calls: string[],
  clock: Clock & { pause(): void },
): Boundary => {
  const latency = options.latency ?? (() => 0);
  let dead = false;
  const late = async (effect: () => unknown) => {
    await options.clock.sleep(2_500);
    try {
      await effect();
    } catch (error) {
      // The server's own log would have it; the caller is long gone.
      void error;
    }
  };
  return async (call, effect) => {
    if (dead) return forever();
    calls.push(call);
    const fault = options.fault?.(call, calls.length);
    if (fault === 'killed before') {
      dead = true;
      return forever();
    }
    if (fault === 'paused before') clock.pause();
    await clock.sleep(latency());
    if (fault === 'unreachable') throw unreachable();
    if (fault === '500 before') throw serverError('database is gone');
    if (fault === '504 and done later') {
      void late(effect);
      throw serverError('upstream request timeout', 504);
    }
    const outcome = await Promise.resolve()
      .then(effect)
      .then(
        value => ({ value }),
        (error: unknown) => ({ error }),
      );
    if (fault === 'killed after') {
      dead = true;
      return forever();
    }
    await clock.sleep(latency());
    if (dead) return forever();
    if (fault === 'answer lost') throw lost();
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
};

const pipelinesAccess = (
  { cluster, fault, clock }: AccessOptions,
  calls: string[],
  boundary: Boundary,
): PipelinesClient => {
  const createRun = async (run: NewRun) => {
    const made = cluster.createWorkflow(run);
    if (fault?.('createRun:row', calls.length) === '500 after workflow') {
      throw serverError('Failed to store run to table');
    }
    await clock.sleep(5);
    return cluster.insertRun(run, made);
  };
  const run = (runId: string) => {
    const row = cluster.runs.get(runId);
    if (!row) throw refusal('NotFoundError', `Run ${runId} not found`, 404);
    return row;
  };
  return {
    subject: 'eu-west-1/ml-eu',
    namespace: cluster.namespace,
    health: () => boundary('health', () => ({ multiUser: false })),
    findExperiment: name =>
      boundary('findExperiment', () =>
        cluster.experiments.get(name.toLowerCase()),
      ),
    createExperiment: name =>
      boundary('createExperiment', () => cluster.createExperiment(name)),
    findPipeline: name =>
      boundary('findPipeline', () => cluster.pipelines.get(name.toLowerCase())),
    createPipeline: name =>
      boundary('createPipeline', () => cluster.createPipeline(name)),
    findVersion: (pipelineId, name) =>
      boundary('findVersion', () =>
        cluster.versions.get(`${pipelineId}/${name}`),
      ),
    uploadVersion: version =>
      boundary('uploadVersion', () => cluster.uploadVersion(version)),
    createRun: asked => boundary('createRun', () => createRun(asked)),
    getRun: runId => boundary('getRun', () => run(runId)),
    findRuns: (experimentId, name) =>
      boundary('findRuns', () =>
        [...cluster.runs.values()].filter(
          row => row.experimentId === experimentId && row.displayName === name,
        ),
      ),
    terminateRun: runId =>
      boundary('terminateRun', () => {
        if (['PENDING', 'RUNNING'].includes(run(runId).state ?? 'PENDING')) {
          cluster.report(runId, 'CANCELING');
        } else {
          throw refusal('InputError', 'Row not found', 400);
        }
      }),
    retryRun: runId =>
      boundary('retryRun', () => cluster.report(runId, 'RUNNING')),
    findRecurringRuns: (experimentId, name) =>
      boundary('findRecurringRuns', () =>
        [...cluster.recurring.values()].filter(
          row => row.experimentId === experimentId && row.displayName === name,
        ),
      ),
    createRecurringRun: asked =>
      boundary('createRecurringRun', () => {
        const recurringRunId = `schedule-${cluster.next()}`;
        const row = { ...asked, recurringRunId, enabled: true };
        cluster.recurring.set(recurringRunId, row);
        return row;
      }),
    deleteRecurringRun: id =>
      boundary('deleteRecurringRun', () => {
        if (!cluster.recurring.delete(id)) {
          throw refusal('NotFoundError', 'no such recurring run', 404);
        }
      }),
  };
};

const matches = (object: KubernetesObject, selector?: string) =>
  !selector ||
  selector.split(',').every(term => {
    const [key = '', value] = term.split('=');
    return object.metadata.labels?.[key] === value;
  });

const kubernetesAccess = (
  cluster: SimulatedCluster,
  boundary: Boundary,
): KubernetesClient => {
  const keyOf = (of: ResourceCollection, name: string) =>
    `${of.plural}/${name}`;
  const found = (of: ResourceCollection, name: string) => {
    const object = cluster.objects.get(keyOf(of, name));
    if (!object) throw refusal('NotFoundError', `${name} not found`, 404);
    return object;
  };
  const write = (of: ResourceCollection, object: KubernetesObject) => {
    const written = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(cluster.next()) },
    };
    cluster.objects.set(keyOf(of, object.metadata.name), written);
    return written;
  };
  const unused = () => {
    throw new Error('not simulated');
  };
  return {
    subject: 'eu-west-1/ml-eu',
    get: (of, name) => boundary(`get ${of.plural}`, () => found(of, name)),
    list: (of, selector) =>
      boundary(`list ${of.plural}`, () =>
        [...cluster.objects]
          .filter(([key]) => key.startsWith(`${of.plural}/`))
          .map(([, object]) => object)
          .filter(object => matches(object, selector?.labelSelector)),
      ),
    create: (of, object) =>
      boundary(`create ${of.plural}`, () => {
        if (cluster.objects.has(keyOf(of, object.metadata.name))) {
          throw refusal('ConflictError', 'already exists', 409);
        }
        return write(of, object);
      }),
    replace: (of, object) =>
      boundary(`replace ${of.plural}`, () => {
        const current = found(of, object.metadata.name);
        if (
          current.metadata.resourceVersion !== object.metadata.resourceVersion
        ) {
          throw new KubeflowError('ConflictError', {
            fact: 'the object has been modified',
            reason: 'Conflict',
            upstreamStatus: 409,
          });
        }
        return write(of, object);
      }),
    patch: unused,
    delete: (of, name) =>
      boundary(`delete ${of.plural}`, () => {
        found(of, name);
        cluster.objects.delete(keyOf(of, name));
      }),
    watch: unused,
    podLog: unused,
    isAllowed: unused,
    createToken: unused,
  };
};

const forbidden: Boundary = async call => {
  throw refusal('NotAllowedError', `forbidden: ${call}`, 403);
};

/** One process's way into the simulated cluster, with the faults that it meets. */
export const accessCluster = (options: AccessOptions): Access => {
  const calls: string[] = [];
  const clock = createProcessClock(options.clock);
  const boundary = boundaryOf(options, calls, clock);
  const kind = options.kubernetes ?? 'full';
  return {
    calls,
    clock,
    target: {
      subject: 'eu-west-1/ml-eu',
      pipelines: pipelinesAccess(options, calls, boundary),
      kubernetes:
        kind === 'none'
          ? undefined
          : kubernetesAccess(
              options.cluster,
              kind === 'full' ? boundary : forbidden,
            ),
    },
  };
};
