import { randomBytes } from 'node:crypto';
import { clusterSubject } from '@kubeflow-fleet/plugin-kubeflow-common';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import { createServerCertificate } from './certificates';
import { ADMINS } from './clusterAccess';
import type { ControlPlaneContext, ControlPlaneFactory } from './controlPlane';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { emulatedPods } from './emulatedPods';
import { emulatedWorkflows } from './emulatedWorkflows';
import { openEndpoint } from './endpoint';
import { nodesOf } from './nodes';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';

const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as const;

const isDefinition = ({ kind }: KubernetesObject) =>
  kind === 'CustomResourceDefinition';

/** Claim of KFP's database: while it is there, pipelines and runs outlive the installation. */
export const KFP_CLAIM = 'mysql-pv-claim';
/** KFP's service in the cluster, by the names of its ports. */
export const KFP_SERVICE = 'ml-pipeline';
/** Port of that service, named `http`. */
export const KFP_PORT = 8888;
/** Where KFP is installed, and where its runs are. */
export const KFP_NAMESPACE = 'kubeflow';

/** The emulator with what the cluster starts with. */
const openEmulator = (
  context: ControlPlaneContext,
  { adminToken, ca }: { readonly adminToken: string; readonly ca: string },
): KubernetesEmulator => {
  const nodes = nodesOf(context.cluster, context.nodePools);
  const emulator = createKubernetesEmulator({
    authenticate: async token =>
      token === adminToken
        ? { username: 'local-fleet-admin', groups: [ADMINS] }
        : context.authenticate(token),
    certificateAuthority: ca,
    definitions: 'none',
    crds: context.installation.filter(isDefinition),
    objects: [
      ...context.objects,
      ...nodes,
      ...context.installation.filter(
        object => !isDefinition(object) && object.kind !== 'Namespace',
      ),
    ],
  });
  // A create drops the status, as in every API server; the kubelet reports it afterwards.
  for (const { metadata, status } of nodes)
    emulator.objects.mergePatch(
      { apiVersion: 'v1', kind: 'Node', name: metadata.name },
      { status },
    );
  return emulator;
};

/** The embedded Kubernetes API, with TLS by an authority of its own. */
export const emulatedControlPlane: ControlPlaneFactory = async context => {
  const subject = clusterSubject(context.cluster);
  const certificate = await createServerCertificate(subject);
  const endpoint = await openEndpoint({
    name: `${subject} Kubernetes API`,
    port: context.port,
    tls: certificate,
    latencyMs: context.latencyMs,
  });
  const adminToken = randomBytes(24).toString('base64url');
  let emulator: KubernetesEmulator;
  try {
    emulator = openEmulator(context, { adminToken, ca: certificate.ca });
  } catch (error) {
    await endpoint.close();
    throw error;
  }
  endpoint.attach(emulator);
  return {
    server: endpoint.url,
    ca: certificate.ca,
    adminToken,
    workflows: emulatedWorkflows(emulator.objects),
    pods: emulatedPods(emulator),
    registerKfp: async ({ namespace, handle, onDataLost }) => {
      emulator.serveDeployment({ namespace, name: KFP_SERVICE }, [
        { name: 'http', port: KFP_PORT, backend: handle },
      ]);
      emulator.objects.onChange(CLAIM, ({ type, object: { metadata } }) => {
        const isDatabase =
          metadata.name === KFP_CLAIM && metadata.namespace === namespace;
        if (isDatabase && type === 'DELETED') onDataLost();
      });
      const service = { namespace, name: KFP_SERVICE, port: 'http' };
      return { isReady: () => emulator.isServed(service) };
    },
    emulator,
    requests: endpoint.requests,
    inject: fault => endpoint.inject(fault),
    close: async () => {
      emulator.close();
      await endpoint.close();
    },
  };
};
