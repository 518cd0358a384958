import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  CONFIG_MAPS,
  apply,
  configMap,
  get,
  patch,
  post,
  put,
  remove,
} from './kubernetesRequest.test.fixture';
import { M, labelled, codeOnly, withBody } from './appliedObjects.test.fixture';

const S = '/api/v1/namespaces/{ns}/secrets';
const secret = (data: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'fixed' },
  data,
  ...more,
});

/** Objects that say that they never change. */
export const immutables: readonly ContractRequest[] = [
  apply(
    `${S}/fixed`,
    'one',
    secret({ a: 'Yg==' }, { immutable: true, type: 'Opaque' }),
  ),
  apply(`${S}/fixed`, 'one', secret({ a: 'Yw==' }, { immutable: true })),
  apply(`${S}/fixed`, 'one', secret({ a: 'Yg==' })),
  apply(`${S}/fixed?dryRun=All`, 'one', secret({ a: 'Yw==' })),
  apply(`${S}/fixed`, 'one', secret({ a: 'Yg==' }, { immutable: true })),
  apply(`${S}/text`, 'one', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'text' },
    stringData: { a: 'b' },
  }),
  apply(`${CONFIG_MAPS}/fixed`, 'one', {
    ...configMap('fixed', { a: 'b' }),
    immutable: true,
  }),
  apply(`${CONFIG_MAPS}/fixed`, 'one', {
    ...configMap('fixed', { a: 'c' }),
    immutable: true,
  }),
  apply(`${S}/bad`, 'one', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'bad' },
    data: { a: '%%%' },
  }),
];

const held = labelled('held', {}, { finalizers: ['example.com/hold'] });
const HELD = `${CONFIG_MAPS}/held`;

/** Deletions with conditions, and finalizers. */
export const deletions: readonly ContractRequest[] = [
  withBody(M, { preconditions: { uid: 'nope' } }),
  withBody(M, { preconditions: { resourceVersion: '1' } }),
  withBody(M, { propagationPolicy: 'Nope' }),
  withBody(M, { propagationPolicy: 'Background', orphanDependents: true }),
  withBody(M, { dryRun: ['Some'] }),
  withBody(M, {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    dryRun: ['All'],
    propagationPolicy: 'Background',
  }),
  remove(`${M}?dryRun=All`),
  get(M),
  withBody(M, {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    preconditions: { uid: '{uid}', resourceVersion: '{rv}' },
  }),
  get(M),
  withBody(M, { preconditions: { uid: 'nope' } }),
  apply(HELD, 'one', held),
  withBody(HELD, { preconditions: { uid: '{uid}' } }),
  remove(HELD),
  get(HELD),
  apply(
    HELD,
    'one',
    labelled('held', { a: 'b' }, { finalizers: ['example.com/hold'] }),
  ),
  patch(HELD, { metadata: { finalizers: ['example.com/other'] } }),
  patch(HELD, { metadata: { finalizers: null } }),
  get(HELD),
];

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/{ns}/leases';
const lease = (spec: object, metadata: object = {}) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'l', ...metadata },
  spec,
});
const TIME = '2025-01-02T03:04:05.000000Z';

/** Leases. */
export const leases: readonly ContractRequest[] = [
  post(
    LEASES,
    lease({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: TIME,
      renewTime: TIME,
      leaseTransitions: 1,
    }),
  ),
  post(LEASES, lease({ holderIdentity: 'b' })),
  put(
    `${LEASES}/l`,
    lease({ holderIdentity: 'b' }, { resourceVersion: '{rv}' }),
  ),
  put(`${LEASES}/l`, lease({ holderIdentity: 'c' }, { resourceVersion: '1' })),
  put(`${LEASES}/l`, lease({ holderIdentity: 'c', leaseDurationSeconds: 0 })),
  patch(`${LEASES}/l`, {
    metadata: { resourceVersion: '1' },
    spec: { holderIdentity: 'd' },
  }),
  {
    ...patch(`${LEASES}/l`, { spec: { renewTime: '2025-01-02T03:04:05Z' } }),
    pick: codeOnly,
  },
  {
    ...patch(`${LEASES}/l`, { spec: { renewTime: 'yesterday' } }),
    pick: codeOnly,
  },
  withBody(`${LEASES}/l`, { preconditions: { uid: '{uid}' } }),
];
