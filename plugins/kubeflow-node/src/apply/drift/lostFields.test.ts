import type { ManagedFields } from '../api/objectApi';
import type { ManifestObject } from '../manifest';
import { lostFields } from './lostFields';

const deployment = (
  spec: object,
  labels: object = { a: '1' },
): ManifestObject =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'x', namespace: 'n', labels, creationTimestamp: null },
    spec,
  } as never);

const ours = (
  fieldsV1: object,
  more: Partial<ManagedFields> = {},
): ManagedFields =>
  ({
    manager: 'kubeflow-fleet',
    operation: 'Apply',
    apiVersion: 'apps/v1',
    fieldsV1,
    ...more,
  } as ManagedFields);

const theirs = (
  fieldsV1: object,
  more: Partial<ManagedFields> = {},
): ManagedFields =>
  ({
    manager: 'kubectl-edit',
    operation: 'Update',
    apiVersion: 'apps/v1',
    time: '2026-01-02T00:00:00Z',
    fieldsV1,
    ...more,
  } as ManagedFields);

const LABELS = { 'f:metadata': { 'f:labels': { 'f:a': {} } } };

const lost = (
  manifest: ManifestObject,
  managed: readonly ManagedFields[],
  live?: ManifestObject,
) =>
  lostFields(manifest, managed, live)?.map(
    ({ path, manager, time, live: is }) =>
      [path, manager, time, is].filter(one => one !== undefined),
  );

