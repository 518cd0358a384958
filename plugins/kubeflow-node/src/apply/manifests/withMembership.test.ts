import type { ApplySet } from '../contract';
import type { ManifestObject } from '../manifest';
import { createBodyStore } from './bodyStore';
import { manifestOf } from './manifestOf';
import { parseManifests } from './parseManifests';
import { withMembership } from './withMembership';

const set: ApplySet = { name: 'kubeflow', id: 'applyset-abc-v1' };
const source = { path: 'a.yaml', line: 1 };
const LABELS = {
  'app.kubernetes.io/managed-by': 'kubeflow-fleet',
  'applyset.kubernetes.io/part-of': 'applyset-abc-v1',
};

const deployment: ManifestObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'a',
    labels: { app: 'a', 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { n: '9007199254740993' },
  },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } } },
    big: 9007199254740993n,
  },
};

describe('members of a set', () => {
  it('carry its two labels, and nothing else is touched', () => {
    const manifest = manifestOf(deployment, { source });
    const [member] = withMembership([manifest], set);
    expect(member!.object()).toEqual({
      ...deployment,
      metadata: {
        ...deployment.metadata,
        labels: { app: 'a', ...LABELS },
      },
    });
    expect(member).toMatchObject({ id: manifest.id, source });
    expect(member!.digest).not.toBe(manifest.digest);
    expect(manifest.object()).toEqual(deployment);
  });

  it('get labels when they have none, or null', () => {
    const manifests = parseManifests([
      {
        path: 'a',
        content: Buffer.from(
          'apiVersion: v1\nkind: A\nmetadata: {name: a}\n---\napiVersion: v1\nkind: A\nmetadata: {name: b, labels: null}\n',
        ),
      },
    ]);
    for (const member of withMembership(manifests, set))
      expect(member.object().metadata.labels).toEqual(LABELS);
  });

  it('are the same bytes for every cluster', () => {
    const bodies = createBodyStore();
    const manifest = manifestOf(deployment, { source, bodies });
    const [one] = withMembership([manifest], set, { bodies });
    const [other] = withMembership([manifest], set, { bodies });
    expect(other!.body).toBe(one!.body);
  });

  it('may be members already, but of no other set', () => {
    const members = withMembership([manifestOf(deployment, { source })], set);
    expect(withMembership(members, set)[0]!.digest).toBe(members[0]!.digest);
    expect(() =>
      withMembership(members, { name: 'other', id: 'applyset-xyz-v1' }),
    ).toThrow(
      expect.objectContaining({
        reason: 'OtherApplySet',
        problems: [
          {
            file: 'a.yaml',
            line: 1,
            message:
              'Deployment/a carries the label applyset.kubernetes.io/part-of: applyset-abc-v1, so it belongs to another ApplySet',
          },
        ],
      }),
    );
  });
});

describe('the manifest of an object of our own', () => {
  it('needs apiVersion, kind and name', () => {
    expect(() =>
      manifestOf({ kind: 'A', metadata: {} } as unknown as ManifestObject, {
        source: { path: 'storage', line: 1 },
      }),
    ).toThrow(
      'storage:1: apiVersion is missing: add it; metadata.name is missing: add it.',
    );
  });

  it.each([
    [
      'v1',
      'ConfigMap',
      { name: 'kubeflow', namespace: 'kubeflow-fleet-system' },
    ],
    ['v1', 'Namespace', { name: 'kubeflow-fleet-system' }],
  ])(
    'are not the state of the set itself (%s %s)',
    (apiVersion, kind, metadata) => {
      const own = manifestOf({ apiVersion, kind, metadata }, { source });
      expect(() =>
        withMembership([manifestOf(deployment, { source }), own], set),
      ).toThrow(
        expect.objectContaining({
          reason: 'ReservedNamespace',
          message: expect.stringMatching(/a\.yaml:1: .*kubeflow/),
        }),
      );
    },
  );

  it('may be of another kind or namespace with that name', () => {
    const metadata = { name: 'kubeflow-fleet-system', namespace: 'kubeflow' };
    const own = manifestOf(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata },
      { source },
    );
    expect(withMembership([own], set)).toHaveLength(1);
  });
});
