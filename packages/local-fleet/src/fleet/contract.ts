import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { AwsEmulator, AwsUser } from '../aws/contract';
import type { Fault, RecordedRequest } from '../emulator';
import type { GitHubEmulator, WorkflowIdentity } from '../github/contract';
import type { EngineOptions } from '../kfp/engine/engineOptions';
import type { KfpEmulator } from '../kfp/emulator';
import type {
  ControlPlane,
  ControlPlaneFactory,
  NodePool,
} from './controlPlane';

/** A cluster to start; the name must be the only one of its kind in the fleet. */
export interface ClusterSpec {
  readonly name: string;
  /** Default {@link DEFAULT_ACCOUNT}. */
  readonly account?: string;
  /** Labels in the fleet file. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Default: one pool of two `m6i.xlarge`. */
  readonly nodePools?: readonly NodePool[];
  /** State that EKS reports; default ACTIVE. */
  readonly status?: 'ACTIVE' | 'CREATING' | 'UPDATING' | 'DELETING' | 'FAILED';
  /** `false` starts the cluster without KFP, for somebody to deploy it; default `installed` of the fleet. */
  readonly installed?: boolean;
  /** `without-default` leaves claims without a storage class; default `gp3`. */
  readonly storage?: 'gp3' | 'without-default';
  /** Takes the emulator's place. */
  readonly controlPlane?: ControlPlaneFactory;
}

/** The clusters of one AWS region and how far away it is. */
export interface RegionSpec {
  readonly region: string;
  readonly clusters: readonly ClusterSpec[];
  /** One round trip to this region, for its Kubernetes and KFP endpoints; default 0. */
  readonly latencyMs?: number;
}

/** Which endpoint a fault strikes: one of a cluster (`name`), or one of the whole fleet. */
export type FaultTarget =
  | 'aws'
  | 'github'
  | { readonly cluster: string; readonly api: 'kubernetes' | 'kfp' };

/** What to start, and how it behaves. */
export interface LocalFleetOptions {
  /** Default {@link demoRegions}. */
  readonly regions?: readonly RegionSpec[];
  /** Where the fleet writes fleet.yaml, kubeconfigs and KFP's state; made when missing. */
  readonly stateDir: string;
  /** `disk` keeps KFP's pipelines and runs below `stateDir` over restarts; default `memory`. */
  readonly state?: 'memory' | 'disk';
  /** First of the consecutive ports; default: any free ports. */
  readonly firstPort?: number;
  readonly faults?: readonly {
    readonly target: FaultTarget;
    readonly fault: Fault;
  }[];
  /** Round trip by region, over what `regions` says. */
  readonly latency?: Readonly<Record<string, number>>;
  /** The workflow run that asks for OIDC tokens. */
  readonly identity?: Partial<WorkflowIdentity>;
  /** Files by commit, and pull requests, of that workflow's repository. */
  readonly repository?: {
    readonly commits?: Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
  };
  /** Whether KFP is there from the start, in clusters that do not say; default true. */
  readonly installed?: boolean;
  /** `kubeflow.manifests` of the fleet file: a path in its repository. Default: none, which means upstream's. */
  readonly manifests?: string;
  /**
   * How runs go: durations, failures, logs. With `off` nobody runs the Workflows: a test plays the controller
   * through `cluster.controlPlane.workflows` or the Kubernetes API.
   */
  readonly engine?: EngineOptions | 'off';
}

/** One running cluster. */
export interface LocalCluster extends ClusterId {
  readonly arn: string;
  readonly latencyMs: number;
  readonly controlPlane: ControlPlane;
  /** What KFP is in this cluster; it answers only while {@link isKfpReady}. */
  readonly kfp: KfpEmulator;
  /** Plain HTTP address of the KFP API, for the kfp CLI and SDK; 503 while KFP is not installed and ready. */
  readonly kfpUrl: string;
  /** True while the service `ml-pipeline` leads to a ready pod. */
  readonly isKfpReady: () => boolean;
  /** What the KFP API was asked, directly and through the service proxy. */
  readonly kfpRequests: readonly RecordedRequest[];
  /** Path of a kubeconfig with an administrator's token. */
  readonly kubeconfig: string;
}

/** Absolute paths of what a fleet writes. */
export interface FleetFiles {
  readonly stateDir: string;
  /** The fleet file of this fleet, with the ports of nothing: EKS tells the addresses. */
  readonly fleetFile: string;
  /** To `source` in a shell: keys and endpoints for kubectl and the AWS CLI. */
  readonly env: string;
  /** All clusters in one kubeconfig, contexts by cluster name; holds administrators' tokens. */
  readonly kubeconfig: string;
  /** What runs where, as JSON: `FleetDescription`. */
  readonly description: string;
}

/** A running fleet; everything listens on loopback only. */
export interface LocalFleet {
  readonly clusters: readonly LocalCluster[];
  readonly aws: {
    readonly url: string;
    readonly emulator: AwsEmulator;
    readonly requests: readonly RecordedRequest[];
    /** Keys of an administrator, for the AWS CLI. */
    readonly admin: AwsUser;
    /** Role that the workflow's OIDC token may assume, by account. */
    readonly roleArn: (account: string) => string;
  };
  readonly github: {
    readonly url: string;
    readonly apiUrl: string;
    readonly token: string;
    readonly identity: WorkflowIdentity;
    readonly emulator: GitHubEmulator;
    readonly requests: readonly RecordedRequest[];
  };
  readonly files: FleetFiles;
  /** @throws KubeflowError `NotFoundError` for a cluster that is not there. */
  cluster(name: string): LocalCluster;
  inject(target: FaultTarget, fault: Fault): void;
  /** Stops every server; what was written below the state directory stays. */
  close(): Promise<void>;
}
