import type { NewPod, PodKey, PodPort } from './podPort';

interface StoredPod {
  readonly pod: NewPod;
  status: Readonly<Record<string, unknown>>;
  readonly logs: Map<string, string[]>;
}

/** Pods kept in memory, for an emulator without a Kubernetes API beside it. */
export interface MemoryPods extends PodPort {
  list(): readonly {
    readonly pod: NewPod;
    readonly status: Readonly<Record<string, unknown>>;
  }[];
  /** Deletes the pods of a Workflow, as the garbage collector does when it is gone. */
  deleteOwned(uid: string): void;
}

/** @returns an empty {@link MemoryPods}. */
export const createMemoryPods = (): MemoryPods => {
  const pods = new Map<string, StoredPod>();
  const id = ({ namespace, name }: PodKey) => `${namespace}/${name}`;
  return {
    deleteOwned(uid) {
      pods.forEach(({ pod }, key) => {
        if (pod.owner.uid === uid) pods.delete(key);
      });
    },
    list: () => [...pods.values()].map(({ pod, status }) => ({ pod, status })),
    async create(pod) {
      pods.set(id(pod), {
        pod,
        status: { phase: 'Pending' },
        logs: new Map([['main', []]]),
      });
    },
    async setStatus(key, status) {
      const stored = pods.get(id(key));
      if (stored) stored.status = status;
    },
    async appendLog(key, container, lines) {
      const stored = pods.get(id(key));
      if (!stored) return;
      const log = stored.logs.get(container) ?? [];
      log.push(...lines);
      stored.logs.set(container, log);
    },
    async readLog(key, container) {
      const log = pods.get(id(key))?.logs.get(container);
      return log?.map(line => `${line}\n`).join('');
    },
    async delete(key) {
      pods.delete(id(key));
    },
  };
};
