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
import { fastClock, fastTransport } from './fastTime';
import type {
  DeployJob,
  DeployTarget,
  Deployed,
  DeployedError,
  DeployedTarget,
} from './contract';

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

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** In the place of the job's `clockRate`; deadlines of requests do not go by it. */
  readonly clock?: Clock;
}

/** Deploys to all targets at once, as the action does. */
export async function runDeploy(
  job: DeployJob,
  { signal = new AbortController().signal, clock }: RunOptions = {},
): Promise<Deployed> {
  const started = performance.now();
  const manifests = await manifestsOf(job);
  const request = requestOf(job, manifests);
  const { clockRate = 1 } = job;
  const targets = await Promise.all(
    job.targets.map(target =>
      deployTo(target, { request, clock, clockRate, signal }),
    ),
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
    clockRate,
    signal,
    ...options
  }: {
    readonly request: ApplyRequest;
    readonly clock: Clock | undefined;
    readonly clockRate: number;
    readonly signal: AbortSignal;
  },
): Promise<DeployedTarget> {
  const { subject, server, ca, token } = target;
  const started = performance.now();
  const warnings: string[] = [];
  const clock =
    options.clock ?? (clockRate === 1 ? systemClock : fastClock(clockRate));
  const pool = createTransport({
    server,
    subject,
    tls: { ca },
    authorize: async () => `Bearer ${token}`,
    clock,
  });
  const transport = fastTransport(pool, clockRate);
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
    pool.close();
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
  unready: result.unready.map(({ id, fact, details }) =>
    [`${resourceKey(id)}: ${fact}`, ...details].join('; '),
  ),
  revision: result.revision,
  error: result.error === undefined ? undefined : describedError(result.error),
  requests: result.requests,
});

const describedError = (error: unknown): DeployedError => ({
  reason: isKubeflowError(error) ? error.reason : undefined,
  message: error instanceof Error ? error.message : String(error),
});
