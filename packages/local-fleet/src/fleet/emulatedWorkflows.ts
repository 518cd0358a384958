import { randomInt } from 'node:crypto';
import type { Workflow, WorkflowKey, WorkflowPort } from '../kfp/workflowPort';
import type { EmulatedObjects, ObjectReference } from '../kubernetes/contract';
import { ApiError } from '../kubernetes/status';

type KubernetesObject = Parameters<EmulatedObjects['create']>[0];

const KIND = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' } as const;
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

const reference = ({ namespace, name }: WorkflowKey): ObjectReference => ({
  ...KIND,
  namespace,
  name,
});

/** Objects of the store are shared; callers of the port get their own. */
const snapshot = (object: KubernetesObject): Workflow =>
  structuredClone(object) as unknown as Workflow;

/** As it would arrive over HTTP: without undefined fields, and nobody else's. */
const wireForm = (value: object): KubernetesObject =>
  JSON.parse(JSON.stringify(value)) as KubernetesObject;

const selector = (labels: Readonly<Record<string, string>> | undefined) =>
  labels &&
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

const newName = (prefix: string) =>
  prefix +
  Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(
    '',
  );

/** The Workflows of the emulated Kubernetes API: what KFP writes, kubectl shows, and the other way round. */
export const emulatedWorkflows = (objects: EmulatedObjects): WorkflowPort => {
  /** Nothing is found while Argo's kinds are not installed. */
  const whenServed = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (error instanceof ApiError && error.status.code === 404)
        return otherwise;
      throw error;
    }
  };
  const find = (key: WorkflowKey) =>
    whenServed(() => objects.get(reference(key)), undefined);
  return {
    create: async workflow => {
      const { name, generateName = '' } = workflow.metadata;
      const object = {
        ...workflow,
        metadata: { ...workflow.metadata, name: name ?? newName(generateName) },
      };
      return snapshot(objects.create(wireForm(object)));
    },
    get: async key => {
      const found = find(key);
      return found && snapshot(found);
    },
    patch: async (key, patch) =>
      find(key) &&
      snapshot(objects.mergePatch(reference(key), wireForm(patch))),
    delete: async key => {
      if (!find(key)) return false;
      objects.delete(reference(key));
      return true;
    },
    list: async labels =>
      whenServed(
        () => objects.list({ ...KIND, labelSelector: selector(labels) }),
        [],
      ).map(snapshot),
    onChange: listener =>
      objects.onChange(KIND, ({ type, object }) =>
        listener({ type, workflow: snapshot(object) }),
      ),
  };
};
