import type { Cluster } from '../cluster';
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

const endpointPorts = (ports: readonly ServicePortBackend[]) =>
  ports.map(each => ({
    ...(each.name && { name: each.name }),
    port: targetOf(each),
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

const endpointsOf = (
  { namespace, name, ports }: Registration,
  pod: { readonly name: string; readonly uid?: string },
  address: string,
) => {
  const targetRef = { kind: 'Pod', namespace, name: pod.name, uid: pod.uid };
  return [
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name, namespace },
      subsets: [
        {
          addresses: [{ ip: address, targetRef }],
          ports: endpointPorts(ports),
        },
      ],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-local`,
        namespace,
        labels: { 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      endpoints: [
        { addresses: [address], conditions: { ready: true }, targetRef },
      ],
      ports: endpointPorts(ports),
    },
  ];
};

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
  objects.create({
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
  endpointsOf(registration, pod.metadata, address).forEach(objects.create);
  ports.forEach(each =>
    cluster.backends.register(address, targetOf(each), each.backend),
  );
};
