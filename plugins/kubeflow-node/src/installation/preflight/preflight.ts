import {
  isKubeflowError,
  type KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Findings, PreflightRequest, PreflightTarget } from '../contract';
import { checkCapacity } from './capacity';
import { checkDatabaseSecret } from './databaseSecret';
import { checkKinds } from './kinds';
import { checkKubernetesVersion } from './kubernetesVersion';
import { checkNamespaces } from './namespaces';
import { checkNodes } from './nodes';
import { checkOwners } from './owners';
import { checkPermissions } from './permissions';
import { checkPodIdentity } from './podIdentity';
import { sceneOf, type Check, type Scene } from './scene';
import { checkStorage } from './storage';
import { checkStorageDrivers } from './storageDrivers';

/** By what each one looks at, for the message when it could not. */
const CHECKS: readonly (readonly [what: string, check: Check])[] = [
  ['permissions', checkPermissions],
  ['namespaces', checkNamespaces],
  ['kinds that are served', checkKinds],
  ['owners of definitions', checkOwners],
  ['the version of Kubernetes', checkKubernetesVersion],
  ['storage', checkStorage],
  ['CSI drivers', checkStorageDrivers],
  ['nodes', checkNodes],
  ['capacity', checkCapacity],
  ['the Secret of the database', checkDatabaseSecret],
  ['EKS Pod Identity', checkPodIdentity],
];

/** Without a connection or a credential every check would say the same. */
const unreachable = async (
  scene: Scene,
): Promise<KubeflowError | undefined> => {
  try {
    await scene.live('namespaces');
    return undefined;
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return error.name === 'NotAllowedError' ? undefined : error;
  }
};

const run = async (
  scene: Scene,
  [what, check]: (typeof CHECKS)[number],
): Promise<Findings> => {
  try {
    return await check(scene);
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return {
      problems: [],
      warnings: [`${what} could not be checked: ${error.fact}`],
    };
  }
};

/**
 * Everything that would make a deploy hang or fail, before anything is written and all at once: each problem with what
 * to do about it. What may not be read is a warning, as it need not be a reason. Reads only, in parallel; the reviews
 * of permissions are created, but never stored.
 */
export const preflight = async (
  target: PreflightTarget,
  request: PreflightRequest,
): Promise<Findings> => {
  const scene = sceneOf(target, request);
  const error = await unreachable(scene);
  request.signal?.throwIfAborted();
  if (error) return { problems: [error], warnings: [] };
  const findings = await Promise.all(CHECKS.map(check => run(scene, check)));
  request.signal?.throwIfAborted();
  return {
    problems: findings.flatMap(({ problems }) => problems),
    warnings: findings.flatMap(({ warnings }) => warnings),
  };
};
