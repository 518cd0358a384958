import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LiveObject, ManagedFields } from '../api/objectApi';
import { conflictError } from './writeErrors';

const id = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'kubeflow',
  name: 'ml-pipeline',
};
const TIME = '2026-11-24T16:01:04Z';

const entry = (
  manager: string,
  more: Partial<ManagedFields> = {},
): ManagedFields => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  time: TIME,
  ...more,
});

const liveWith = (...managedFields: readonly ManagedFields[]): LiveObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: id.name,
    uid: '1',
    resourceVersion: '1',
    creationTimestamp: TIME,
    managedFields,
  },
});

const factOf = (live?: LiveObject, message?: string) =>
  conflictError(
    id,
    new KubeflowError('ConflictError', {
      reason: 'FieldManagerConflict',
      fact: 'refused',
      problems: [
        {
          message:
            message ?? '.spec.replicas: conflict with "helm" using apps/v1',
        },
      ],
    }),
    live,
  ).fact;

describe('a conflict of field managers', () => {
  it('row 32: tells who owns which field, and when he wrote it', () => {
    expect(factOf(liveWith(entry('kubectl'), entry('helm')))).toBe(
      `kubeflow/Deployment/ml-pipeline: 'helm' owns .spec.replicas, written at ${TIME}`,
    );
  });

  it('tells no time that could be that of another write', () => {
    const twice = liveWith(
      entry('helm'),
      entry('helm', { operation: 'Apply', time: '2026-01-01T00:00:00Z' }),
    );
    for (const live of [undefined, liveWith(), twice])
      expect(factOf(live)).toBe(
        "kubeflow/Deployment/ml-pipeline: 'helm' owns .spec.replicas",
      );
  });

  it('takes no change of the status for it', () => {
    const live = liveWith(
      entry('helm'),
      entry('helm', { subresource: 'status' }),
    );
    expect(factOf(live)).toContain(TIME);
  });

  it('keeps words that it does not know', () => {
    expect(factOf(undefined, 'something else')).toBe(
      'kubeflow/Deployment/ml-pipeline: something else',
    );
  });
});
