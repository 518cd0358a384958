import { manifestsOf } from '../testing/installationExamples';
import { check, closeClusters } from './testing/checking';

afterEach(closeClusters);

describe('kinds and definitions', () => {
  const CERTIFICATE =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a, namespace: kubeflow}\n';
  const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const definition = (name: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${name}}\n`;

  it('that nobody serves are named, with who brings them', async () => {
    const { reasons, text } = await check({
      manifests: manifestsOf(CERTIFICATE),
    });
    expect(reasons).toEqual(['KindsNotServed']);
    expect(text).toMatch(
      /does not serve Certificate\.cert-manager\.io.*Install cert-manager first/,
    );
  });

  it('that the cluster or the manifests define are fine', async () => {
    const served = await check({
      manifests: manifestsOf(CERTIFICATE),
      state: {
        [DEFINITIONS]: [{ metadata: { name: 'certificates.cert-manager.io' } }],
      },
    });
    expect(served.reasons).toEqual([]);
    const brought = await check({
      manifests: manifestsOf(
        `${definition('certificates.cert-manager.io')}---\n${CERTIFICATE}`,
      ),
    });
    expect(brought.reasons).toEqual([]);
  });

  it('of another owner are warned of, of another set refused', async () => {
    const { reasons, text, warnings, server } = await check({
      manifests: manifestsOf(
        [definition('a.x.io'), definition('b.x.io'), definition('c.x.io')].join(
          '---\n',
        ),
      ),
      state: {
        [DEFINITIONS]: [
          {
            metadata: {
              name: 'a.x.io',
              labels: { 'app.kubernetes.io/managed-by': 'Helm' },
            },
          },
          {
            metadata: {
              name: 'b.x.io',
              labels: { 'applyset.kubernetes.io/part-of': 'applyset-other-v1' },
            },
          },
          {
            metadata: {
              name: 'c.x.io',
              labels: { 'app.kubernetes.io/managed-by': 'kubeflow-fleet' },
            },
          },
          { metadata: { name: 'd.x.io' } },
        ],
      },
    });
    expect(reasons).toEqual(['DefinitionOfAnotherSet']);
    expect(text).toContain('belong to ApplySet applyset-other-v1: b.x.io');
    expect(warnings.join()).toContain(
      'installed by helm and become ours: a.x.io',
    );
    expect(
      server.requests.find(({ path }) => path === DEFINITIONS)?.headers.accept,
    ).toContain('as=PartialObjectMetadataList');
  });
});

describe('what settings refer to', () => {
  const SECRET = 'GET /api/v1/namespaces/kubeflow/secrets/rds';
  const settings = ['database: {host: db.example.com, secret: rds}'];

  it.each([
    [{ body: { data: { username: 'YQ==', password: 'c2VjcmV0' } } }, []],
    [{ body: { data: { username: 'YQ==' } } }, ['DatabaseSecretMissing']],
    [
      {
        status: 404,
        body: {
          kind: 'Status',
          reason: 'NotFound',
          code: 404,
          details: { name: 'rds' },
        },
      },
      ['DatabaseSecretMissing'],
    ],
  ])('the Secret of the database: %j', async (answer, expected) => {
    const { reasons, text } = await check({
      settings,
      routes: { [SECRET]: answer },
    });
    expect(reasons).toEqual(expected);
    expect(text).not.toContain('c2VjcmV0');
  });

  it('the agent of EKS Pod Identity', async () => {
    const asks = ['artifacts: {bucket: ml-eu, access: pod-identity}'];
    const without = await check({ settings: asks, eks: { addons: [] } });
    expect(without.reasons).toEqual(['PodIdentityAgentMissing']);
    const unknown = await check({ settings: asks });
    expect(unknown.reasons).toEqual([]);
  });
});
