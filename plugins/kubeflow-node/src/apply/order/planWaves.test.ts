import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import type { Manifest, ManifestObject } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import { parseManifests } from '../manifests/parseManifests';
import { dataPath, haveSharedData } from '../../pipelines/testing/sharedData';
import { planWaves, type Wave } from './planWaves';

const manifest = (
  apiVersion: string,
  kind: string,
  fields: Record<string, unknown> = {},
): Manifest =>
  manifestOf(
    {
      apiVersion,
      kind,
      metadata: { name: `a-${kind.toLowerCase()}` },
      ...fields,
    } as ManifestObject,
    { source: { path: 'test', line: 1 } },
  );

const definition = (
  [group, kind, plural]: readonly [string, string, string],
  spec: Record<string, unknown> = {},
) =>
  manifest('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural },
      versions: [{ name: 'v1', served: true, storage: true }],
      ...spec,
    },
  });

const webhookConfiguration = (
  rule: Record<string, unknown>,
  webhook: Record<string, unknown> = {},
) =>
  manifest(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    {
      webhooks: [
        {
          name: 'webhook.cert-manager.io',
          clientConfig: { service: { namespace: 'cm', name: 'hook' } },
          rules: [{ operations: ['CREATE'], ...rule }],
          ...webhook,
        },
      ],
    },
  );

const names = (waves: readonly Wave[]) =>
  waves.map(({ name, manifests }) => [
    name,
    manifests.map(({ id }) => id.kind),
  ]);

const ISSUERS = ['cert-manager.io', 'Issuer', 'issuers'] as const;
const ISSUER = manifest('cert-manager.io/v1', 'Issuer');

