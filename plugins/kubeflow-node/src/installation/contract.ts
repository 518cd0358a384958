import type {
  FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Manifest } from '../apply/manifest';
import type { BodyStore } from '../apply/manifests/bodyStore';
import type { EksCluster } from '../aws/eksCluster';
import type { Nodegroup } from '../aws/listNodegroups';
import type { KubernetesClient } from '../kubernetes/objects';

/** What does not differ between the clusters of one deploy. */
export interface RenderOptions {
  /** Root of the checkout: a path in `kubeflow.manifests` is below it. */
  readonly workspace: string;
  /** Renders each source once, however many clusters use it; see `createBases`. */
  readonly bases: InstallationBases;
  /** Equal bodies become one object. */
  readonly bodies?: BodyStore;
  /** Default `kubectl` of the PATH. */
  readonly kubectl?: string;
  /** For one rendering, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Added to the environment of kubectl, such as git's settings for a mirror. */
  readonly env?: Readonly<Record<string, string>>;
  /** EKS Auto Mode, of `describeCluster`: it has a CSI driver of its own. Default false. */
  readonly autoMode?: boolean;
}

/** Rendered sources, by address. Shared by the clusters of a deploy. */
export interface InstallationBases {
  /** The source's manifests; concurrent calls for one source render it once. A failure is not kept. */
  get(
    source: string,
    render: () => Promise<readonly Manifest[]>,
  ): Promise<readonly Manifest[]>;
}

/** A cluster's installation, as it is to be applied. */
export interface RenderedInstallation {
  /** Without the labels of membership: see `withMembership`. */
  readonly manifests: readonly Manifest[];
  /** Settings that had no target in the manifests, and what else a person should know. */
  readonly warnings: readonly string[];
  /** Every image, also those of arguments, environments and ConfigMaps; sorted. */
  readonly images: readonly string[];
  /** Where each image has to be copied from, when the fleet file names a registry. */
  readonly mirror: readonly ImageCopy[];
  /** The `kustomization.yaml` that was laid over the source; absent when nothing had to be patched. */
  readonly overlay?: string;
  /** Where the manifests are from: addresses or paths. */
  readonly sources: readonly string[];
}

export interface ImageCopy {
  readonly from: string;
  readonly to: string;
}

/** What is installed in a cluster, as far as the cluster tells. */
export interface DetectedInstallation {
  /** Of Kubeflow Pipelines, without a leading v; absent when only objects tell. */
  readonly version?: string;
  /** Of the platform, where a revision of ours says so: the cluster itself does not. */
  readonly platformVersion?: string;
  /** What told: `ConfigMap kubeflow/kubeflow-pipelines-public`. */
  readonly evidence: string;
  /** Who installed it, when it was not Kubeflow Fleet: `kubectl`, `helm`, `argocd`, or a field manager. */
  readonly installedBy?: string;
}

/** What stands in the way, all of it, and what does not but should be known. */
export interface Findings {
  readonly problems: readonly KubeflowError[];
  readonly warnings: readonly string[];
}

/** A change of version that a deploy would make. */
export interface VersionChange {
  readonly cluster: FleetCluster;
  readonly installed?: DetectedInstallation;
  /** What will be applied: tells the version of Kubeflow Pipelines in the platform, a commit or manifests of one's own. */
  readonly manifests?: readonly Manifest[];
  readonly allowDowngrade: boolean;
}

export interface PreflightTarget {
  /** `region/name`. */
  readonly subject: string;
  readonly kubernetes: KubernetesClient;
}

export interface PreflightRequest {
  readonly cluster: FleetCluster;
  /** What will be applied; with or without the labels of membership. */
  readonly manifests: readonly Manifest[];
  /** What EKS says, where it may be asked. */
  readonly eks?: EksKnowledge;
  /** Ends the reading; what is known by then is returned. */
  readonly signal?: AbortSignal;
}

export interface EksKnowledge {
  readonly cluster?: EksCluster;
  readonly nodegroups?: readonly Nodegroup[];
  /** Names of the installed add-ons, such as `aws-ebs-csi-driver`. */
  readonly addons?: readonly string[];
}
