import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString, valueAt } from '../json';
import type { JsonObject } from '../json';
import { badRequest, notFound, serviceUnavailable } from '../status';
import type { ObjectStore } from '../store';

const SERVICES = { group: '', plural: 'services', kind: 'Service' };
const ENDPOINTS = { group: '', plural: 'endpoints', kind: 'Endpoints' };
const PODS = { group: '', plural: 'pods', kind: 'Pod' };

/** `ml-pipeline:http`, `ml-pipeline:8888`, `http:ml-pipeline:http`. */
export interface ServiceTarget {
  readonly scheme: string;
  readonly name: string;
  /** Empty when the URL names no port. */
  readonly port: string;
}

/** Splits the name of a proxy URL; throws a 400 for more than three parts. */
export const parseServiceTarget = (id: string): ServiceTarget => {
  const parts = id.split(':');
  if (parts.length > 3 || parts.some(part => part === '' && parts.length < 3))
    throw badRequest(`invalid service request ${JSON.stringify(id)}`);
  if (parts.length === 3) {
    const [scheme = '', name = '', port = ''] = parts;
    if (scheme !== '' && scheme !== 'http' && scheme !== 'https')
      throw badRequest(`invalid service request ${JSON.stringify(id)}`);
    return { scheme: scheme || 'http', name, port };
  }
  const [name = '', port = ''] = parts;
  return { scheme: 'http', name, port };
};

/** The name of the port in Endpoints: a port given as a number is looked up in the Service. */
const portName = (service: KubernetesObject, port: string): string => {
  if (!/^\d+$/.test(port)) return port;
  const found = asArray(valueAt(service, 'spec', 'ports'))
    .map(asObject)
    .find(each => String(each.port) === port);
  if (!found)
    throw serviceUnavailable(
      `no service port ${port} found for service ${JSON.stringify(
        service.metadata.name,
      )}`,
    );
  return asString(found.name) ?? '';
};

const isAddressOfPod = (
  store: ObjectStore,
  namespace: string,
  address: JsonObject,
): boolean => {
  const target = asObject(address.targetRef);
  if (target.kind !== 'Pod') return false;
  const pod = store.get(PODS, namespace, String(target.name));
  const addresses = asArray(valueAt(pod, 'status', 'podIPs')).map(
    each => asObject(each).ip,
  );
  return (
    addresses.includes(address.ip) ||
    valueAt(pod, 'status', 'podIP') === address.ip
  );
};

/**
 * Finds the address behind a Service as the API server does: from the legacy Endpoints, whose addresses
 * must name a Pod of the namespace that has the IP. Throws 404 or 503 in the real server's words.
 */
export const resolveService = (
  store: ObjectStore,
  namespace: string,
  target: ServiceTarget,
): { readonly ip: string; readonly port: number } => {
  const { name } = target;
  const service = store.get(SERVICES, namespace, name);
  if (!service) throw notFound(SERVICES, name);
  const wanted = portName(service, target.port);
  const endpoints = store.get(ENDPOINTS, namespace, name);
  if (!endpoints) throw notFound(SERVICES, name);
  const subsets = asArray(endpoints.subsets).map(asObject);
  if (subsets.length === 0)
    throw serviceUnavailable(
      `no endpoints available for service ${JSON.stringify(name)}`,
    );
  for (const subset of subsets) {
    const port = asArray(subset.ports)
      .map(asObject)
      .find(each => (asString(each.name) ?? '') === wanted);
    const address = asArray(subset.addresses)
      .map(asObject)
      .find(each => isAddressOfPod(store, namespace, each));
    if (port && address)
      return { ip: String(address.ip), port: Number(port.port) };
  }
  const id = target.port ? `${name}:${target.port}` : name;
  throw serviceUnavailable(
    `no endpoints available for service ${JSON.stringify(id)}`,
  );
};
