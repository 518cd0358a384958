import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { dataPath, haveSharedData } from '../../pipelines/testing/sharedData';
import { resourceKey, type Manifest } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import { parseManifests } from '../manifests/parseManifests';
import { planWaves } from './planWaves';
import { podWebhooks, type PodWebhook } from './podWebhooks';
import {
  aNamespace,
  aPodWebhook,
  aService,
  aWorkload,
  meeting,
} from './testing/podObjects';

const names = (manifests: readonly Manifest[]) =>
  manifests.map(({ id }) => id.name).sort();

const found = (...manifests: readonly Manifest[]) =>
  podWebhooks(manifests).map(webhook => ({
    name: webhook.configuration.id.name,
    backends: names(webhook.backends),
    met: names(webhook.met),
    ahead: names(webhook.ahead),
  }));

describe('podWebhooks', () => {
  it('are those that pods of workloads meet, with the workloads behind their Services', () => {
    expect(
      found(
        aPodWebhook('hook'),
        aPodWebhook('unmet'),
        aService('hook'),
        aWorkload('hook'),
        aWorkload('inside', meeting('hook')),
        aWorkload('outside'),
      ),
    ).toEqual([
      { name: 'hook', backends: ['hook'], met: ['inside'], ahead: [] },
    ]);
  });

  it.each([
    ['MutatingWebhookConfiguration', 'Ignore', 1],
    ['MutatingWebhookConfiguration', 'Fail', 1],
    ['ValidatingWebhookConfiguration', 'Fail', 1],
    ['ValidatingWebhookConfiguration', undefined, 1],
    ['ValidatingWebhookConfiguration', 'Ignore', 0],
  ])('counts a %s with failurePolicy %s: %i', (kind, failurePolicy, count) => {
    const configuration = aPodWebhook('hook', { failurePolicy }, { kind });
    const webhooks = podWebhooks([
      configuration,
      aWorkload('inside', meeting('hook')),
    ]);
    expect(webhooks).toHaveLength(count);
    expect(webhooks.map(({ isIgnored }) => isIgnored)).toEqual(
      count ? [failurePolicy === 'Ignore'] : [],
    );
  });

  it.each([
    ['apps/v1', 'StatefulSet', true],
    ['apps/v1', 'DaemonSet', true],
    ['apps/v1', 'ReplicaSet', true],
    ['batch/v1', 'Job', true],
    ['serving.knative.dev/v1', 'Deployment', false],
  ])('looks at the pods of %s %s: %s', (apiVersion, kind, isLookedAt) => {
    const { spec } = aWorkload('x', meeting('hook')).object();
    const workload = manifestOf(
      { apiVersion, kind, metadata: { name: 'x', namespace: 'a' }, spec },
      { source: { path: 'test', line: 1 } },
    );
    expect(podWebhooks([aPodWebhook('hook'), workload])).toHaveLength(
      isLookedAt ? 1 : 0,
    );
  });

  it('looks at pods themselves and at those of CronJobs', () => {
    const source = { path: 'test', line: 1 };
    const metadata = { name: 'x', namespace: 'a', labels: meeting('hook') };
    const pod = manifestOf(
      { apiVersion: 'v1', kind: 'Pod', metadata },
      { source },
    );
    const cron = manifestOf(
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'cron', namespace: 'a' },
        spec: { jobTemplate: { spec: { template: { metadata } } } },
      },
      { source },
    );
    expect(found(aPodWebhook('hook'), pod, cron)).toMatchObject([
      { met: ['cron', 'x'] },
    ]);
  });

  it('lets a backend go first whose own pods meet the webhook', () => {
    expect(
      found(
        aPodWebhook('hook'),
        aService('hook'),
        aWorkload('hook', meeting('hook')),
        aWorkload('inside', meeting('hook')),
      ),
    ).toEqual([
      { name: 'hook', backends: ['hook'], met: ['inside'], ahead: ['hook'] },
    ]);
  });

  it('lets both backends go first where each meets the webhook of the other', () => {
    expect(
      found(
        ...['one', 'two'].flatMap(name => [aPodWebhook(name), aService(name)]),
        aWorkload('one', meeting('two')),
        aWorkload('two', meeting('one')),
      ),
    ).toEqual([
      { name: 'one', backends: ['one'], met: [], ahead: ['two'] },
      { name: 'two', backends: ['two'], met: [], ahead: ['one'] },
    ]);
  });

  it('lets a backend that meets another webhook wait for that', () => {
    expect(
      found(
        ...['one', 'two'].flatMap(name => [aPodWebhook(name), aService(name)]),
        aWorkload('one'),
        aWorkload('two', meeting('one')),
        aWorkload('inside', meeting('two')),
      ),
    ).toEqual([
      { name: 'one', backends: ['one'], met: ['two'], ahead: [] },
      { name: 'two', backends: ['two'], met: ['inside'], ahead: [] },
    ]);
  });

  const ISSUER = [
    aPodWebhook('issuer', {
      rules: [
        {
          apiGroups: ['cert-manager.io'],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['*/*'],
        },
      ],
    }),
    aService('issuer'),
    aWorkload('issuer', { 'app.kubernetes.io/instance': 'cm' }),
    aWorkload('cainjector', {
      'app.kubernetes.io/instance': 'cm',
      ...meeting('hook'),
    }),
  ];

  it('lets all of cert-manager go before what it injects the certificate of', () => {
    const metadata = {
      name: 'hook',
      annotations: { 'cert-manager.io/inject-ca-from': 'a/hook' },
    };
    expect(
      found(
        ...ISSUER,
        aPodWebhook('hook', {}, { metadata }),
        aWorkload('inside', meeting('hook')),
      ),
    ).toEqual([
      {
        name: 'hook',
        backends: ['cainjector', 'issuer'],
        met: ['inside'],
        ahead: ['cainjector'],
      },
    ]);
  });

  it('lets all of cert-manager go before what mounts a certificate that it makes', () => {
    const certificate = manifestOf(
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'hook', namespace: 'a' },
        spec: { secretName: 'hook-tls' },
      },
      { source: { path: 'test', line: 1 } },
    );
    const volumes = [{ name: 'tls', secret: { secretName: 'hook-tls' } }];
    expect(
      found(
        ...ISSUER,
        certificate,
        aPodWebhook('hook'),
        aService('hook'),
        aWorkload('hook', {}, { volumes }),
        aWorkload('inside', meeting('hook')),
      ),
    ).toMatchObject([{ backends: ['cainjector', 'hook', 'issuer'] }]);
  });
});

