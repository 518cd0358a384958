import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { createAgent } from '../http/agent';
import { withDeadline } from '../http/deadline';
import type { HttpTransport } from '../http/http';
import { createTransport, type TransportOptions } from '../http/transport';
import type { KubernetesConnection } from './connection';
import { tlsMaterialOf } from './loadKubeConfig';
import { ForwardedSocket, type ForwardingSocket } from './forwardedSocket';
import { readyPodOf, type ServiceRequest } from './servicePod';
import { statusError } from './statusError';

export interface PortForwardOptions
  extends ServiceRequest,
    Pick<
      TransportOptions,
      | 'authorize'
      | 'reauthorize'
      | 'clock'
      | 'random'
      | 'defaults'
      | 'environment'
    > {}

interface ForwardRequest extends ServiceRequest {
  readonly environment?: NodeJS.ProcessEnv;
}

const OPEN_MS = 15_000;

/** The `ws` package says no more than this about a refused upgrade. */
const upgradeStatus = (error: unknown): number | undefined => {
  const { message } = (error ?? {}) as { message?: unknown };
  const code = /Unexpected server response: (\d{3})/.exec(String(message))?.[1];
  return code ? Number(code) : undefined;
};

const forwardError = (
  error: unknown,
  { subject }: { readonly subject: string },
  { namespace, pod }: { readonly namespace: string; readonly pod: string },
): unknown => {
  if (isKubeflowError(error)) return error;
  const code = upgradeStatus(error);
  if (code === undefined) {
    return new KubeflowError('ServiceUnavailableError', {
      subject,
      fact: `no connection to pod ${pod} in namespace ${namespace} could be forwarded: ${
        (error as Error)?.message ?? 'unknown error'
      }`,
      reason: 'PortForwardFailed',
      remedy:
        'Check that a load balancer or proxy in between lets WebSockets through',
      cause: error,
    });
  }
  const call = {
    subject,
    // Servers before 1.35 ask for get, later ones for create.
    verb: 'create',
    group: '',
    resource: 'pods/portforward',
    namespace,
    name: pod,
  };
  return statusError({ call, status: { kind: 'Status' }, code });
};

/** The library itself reads no proxy variables, and makes an agent for each connection. */
const throughProxies = (
  kubeConfig: KubeConfig,
  environment: NodeJS.ProcessEnv | undefined,
): KubeConfig => {
  const server = new URL(kubeConfig.getCurrentCluster()?.server ?? '');
  const proxied: KubeConfig = Object.create(kubeConfig);
  proxied.applyToHTTPSOptions = async (options: RequestOptions) => {
    await kubeConfig.applyToHTTPSOptions(options);
    const tls = tlsMaterialOf(options);
    options.agent = createAgent({ server, tls, environment });
  };
  return proxied;
};

const openSocket = async (
  connection: KubernetesConnection,
  request: ForwardRequest,
): Promise<ForwardedSocket> => {
  const { kubernetes } = connection;
  const { namespace } = request;
  const { pod, port } = await readyPodOf(kubernetes, request);
  const { PortForward } = await import('./clientNode');
  const forward = new PortForward(
    throughProxies(await connection.kubeConfig(), request.environment),
  );
  const socket = new ForwardedSocket();
  const { output, errors, input } = socket;
  try {
    const webSocket = await withDeadline(
      () => forward.portForward(namespace, pod, [port], output, errors, input),
      {
        ms: OPEN_MS,
        onTimeout: () =>
          new KubeflowError('TimeoutError', {
            subject: kubernetes.subject,
            fact: `the port-forward to pod ${pod} was not opened within ${OPEN_MS} ms`,
            reason: 'PortForwardTimeout',
          }),
      },
    );
    socket.attach(webSocket as unknown as ForwardingSocket);
    return socket;
  } catch (error) {
    socket.destroy();
    throw forwardError(error, kubernetes, { namespace, pod });
  }
};

/**
 * A transport to a ready pod of a Service, through the API server. Each connection of its pool looks
 * for a ready pod anew, so it outlives pods. It carries none of the cluster's credentials: give it
 * `authorize` for what the pod itself asks for.
 *
 * Its requests throw, besides what every transport throws, `NoReadyPod`, `ServicePortNotFound`,
 * `Forbidden` (pods/portforward) and `PortForwardFailed`.
 */
export const portForward = (
  connection: KubernetesConnection,
  options: PortForwardOptions,
): HttpTransport => {
  const { namespace, service, port, ...transportOptions } = options;
  return createTransport({
    ...transportOptions,
    // The Host header that a client inside the cluster would send.
    server: `http://${service}.${namespace}.svc`,
    subject: connection.kubernetes.subject,
    connect: () =>
      openSocket(connection, {
        namespace,
        service,
        port,
        environment: options.environment,
      }),
  });
};
