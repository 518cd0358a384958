import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { dnsSuffix } from '../../aws/endpoints';

/** Where artifacts are, in the words of those who read it. */
export interface ArtifactStore {
  readonly bucket: string;
  readonly region: string;
  /** Host, with a port where it is not 443. */
  readonly endpoint: string;
  readonly pipelineRoot: string;
}

/** The S3 bucket of a cluster; undefined when it keeps artifacts inside. */
export const artifactStore = ({
  artifacts,
  region: home,
}: FleetCluster): ArtifactStore | undefined => {
  const { bucket, region = home } = artifacts;
  if (!bucket) return undefined;
  return {
    bucket,
    region,
    endpoint: artifacts.endpoint ?? `s3.${region}.${dnsSuffix(region)}`,
    pipelineRoot: artifacts.pipelineRoot ?? `s3://${bucket}/v2/artifacts`,
  };
};

/** `providers` of the ConfigMap `kfp-launcher`. */
export const launcherProviders = ({ endpoint, region }: ArtifactStore) =>
  JSON.stringify({
    s3: {
      default: {
        endpoint,
        region,
        disableSSL: false,
        credentials: { fromEnv: true },
      },
    },
  });
