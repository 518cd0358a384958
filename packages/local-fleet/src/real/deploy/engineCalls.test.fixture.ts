import { systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type ApplyPorts,
  type ApplyTarget,
  applySetOf,
  detectDrift,
  planManifests,
  rollbackTo,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { SET } from './deployWorld.test.fixture';
import { manifestsOf, requestOf } from './runDeploy';

const TIMEOUT_MS = 120_000;

const quiet = (): ApplyPorts => ({
  clock: systemClock,
  random: Math.random,
  signal: new AbortController().signal,
  observer: {
    wave: () => undefined,
    changed: () => undefined,
    failed: () => undefined,
    waiting: () => undefined,
    warned: () => undefined,
  },
});

export const manifestsOfSet = (files: readonly string[]) =>
  manifestsOf({ files, set: SET });

const request = async (files: readonly string[]) =>
  requestOf({ set: SET, timeoutMs: TIMEOUT_MS }, await manifestsOfSet(files));

export const planOf = async (target: ApplyTarget, files: readonly string[]) =>
  planManifests(target, await request(files), quiet());

export const driftOf = async (target: ApplyTarget, files: readonly string[]) =>
  detectDrift(target, await request(files), quiet());

/** To the revision before the last one. */
export const rollBack = async (target: ApplyTarget) => {
  const { write, prune } = await request([]);
  return rollbackTo(
    target,
    { set: applySetOf(SET), write, prune, timeoutMs: TIMEOUT_MS },
    quiet(),
  );
};
