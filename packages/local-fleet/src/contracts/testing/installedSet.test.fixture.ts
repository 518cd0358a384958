/* eslint-disable jest/no-export -- shared by suites */
import { randomUUID } from 'node:crypto';
import {
  systemClock,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applySetOf,
  createObjectApi,
  manifestOf,
  openInventory,
  ownedDigest,
  readInventory,
  storeRevision,
  waitUntilServed,
  withMembership,
  type ApplyRequest,
  type Manifest,
  type ManifestObject,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

const ports = () => ({
  clock: systemClock,
  random: Math.random,
  signal: new AbortController().signal,
  observer: { warned: () => undefined },
});

const groupOf = ({ id }: Manifest) => `${id.kind}.${id.group}`;

const EARLY = ['Namespace.', 'CustomResourceDefinition.apiextensions.k8s.io'];

/** A request for these objects, under the set `name`. */
export const requestFor = (
  name: string,
  objects: readonly object[],
  more: Partial<ApplyRequest> = {},
): ApplyRequest => {
  const set = applySetOf(name);
  const manifests = withMembership(
    objects.map((object, index) =>
      manifestOf(object as ManifestObject, {
        source: { path: 'sample.yaml', line: index + 1 },
      }),
    ),
    set,
  );
  return {
    set,
    manifests,
    revision: { profile: 'pipelines', version: '2.17.0', origin: {} },
    prune: { prune: true, allowMassDelete: false, deletable: [] },
    write: {
      forceConflicts: [],
      replace: [],
      allowDowngrade: false,
      allowDefinitionLoss: false,
    },
    timeoutMs: 60_000,
    ...more,
  };
};

/** Applies a request and records it, step by step and without anything clever. */
export const install = async (
  { kubernetes, transport }: KubernetesConnection,
  { set, manifests, revision }: ApplyRequest,
): Promise<void> => {
  const target = { subject: kubernetes.subject, kubernetes, transport };
  const api = createObjectApi(target, ports());
  const { lease, writer, inventory } = await openInventory(
    target,
    {
      set,
      inventory: await readInventory(target, set),
      writes: manifests.map(({ id }) => ({ id })),
      holder: { host: 'contract' },
      waitMs: 30_000,
    },
    ports(),
  );
  const apply = async (manifest: Manifest) => {
    const { metadata } = await api.apply(manifest);
    return {
      manifest,
      uid: metadata.uid,
      owned: ownedDigest(metadata.managedFields),
    };
  };
  const early = manifests.filter(one => EARLY.includes(groupOf(one)));
  const late = manifests.filter(one => !EARLY.includes(groupOf(one)));
  const first = await Promise.all(early.map(apply));
  const definitions = early.filter(
    ({ id }) => id.kind === 'CustomResourceDefinition',
  );
  const { served } = await waitUntilServed(target, definitions, {
    ...ports(),
    timeoutMs: 30_000,
  });
  await api.learn(served);
  const second = await Promise.all(late.map(apply));
  await writer.recordOutcome({
    applied: [...first, ...second],
    removed: [],
    untouched: [],
    revision: {
      ...revision,
      number: 1,
      time: new Date().toISOString(),
      outcome: 'succeeded',
      content: await storeRevision(target, {
        set,
        inventory,
        manifests,
        lease,
      }),
    },
  });
  await lease.release();
};

/** A name that no other suite uses. */
export const uniqueName = () => `plan-${randomUUID().slice(0, 8)}`;
