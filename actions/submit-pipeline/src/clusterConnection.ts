import {
  connectJobCluster,
  githubOidcToken,
  maskSecret,
  userAgent,
} from '@kubeflow-fleet/action-toolkit';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectPipelines,
  type KubernetesClient,
  type KubernetesConnection,
  type PipelinesConnectionOptions,
  portForward,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { SubmitInputs } from './inputs';
import type { ClusterConnection } from './contract';

const maskingTokens = (kubernetes: KubernetesClient): KubernetesClient => ({
  ...kubernetes,
  createToken: async (serviceAccount, audience) => {
    const answer = await kubernetes.createToken(serviceAccount, audience);
    maskSecret(answer.token);
    return answer;
  },
});

const ACTION = 'submit-pipeline';
/** The same for every server: who asks. */
const defaults = { userAgent: userAgent(ACTION) };

const tokenForUrl =
  (inputs: SubmitInputs): PipelinesConnectionOptions['token'] =>
  async audience => {
    const token = inputs.endpointToken ?? (await githubOidcToken(audience!));
    maskSecret(token);
    return token;
  };

const settingsPlace = ({ endpoint, kubeconfig }: SubmitInputs) =>
  endpoint || kubeconfig ? 'inputs' : 'fleet file';

const needsToken = ({ access }: FleetCluster, inputs: SubmitInputs) =>
  inputs.endpointToken !== undefined ||
  (access.via === 'url' && access.audience !== undefined);

async function byUrl(
  cluster: FleetCluster,
  inputs: SubmitInputs,
): Promise<ClusterConnection> {
  const { pipelines, close } = await connectPipelines(cluster, {
    token: needsToken(cluster, inputs) ? tokenForUrl(inputs) : undefined,
    namespace: inputs.namespace,
    settings: settingsPlace(inputs),
    defaults,
  });
  return { target: { subject: pipelines.subject, pipelines }, close };
}

async function byKubernetes(
  cluster: FleetCluster,
  connection: KubernetesConnection,
  inputs: SubmitInputs,
): Promise<ClusterConnection> {
  const { transport } = connection;
  const kubernetes = maskingTokens(connection.kubernetes);
  const { pipelines, close } = await connectPipelines(cluster, {
    kubernetes,
    transport,
    settings: settingsPlace(inputs),
    portForward: async target => portForward(connection, target),
  });
  return {
    target: { subject: pipelines.subject, pipelines, kubernetes },
    close: () => {
      close();
      connection.close();
    },
  };
}

/** Connects to a cluster as the fleet file and the inputs say. Every secret is masked before its use. */
export async function connectCluster(
  cluster: FleetCluster,
  inputs: SubmitInputs,
): Promise<ClusterConnection> {
  if (cluster.access.via === 'url') return byUrl(cluster, inputs);
  const connection = await connectJobCluster(cluster, {
    ...inputs,
    action: ACTION,
  });
  return byKubernetes(cluster, connection, inputs);
}
