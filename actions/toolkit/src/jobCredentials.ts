import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type CachedCredentials,
  clusterCredentials,
  type Identity,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { githubOidcToken } from './githubOidcToken';
import { maskSecret } from './secrets';
import { originOfWorkflow } from './workflowRun';

/** The inputs by which an action says who it is in AWS. */
export interface IdentityInputs {
  readonly awsCredentials: 'oidc' | 'ambient';
  /** ARN of the role to assume first; only with `oidc`. */
  readonly roleToAssume?: string;
  /** Default: that of STS in the cluster's partition. */
  readonly audience?: string;
}

const identityOf = (given: IdentityInputs): Identity =>
  given.awsCredentials === 'ambient'
    ? { kind: 'ambient' }
    : {
        kind: 'oidc',
        token: audience => githubOidcToken(given.audience ?? audience),
        hubRole: given.roleToAssume,
      };

/** Session names may hold 64 characters. */
const sessionName = () =>
  `kubeflow-fleet-${originOfWorkflow().workflowRunId || 'local'}`.slice(0, 64);

const masked = (provider: CachedCredentials): CachedCredentials =>
  Object.assign(
    async () => {
      const credentials = await provider();
      maskSecret(credentials.secretAccessKey);
      maskSecret(credentials.sessionToken);
      return credentials;
    },
    { invalidate: () => provider.invalidate() },
  );

/** Credentials of this job for a cluster, by the role of the fleet file; masked before their first use. */
export const jobCredentials = (
  cluster: FleetCluster,
  given: IdentityInputs,
): CachedCredentials =>
  masked(
    clusterCredentials(cluster, {
      identity: identityOf(given),
      sessionName: sessionName(),
    }),
  );
