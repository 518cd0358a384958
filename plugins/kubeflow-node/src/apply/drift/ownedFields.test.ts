import fc from 'fast-check';
import type { ManagedFields } from '../api/objectApi';
import { ownedDigest } from './ownedFields';

const entry = (more: Partial<ManagedFields> = {}): ManagedFields => ({
  manager: 'kubeflow-fleet',
  operation: 'Apply',
  apiVersion: 'apps/v1',
  time: '2026-01-01T00:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:paused': {} } },
  ...more,
});

const turned = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, turned(member)]),
      )
    : value;

describe('ownedDigest', () => {
  it('does not depend on time, on the order of names, or on what others own', () => {
    const digest = ownedDigest([entry()]);
    expect(digest).toMatch(/^[\w-]{22}$/);
    expect(ownedDigest([entry({ time: '2027-01-01T00:00:00Z' })])).toBe(digest);
    expect(
      ownedDigest([
        entry({ manager: 'kubectl', operation: 'Update' }),
        entry(),
      ]),
    ).toBe(digest);
    expect(ownedDigest([entry({ operation: 'Update' }), entry()])).toBe(digest);
    expect(
      ownedDigest([
        entry({ fieldsV1: { 'f:spec': { 'f:paused': {}, 'f:replicas': {} } } }),
      ]),
    ).toBe(digest);
  });

  it('tells a lost field, another version, and another subresource apart', () => {
    const digests = [
      ownedDigest([entry()]),
      ownedDigest([entry({ fieldsV1: { 'f:spec': { 'f:replicas': {} } } })]),
      ownedDigest([entry({ apiVersion: 'apps/v1beta1' })]),
      ownedDigest([entry({ subresource: 'scale' })]),
      ownedDigest([entry(), entry({ subresource: 'scale' })]),
    ];
    expect(new Set(digests).size).toBe(5);
  });

  it('is undefined when we own nothing', () => {
    expect(ownedDigest(undefined)).toBeUndefined();
    expect(ownedDigest([])).toBeUndefined();
    expect(ownedDigest([entry({ manager: 'helm' })])).toBeUndefined();
  });

  it('holds for any fields: equal for every order, different for every removal', () => {
    const fieldsV1 = fc.dictionary(
      fc.string(),
      fc.dictionary(fc.string(), fc.constant({}), { minKeys: 1 }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(fieldsV1, one => {
        const digest = ownedDigest([entry({ fieldsV1: one })]);
        expect(
          ownedDigest([
            entry({
              fieldsV1: turned(one) as object as Record<string, unknown>,
            }),
          ]),
        ).toBe(digest);
        const { [Object.keys(one)[0] as string]: _, ...rest } = one;
        expect(ownedDigest([entry({ fieldsV1: rest })])).not.toBe(digest);
      }),
    );
  });
});