describe('planWaves', () => {
  it('lets workloads wait for the classes of their pods only where there are pods themselves', () => {
    const priority = manifest('scheduling.k8s.io/v1', 'PriorityClass');
    const workload = manifest('apps/v1', 'Deployment');
    expect(names(planWaves([workload, priority]))).toEqual([
      ['Configuration and workloads', ['PriorityClass', 'Deployment']],
    ]);
    expect(names(planWaves([manifest('v1', 'Pod'), priority]))).toEqual([
      ['Namespaces and classes', ['PriorityClass']],
      ['Configuration and workloads', ['Pod']],
    ]);
  });

  it('row 15: puts a custom resource after its definition, whatever the order of the files', () => {
    const crd = definition(ISSUERS);
    const waves = planWaves([
      ISSUER,
      manifest('apps/v1', 'Deployment'),
      crd,
      manifest('v1', 'Namespace'),
    ]);
    expect(names(waves)).toEqual([
      ['Namespaces and classes', ['Namespace']],
      ['CustomResourceDefinitions', ['CustomResourceDefinition']],
      ['Configuration and workloads', ['Deployment']],
      ['Custom resources', ['Issuer']],
    ]);
    expect(waves[3]?.after).toEqual([
      'Namespaces and classes',
      'CustomResourceDefinitions',
    ]);
    expect(waves[1]?.served).toEqual([crd]);
  });

  it('lets built-in objects wait for namespaces and not for definitions', () => {
    const waves = planWaves([
      definition(ISSUERS),
      manifest('v1', 'ConfigMap'),
      manifest('v1', 'Namespace'),
    ]);
    expect(waves.at(-1)).toMatchObject({
      name: 'Configuration and workloads',
      after: ['Namespaces and classes'],
    });
    expect(waves[1]?.served).toEqual([]);
  });

  it('sends accounts, roles and configuration before workloads, and an APIService last', () => {
    const kinds = [
      ['apiregistration.k8s.io/v1', 'APIService'],
      ['apps/v1', 'Deployment'],
      ['v1', 'Service'],
      ['v1', 'ConfigMap'],
      ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
      ['rbac.authorization.k8s.io/v1', 'Role'],
      ['v1', 'ServiceAccount'],
      ['v1', 'LimitRange'],
      ['node.k8s.io/v1', 'Something'],
    ] as const;
    const [wave] = planWaves(
      kinds.map(([version, kind]) => manifest(version, kind)),
    );
    expect(wave?.manifests.map(({ id }) => id.kind)).toEqual([
      'LimitRange',
      'ServiceAccount',
      'Role',
      'RoleBinding',
      'ConfigMap',
      'Service',
      'Something',
      'Deployment',
      'APIService',
    ]);
  });

  it('row 36: puts webhook configurations after everything else', () => {
    const waves = planWaves([
      webhookConfiguration({ apiGroups: ['x'], resources: ['*'] }),
      manifest('v1', 'ConfigMap'),
      ISSUER,
    ]);
    expect(waves.at(-1)).toMatchObject({
      name: 'Webhook configurations',
      after: ['Configuration and workloads', 'Custom resources'],
    });
  });

  it.each([
    [{ apiGroups: ['cert-manager.io'], resources: ['issuers'] }, true],
    [{ apiGroups: ['*'], resources: ['*/*'] }, true],
    [{ apiGroups: ['cert-manager.io'], resources: ['*'] }, true],
    [{ apiGroups: ['other.io'], resources: ['*'] }, false],
    [{ apiGroups: ['cert-manager.io'], resources: ['certificates'] }, false],
    [
      {
        apiGroups: ['cert-manager.io'],
        resources: ['*'],
        operations: ['DELETE'],
      },
      false,
    ],
  ])('row 36: knows that rule %j meets the resource: %s', (rule, isMet) => {
    const waves = planWaves([
      definition(ISSUERS),
      ISSUER,
      webhookConfiguration(rule),
    ]);
    const behind = waves.find(({ name }) => name.endsWith('behind webhooks'));
    expect(behind?.backends.get(ISSUER)?.[0]?.service).toEqual(
      isMet ? { namespace: 'cm', name: 'hook' } : undefined,
    );
  });

  it('does not wait for a webhook whose failure is ignored', () => {
    const rule = { apiGroups: ['cert-manager.io'], resources: ['*'] };
    const waves = planWaves([
      ISSUER,
      webhookConfiguration(rule, { failurePolicy: 'Ignore' }),
    ]);
    expect(waves[0]?.name).toBe('Custom resources');
  });

  it.each([
    ['v1', false],
    ['v1alpha1', true],
  ])(
    'counts a conversion webhook where %s is written and v1 stored: %s',
    (version, isMet) => {
      const crd = definition(ISSUERS, {
        conversion: {
          strategy: 'Webhook',
          webhook: {
            clientConfig: { service: { namespace: 'cm', name: 'convert' } },
          },
        },
      });
      const issuer = manifest(`cert-manager.io/${version}`, 'Issuer');
      const wave = planWaves([crd, issuer]).at(-1);
      expect(wave?.backends.get(issuer)?.[0]?.service.name).toBe(
        isMet ? 'convert' : undefined,
      );
    },
  );

  it('finds webhooks in the whole set when only a part of it is written', () => {
    const configuration = webhookConfiguration({
      apiGroups: ['cert-manager.io'],
      resources: ['issuers'],
    });
    const waves = planWaves([ISSUER], [ISSUER, configuration]);
    expect(names(waves)).toEqual([
      ['Custom resources behind webhooks', ['Issuer']],
    ]);
  });

  it('plans nothing for nothing', () => {
    expect(planWaves([])).toEqual([]);
  });

  it('loses and doubles nothing, in the same order for every order of the input', () => {
    const all = [
      manifest('v1', 'Namespace'),
      manifest('v1', 'ConfigMap'),
      manifest('apps/v1', 'Deployment'),
      definition(ISSUERS),
      ISSUER,
      webhookConfiguration({
        apiGroups: ['cert-manager.io'],
        resources: ['*'],
      }),
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        shuffled => {
          const waves = planWaves(shuffled);
          expect(names(waves)).toEqual(names(planWaves(all)));
          const begun = new Set<string>();
          for (const { name, after } of waves) {
            expect(after.every(wave => begun.has(wave))).toBe(true);
            begun.add(name);
          }
        },
      ),
    );
  });
});

(haveSharedData() ? describe : describe.skip)(
  "planWaves of upstream's full platform",
  () => {
    it('puts each of its 636 objects into one wave, and those that meet its own webhooks apart', async () => {
      const content = await readFile(
        dataPath('kubeflow-26.03', 'example.yaml'),
      );
      const waves = planWaves(
        parseManifests([{ path: 'example.yaml', content }]),
      );
      expect(
        waves.map(({ name, manifests }) => [name, manifests.length]),
      ).toEqual([
        ['Namespaces and classes', 7],
        ['CustomResourceDefinitions', 70],
        ['Configuration and workloads', 420],
        ['Custom resources', 59],
        ['Custom resources behind webhooks', 24],
        ['Webhooks of pods', 1],
        ['Workloads behind webhooks', 31],
        ['Webhook configurations', 24],
      ]);
    });
  },
);
