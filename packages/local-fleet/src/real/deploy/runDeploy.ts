import fs from 'node:fs/promises';
import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type Clock,
  createKubernetesClient,
  createTransport,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type ApplyRequest,
  type ApplyResult,
  type Manifest,
  applyManifests,
  applySetOf,
  createBodyStore,
  parseManifests,
  resourceKey,
  withMembership,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type {
  DeployJob,
  DeployTarget,
  Deployed,
  DeployedError,
  DeployedTarget,
} from './contract';

/** A clock on which everything takes `rate` times as long as it does. */
export const fastClock = (rate: number): Clock => {
  const started = Date.now();
  return {
    now: () => started + (Date.now() - started) * rate,
    sleep: (ms, signal) => systemClock.sleep(ms / rate, signal),
  };
};

/** The files' objects as members of the set. */
export async function manifestsOf({
  files,
  set,
}: Pick<DeployJob, 'files' | 'set'>): Promise<readonly Manifest[]> {
  const bodies = createBodyStore();
  const sources = await Promise.all(
    files.map(async path => ({ path, content: await fs.readFile(path) })),
  );
  const manifests = parseManifests(sources, { bodies });
  return withMembership(manifests, applySetOf(set), { bodies });
}

/** The request for a job's manifests, every policy at its strictest unless the job says otherwise. */
export const requestOf = (
  job: Pick<DeployJob, 'set' | 'prune' | 'write' | 'timeoutMs' | 'until'>,
  manifests: readonly Manifest[],
): ApplyRequest => ({
  set: applySetOf(job.set),
  manifests,
  revision: { profile: 'pipelines', version: '2.17.0', origin: {} },
  prune: { prune: true, allowMassDelete: false, deletable: [], ...job.prune },
  write: {
    forceConflicts: [],
    replace: [],
    allowDowngrade: false,
    allowDefinitionLoss: false,
    ...job.write,
  },
  timeoutMs: job.timeoutMs,
  until: job.until,
});

/** Deploys to all targets at once, as the action does. */
export async function runDeploy(
  job: DeployJob,
  signal: AbortSignal,
): Promise<Deployed> {
  const started = performance.now();
  const manifests = await manifestsOf(job);
  const request = requestOf(job, manifests);
  const clock = job.clockRate ? fastClock(job.clockRate) : systemClock;
  const targets = await Promise.all(
    job.targets.map(target => deployTo(target, { request, clock, signal })),
  );
  return {
    targets,
    milliseconds: performance.now() - started,
    peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
  };
}

async function deployTo(
  target: DeployTarget,
  {
    request,
    clock,
    signal,
  }: {
    readonly request: ApplyRequest;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<DeployedTarget> {
  const { subject, server, ca, token } = target;
  const started = performance.now();
  const warnings: string[] = [];
  const transport = createTransport({
    server,
    subject,
    tls: { ca },
    authorize: async () => `Bearer ${token}`,
    clock,
  });
  try {
    const kubernetes = createKubernetesClient({ subject, transport });
    const result = await applyManifests(
      { subject, kubernetes, transport },
      request,
      {
        clock,
        random: Math.random,
        signal,
        observer: {
          wave: () => undefined,
          changed: () => undefined,
          failed: () => undefined,
          waiting: () => undefined,
          warned: text => void warnings.push(text),
        },
      },
    );
    return {
      ...described(result),
      warnings,
      milliseconds: performance.now() - started,
    };
  } finally {
    transport.close();
  }
}

const described = (result: ApplyResult) => ({
  changes: result.changeSet.changes
    .map(({ action, id }) => `${action} ${resourceKey(id)}`)
    .sort(),
  failures: result.changeSet.failures.map(({ id, error }) => ({
    object: resourceKey(id),
    ...describedError(error),
  })),
  unready: result.unready.map(({ id, fact }) => `${resourceKey(id)}: ${fact}`),
  revision: result.revision,
  error: result.error === undefined ? undefined : describedError(result.error),
  requests: result.requests,
});

const describedError = (error: unknown): DeployedError => ({
  reason: isKubeflowError(error) ? error.reason : undefined,
  message: error instanceof Error ? error.message : String(error),
});
