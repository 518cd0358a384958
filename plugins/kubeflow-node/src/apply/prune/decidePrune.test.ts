import {
  installed,
  liveOf,
  manifestFor,
  pruneInput,
  resource,
  type PruneWorld,
} from '../testing/pruneWorld';
import { decidePrune } from './decidePrune';

const OLD = resource('ConfigMap', 'old', { namespace: 'kubeflow' });
const decide = (world: PruneWorld) => decidePrune(pruneInput(world));
const names = (ids: readonly { readonly id: { readonly name: string } }[]) =>
  ids.map(({ id }) => id.name);

describe('decidePrune', () => {
  it('deletes what the manifests no longer hold, and nothing that they do', () => {
    const wanted = resource('Secret', 'wanted', { namespace: 'kubeflow' });
    const decision = decide({
      ...installed([OLD, wanted]),
      manifests: [manifestFor(wanted)],
    });
    expect(decision).toMatchObject({
      deletions: [{ id: OLD, uid: 'uid-of-old' }],
      kept: [],
      gone: [],
      missing: [],
    });
    expect(decision.refusal).toBeUndefined();
  });

  it('keeps an object that the manifests hold under another version of its group', () => {
    const id = resource('HorizontalPodAutoscaler', 'a', {
      group: 'autoscaling',
      namespace: 'kubeflow',
    });
    const decision = decide({
      ...installed([id]),
      manifests: [manifestFor(id, 'v2')],
    });
    expect(decision.deletions).toEqual([]);
  });

  it('keeps an object that moved to another group and is the same', () => {
    const place = { namespace: 'kubeflow' };
    const before = resource('Ingress', 'a', { group: 'extensions', ...place });
    const after = resource('Ingress', 'a', {
      group: 'networking.k8s.io',
      ...place,
    });
    const { entries, live } = installed([before]);
    const decision = decide({
      entries,
      live: [...live, [after, liveOf(after)]],
      manifests: [manifestFor(after)],
    });
    expect(decision.deletions).toEqual([]);
    expect(names(decision.gone)).toEqual(['a']);
  });

  it.each([
    ['pruning is off', {}, { prune: false }],
    [
      'somebody else',
      {
        managedFields: [
          { manager: 'helm', operation: 'Apply', apiVersion: 'v1' } as const,
        ],
      },
      {},
    ],
    [
      'somebody else',
      {
        managedFields: [
          {
            manager: 'kubeflow-fleet',
            operation: 'Update',
            apiVersion: 'v1',
          } as const,
        ],
      },
      {},
    ],
    ['controller', { ownerReferences: [{ uid: 'x', controller: true }] }, {}],
    [
      'kubeflow-fleet/prune',
      { annotations: { 'kubeflow-fleet/prune': 'disabled' } },
      {},
    ],
    [
      'client.lifecycle.config.k8s.io/deletion',
      { annotations: { 'client.lifecycle.config.k8s.io/deletion': 'detach' } },
      {},
    ],
  ])('keeps an object and says why: %s', (reason, metadata, policy) => {
    const { entries } = installed([OLD]);
    const decision = decide({
      entries,
      live: [[OLD, liveOf(OLD, metadata)]],
      policy,
    });
    expect(decision.deletions).toEqual([]);
    expect(decision.kept).toEqual([
      { id: OLD, reason: expect.stringContaining(reason) },
    ]);
  });

  it.each([
    resource('Namespace', 'n'),
    resource('CustomResourceDefinition', 'widgets.example.com', {
      group: 'apiextensions.k8s.io',
    }),
    resource('PersistentVolumeClaim', 'c', { namespace: 'kubeflow' }),
  ])('row 43: deletes a $kind only where that kind is allowed', id => {
    const world = installed([id]);
    const guarded = decide({ ...world, policy: { deletable: [] } });
    expect(guarded.deletions).toEqual([]);
    expect(guarded.kept).toEqual([
      { id, reason: expect.stringContaining(id.kind) },
    ]);
    expect(names(decide(world).deletions)).toEqual([id.name]);
  });

  it('never deletes the namespace of the inventory', () => {
    const id = resource('Namespace', 'kubeflow-fleet-system');
    expect(decide(installed([id])).kept).toMatchObject([{ id }]);
  });

  it('keeps a namespace that would take along what stays, of the manifests or of the kept', () => {
    const namespace = resource('Namespace', 'kubeflow');
    const claim = resource('PersistentVolumeClaim', 'data', {
      namespace: 'kubeflow',
    });
    const byClaim = decide({
      ...installed([namespace, claim]),
      policy: { deletable: ['Namespace'] },
    });
    expect(names(byClaim.kept)).toEqual(['data', 'kubeflow']);
    const byManifest = decide({
      ...installed([namespace, OLD]),
      manifests: [manifestFor(OLD)],
    });
    expect(byManifest).toMatchObject({
      deletions: [],
      kept: [
        {
          reason: expect.stringContaining(
            'kubeflow/ConfigMap/old, which stays',
          ),
        },
      ],
    });
  });

  it('keeps a definition whose custom resources stay', () => {
    const definition = resource(
      'CustomResourceDefinition',
      'widgets.example.com',
      { group: 'apiextensions.k8s.io' },
    );
    const widget = resource('Widget', 'w', { group: 'example.com' });
    const decision = decide({
      ...installed([definition, widget]),
      manifests: [manifestFor(widget)],
    });
    expect(names(decision.kept)).toEqual(['widgets.example.com']);
  });

  it('leaves alone what only carries the label, and names it', () => {
    const decision = decide({
      entries: [],
      live: [[OLD, liveOf(OLD)]],
    });
    expect(decision).toMatchObject({ deletions: [], strangers: [OLD] });
  });

  it('leaves alone what was made anew by somebody else', () => {
    const { entries } = installed([OLD]);
    const decision = decide({
      entries,
      live: [[OLD, liveOf(OLD, { uid: 'another' })]],
    });
    expect(decision).toMatchObject({
      deletions: [],
      gone: [{ id: OLD, uid: 'uid-of-old' }],
      strangers: [OLD],
    });
  });

  it('has an object looked at that the lists do not show: it may only have lost its label', () => {
    const { entries } = installed([OLD]);
    expect(decide({ entries, live: [] })).toMatchObject({
      gone: [],
      missing: [{ id: OLD, uid: 'uid-of-old' }],
    });
  });

  it('row 45: deletes what a killed deploy made, and not what stood there before it', () => {
    const made = resource('ConfigMap', 'made');
    const stood = resource('ConfigMap', 'stood');
    const never = resource('ConfigMap', 'never');
    const decision = decide({
      entries: [
        { id: made },
        { id: stood, before: 'uid-of-stood' },
        { id: never },
      ],
      live: [
        [made, liveOf(made)],
        [stood, liveOf(stood)],
      ],
    });
    expect(decision.deletions).toEqual([{ id: made, uid: 'uid-of-made' }]);
    expect(names(decision.gone)).toEqual(['stood', 'never']);
  });

  it('orders deletions: custom resources before controllers, workloads before configuration, namespaces last', () => {
    const place = { namespace: 'kubeflow' };
    const ids = [
      resource('Namespace', 'kubeflow'),
      resource('CustomResourceDefinition', 'widgets.example.com', {
        group: 'apiextensions.k8s.io',
      }),
      resource('ServiceAccount', 'sa', place),
      resource('Deployment', 'controller', { group: 'apps', ...place }),
      resource('Widget', 'w', { group: 'example.com', ...place }),
      resource('ValidatingWebhookConfiguration', 'hook', {
        group: 'admissionregistration.k8s.io',
      }),
    ];
    expect(names(decide(installed(ids)).deletions)).toEqual([
      'hook',
      'w',
      'controller',
      'sa',
      'widgets.example.com',
      'kubeflow',
    ]);
  });
});

