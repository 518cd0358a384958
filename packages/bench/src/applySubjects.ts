import type {
  Deployed,
  DeployedTarget,
  Deployer,
} from '@kubeflow-fleet/local-fleet';
import { kubectlApply } from './applyKubectl';
import type { DistantServer } from './applyServers';

export interface Workload {
  readonly server: DistantServer;
  readonly roundTripMs: number;
  readonly files: readonly string[];
}

const TIMEOUT_MS = 300_000;

/** Milliseconds of one or more passes of `kubectl apply --server-side` until nothing is refused. */
export async function byKubectl(
  workload: Workload,
  program: string,
): Promise<{
  readonly milliseconds: number;
  readonly passes: number;
}> {
  const { server, roundTripMs, files } = workload;
  let milliseconds = 0;
  for (let passes = 1; passes <= 4; passes++) {
    const outcome = await kubectlApply({
      program,
      kubeConfig: server.kubeConfig,
      server: server.at(roundTripMs),
      files,
    });
    milliseconds += outcome.milliseconds;
    if (outcome.refused.length === 0) return { milliseconds, passes };
    if (passes > 1)
      process.stderr.write(`kubectl: ${outcome.refused.join('\nkubectl: ')}\n`);
  }
  throw new Error('kubectl could not apply everything in four passes');
}

/** One deploy of ours, in a process that has done nothing before. */
export async function byUs(
  workload: Workload,
  deployer: Deployer,
): Promise<DeployedTarget & Pick<Deployed, 'milliseconds'>> {
  const { server, roundTripMs, files } = workload;
  const deployed = await deployer.deploy({
    targets: [
      {
        subject: 'bench',
        server: server.at(roundTripMs),
        ca: server.ca,
        token: server.adminToken,
      },
    ],
    files,
    set: 'kubeflow',
    until: 'applied',
    timeoutMs: TIMEOUT_MS,
  });
  const [target] = deployed.targets;
  if (!target) throw new Error('nothing was deployed');
  assertComplete(target);
  return { ...target, milliseconds: deployed.milliseconds };
}

/** A bench of deploys that failed would measure nothing. */
export function assertComplete(target: DeployedTarget): void {
  const { error, failures } = target;
  if (!error && failures.length === 0) return;
  throw new Error(
    [
      'the deploy was not complete:',
      error?.message ?? '',
      ...failures.map(({ object, message }) => `${object}: ${message}`),
    ].join('\n'),
  );
}
