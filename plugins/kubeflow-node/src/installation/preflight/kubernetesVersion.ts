import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { pipelinesVersionOf } from '../versions/pipelinesVersion';
import {
  compareUpstreamVersions,
  parseUpstreamVersion,
  type UpstreamVersion,
} from '../versions/upstreamVersion';
import { nothingFound, type Check, type Scene } from './scene';

/** Minor versions of Kubernetes 1.x for a release and those after it. */
interface Range {
  readonly line: UpstreamVersion['line'];
  readonly since: string;
  /** Older ones are refused: something in the release does not start on them. */
  readonly oldest: number;
  /** What upstream's own tests ran on. */
  readonly tested: readonly [first: number, last: number];
}

/** Newest first. `tested` is what the workflows of upstream start at each tag. */
const RANGES: readonly Range[] = [
  { line: 'pipelines', since: '2.17.0', oldest: 29, tested: [33, 36] },
  { line: 'pipelines', since: '2.15.0', oldest: 29, tested: [29, 34] },
  { line: 'pipelines', since: '2.0.0', oldest: 25, tested: [29, 31] },
  // Its Knative 1.21 refuses to start on an older Kubernetes.
  { line: 'platform', since: '26.03', oldest: 32, tested: [34, 36] },
  { line: 'platform', since: 'v1.11.0', oldest: 29, tested: [34, 34] },
  { line: 'platform', since: 'v1.10.0', oldest: 29, tested: [32, 33] },
  { line: 'platform', since: 'v1.9.0', oldest: 29, tested: [31, 31] },
];

const rangeOf = (version: UpstreamVersion): Range | undefined =>
  RANGES.find(({ line, since }) => {
    const from = parseUpstreamVersion(since, line)!;
    return (compareUpstreamVersions(version, from) ?? -1) >= 0;
  });

/** What will be installed, as far as it is a release. */
const releaseOf = ({ cluster, manifests }: Scene) => {
  const { profile, version } = cluster.kubeflow;
  if (profile === 'platform') return parseUpstreamVersion(version, 'platform');
  const inside = pipelinesVersionOf(manifests) ?? version;
  return parseUpstreamVersion(inside, 'pipelines');
};

const kubeletVersion = ({ status }: KubernetesObject) =>
  (status as { nodeInfo?: { kubeletVersion?: string } } | undefined)?.nodeInfo
    ?.kubeletVersion;

const minorNumber = (text: string | undefined) => {
  const minor = /^v?1\.(\d+)/.exec(text ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
};

/** EKS's word, else that of the newest node, which is never newer than its API server. */
const serverMinor = async ({ eks, live }: Scene) => {
  const told = minorNumber(eks?.cluster?.version);
  if (told !== undefined) return told;
  const minors = (await live('nodes'))
    .map(node => minorNumber(kubeletVersion(node)))
    .filter(minor => minor !== undefined);
  return minors.length > 0 ? Math.max(...minors) : undefined;
};

/** Whether the release runs on the cluster's Kubernetes. */
export const checkKubernetesVersion: Check = async scene => {
  const release = releaseOf(scene);
  const range = release && rangeOf(release);
  const minor = await serverMinor(scene);
  if (!range || minor === undefined) return nothingFound;
  const [first, last] = range.tested;
  const on = first === last ? `1.${first}` : `1.${first} to 1.${last}`;
  const what = `${
    range.line === 'platform' ? 'the platform' : 'Kubeflow Pipelines'
  } ${release.numbers.join('.')}`;
  if (minor < range.oldest)
    return {
      problems: [
        new KubeflowError('ConflictError', {
          subject: scene.target.subject,
          reason: 'UnsupportedKubernetesVersion',
          fact: `the cluster runs Kubernetes 1.${minor}, and ${what} needs 1.${range.oldest} at least`,
          remedy: `Upgrade the cluster to ${on}, or choose an older kubeflow.version`,
        }),
      ],
      warnings: [],
    };
  return minor < first || minor > last
    ? {
        problems: [],
        warnings: [
          `the cluster runs Kubernetes 1.${minor}; upstream tested ${what} on ${on}`,
        ],
      }
    : nothingFound;
};
