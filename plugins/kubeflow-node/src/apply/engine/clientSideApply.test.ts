import fc from 'fast-check';
import type { LiveObject, ManagedFields } from '../api/objectApi';
import { FIELD_MANAGER } from '../contract';
import { withoutClientSideApply } from './clientSideApply';

const entry = (
  manager: string,
  fieldsV1: Record<string, unknown>,
  more: Partial<ManagedFields> = {},
): ManagedFields => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...more,
});

const live = (managedFields: readonly ManagedFields[]) =>
  ({ apiVersion: 'v1', metadata: { managedFields } } as unknown as LiveObject);

const CSA = entry('kubectl-client-side-apply', { 'f:data': { 'f:a': {} } });
const OURS = entry(
  FIELD_MANAGER,
  { 'f:data': { '.': {}, 'f:b': {} } },
  { operation: 'Apply', time: '2026-01-01T00:00:00Z' },
);
const LAST_APPLIED = {
  'f:metadata': {
    'f:annotations': {
      'f:kubectl.kubernetes.io/last-applied-configuration': {},
    },
  },
};

const take = (entries: readonly ManagedFields[], isOurs = false) =>
  withoutClientSideApply(live(entries), { isOurs });

describe('withoutClientSideApply', () => {
  it.each([
    ['kubectl-client-side-apply', {}],
    ['before-first-apply', {}],
    ['kubectl', LAST_APPLIED],
  ])('takes over what %s owned', (manager, fields) => {
    const own = { 'f:data': { 'f:a': {} }, ...fields };
    expect(take([entry(manager, own)])).toEqual([
      expect.objectContaining({
        manager: FIELD_MANAGER,
        operation: 'Apply',
        fieldsV1: own,
      }),
    ]);
  });

  it('unites it with what is ours already', () => {
    expect(take([CSA, OURS])).toEqual([
      {
        ...OURS,
        fieldsV1: { 'f:data': { '.': {}, 'f:a': {}, 'f:b': {} } },
      },
    ]);
  });

  it.each([
    ['a controller', entry('kube-controller-manager', {})],
    ['kubectl edit', entry('kubectl-edit', {})],
    ['kubectl scale, by a kubectl of old', entry('kubectl', {})],
    [
      'the status that kubectl wrote',
      entry('kubectl-client-side-apply', {}, { subresource: 'status' }),
    ],
    ['another applier', entry('helm', {}, { operation: 'Apply' })],
  ])('leaves %s alone', (_name, other) => {
    expect(take([other])).toBeUndefined();
    expect(take([other, CSA])).toContain(other);
  });

  it('takes nothing over from an object that we applied before: that is a conflict to show', () => {
    expect(take([CSA, OURS], true)).toBeUndefined();
  });

  it('loses no field of anybody', () => {
    const fields = fc.dictionary(
      fc.stringMatching(/^f:[a-c]$/),
      fc.dictionary(fc.stringMatching(/^f:[a-c]$/), fc.constant({})),
    );
    const pathsOf = (set: Readonly<Record<string, unknown>>) =>
      Object.entries(set).flatMap(([name, below]) => [
        name,
        ...Object.keys(below as object).map(each => `${name}/${each}`),
      ]);
    fc.assert(
      fc.property(fields, fields, fields, (one, two, ours) => {
        const after = take([
          entry('kubectl-client-side-apply', one),
          entry('before-first-apply', two),
          { ...OURS, fieldsV1: ours },
        ]);
        expect(new Set(pathsOf(after?.[0]?.fieldsV1 ?? {}))).toEqual(
          new Set([one, two, ours].flatMap(pathsOf)),
        );
      }),
    );
  });
});
