import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { nothingFound, type Check } from './scene';

const AGENT = 'eks-pod-identity-agent';

/** Associations do nothing without the agent, which Auto Mode has built in. */
export const checkPodIdentity: Check = async ({ target, cluster, eks }) => {
  const isAsked = cluster.artifacts.access === 'pod-identity';
  if (!isAsked || !eks?.addons || eks.cluster?.autoMode) return nothingFound;
  if (eks.addons.includes(AGENT)) return nothingFound;
  const { name, region } = cluster;
  return {
    problems: [
      new KubeflowError('NotFoundError', {
        subject: target.subject,
        reason: 'PodIdentityAgentMissing',
        fact: `artifacts.access is pod-identity, and the cluster has no add-on ${AGENT}`,
        remedy: `Run \`aws eks create-addon --region ${region} --cluster-name ${name} --addon-name ${AGENT}\`, or set artifacts.access to irsa`,
      }),
    ],
    warnings: [],
  };
};
