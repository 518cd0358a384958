import type { FleetFiles, LocalFleet } from '../fleet/contract';
import type { WorkflowIdentity } from '../github/contract';
import type { RunActionOptions } from '../runner/contract';

/** What a job needs of a fleet, in this process or in another one. */
export interface JobFleet {
  readonly github: {
    readonly url: string;
    readonly apiUrl: string;
    readonly token: string;
    readonly identity: WorkflowIdentity;
    readonly oidc: NonNullable<RunActionOptions['oidc']>;
  };
  readonly aws: { readonly url: string };
  readonly files: Pick<FleetFiles, 'fleetFile' | 'stateDir'>;
}

/** A fleet of this process. */
export const jobFleetOf = ({ github, aws, files }: LocalFleet): JobFleet => ({
  github: {
    url: github.url,
    apiUrl: github.apiUrl,
    token: github.token,
    identity: github.identity,
    oidc: github.emulator.oidc,
  },
  aws: { url: aws.url },
  files,
});
