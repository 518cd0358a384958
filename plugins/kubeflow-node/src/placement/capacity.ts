import type { Resources } from './resources';

/** A taint, with the effect spelt as in Kubernetes. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule';
}

/** A node that takes pods: Ready and not cordoned. */
export interface NodeCapacity {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** What pods can have in all, and what no pod has asked for yet. */
  readonly allocatable: Resources;
  readonly free: Resources;
  /** Managed node group that the node belongs to. */
  readonly nodegroup?: string;
}

/** A managed node group of EKS, as far as it tells what a further node would be. */
export interface NodegroupCapacity {
  readonly name: string;
  /** Empty when a launch template decides. */
  readonly instanceTypes: readonly string[];
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredSize: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** What a cluster has room for, or why that is not known, or why it has none. */
export type ClusterCapacity =
  | {
      readonly kind: 'known';
      readonly nodes: readonly NodeCapacity[];
      /** Nodes that are cordoned or not Ready. */
      readonly unavailable: number;
      /** Absent when they were not read: then the cluster may grow in ways that are not known. */
      readonly nodegroups?: readonly NodegroupCapacity[];
      /**
       * Names of Karpenter's (or Auto Mode's) NodePools, which choose instance types themselves;
       * absent when they may not be listed.
       */
      readonly nodePools?: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly reason: string }
  /** It cannot take a run at all: EKS does not have it, not yet, or not for long. */
  | { readonly kind: 'unusable'; readonly reason: string };
