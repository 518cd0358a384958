import { randomInt, randomUUID } from 'node:crypto';
import { nowInSeconds, timestamp, type EmulatorClock } from './clock';
import { mergePatch } from './mergePatch';
import type { Table } from './table';
import {
  keyOf,
  type Workflow,
  type WorkflowEvent,
  type WorkflowKey,
  type WorkflowPort,
} from './workflowPort';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters, as the Kubernetes API server appends to a `generateName`. */
export const nameSuffix = (): string =>
  Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(
    '',
  );

/** A row of the store: the Workflow under its `namespace/name`. */
export interface StoredWorkflow {
  readonly id: string;
  readonly workflow: Workflow;
}

const idOf = ({ namespace, name }: WorkflowKey) => `${namespace}/${name}`;

const matches = (
  workflow: Workflow,
  labels: Readonly<Record<string, string>>,
): boolean =>
  Object.entries(labels).every(
    ([key, value]) => workflow.metadata.labels?.[key] === value,
  );

/** Workflow objects in a table of the emulator's store, for an emulator without a Kubernetes API. */
export const createMemoryWorkflows = (
  rows: Table<StoredWorkflow>,
  clock: EmulatorClock,
): WorkflowPort => {
  const listeners = new Set<(event: WorkflowEvent) => void>();
  let version = rows.size;
  const store = (workflow: Workflow, type: WorkflowEvent['type']): Workflow => {
    version += 1;
    const next: Workflow = {
      ...workflow,
      metadata: { ...workflow.metadata, resourceVersion: String(version) },
    };
    rows.put({ id: idOf(keyOf(next)), workflow: next });
    listeners.forEach(listener => listener({ type, workflow: next }));
    return next;
  };
  return {
    async create(created) {
      const { metadata } = created;
      return store(
        {
          ...created,
          metadata: {
            ...metadata,
            name: metadata.name ?? `${metadata.generateName}${nameSuffix()}`,
            uid: randomUUID(),
            creationTimestamp: timestamp(nowInSeconds(clock)),
          },
        },
        'ADDED',
      );
    },
    get: async key => rows.get(idOf(key))?.workflow,
    async patch(key, patch) {
      const row = rows.get(idOf(key));
      return (
        row && store(mergePatch(row.workflow, patch) as Workflow, 'MODIFIED')
      );
    },
    async delete(key) {
      const row = rows.get(idOf(key));
      if (!row) return false;
      rows.delete(row.id);
      listeners.forEach(listener =>
        listener({ type: 'DELETED', workflow: row.workflow }),
      );
      return true;
    },
    list: async (labels = {}) =>
      // By name, as the Kubernetes API lists.
      [...rows.values()]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(row => row.workflow)
        .filter(workflow => matches(workflow, labels)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
