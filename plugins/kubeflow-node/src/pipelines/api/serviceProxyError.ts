import {
  type ClusterAccess,
  KubeflowError,
  type KubeflowErrorDetails,
  type KubeflowErrorName,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpResponse } from '../../http/http';
import {
  entryRemedy,
  installRemedy,
  serviceRemedy,
  type WayIn,
} from '../access/accessRemedies';
import type { FailedCall } from './answerText';
import { serverText } from './answerText';

type ProxyAccess = Extract<ClusterAccess, { via: 'api-server-proxy' }>;

/** The name segment of the proxy's URL; RBAC's resourceNames must have it letter by letter. */
export const proxiedService = (service: string): string =>
  service.includes(':') ? service : `${service}:http`;

const rule = (access: ProxyAccess | undefined) => {
  const namespace = access?.namespace ?? 'kubeflow';
  const name = proxiedService(access?.service ?? 'ml-pipeline');
  return `Add to a Role in the namespace ${namespace}: {apiGroups: [""], resources: [services/proxy], resourceNames: ["${name}"], verbs: [get, create, delete]}; the name is matched with its port. Bind it to the group of the EKS access entry`;
};

interface Meaning {
  readonly name: KubeflowErrorName;
  readonly reason: string;
  readonly remedy: string;
}

function unavailable(words: string, service: string, way: WayIn): Meaning {
  const name = 'ServiceUnavailableError';
  if (/no endpoints/.test(words))
    return {
      name,
      reason: 'NoEndpoints',
      remedy: `No pod of the service ${service} is ready: look at the ml-pipeline pods`,
    };
  if (/no service port/.test(words))
    return {
      name,
      reason: 'NoServicePort',
      remedy: serviceRemedy(way),
    };
  return {
    name,
    reason: 'ServiceUnreachable',
    remedy: `Let the control plane reach the pods of ${service}: open the port in the security group of the nodes, and look at the ml-pipeline pods`,
  };
}

function meaningOf(
  { status }: HttpResponse,
  words: string,
  way: WayIn,
): Meaning {
  const access =
    way.access?.via === 'api-server-proxy' ? way.access : undefined;
  const service = access?.service ?? 'ml-pipeline';
  switch (status) {
    case 401:
      return {
        name: 'AuthenticationError',
        reason: 'AccessEntryMissing',
        remedy: entryRemedy(way),
      };
    case 403:
      return {
        name: 'NotAllowedError',
        reason: 'ServiceProxyForbidden',
        remedy: rule(access),
      };
    case 404:
      return {
        name: 'NotFoundError',
        reason: 'ServiceNotFound',
        remedy: installRemedy(way),
      };
    default:
      return unavailable(words, service, way);
  }
}

/** The error for an answer of the Kubernetes API that stands between: its body is a `Status`. */
export function serviceProxyError(
  response: HttpResponse,
  call: FailedCall,
): KubeflowError {
  const { subject, purpose } = call;
  const words = serverText(response);
  const { name, reason, remedy } = meaningOf(response, words, call);
  const details: KubeflowErrorDetails = {
    subject,
    fact: `cannot ${purpose}: the Kubernetes API says: ${words} (status ${response.status})`,
    reason,
    remedy,
    upstreamStatus: response.status,
  };
  return new KubeflowError(name, details);
}