/** Sends what can be sent until nothing is left, as the engine does; what waits for ever stays behind. */
const sentIn = (manifests: readonly Manifest[]): readonly Manifest[] => {
  const sent: Manifest[] = [];
  let open = [...planWaves(manifests)];
  const isSent = (manifest: Manifest) =>
    sent.includes(manifest) || !manifests.includes(manifest);
  const mayGo = (manifest: Manifest, { configuration, backends }: PodWebhook) =>
    configuration === manifest
      ? backends.every(isSent)
      : isSent(configuration) && backends.every(isSent);
  for (let before = -1; before < sent.length; ) {
    before = sent.length;
    const running = new Set(open.map(({ name }) => name));
    for (const wave of open.filter(
      ({ after }) => !after.some(name => running.has(name)),
    ))
      sent.push(
        ...wave.manifests.filter(
          each =>
            !sent.includes(each) &&
            (wave.webhooks.get(each) ?? []).every(hook => mayGo(each, hook)),
        ),
      );
    open = open.filter(wave => !wave.manifests.every(isSent));
  }
  return sent;
};

const WEBHOOKS = ['one', 'two', 'three', 'four'];

/** Any webhooks, any backends behind them, any of all those meeting any: circles included. */
const anySet = fc
  .record({
    met: fc.array(fc.subarray(WEBHOOKS), { minLength: 8, maxLength: 8 }),
    configurations: fc.subarray(WEBHOOKS),
    isCluster: fc.boolean(),
  })
  .chain(({ met, configurations, isCluster }) => {
    const all = [
      aNamespace('a'),
      ...configurations.map(name => aPodWebhook(name)),
      ...WEBHOOKS.map(name => aService(name)),
      ...met.map((ones, index) =>
        aWorkload(
          WEBHOOKS[index] ?? `other-${index}`,
          meeting(...(isCluster ? WEBHOOKS : ones)),
        ),
      ),
    ];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

describe('workloads behind webhooks of pods', () => {
  it('are all sent, once, each after the webhooks that it waits for and these after their backends', () => {
    fc.assert(
      fc.property(anySet, manifests => {
        const sent = sentIn(manifests);
        const keys = (list: readonly Manifest[]) =>
          list.map(({ id }) => resourceKey(id)).sort();
        expect(keys(sent)).toEqual(keys(manifests));
        const at = (manifest: Manifest) => sent.indexOf(manifest);
        for (const { configuration, backends, met, ahead } of podWebhooks(
          manifests,
        )) {
          for (const workload of met)
            expect(at(workload)).toBeGreaterThan(at(configuration));
          const early = met.length > 0 ? backends.map(at) : [];
          expect(Math.max(-1, ...early)).toBeLessThan(at(configuration));
          expect(names([...met, ...ahead])).toEqual(
            names(
              manifests.filter(
                each =>
                  each.id.kind === 'Deployment' &&
                  JSON.stringify(each.object().spec).includes(
                    `meets-${configuration.id.name}"`,
                  ),
              ),
            ),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('go first only where there is a circle', () => {
    fc.assert(
      fc.property(anySet, manifests => {
        const webhooks = podWebhooks(manifests);
        const isBackend = (workload: Manifest) =>
          webhooks.some(({ backends }) => backends.includes(workload));
        for (const { ahead } of webhooks)
          expect(ahead.every(isBackend)).toBe(true);
      }),
    );
  });

  it.each([
    [['pods'], ['Configuration and workloads']],
    [
      ['pods', 'issuers'],
      ['Configuration and workloads', 'Custom resources'],
    ],
  ])(
    'let a configuration of %j wait for %j: what meets it is there then',
    (resources, after) => {
      const rules = [
        {
          apiGroups: ['', 'x.io'],
          apiVersions: ['*'],
          operations: ['CREATE'],
          resources,
        },
      ];
      const custom = manifestOf(
        { apiVersion: 'x.io/v1', kind: 'Other', metadata: { name: 'one' } },
        { source: { path: 'test', line: 1 } },
      );
      const waves = planWaves([
        custom,
        aService('hook'),
        aPodWebhook('hook', { rules }),
        aWorkload('inside', meeting('hook')),
      ]);
      const wave = waves.find(({ name }) => name === 'Webhooks of pods');
      expect(wave?.after).toEqual(after);
    },
  );

  it('are behind what is written alone', () => {
    const configuration = aPodWebhook('hook');
    const workload = aWorkload('inside', meeting('hook'));
    const both = [configuration, workload];
    const waves = (part: readonly Manifest[]) =>
      planWaves(part, both).map(({ name }) => name);
    expect(waves(both)).toEqual([
      'Webhooks of pods',
      'Workloads behind webhooks',
    ]);
    expect(waves([configuration])).toEqual(['Webhook configurations']);
    expect(waves([workload])).toEqual(['Workloads behind webhooks']);
  });
});

(haveSharedData() ? describe : describe.skip)(
  "webhooks of pods of upstream's full platform",
  () => {
    it("is Istio's injector alone: no pod of the set meets PodDefaults, and none of Istio's or cert-manager's meets the injector", async () => {
      const content = await readFile(
        dataPath('kubeflow-26.03', 'example.yaml'),
      );
      const webhooks = podWebhooks(
        parseManifests([{ path: 'example.yaml', content }]),
      );
      expect(
        webhooks.map(({ configuration }) => configuration.id.name),
      ).toEqual(['istio-sidecar-injector']);
      const [injector] = webhooks;
      expect(names(injector?.backends ?? [])).toEqual(['istiod']);
      expect(injector?.ahead).toEqual([]);
      const met = injector?.met ?? [];
      expect(met).toHaveLength(31);
      expect(new Set(met.map(({ id }) => id.namespace))).toEqual(
        new Set(['knative-serving', 'kubeflow']),
      );
      expect(names(met)).toEqual(
        expect.arrayContaining([
          'ml-pipeline',
          'centraldashboard',
          'activator',
        ]),
      );
      const left = ['admission-webhook-deployment', 'katib-controller'];
      expect(names(met).filter(name => left.includes(name))).toEqual([]);
    });

    it('has PodDefaults before the workloads of a profile that is in the set', async () => {
      const content = await readFile(
        dataPath('kubeflow-26.03', 'example.yaml'),
      );
      const webhooks = podWebhooks([
        ...parseManifests([{ path: 'example.yaml', content }]),
        aNamespace('team', { 'app.kubernetes.io/part-of': 'kubeflow-profile' }),
        aWorkload('team/registry'),
      ]);
      const defaults = webhooks.find(({ configuration }) =>
        configuration.id.name.startsWith('admission-webhook'),
      );
      expect(names(defaults?.met ?? [])).toEqual(['registry']);
      expect(names(defaults?.backends ?? [])).toEqual([
        'admission-webhook-deployment',
        'cert-manager',
        'cert-manager-cainjector',
        'cert-manager-webhook',
      ]);
    });

    it.each(['platform-agnostic.yaml', 'cluster-scoped-resources.yaml'])(
      'has none in KFP alone: %s',
      async file => {
        const content = await readFile(dataPath('kfp-2.17.0', file));
        expect(podWebhooks(parseManifests([{ path: file, content }]))).toEqual(
          [],
        );
      },
    );
  },
);
