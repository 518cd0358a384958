import {
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { EksCluster } from '../aws/eksCluster';
import type { HttpTransport } from '../http/http';

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ConnectTimeout',
  'HostNotFound',
  'NetworkUnreachable',
  'ConnectionRefused',
]);

const explain = (error: unknown, cluster: EksCluster): unknown => {
  if (!isKubeflowError(error) || !UNREACHABLE.has(error.reason)) return error;
  const { name, fact, subject } = error;
  const isPrivate = !cluster.endpointPublicAccess;
  const isOpen = cluster.publicAccessCidrs.includes('0.0.0.0/0');
  if (!isPrivate && (isOpen || cluster.publicAccessCidrs.length === 0)) {
    return error;
  }
  return new KubeflowError(name, {
    subject,
    fact: isPrivate
      ? `the API server has a private endpoint only, and this machine does not reach it: ${fact}`
      : `the API server admits only ${cluster.publicAccessCidrs.join(
          ', ',
        )}, and this machine does not reach it: ${fact}`,
    reason: isPrivate ? 'PrivateEndpoint' : error.reason,
    remedy: isPrivate
      ? "Run this on a self-hosted runner inside the cluster's VPC, or enable the public endpoint; runners of GitHub cannot reach it"
      : "Add this machine's public address to the cluster's public access CIDRs",
    cause: error,
  });
};

/** Says so when a server cannot be reached because of how EKS publishes its endpoint. */
export const explainPrivateEndpoint = (
  transport: HttpTransport,
  cluster: EksCluster,
): HttpTransport => {
  const explained =
    <A, R>(call: (request: A) => Promise<R>) =>
    async (request: A) => {
      try {
        return await call(request);
      } catch (error) {
        throw explain(error, cluster);
      }
    };
  return {
    send: explained(transport.send),
    stream: explained(transport.stream),
    close: transport.close,
  };
};
