import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Emulator } from '../emulator';

/** IAM condition block: operator, then key, then the values of which one must match. */
export type TrustConditions = Readonly<
  Partial<
    Record<
      'StringEquals' | 'StringLike',
      Readonly<Record<string, string | readonly string[]>>
    >
  >
>;

/** One Allow statement of a role's trust policy. */
export interface TrustStatement {
  readonly principal:
    | { readonly federated: string }
    /** ARNs of users, roles or account roots. */
    | { readonly aws: readonly string[] };
  /** Default: the assume action of the principal's kind, without `sts:TagSession`. */
  readonly actions?: readonly string[];
  readonly conditions?: TrustConditions;
}

/** One Allow statement of a role's or user's policy; `*` is a wildcard in both lists. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** An IAM role; `name` may hold a path, such as `ci/deployer`. */
export interface AwsRole {
  readonly name: string;
  readonly trust: readonly TrustStatement[];
  readonly permissions: readonly Permission[];
  /** Default 3600; a longer request is refused as AWS refuses it. */
  readonly maxSessionSeconds?: number;
}

/** A user with long-lived keys, for ambient credentials and the AWS CLI. */
export interface AwsUser {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly permissions: readonly Permission[];
}

/** One AWS account with its identities; clusters name the account by its id. */
export interface AwsAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly roles?: readonly AwsRole[];
  readonly users?: readonly AwsUser[];
}

/** An OIDC provider that every account has registered in IAM. */
export interface OidcIssuer {
  /** `iss` of the tokens and base of `/.well-known/openid-configuration`. */
  readonly url: string;
  /** Client ids of the IAM OIDC provider; default `sts.amazonaws.com`. */
  readonly audiences?: readonly string[];
  /** Where the keys are, when it is not what discovery would say. */
  readonly jwksUrl?: string;
}

/** A managed node group, always ACTIVE. */
export interface EksNodegroup {
  readonly name: string;
  readonly instanceTypes: readonly string[];
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredSize: number;
  readonly amiType?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly {
    readonly key: string;
    readonly value?: string;
    readonly effect: 'NO_SCHEDULE' | 'NO_EXECUTE' | 'PREFER_NO_SCHEDULE';
  }[];
}

/** Who a principal is in the cluster: EKS maps it before RBAC decides. */
export interface AccessEntry {
  /** Role or user ARN, never of a session. */
  readonly principalArn: string;
  /** Default: the session's ARN; `{{SessionName}}` is replaced. */
  readonly username?: string;
  readonly groups?: readonly string[];
}

/** One cluster as EKS knows it. */
export interface EksClusterSpec extends ClusterId {
  readonly status: 'ACTIVE' | 'CREATING' | 'UPDATING' | 'DELETING' | 'FAILED';
  /** `https://…` of the API server; absent while CREATING. */
  readonly endpoint?: string;
  /** PEM; absent while CREATING. */
  readonly ca?: string;
  readonly version?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly nodegroups?: readonly EksNodegroup[];
  /** Names of the add-ons; default those of a new cluster, and the EBS driver. */
  readonly addons?: readonly string[];
  readonly accessEntries?: readonly AccessEntry[];
  readonly createdAt?: Date;
  readonly endpointPublicAccess?: boolean;
}

/** The world that the emulator starts with; clusters may come and go later. */
export interface AwsEmulatorOptions {
  readonly accounts: readonly AwsAccount[];
  readonly clusters?: readonly EksClusterSpec[];
  readonly oidcIssuers?: readonly OidcIssuer[];
  /** Default `Date.now`. */
  readonly clock?: { now(): number };
}

/** What the authenticator of EKS says of a token. */
export type TokenVerdict =
  | {
      readonly accepted: true;
      readonly username: string;
      readonly groups: readonly string[];
      readonly arn: string;
      readonly sessionName?: string;
    }
  | { readonly accepted: false; readonly reason: string };

/** One call that needed a policy. */
export interface SeenCall {
  /** `eks:DescribeCluster`. */
  readonly action: string;
  readonly resource: string;
}

/** STS and EKS of every account and region behind one address. */
export interface AwsEmulator extends Emulator {
  /** What was called so far, each once; what needs no policy of the caller's is left out. */
  calls(): readonly SeenCall[];
  /** Adds or replaces a cluster. */
  putCluster(cluster: EksClusterSpec): void;
  deleteCluster(cluster: ClusterId): void;
  /** Judges a `k8s-aws-v1.` token as the authenticator of this cluster would. */
  verifyEksToken(token: string, cluster: ClusterId): TokenVerdict;
}
