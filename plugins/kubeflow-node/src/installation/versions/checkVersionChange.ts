import {
  clusterSubject,
  KubeflowError,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  DetectedInstallation,
  Findings,
  VersionChange,
} from '../contract';
import { crossedSteps, knownTroubles } from './knownTroubles';
import { pipelinesVersionOf } from './pipelinesVersion';
import {
  compareUpstreamVersions,
  minorOf,
  parseUpstreamVersion,
  type UpstreamVersion,
} from './upstreamVersion';

/** Minor releases of the 2.x line, oldest first: upstream skipped the numbers between. */
const MINORS = [
  '2.0',
  '2.1',
  '2.2',
  '2.3',
  '2.4',
  '2.5',
  '2.14',
  '2.15',
  '2.16',
  '2.17',
];

const skippedMinors = (from: UpstreamVersion, to: UpstreamVersion) =>
  from.line === 'pipelines' && to.line === 'pipelines'
    ? MINORS.filter(minor => {
        const version = parseUpstreamVersion(minor, 'pipelines')!;
        const first = parseUpstreamVersion(minorOf(from), 'pipelines')!;
        const last = parseUpstreamVersion(minorOf(to), 'pipelines')!;
        return (
          (compareUpstreamVersions(version, first) ?? 0) > 0 &&
          (compareUpstreamVersions(version, last) ?? 0) < 0
        );
      })
    : [];

/** A version that is there, and the one that will be. */
interface Step {
  readonly installed: string;
  readonly wanted: string;
  readonly line: UpstreamVersion['line'];
}

const nothing: Findings = { problems: [], warnings: [] };

const downgrade = (
  { cluster, allowDowngrade }: VersionChange,
  { installed, wanted, line }: Step,
): Findings => {
  const what = line === 'platform' ? 'the platform' : 'Kubeflow Pipelines';
  const fact = `${what} ${installed} is installed, and ${wanted} is older: migrations of its database are never undone`;
  if (allowDowngrade)
    return {
      problems: [],
      warnings: [`${fact}; it goes on, because a downgrade is allowed`],
    };
  const problem = new KubeflowError('ConflictError', {
    subject: clusterSubject(cluster),
    reason: 'Downgrade',
    fact,
    remedy: `Set kubeflow.version to a version with ${what} ${installed} or newer, or restore a backup of the database and allow the downgrade`,
  });
  return { problems: [problem], warnings: [] };
};

const findingsOf = (change: VersionChange, step: Step): Findings => {
  const from = parseUpstreamVersion(step.installed, step.line);
  const to = parseUpstreamVersion(step.wanted, step.line);
  const order = from && to && compareUpstreamVersions(to, from);
  if (!from || !to || order === undefined) return nothing;
  if (order < 0) return downgrade(change, step);
  const skipped = skippedMinors(from, to);
  const skipping = `from ${step.installed} to ${
    step.wanted
  } skips ${skipped.join(
    ', ',
  )}: upstream tests upgrades from one minor version to the next only`;
  return {
    problems: [],
    warnings: [
      ...crossedSteps(change.cluster, from, to),
      ...(skipped.length > 0 ? [skipping] : []),
    ],
  };
};

/** What the manifests install, else what the fleet file says. */
const wantedVersions = ({
  cluster: { kubeflow },
  manifests,
}: VersionChange): Partial<Record<UpstreamVersion['line'], string>> => {
  const inside = manifests && pipelinesVersionOf(manifests);
  return kubeflow.profile === 'platform'
    ? { platform: kubeflow.version, pipelines: inside }
    : { pipelines: inside ?? kubeflow.version };
};

const stepsOf = (
  { installed }: VersionChange,
  wanted: ReturnType<typeof wantedVersions>,
): readonly Step[] => {
  const found = {
    platform: installed?.platformVersion,
    pipelines: installed?.version,
  };
  return (['platform', 'pipelines'] as const).flatMap(line => {
    const [from, to] = [found[line], wanted[line]];
    return from && to ? [{ installed: from, wanted: to, line }] : [];
  });
};

const troublesOf = (
  cluster: FleetCluster,
  version: UpstreamVersion,
): Findings => {
  const troubles = knownTroubles(cluster, version);
  return {
    problems: troubles
      .filter(({ severity }) => severity === 'refused')
      .map(
        ({ fact, remedy, reference }) =>
          new KubeflowError('InputError', {
            subject: clusterSubject(cluster),
            reason: 'BrokenVersion',
            fact: `${fact} (${reference})`,
            remedy,
          }),
      ),
    warnings: troubles
      .filter(({ severity }) => severity === 'warned')
      .map(
        ({ fact, remedy, reference }) => `${fact} (${reference}). ${remedy}`,
      ),
  };
};

const foreignOwner = (
  installed: DetectedInstallation | undefined,
): readonly string[] =>
  installed?.installedBy
    ? [
        `Kubeflow was installed here by ${installed.installedBy} (${installed.evidence}): this deploy takes its objects over, fields that differ are conflicts until they are forced, and ${installed.installedBy} must not be run on them again`,
      ]
    : [];

/**
 * Whether a cluster may go from what is installed to what its fleet file says. A commit cannot be compared:
 * that is said. A downgrade is a problem (`Downgrade`) unless it is allowed; versions that cannot work with the
 * cluster's settings are one always (`BrokenVersion`).
 */
export const checkVersionChange = (change: VersionChange): Findings => {
  const { cluster, installed } = change;
  const wanted = wantedVersions(change);
  const releases = (['platform', 'pipelines'] as const).flatMap(line => {
    const release = wanted[line] && parseUpstreamVersion(wanted[line], line);
    return release ? [release] : [];
  });
  const unknown = `version ${cluster.kubeflow.version} is no release: whether it is older than what is installed, and what is known about it, cannot be told`;
  const findings = [
    { problems: [], warnings: foreignOwner(installed) },
    { problems: [], warnings: releases.length === 0 ? [unknown] : [] },
    ...stepsOf(change, wanted).map(step => findingsOf(change, step)),
    ...releases.map(release => troublesOf(cluster, release)),
  ];
  return {
    problems: findings.flatMap(({ problems }) => problems),
    warnings: [...new Set(findings.flatMap(({ warnings }) => warnings))],
  };
};
