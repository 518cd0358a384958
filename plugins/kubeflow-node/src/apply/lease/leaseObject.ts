import {
  FIELD_MANAGER,
  INTENT_ANNOTATION,
  MANAGED_BY_LABEL,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { STATE_NAMESPACE } from '../contract';
import type { LeaseHolder } from './contract';

export const LEASES = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  namespace: STATE_NAMESPACE,
} as const;

/** How long a lease outlives its holder's last sign of life. */
export const LEASE_TTL_MS = 15_000;

/** Fields of https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/ that are used here. */
export interface LeaseSpec {
  /** Empty: released. */
  readonly holderIdentity: string;
  readonly leaseDurationSeconds: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions: number;
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

const countOf = (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;

/** What a lease says; anybody may have written it. */
export const leaseSpec = ({ spec }: KubernetesObject): LeaseSpec => {
  const fields = (spec ?? {}) as Readonly<Record<string, unknown>>;
  return {
    holderIdentity: textOf(fields.holderIdentity) ?? '',
    leaseDurationSeconds: countOf(fields.leaseDurationSeconds),
    acquireTime: textOf(fields.acquireTime),
    renewTime: textOf(fields.renewTime),
    leaseTransitions: countOf(fields.leaseTransitions),
  };
};

/** Fencing token of the lease's last holder. */
export const leaseGeneration = (lease: KubernetesObject): number =>
  leaseSpec(lease).leaseTransitions;

/** As the API server writes it, so that what is read equals what was sent. */
const microTime = (now: number) =>
  new Date(now).toISOString().replace('Z', '000Z');

const LONGEST_PART = 200;

const part = (text: string) => printable(text).slice(0, LONGEST_PART);

/** `acme/ml, run 123 attempt 1 on runner-7 (k3f9x2)`; the end tells two holders of one name apart. */
export const holderIdentity = (
  { repository, workflowRunId, attempt, host }: LeaseHolder,
  nonce: string,
): string =>
  [
    repository && `${part(repository)},`,
    workflowRunId && `run ${part(workflowRunId)}`,
    attempt && `attempt ${attempt}`,
    `on ${part(host)}`,
    `(${nonce})`,
  ]
    .filter(Boolean)
    .join(' ');

export interface Tenure {
  readonly name: string;
  readonly identity: string;
  readonly generation: number;
  readonly note?: string;
  /** When it was acquired, milliseconds of the epoch. */
  readonly since: number;
}

/** The lease as its holder writes it; `resourceVersion` of what it replaces, none to create it. */
export const leaseObject = (
  { name, identity, generation, note, since }: Tenure,
  now: number,
  resourceVersion?: string,
): KubernetesObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: {
    name,
    namespace: STATE_NAMESPACE,
    labels: { [MANAGED_BY_LABEL]: FIELD_MANAGER },
    ...(note ? { annotations: { [INTENT_ANNOTATION]: note } } : {}),
    ...(resourceVersion ? { resourceVersion } : {}),
  },
  spec: {
    holderIdentity: identity,
    leaseDurationSeconds: LEASE_TTL_MS / 1000,
    acquireTime: microTime(since),
    renewTime: microTime(now),
    leaseTransitions: generation,
  },
});
