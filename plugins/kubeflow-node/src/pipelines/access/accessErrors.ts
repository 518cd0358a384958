import {
  clusterSubject,
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { SettingsPlace, WayIn } from './accessRemedies';

const refuse = (
  cluster: FleetCluster,
  details: { fact: string; reason: string; remedy: string },
): never => {
  throw new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    ...details,
  });
};

/** True where KFP wants to know who asks: the profiles `pipelines-multi-user` and `platform`. */
export const isMultiUser = ({ kubeflow }: FleetCluster): boolean =>
  kubeflow.profile !== 'pipelines';

/** @throws KubeflowError `InputError`, reason `ProxyCannotIdentify`. */
export function refuseProxyInMultiUser(cluster: FleetCluster): void {
  if (!isMultiUser(cluster)) return;
  refuse(cluster, {
    fact: `the profile ${cluster.kubeflow.profile} needs to know who asks, and the Kubernetes API's proxy removes the token`,
    reason: 'ProxyCannotIdentify',
    remedy: `Set access: {via: port-forward, service: ml-pipeline-ui, serviceAccount: <profile>/default-editor} for cluster ${cluster.name} in the fleet file`,
  });
}

const missingIdentityRemedy = (
  { name }: FleetCluster,
  { access, settings }: WayIn,
): string => {
  if (settings === 'inputs') return 'Give a token as input endpoint-token';
  return access?.via === 'url'
    ? `Set access.audience for cluster ${name} in the fleet file`
    : `Set access.serviceAccount to <profile>/default-editor for cluster ${name} in the fleet file`;
};

/** @throws KubeflowError `InputError`, reason `IdentityNotConfigured`: multi-user mode without a token. */
export const refuseWithoutIdentity = (
  cluster: FleetCluster,
  way: WayIn,
): never =>
  refuse(cluster, {
    fact: `the profile ${cluster.kubeflow.profile} needs to know who asks, and no token is configured`,
    reason: 'IdentityNotConfigured',
    remedy: missingIdentityRemedy(cluster, way),
  });

/** @throws KubeflowError `InputError`, reason `NamespaceMissing`. */
export const refuseWithoutNamespace = (cluster: FleetCluster): never =>
  refuse(cluster, {
    fact: `the profile ${cluster.kubeflow.profile} has a namespace for each user, and none is given`,
    reason: 'NamespaceMissing',
    remedy: "Give the profile's namespace",
  });

/** @throws KubeflowError `InputError`, reason `CredentialsInUrl`. The address is not repeated. */
export function refuseCredentialsIn(
  url: string,
  cluster: FleetCluster,
  settings?: SettingsPlace,
): void {
  if (!URL.canParse(url)) return;
  const { username, password } = new URL(url);
  if (username || password)
    refuse(cluster, {
      reason: 'CredentialsInUrl',
      ...(settings === 'inputs'
        ? {
            fact: 'the input endpoint contains a user name or password',
            remedy: 'Take them out, and give a token as input endpoint-token',
          }
        : {
            fact: 'access.url contains a user name or password',
            remedy:
              'Take them out of access.url, and set access.audience instead',
          }),
    });
}
