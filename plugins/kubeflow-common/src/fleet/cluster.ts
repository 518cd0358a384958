/** What identifies a cluster: the same name may exist in several accounts and regions. */
export interface ClusterId {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The EKS cluster's name in its exact case: the token signs it. */
  readonly name: string;
}

/** How to reach the cluster's Kubeflow Pipelines API. */
export type ClusterAccess =
  | {
      readonly via: 'api-server-proxy';
      readonly namespace: string;
      readonly service: string;
    }
  | {
      readonly via: 'port-forward';
      readonly namespace: string;
      readonly service: string;
      /** Whose TokenRequest token authenticates, in multi-user mode: `namespace/name`. */
      readonly serviceAccount?: string;
      readonly audience: string;
    }
  | { readonly via: 'url'; readonly url: string; readonly audience?: string };

/** What can be installed: Kubeflow Pipelines for one team, for many, or the whole platform. */
export const kubeflowProfiles = [
  'pipelines',
  'pipelines-multi-user',
  'platform',
] as const;

export type KubeflowProfile = (typeof kubeflowProfiles)[number];

/** Kubernetes quantities of each container of a component. */
export interface ComponentResources {
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

/** A cluster of the fleet file with the file's defaults applied and templates expanded. */
export interface FleetCluster extends ClusterId {
  readonly partition: string;
  readonly arn: string;
  /** IAM role to assume for this cluster; absent: the ambient credentials are used. */
  readonly role?: string;
  readonly externalId?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly access: ClusterAccess;
  readonly kubeflow: {
    readonly profile: KubeflowProfile;
    readonly version: string;
    readonly namespace: string;
    readonly manifests?: string;
  };
  readonly artifacts: {
    readonly bucket?: string;
    readonly pipelineRoot?: string;
    readonly access?: 'irsa' | 'pod-identity' | 'node-role';
    /** IAM role of the pods that read and write artifacts. */
    readonly role?: string;
    /** Of the bucket; absent: the cluster's. */
    readonly region?: string;
    /** Host of S3, with an optional port; absent: the regional one. */
    readonly endpoint?: string;
  };
  /** MySQL outside the cluster; absent: the one that is installed. */
  readonly database?: {
    readonly host: string;
    readonly port?: number;
    /** Name of a Secret in the namespace of the installation. */
    readonly secret?: string;
  };
  readonly images?: { readonly registry?: string };
  readonly storage?: {
    readonly class?: string;
    readonly reclaimPolicy?: 'Retain' | 'Delete';
    readonly parameters?: Readonly<Record<string, string>>;
    readonly provisioner?: string;
    readonly makeDefault?: boolean;
    /** Of every claim that `sizes` does not name. */
    readonly size?: string;
    /** By name of the PersistentVolumeClaim. */
    readonly sizes?: Readonly<Record<string, string>>;
  };
  /** By Deployment, StatefulSet or DaemonSet; `all` for those that are not named. */
  readonly resources?: Readonly<Record<string, ComponentResources>>;
  readonly spread?: { readonly replicas?: number };
  readonly dns?: { readonly zone: string; readonly name: string };
  readonly network?: {
    readonly ingressBandwidth?: string;
    readonly egressBandwidth?: string;
    readonly sysctls?: Readonly<Record<string, string>>;
  };
  readonly monitoring?: {
    readonly prometheus?: boolean;
    readonly grafana?: boolean;
  };
  /** Most that runs on this cluster may ask for; Kubernetes quantities. */
  readonly limits?: {
    readonly gpus?: number;
    readonly cpu?: string;
    readonly memory?: string;
  };
}

export interface Fleet {
  readonly clusters: readonly FleetCluster[];
}

/** `region/name`, the way messages name a cluster; the account is added where names repeat. */
export const clusterSubject = ({ region, name }: ClusterId): string =>
  `${region}/${name}`;

/** `account/region/name`, unique in a fleet. */
export const clusterKey = ({ account, region, name }: ClusterId): string =>
  `${account}/${region}/${name}`;
