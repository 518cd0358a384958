import fc from 'fast-check';
import { diffObjects } from '../diff/diffObjects';
import type { ManifestObject } from '../manifest';
import { isCovered, overlay } from './overlay';

const object = (spec: object, metadata: object = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'X',
    metadata: { name: 'x', ...metadata },
    spec,
  } as unknown as ManifestObject);

const changes = (live: object, wanted: object) =>
  diffObjects(object(live), overlay(object(live), object(wanted))).map(
    ({ path, before, after }) => [path, before, after],
  );

describe('overlay', () => {
  it('changes what the manifest says and keeps what it does not speak of', () => {
    expect(
      changes(
        { a: 1, b: { c: 2, d: 3 }, defaulted: true },
        { a: 2, b: { c: 2 }, e: 'new', f: null },
      ),
    ).toEqual([
      ['spec.a', '1', '2'],
      ['spec.e', undefined, 'new'],
    ]);
  });

  it('meets items of lists by their keys, and keeps those that others added', () => {
    const live = {
      containers: [
        { name: 'sidecar', image: 's' },
        { name: 'main', image: 'a', policy: 'Always' },
      ],
    };
    expect(
      changes(live, {
        containers: [{ name: 'main', image: 'b' }, { name: 'new' }],
      }),
    ).toEqual([
      ['spec.containers[name="main"].image', 'a', 'b'],
      ['spec.containers[name="new"]', undefined, '{"name":"new"}'],
    ]);
  });

  it('takes a list without keys item by item where it is as long, else whole', () => {
    expect(
      changes(
        { rules: [{ verbs: ['get'], defaulted: 1 }] },
        { rules: [{ verbs: ['list'] }] },
      ),
    ).toEqual([['spec.rules[0].verbs[0]', 'get', 'list']]);
    expect(changes({ args: ['a', 'b'] }, { args: ['a'] })).toEqual([
      ['spec.args[1]', 'b', undefined],
    ]);
  });

  it('sees no difference in how the server writes an amount, and one in amounts and versions that differ', () => {
    expect(
      changes(
        { cpu: '1', memory: '1Gi', v: '1' },
        { cpu: '1000m', memory: '1024Mi', v: '1.0' },
      ),
    ).toEqual([['spec.v', '1', '1.0']]);
    expect(changes({ cpu: '1' }, { cpu: '1500m' })).toEqual([
      ['spec.cpu', '1', '1500m'],
    ]);
  });

  it('does not look at the status or at the namespace of a cluster-scoped object', () => {
    const live = object({});
    expect(
      overlay(live, { ...object({}, { namespace: 'n' }), status: { x: 1 } }),
    ).toEqual(live);
  });

  it('compares maps that cannot be turned into texts', () => {
    const hostile = { toString: '', valueOf: '' };
    expect(isCovered([], hostile, 'x')).toBe(false);
    expect(isCovered(hostile, hostile, 'x')).toBe(true);
  });

  it('holds for any value: it covers itself, and what is put over it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (live, wanted) => {
        expect(isCovered(live, live, 'x')).toBe(true);
        const over = overlay(object({ x: live }), object({ x: wanted })).spec;
        expect(isCovered(over, { x: wanted }, 'spec')).toBe(true);
      }),
    );
  });
});
