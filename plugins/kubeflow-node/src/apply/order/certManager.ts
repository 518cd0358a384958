import { groupKind, type Manifest } from '../manifest';
import { textOf, valueAt } from '../status/liveValue';
import type { WebhookRule } from './webhookRules';
import type { WorkloadPods } from './workloadPods';

const GROUP = 'cert-manager.io';
const INSTANCE = 'app.kubernetes.io/instance';

/** True where cert-manager puts the caBundle in. */
export const isInjectedByCertManager = (configuration: Manifest): boolean =>
  Object.keys(configuration.object().metadata.annotations ?? {}).some(name =>
    name.startsWith(`${GROUP}/inject-ca-from`),
  );

/** Whether cert-manager makes a Secret that these pods mount: they do not start before. */
export const waitForCertificates = (
  pods: readonly WorkloadPods[],
  manifests: readonly Manifest[],
): boolean => {
  const made = new Set(
    manifests
      .filter(({ id }) => groupKind(id) === `Certificate.${GROUP}`)
      .map(manifest => {
        const secret = textOf(valueAt(manifest.object(), 'spec', 'secretName'));
        return `${manifest.id.namespace ?? 'default'}/${secret}`;
      }),
  );
  return pods.some(({ namespace, secrets }) =>
    secrets.some(secret => made.has(`${namespace}/${secret}`)),
  );
};

/**
 * Workloads of cert-manager in the set. Only its webhook can be told by what it does; controller and CA injector are
 * what was installed with that: the same namespace, and the same instance where it names one.
 */
export const certManagerPods = (
  rules: readonly WebhookRule[],
  pods: readonly WorkloadPods[],
  behind: (rule: WebhookRule) => readonly WorkloadPods[],
): readonly WorkloadPods[] => {
  const webhooks = rules
    .filter(({ isAbout }) => {
      // Whatever is about everything is not cert-manager for that.
      const isAboutAll = isAbout('', 'certificaterequests');
      return isAbout(GROUP, 'certificaterequests') && !isAboutAll;
    })
    .flatMap(behind);
  return pods.filter(({ namespace, labels }) =>
    webhooks.some(
      webhook =>
        webhook.namespace === namespace &&
        (webhook.labels[INSTANCE] === undefined ||
          webhook.labels[INSTANCE] === labels[INSTANCE]),
    ),
  );
};
