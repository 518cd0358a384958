import type { Cluster } from '../cluster';
import { syncEndpoints } from '../controllers/endpoints';
import { runningStatus } from '../controllers/pods';
import type {
  EmulatedObjects,
  EmulatedPods,
  ServicePortBackend,
} from '../contract';

interface Registration {
  readonly namespace: string;
  readonly name: string;
  readonly ports: readonly ServicePortBackend[];
}

const targetOf = ({ port, targetPort }: ServicePortBackend) =>
  targetPort ?? port;

const servicePorts = (ports: readonly ServicePortBackend[]) =>
  ports.map(each => ({
    ...(each.name && { name: each.name }),
    port: each.port,
    targetPort: targetOf(each),
    protocol: 'TCP',
  }));

const podOf = ({ namespace, name, ports }: Registration, podName: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: podName, namespace, labels: { app: name } },
  spec: {
    containers: [
      {
        name,
        image: `local-fleet/${name}`,
        ports: ports.map(each => ({ containerPort: targetOf(each) })),
      },
    ],
  },
});

/** Makes the objects through which the API server finds a Service's backends, and the backends themselves. */
export const registerService = (
  parts: {
    readonly cluster: Cluster;
    readonly objects: EmulatedObjects;
    readonly pods: EmulatedPods;
  },
  registration: Registration,
): void => {
  const { cluster, objects, pods } = parts;
  const { namespace, name, ports } = registration;
  const owner = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
  if (!objects.get(owner))
    objects.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
  const service = objects.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { app: name }, ports: servicePorts(ports) },
  });
  const address = cluster.backends.nextAddress();
  const podName = `${name}-local`;
  const pod = pods.create(podOf(registration, podName));
  const time = cluster.writer.timestamp();
  pods.setStatus(
    { namespace, name: podName },
    runningStatus(pod, { time, address }),
  );
  syncEndpoints(cluster, service);
  ports.forEach(each =>
    cluster.backends.register(address, targetOf(each), each.backend),
  );
};
