import {
  createTimeLimit,
  type TimeLimit,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { SubmitPorts, SubmitRequest } from './contract';

/** A cluster that answers takes seconds to connect and to submit, however long its runs may take. */
const LONGEST_PHASE_MS = 5 * 60_000;

/** The time that the input `timeout` gives to one cluster, to connect, to submit and to wait; it begins now. */
export const clusterTimeLimit = (
  cluster: FleetCluster,
  { timeoutMs }: SubmitRequest,
  { clock, signal, observer }: SubmitPorts,
): TimeLimit =>
  createTimeLimit({
    subject: clusterSubject(cluster),
    timeoutMs,
    longestPhaseMs: LONGEST_PHASE_MS,
    onSilence: line => observer.warned(cluster, line),
    clock,
    signal,
  });
