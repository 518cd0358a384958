import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  compareUpstreamVersions,
  parseUpstreamVersion,
  type UpstreamVersion,
} from './upstreamVersion';

/** Something that is known about versions of upstream, and what to do about it. */
interface Trouble {
  readonly line: UpstreamVersion['line'];
  /** First and last version that has it; open ended where absent. */
  readonly from?: string;
  readonly to?: string;
  /** Whether the cluster's settings meet it. */
  readonly concerns: (cluster: FleetCluster) => boolean;
  readonly severity: 'refused' | 'warned';
  readonly fact: string;
  readonly remedy: string;
  /** Upstream's issue or pull request, for whoever looks closer. */
  readonly reference: string;
}

const always = () => true;
const usesS3 = ({ artifacts }: FleetCluster) => artifacts.bucket !== undefined;
const usesPodRole = (cluster: FleetCluster) =>
  usesS3(cluster) &&
  (cluster.artifacts.role !== undefined ||
    cluster.artifacts.access === 'pod-identity');
const usesPostgres = ({ kubeflow }: FleetCluster) =>
  /postgres/.test(kubeflow.manifests ?? '');

/** facts of upstream's releases, each with the thread that tells. */
const TROUBLES: readonly Trouble[] = [
  {
    line: 'pipelines',
    from: '2.15.0',
    to: '2.15.9',
    concerns: usesPodRole,
    severity: 'refused',
    fact: 'Kubeflow Pipelines 2.15 cannot use the role of a service account for S3',
    remedy: 'Set kubeflow.version to 2.16.1 or newer',
    reference: 'kubeflow/pipelines#12508',
  },
  {
    line: 'pipelines',
    to: '2.14.99',
    concerns: usesPodRole,
    severity: 'warned',
    fact: 'Kubeflow Pipelines up to 2.14 has an S3 client that loses the role of a service account now and then',
    remedy: 'Set kubeflow.version to 2.16.1 or newer',
    reference: 'kubeflow/pipelines#11729, #14097',
  },
  {
    line: 'pipelines',
    concerns: usesPostgres,
    severity: 'refused',
    fact: 'the manifests with PostgreSQL build, but the API server speaks MySQL only',
    remedy:
      'Use env/platform-agnostic, and the setting database for a MySQL server of your own',
    reference: 'kubeflow/pipelines#13956',
  },
  {
    line: 'pipelines',
    from: '2.17.0',
    to: '2.17.0',
    concerns: always,
    severity: 'warned',
    fact: 'the API server of Kubeflow Pipelines 2.17.0 loops for ever when it is sent malformed YAML',
    remedy:
      'Upload through submit-pipeline, which reads the YAML before it sends it',
    reference: 'kubeflow/pipelines#13926',
  },
  {
    line: 'platform',
    from: '26.03',
    concerns: always,
    severity: 'warned',
    fact: 'the platform uses the CNI plugin of Istio, which needs the file system of its nodes: its pods cannot run on Fargate',
    remedy:
      'Give the cluster nodes of EC2 (a node group, Karpenter or Auto Mode)',
    reference: 'https://istio.io/latest/docs/setup/additional-setup/cni/',
  },
];

const covers = ({ line, from, to }: Trouble, version: UpstreamVersion) => {
  const bound = (text: string | undefined, sign: number) => {
    const other =
      text === undefined ? undefined : parseUpstreamVersion(text, line);
    const order = other && compareUpstreamVersions(version, other);
    return order === undefined || order * sign >= 0;
  };
  return version.line === line && bound(from, 1) && bound(to, -1);
};

/** What is known about the version that a cluster's settings meet. */
export const knownTroubles = (
  cluster: FleetCluster,
  version: UpstreamVersion,
): readonly Pick<Trouble, 'severity' | 'fact' | 'remedy' | 'reference'>[] =>
  TROUBLES.filter(
    trouble => covers(trouble, version) && trouble.concerns(cluster),
  );

/** A release whose arrival or departure changes what is stored. */
interface Step {
  readonly line: UpstreamVersion['line'];
  /** Crossed when coming from before and going to this version or past it. */
  readonly at: string;
  readonly concerns: (cluster: FleetCluster) => boolean;
  readonly warning: string;
}

const keepsArtifactsInside = (cluster: FleetCluster) => !usesS3(cluster);

const STEPS: readonly Step[] = [
  {
    line: 'pipelines',
    at: '2.15.0',
    concerns: keepsArtifactsInside,
    warning:
      'since 2.15.0 artifacts are kept in SeaweedFS, not in MinIO: those of earlier runs stay in the volume minio-pvc until you copy them (https://github.com/kubeflow/pipelines/blob/master/manifests/kustomize/third-party/seaweedfs/README.md); keep that volume',
  },
  {
    line: 'pipelines',
    at: '2.16.0',
    concerns: keepsArtifactsInside,
    warning:
      '2.16.0 has no MinIO any more: copy the artifacts of earlier runs into SeaweedFS before, or use an S3 bucket (artifacts.bucket)',
  },
  {
    line: 'pipelines',
    at: '2.16.1',
    concerns: ({ kubeflow }) => kubeflow.profile !== 'pipelines',
    warning:
      'since 2.16.1 permissions on pipelines are enforced: who could list or upload without a role in the namespace may get 403 (kubeflow/pipelines#13288)',
  },
  {
    line: 'pipelines',
    at: '2.17.0',
    concerns: always,
    warning:
      '2.17.0 has no env/platform-agnostic-emissary and no third-party Prometheus and Grafana any more: bring monitoring of your own',
  },
  {
    line: 'platform',
    at: '26.03',
    concerns: keepsArtifactsInside,
    warning:
      '26.03 keeps artifacts in SeaweedFS, not in MinIO: copy those of earlier runs, or use an S3 bucket (artifacts.bucket)',
  },
];

/** What to know when going from one version up to another. */
export const crossedSteps = (
  cluster: FleetCluster,
  from: UpstreamVersion,
  to: UpstreamVersion,
): readonly string[] =>
  STEPS.filter(({ line, at, concerns }) => {
    const step = parseUpstreamVersion(at, line)!;
    const before = compareUpstreamVersions(from, step);
    const after = compareUpstreamVersions(to, step);
    if (before === undefined || after === undefined) return false;
    return before < 0 && after >= 0 && concerns(cluster);
  }).map(({ warning }) => warning);