describe('lostFields', () => {
  it('finds nothing when all of the manifest is ours', () => {
    const manifest = deployment({
      replicas: 1,
      paused: null,
      selector: { matchLabels: { app: 'x' } },
      template: {
        spec: {
          containers: [
            {
              name: 'main',
              args: ['a', 'b'],
              ports: [{ containerPort: 80 }],
              emptyThing: {},
            },
          ],
          volumes: [],
        },
      },
    });
    const fieldsV1 = {
      ...LABELS,
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"main"}': {
                '.': {},
                'f:name': {},
                'f:args': {},
                'f:emptyThing': {},
                'f:ports': {
                  'k:{"containerPort":80,"protocol":"TCP"}': {
                    '.': {},
                    'f:containerPort': {},
                  },
                },
              },
            },
          },
        },
      },
    };
    expect(lost(manifest, [ours(fieldsV1)])).toEqual([]);
  });

  it('names the manager that owns a field now, the time, and what is there', () => {
    const manifest = deployment({ replicas: 1 });
    const live = deployment({ replicas: 5 });
    const managed = [
      ours(LABELS),
      theirs(
        { 'f:spec': { 'f:replicas': {} } },
        { time: '2026-01-01T00:00:00Z' },
      ),
      theirs(
        { 'f:spec': { 'f:replicas': {} } },
        { manager: 'hpa', subresource: 'scale', time: '2026-01-03T00:00:00Z' },
      ),
    ];
    expect(lost(manifest, managed, live)).toEqual([
      ['spec.replicas', 'hpa', '2026-01-03T00:00:00Z', 5],
    ]);
  });

  it('finds a field that was removed, which nobody owns', () => {
    expect(
      lost(deployment({ replicas: 1 }), [
        ours({ 'f:spec': { 'f:replicas': {} } }),
      ]),
    ).toEqual([['metadata.labels.a']]);
  });

  it('follows items of lists by their keys, also keys that the server defaulted', () => {
    const containers = [
      { name: 'a', image: 'a:1' },
      { name: 'main', image: 'm:1', ports: [{ containerPort: 80 }] },
    ];
    const manifest = deployment({ template: { spec: { containers } } });
    const item = (fieldsV1: object) => ({
      'f:spec': { 'f:template': { 'f:spec': { 'f:containers': fieldsV1 } } },
    });
    const managed = [
      ours({
        ...LABELS,
        ...item({
          'k:{"name":"a"}': { '.': {}, 'f:name': {}, 'f:image': {} },
          'k:{"name":"main"}': {
            '.': {},
            'f:name': {},
            'f:ports': {
              'k:{"containerPort":80,"protocol":"TCP"}': {
                '.': {},
                'f:containerPort': {},
              },
            },
          },
        }),
      }),
      theirs(item({ 'k:{"name":"main"}': { 'f:image': {} } })),
    ];
    const live = deployment({
      template: {
        spec: {
          containers: [
            { name: 'main', image: 'm:2' },
            { name: 'a', image: 'a:1' },
          ],
        },
      },
    });
    expect(lost(manifest, managed, live)).toEqual([
      [
        'spec.template.spec.containers[name="main"].image',
        'kubectl-edit',
        '2026-01-02T00:00:00Z',
        'm:2',
      ],
    ]);
  });

  it('counts an item that is gone as one loss', () => {
    const manifest = deployment({
      template: {
        spec: {
          containers: [
            { name: 'a', image: 'i' },
            { name: 'b', image: 'i' },
          ],
        },
      },
    });
    const managed = [
      ours({
        ...LABELS,
        'f:spec': {
          'f:template': {
            'f:spec': {
              'f:containers': {
                'k:{"name":"a"}': { '.': {}, 'f:name': {}, 'f:image': {} },
              },
            },
          },
        },
      }),
    ];
    expect(lost(manifest, managed)).toEqual([
      ['spec.template.spec.containers[name="b"]'],
    ]);
  });

  it('finds an atomic list that somebody replaced, as a whole', () => {
    const manifest = deployment({ args: ['a', 'b'], set: ['x', 'y'] });
    const managed = [
      ours({ ...LABELS, 'f:spec': { 'f:set': { 'v:"x"': {} } } }),
      theirs({ 'f:spec': { 'f:args': {} } }),
    ];
    expect(lost(manifest, managed)).toEqual([
      ['spec.args', 'kubectl-edit', '2026-01-02T00:00:00Z'],
      ['spec.set[1]'],
    ]);
  });

  it('sees through an atomic map that somebody owns', () => {
    const managed = [ours(LABELS), theirs({ 'f:spec': { 'f:selector': {} } })];
    expect(
      lost(deployment({ selector: { matchLabels: { app: 'x' } } }), managed),
    ).toEqual([
      ['spec.selector.matchLabels.app', 'kubectl-edit', '2026-01-02T00:00:00Z'],
    ]);
  });

  it('takes nothing as lost that another manager owns too', () => {
    const both = { ...LABELS, 'f:spec': { 'f:replicas': {} } };
    expect(
      lost(deployment({ replicas: 1 }), [ours(both), theirs(both)]),
    ).toEqual([]);
  });

  it('loses everything when our entry is empty', () => {
    expect(lost(deployment({ replicas: 1 }), [ours({})])).toEqual([
      ['metadata.labels.a'],
      ['spec.replicas'],
    ]);
  });

  it('tells what is owned as one from what is left of a map when all in it was taken or removed', () => {
    const manifest = deployment({
      map: { size: 3 },
      list: [{ name: 'a', image: 'i' }],
    });
    const left = {
      ...LABELS,
      'f:spec': { 'f:map': {}, 'f:list': { 'k:{"name":"a"}': {} } },
    };
    const taken = theirs({
      'f:spec': {
        'f:map': { 'f:size': {} },
        'f:list': { 'k:{"name":"a"}': { 'f:image': {}, 'f:name': {} } },
      },
    });
    expect(lost(manifest, [ours(left), taken])?.map(([path]) => path)).toEqual([
      'spec.list[name="a"].image',
      'spec.list[name="a"].name',
      'spec.map.size',
    ]);
    const atomic = ours({ ...LABELS, 'f:spec': { 'f:map': {} } });
    const wanted = deployment({ map: { size: 3 } });
    expect(
      lost(wanted, [atomic], deployment({ map: { size: 3, defaulted: true } })),
    ).toEqual([]);
    expect(lost(wanted, [atomic], deployment({ map: {} }))).toEqual([
      ['spec.map.size'],
    ]);
    expect(lost(wanted, [atomic])).toEqual([]);
  });

  it('says that it cannot tell without our entry, in another version, or for a subresource', () => {
    const manifest = deployment({ replicas: 1 });
    expect(lostFields(manifest, undefined)).toBeUndefined();
    expect(lostFields(manifest, [theirs(LABELS)])).toBeUndefined();
    expect(
      lostFields(manifest, [ours(LABELS, { apiVersion: 'apps/v1beta1' })]),
    ).toBeUndefined();
    expect(
      lostFields(manifest, [ours(LABELS, { subresource: 'status' })]),
    ).toBeUndefined();
  });

  it('survives fields that no server would send', () => {
    const odd = {
      'f:spec': { 'f:list': { 'k:no json': 1, 'k:[]': null, 'v:{': {} } },
    };
    expect(lost(deployment({ list: [{ name: 'a' }] }), [ours(odd)])).toEqual([
      ['metadata.labels.a'],
      ['spec.list[name="a"]'],
    ]);
  });
});
