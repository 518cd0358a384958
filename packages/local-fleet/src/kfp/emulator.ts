import type { Emulator } from '../emulator';
import { namespacedAccess, openAccess, type AccessOptions } from './access';
import { systemClock, type EmulatorClock } from './clock';
import { measuredDelays, type KfpContext, type KfpDelays } from './context';
import { startWorkflowEngine } from './engine/engine';
import type { EngineOptions } from './engine/engineOptions';
import { defaultExperiment } from './experiments';
import { createMemoryPods } from './memoryPods';
import { createMemoryWorkflows } from './memoryWorkflows';
import { startPersistenceAgent } from './persistenceAgent';
import type { PodPort } from './podPort';
import { startScheduler } from './scheduler';
import { createKfpListener } from './server';
import { clearStore, createMemoryStore, type KfpStore } from './store';
import type { WorkflowPort } from './workflowPort';

/** Everything has a default: an empty single-user KFP in memory that runs what it is given. */
export interface KfpEmulatorOptions {
  readonly clock?: EmulatorClock;
  /** Default: memory. {@link openFileStore} survives a restart. */
  readonly store?: KfpStore;
  /** `off`: nobody runs the Workflows, so that a test can play the controller. Default: they run. */
  readonly engine?: EngineOptions | 'off';
  readonly multiUser?: boolean;
  /** Who may do what in multi-user mode. */
  readonly access?: AccessOptions;
  /** Where Workflow objects live. Default: in the store. */
  readonly workflows?: WorkflowPort;
  /** Where the pods of runs live. Default: memory. */
  readonly pods?: PodPort;
  /** Namespace of KFP, and of every run in single-user mode. Default `kubeflow`. */
  readonly namespace?: string;
  readonly delays?: Partial<KfpDelays>;
}

/** The emulated KFP of one cluster, with the ports that a fleet or a test looks into. */
export interface KfpEmulator extends Emulator {
  readonly store: KfpStore;
  readonly workflows: WorkflowPort;
  readonly pods: PodPort;
  /** Forgets all pipelines and runs, as when the database's volume is lost. */
  forget(): void;
}

/** Pods in memory that go with their Workflow. */
const collectedPods = (workflows: WorkflowPort): PodPort => {
  const pods = createMemoryPods();
  workflows.onChange(({ type, workflow }) => {
    if (type === 'DELETED') pods.deleteOwned(workflow.metadata.uid);
  });
  return pods;
};

/**
 * The v2beta1 API of Kubeflow Pipelines 2.17.0 (with v1beta1's healthz and auth), its persistence agent, its
 * scheduler and, unless `engine` is `off`, a workflow controller that walks each run's task graph without
 * running a container. Not there: MLMD, artifact contents, gRPC, visualizations, downloads by URL, v1beta1.
 */
export const createKfpEmulator = (
  options: KfpEmulatorOptions = {},
): KfpEmulator => {
  const clock = options.clock ?? systemClock;
  const store = options.store ?? createMemoryStore();
  const workflows =
    options.workflows ?? createMemoryWorkflows(store.workflows, clock);
  const pods = options.pods ?? collectedPods(workflows);
  const closing = new AbortController();
  const context: KfpContext = {
    store,
    clock,
    workflows,
    pods,
    access: options.multiUser
      ? namespacedAccess(options.access ?? {})
      : openAccess,
    multiUser: options.multiUser ?? false,
    podNamespace: options.namespace ?? 'kubeflow',
    delays: { ...measuredDelays, ...options.delays },
    signal: closing.signal,
  };
  if (!context.multiUser) defaultExperiment(context);
  const stoppers = [startPersistenceAgent(context), startScheduler(context)];
  if (options.engine !== 'off') {
    stoppers.push(
      startWorkflowEngine({ workflows, pods, clock }, options.engine ?? {}),
    );
  }
  return {
    store,
    workflows,
    pods,
    handle: createKfpListener(context),
    forget() {
      clearStore(store);
      if (!context.multiUser) defaultExperiment(context);
    },
    close() {
      stoppers.forEach(stop => stop());
      closing.abort(new Error('the emulator is closed'));
      store.flush();
    },
  };
};