describe('decidePrune deletes nothing', () => {
  const ten = Array.from({ length: 10 }, (_, index) =>
    resource('ConfigMap', `m-${index}`),
  );

  it.each<[string, Partial<PruneWorld>, string]>([
    [
      'row 42: when a list could not be read to its end',
      { unread: new Map([['Secret', new Error('410 Gone')]]) },
      'PruneReadIncomplete',
    ],
    [
      'row 9: when there are no manifests at all',
      { manifests: [] },
      'PruneEmptyManifests',
    ],
    [
      'when the inventory is missing',
      { hasParent: false },
      'PruneInventoryMissing',
    ],
  ])('%s', (_, world, reason) => {
    const decision = decide({ ...installed([OLD]), ...world });
    expect(decision.refusal).toMatchObject({ reason });
    expect(decision).toMatchObject({
      deletions: [],
      gone: [],
      missing: [],
    });
    expect(decision.refusal?.remedy).toBeTruthy();
  });

  it('of more than 30 % of the set, unless that is allowed', () => {
    const world = { ...installed(ten), policy: { allowMassDelete: false } };
    const keeping = (count: number) => ({
      ...world,
      manifests: ten.slice(0, count).map(id => manifestFor(id)),
    });
    expect(decide(keeping(7)).deletions).toHaveLength(3);
    const refused = decide(keeping(6));
    expect(refused.deletions).toEqual([]);
    expect(refused.refusal).toMatchObject({
      reason: 'MassDeletion',
      fact: expect.stringContaining('4 of 10 objects'),
      problems: expect.arrayContaining([{ message: 'ConfigMap/m-9' }]),
    });
    expect(
      decide({ ...keeping(6), policy: { allowMassDelete: true } }).deletions,
    ).toHaveLength(4);
  });

  it('but lets two objects of a small set go', () => {
    const world = installed(ten.slice(0, 3));
    const policy = { allowMassDelete: false };
    const manifests = [manifestFor(ten[0]!)];
    expect(decide({ ...world, policy, manifests }).deletions).toHaveLength(2);
    expect(decide({ ...world, policy }).refusal).toMatchObject({
      reason: 'MassDeletion',
    });
  });

  it('says nothing of what could not be read while there is nothing to prune', () => {
    const decision = decide({
      ...installed([OLD]),
      manifests: [manifestFor(OLD)],
      unread: new Map([['Secret', new Error('403')]]),
    });
    expect(decision.refusal).toBeUndefined();
  });
});

describe('decidePrune for uninstalling', () => {
  it('takes the whole set without manifests, and still only the allowed kinds', () => {
    const namespace = resource('Namespace', 'kubeflow');
    const ids = [
      OLD,
      resource('Secret', 's'),
      resource('Role', 'r'),
      namespace,
    ];
    const decision = decide({
      ...installed(ids),
      manifests: [],
      scope: 'everything',
      policy: { allowMassDelete: false, deletable: [] },
    });
    expect(names(decision.deletions)).toEqual(['old', 's', 'r']);
    expect(names(decision.kept)).toEqual(['kubeflow']);
  });
});
