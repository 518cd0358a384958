import { aNamespace, aPodWebhook } from './testing/podObjects';
import { namespaceLabels, webhookRules } from './webhookRules';

const namespaces = namespaceLabels([
  aNamespace('in', { 'istio-injection': 'enabled' }),
  aNamespace('out'),
]);

const met = (
  webhook: object,
  rule: object = {},
  { namespace = 'in', version = 'v1' as string } = {},
) => {
  const configuration = aPodWebhook('hook', {
    objectSelector: undefined,
    rules: [
      {
        apiGroups: [''],
        apiVersions: ['v1'],
        operations: ['CREATE'],
        resources: ['pods'],
        ...rule,
      },
    ],
    ...webhook,
  });
  return webhookRules(configuration).some(each =>
    each.meets({
      group: '',
      version,
      plural: 'pods',
      namespace: namespace ? { labels: namespaces(namespace) } : undefined,
      labels: () => ({ app: 'x' }),
    }),
  );
};

const INJECTED = { matchLabels: { 'istio-injection': 'enabled' } };

describe('webhookRules', () => {
  it.each([
    ['in', INJECTED, true],
    ['out', INJECTED, false],
    ['elsewhere', INJECTED, false],
    ['elsewhere', {}, true],
    ['elsewhere', undefined, true],
    [
      'elsewhere',
      { matchLabels: { 'kubernetes.io/metadata.name': 'elsewhere' } },
      true,
    ],
    ['in', { matchLabels: { 'kubernetes.io/metadata.name': 'in' } }, true],
    ['', INJECTED, true],
  ])(
    'meets an object of namespace "%s" by namespaceSelector %j: %s',
    (namespace, namespaceSelector, expected) => {
      expect(met({ namespaceSelector }, {}, { namespace })).toBe(expected);
    },
  );

  it.each([
    [{ matchLabels: { app: 'x' } }, true],
    [{ matchLabels: { app: 'y' } }, false],
  ])('meets an object by objectSelector %j: %s', (objectSelector, expected) => {
    expect(met({ objectSelector })).toBe(expected);
  });

  it.each([
    [['*'], true],
    [['*/*'], true],
    [['pods/*'], true],
    [['pods/status'], false],
    [['*/scale'], false],
    [['services'], false],
  ])('meets pods by resources %j: %s', (resources, expected) => {
    expect(met({}, { resources })).toBe(expected);
  });

  it.each([
    ['Namespaced', 'in', true],
    ['Cluster', 'in', false],
    ['*', 'in', true],
    ['Namespaced', '', false],
    ['Cluster', '', true],
  ])(
    'meets by scope %s in namespace "%s": %s',
    (scope, namespace, expected) => {
      expect(met({}, { scope }, { namespace })).toBe(expected);
    },
  );

  it.each([
    ['Exact', ['v2'], false],
    ['Exact', ['v1'], true],
    ['Exact', ['*'], true],
    ['Equivalent', ['v2'], true],
    [undefined, ['v2'], true],
  ])(
    'meets by matchPolicy %s and versions %j: %s',
    (matchPolicy, apiVersions, expected) => {
      expect(met({ matchPolicy }, { apiVersions })).toBe(expected);
    },
  );

  it('has no rule of a configuration that is no such thing', () => {
    const empty = aPodWebhook('hook', {}, { webhooks: 'none' });
    expect(webhookRules(empty)).toEqual([]);
  });
});
