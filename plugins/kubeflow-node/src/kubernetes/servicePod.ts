import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { PODS, SERVICES } from './collectionPath';
import type { KubernetesClient, KubernetesObject } from './objects';

export interface ServiceRequest {
  readonly namespace: string;
  readonly service: string;
  /** Name or number; default: the Service's only port. */
  readonly port?: string | number;
}

interface Port {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
}

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly Port[];
}

interface PodShape {
  readonly spec?: {
    readonly containers?: readonly {
      readonly ports?: readonly { name?: string; containerPort: number }[];
    }[];
  };
  readonly status?: {
    readonly conditions?: readonly { type: string; status: string }[];
  };
}

const unavailable = (
  kubernetes: KubernetesClient,
  details: {
    readonly fact: string;
    readonly reason: string;
    readonly remedy: string;
  },
) =>
  new KubeflowError('ServiceUnavailableError', {
    subject: kubernetes.subject,
    ...details,
  });

const isReady = (pod: KubernetesObject): boolean =>
  !pod.metadata.deletionTimestamp &&
  (pod as PodShape).status?.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  ) === true;

const choosePort = (
  ports: readonly Port[],
  wanted: string | number | undefined,
): Port | undefined =>
  wanted === undefined && ports.length === 1
    ? ports[0]
    : ports.find(
        ({ name, port }) => name === wanted || port === Number(wanted),
      );

const containerPort = (
  pod: KubernetesObject,
  { port, targetPort = port }: Port,
): number | undefined =>
  typeof targetPort === 'number'
    ? targetPort
    : (pod as PodShape).spec?.containers
        ?.flatMap(({ ports = [] }) => ports)
        .find(({ name }) => name === targetPort)?.containerPort;

const selectorOf = (selector: Readonly<Record<string, string>>) =>
  Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/**
 * A ready pod behind a Service, and its port there.
 *
 * @throws KubeflowError `NotFound` for the Service, `ServicePortNotFound`, `NoReadyPod`.
 */
export const readyPodOf = async (
  kubernetes: KubernetesClient,
  { namespace, service, port: wanted }: ServiceRequest,
): Promise<{ readonly pod: string; readonly port: number }> => {
  const { spec } = await kubernetes.get({ ...SERVICES, namespace }, service);
  const { selector = {}, ports = [] } = (spec ?? {}) as ServiceSpec;
  const target = `service ${service} in namespace ${namespace}`;
  const port = choosePort(ports, wanted);
  if (!port) {
    throw new KubeflowError('NotFoundError', {
      subject: kubernetes.subject,
      fact: `${target} has no port '${wanted ?? '(none named)'}'`,
      reason: 'ServicePortNotFound',
      remedy: `Name one of its ports: ${
        ports.map(({ name, port: number }) => name ?? number).join(', ') ||
        '(it has none)'
      }`,
    });
  }
  // An empty selector would select every pod of the namespace.
  const labelSelector = selectorOf(selector);
  const pods = labelSelector
    ? await kubernetes.list({ ...PODS, namespace }, { labelSelector })
    : [];
  const pod = pods.find(isReady);
  const targetPort = pod && containerPort(pod, port);
  if (!pod || !targetPort) {
    throw unavailable(kubernetes, {
      fact: `${target} has no ready pod (${pods.length} pods match its selector)`,
      reason: 'NoReadyPod',
      remedy: `Look at: kubectl --namespace ${namespace} get pods --selector '${labelSelector}'`,
    });
  }
  return { pod: pod.metadata.name, port: targetPort };
};
