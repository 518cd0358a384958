import { parseArn } from '../aws/arn';
import { isBucketName } from '../aws/bucket';
import { isPlausibleRegion, partitionOf } from '../aws/regions';
import { printable } from '../text/printable';
import { clusterSubject } from './cluster';
import type { ClusterId } from './cluster';
import { misfits } from './clusterCombinations';
import {
  expandTemplate,
  placeholderList,
  settingAt,
  templatePaths,
  unknownPlaceholders,
} from './clusterSettings';
import type { Raw } from './clusterSettings';
import { pathText } from './fleetFilePath';
import type { FleetFilePath } from './fleetFilePath';
import type { ValueProblem } from './fleetFileProblems';
import { dnsName } from './fleetFileValues';

/** A cluster of the file whose own identity is text; nothing else is certain. */
export interface CheckedCluster {
  readonly id: ClusterId;
  readonly index: number;
  /** As written, and with the defaults below it. */
  readonly entry: Raw;
  readonly settings: Raw;
}

/** Completes "`path` …" for the expanded text; undefined when it is right. */
type Check = (text: string, id: ClusterId) => string | undefined;

const checkRole: Check = (text, id) => {
  // A wrong account or region is reported for itself.
  if (!/^\d{12}$/.test(id.account) || !isPlausibleRegion(id.region))
    return undefined;
  const arn = parseArn(text);
  if (!arn) return `is not the ARN of an IAM role: '${printable(text)}'`;
  const partition = partitionOf(id.region);
  if (arn.partition !== partition)
    return `is in partition ${arn.partition}, but ${id.region} is in ${partition}`;
  return arn.account === id.account
    ? undefined
    : `is in account ${arn.account}, but the cluster is in ${id.account}`;
};

const checkBucket: Check = text =>
  isBucketName(text)
    ? undefined
    : `is no S3 bucket name: '${printable(
        text,
      )}' (3 to 63 lower-case letters, digits, - and .)`;

const checkPipelineRoot: Check = text =>
  /^[a-z][a-z0-9]*:\/\/[^\s/]+(\/\S*)?$/.test(text)
    ? undefined
    : `is no address such as s3://BUCKET/PREFIX: '${printable(text)}'`;

/**
 * `https`, or `http` on the loopback interface for trying things out. The text itself is not shown:
 * it may hold a password.
 */
const checkUrl: Check = text => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
  const secure =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && loopback.test(url.hostname));
  const bare = !url?.username && !url?.password && !url?.search && !url?.hash;
  return secure && bare
    ? undefined
    : 'must be an https:// address without user name, password, ? and #';
};

const checkDnsName: Check = text =>
  dnsName.safeParse(text).success
    ? undefined
    : `is no DNS name: '${printable(text)}'`;

/** Row 19: a path stays within the repository, an address is pinned by TLS at least. */
const checkManifests: Check = text => {
  if (/^[a-z]+:\/\//i.test(text))
    return text.startsWith('https://')
      ? undefined
      : `must be a path or an https:// address, but is '${printable(text)}'`;
  const outside = /^[/\\~]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(text);
  return outside
    ? `must be a path within the repository, but is '${printable(text)}'`
    : undefined;
};

/** As containerd reads it: a host, then a path in lower case. */
const checkRegistry: Check = text =>
  /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(
    text,
  )
    ? undefined
    : `is no registry: '${printable(
        text,
      )}'; write HOST or HOST/PATH, without https://`;

const checks: Readonly<Record<string, Check>> = {
  role: checkRole,
  'artifacts.role': checkRole,
  'database.host': checkDnsName,
  'images.registry': checkRegistry,
  'artifacts.bucket': checkBucket,
  'artifacts.pipelineRoot': checkPipelineRoot,
  'dns.name': checkDnsName,
  'access.url': checkUrl,
  'kubeflow.manifests': checkManifests,
};

/** Where a setting was written: in the cluster itself, or in `defaults`. */
const writtenAt = (
  { entry, index }: CheckedCluster,
  path: FleetFilePath,
): FleetFilePath =>
  settingAt(entry, path) === undefined
    ? ['defaults', ...path]
    : ['clusters', index, ...path];

const problemAt = (
  cluster: CheckedCluster,
  path: FleetFilePath,
  fault: string,
): ValueProblem => {
  const at = writtenAt(cluster, path);
  const subject =
    at[0] === 'defaults' ? ` (for ${clusterSubject(cluster.id)})` : '';
  return { path: at, message: `${pathText(at)}${subject} ${fault}` };
};

/** Problems of the settings that hold templates, once these are expanded for the cluster. */
const checkTemplates = (cluster: CheckedCluster): ValueProblem[] =>
  templatePaths.flatMap((path): ValueProblem[] => {
    const text = settingAt(cluster.settings, path);
    if (typeof text !== 'string') return [];
    const unknown = unknownPlaceholders(text);
    if (unknown.length > 0) {
      const at = writtenAt(cluster, path);
      const names = unknown.map(name => `{${printable(name, 40)}}`).join(', ');
      const message = `${pathText(
        at,
      )} uses ${names}; known are ${placeholderList}`;
      return [{ path: at, message }];
    }
    const fault = checks[path.join('.')]?.(
      expandTemplate(text, cluster.id),
      cluster.id,
    );
    return fault ? [problemAt(cluster, path, fault)] : [];
  });

/** Problems of the settings that need more than one value to be seen. */
export const checkSettings = (cluster: CheckedCluster): ValueProblem[] => [
  ...checkTemplates(cluster),
  ...misfits(cluster.settings).map(({ path, fault }) =>
    problemAt(cluster, path, fault),
  ),
];
