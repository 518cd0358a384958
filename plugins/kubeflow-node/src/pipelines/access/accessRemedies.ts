import {
  type ClusterAccess,
  PIPELINES_TOKEN_AUDIENCE,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** Where a person sets how a cluster is reached: in the fleet file, or in the inputs `endpoint` and `kubeconfig`. */
export type SettingsPlace = 'fleet file' | 'inputs';

/** How the API is reached, and where that is set; the fleet file unless it says something else. */
export interface WayIn {
  readonly access?: ClusterAccess;
  readonly settings?: SettingsPlace;
}

type ProxyAccess = Extract<ClusterAccess, { via: 'api-server-proxy' }>;

const isOfInputs = ({ settings }: WayIn) => settings === 'inputs';

const proxied = ({
  access,
}: WayIn): Pick<ProxyAccess, 'namespace' | 'service'> =>
  access?.via === 'api-server-proxy'
    ? access
    : { namespace: 'kubeflow', service: 'ml-pipeline' };

const PROXY_WITHOUT_IDENTITY =
  'The Kubernetes API removes the token on its way to the service, so multi-user mode cannot work through it:';

/** Of a request without an identity that multi-user mode accepts. */
export function identityRemedy(way: WayIn): string {
  switch (way.access?.via) {
    case 'api-server-proxy':
      return isOfInputs(way)
        ? `${PROXY_WITHOUT_IDENTITY} describe the cluster in a fleet file with access: {via: port-forward, serviceAccount: <profile>/default-editor}, or give the inputs endpoint and endpoint-token in place of kubeconfig`
        : `${PROXY_WITHOUT_IDENTITY} set access: {via: port-forward, serviceAccount: <profile>/default-editor} in the fleet file`;
    case 'port-forward':
      return `Set access.serviceAccount to <profile>/default-editor in the fleet file, and leave access.audience at ${PIPELINES_TOKEN_AUDIENCE}`;
    default:
      return isOfInputs(way)
        ? `Give as input endpoint-token a token with the audience that the server expects (TOKEN_REVIEW_AUDIENCE, by default ${PIPELINES_TOKEN_AUDIENCE})`
        : `Let access.audience in the fleet file be the audience that the server expects (TOKEN_REVIEW_AUDIENCE, by default ${PIPELINES_TOKEN_AUDIENCE})`;
  }
}

/** Of a call in which multi-user mode misses the profile's namespace. */
export function profileRemedy(way: WayIn): string {
  const fact = 'Kubeflow Pipelines runs in multi-user mode here:';
  if (!isOfInputs(way))
    return `${fact} set kubeflow.profile to pipelines-multi-user in the fleet file, and give the namespace of the profile`;
  return way.access?.via === 'api-server-proxy'
    ? identityRemedy(way)
    : `${fact} give the namespace of the profile as input namespace`;
}

/** Of a login that answers in place of the API. */
export function loginRemedy(way: WayIn): string {
  const { access } = way;
  if (access?.via === 'url') {
    const host = new URL(access.url).host;
    const token = isOfInputs(way)
      ? 'give as input endpoint-token one with the audience that it expects'
      : 'set access.audience in the fleet file to the audience that it expects';
    return `Let ${host} accept bearer tokens on /apis/ (oauth2-proxy: --api-route=^/apis/ and --skip-jwt-bearer-tokens), and ${token}`;
  }
  if (!access)
    return 'Reach the API behind the login: set access: {via: api-server-proxy} or {via: port-forward} in the fleet file';
  const { service, namespace } = access;
  const fact = `The login answers in place of the service ${service} in namespace ${namespace}:`;
  return isOfInputs(way)
    ? `${fact} let the server of the kubeconfig be the Kubernetes API itself, and the service that of Kubeflow Pipelines`
    : `${fact} let access.service in the fleet file be the API itself, ml-pipeline, and no gateway before it`;
}

/** Of an address without the API. */
export function addressRemedy(way: WayIn): string {
  const { access } = way;
  const gateway = "behind Kubeflow's gateway it ends in /pipeline";
  if (access?.via === 'url')
    return isOfInputs(way)
      ? `Correct the input endpoint (${access.url}); ${gateway}`
      : `Correct access.url (${access.url}) in the fleet file; ${gateway}`;
  return serviceRemedy(way);
}

/** Of a service that is not that of the API. */
export function serviceRemedy(way: WayIn): string {
  const { service, namespace } = proxied(way);
  return isOfInputs(way)
    ? `Look at the service ${service} in namespace ${namespace}: it is not that of Kubeflow Pipelines 2; the input namespace names another`
    : 'Correct access.service in the fleet file, such as ml-pipeline';
}

/** Of a service that is not there. */
export function installRemedy(way: WayIn): string {
  const { service, namespace } = proxied(way);
  return isOfInputs(way)
    ? `Install Kubeflow Pipelines in namespace ${namespace}, or let the input namespace be the one that it is in`
    : `Install Kubeflow Pipelines, or correct access.namespace (${namespace}) and access.service (${service}) in the fleet file`;
}

/** Of credentials that the Kubernetes API does not know. */
export const entryRemedy = (way: WayIn): string =>
  isOfInputs(way)
    ? 'Renew the credentials of the kubeconfig, or let their user into the cluster'
    : 'Add an EKS access entry for the IAM role of this cluster in the fleet file';

/** Of an answer that fits nothing that Kubeflow Pipelines says. */
export const strangerRemedy = (way: WayIn): string => {
  if (!isOfInputs(way))
    return 'Check that access in the fleet file leads to Kubeflow Pipelines';
  const input = way.access?.via === 'url' ? 'endpoint' : 'kubeconfig';
  return `Check that the input ${input} leads to Kubeflow Pipelines`;
};
