import {
  code,
  type Inline,
  joined,
  link,
  md,
  type Outputs,
  type ReportDocument,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterKey,
  clusterSubject,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type Change,
  describeResource,
  type FieldChange,
  resourceKey,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ClusterReport, ClusterState } from './contract';
import type { outputs } from './inputs';

/** Objects of the output `drift`, over all clusters: an output may hold 500 kB. */
const MAX_OBJECTS = 1_000;
/** Fields of one object, and characters of a value, in that output. */
const MAX_FIELDS = 5;
const MAX_VALUE = 100;

/** What a report is about. */
export interface ReportSubject {
  readonly commit: string;
  readonly workflowRunUrl: string;
  readonly compareWith: 'revision' | 'manifests';
}

const SIGNS: Readonly<Record<ClusterState, string>> = {
  CLEAN: '✅',
  DRIFTED: '⚠️',
  NOT_INSTALLED: '⚠️',
  UNREACHABLE: '❌',
  NOT_STARTED: '⚪',
};

/** True where the cluster differs from what it is to hold; what was not seen does not count. */
export const hasDrifted = ({ state }: ClusterReport): boolean =>
  state === 'DRIFTED' || state === 'NOT_INSTALLED';

/** True where nobody knows. */
export const isUnknown = ({ state }: ClusterReport): boolean =>
  state === 'UNREACHABLE' || state === 'NOT_STARTED';

const short = (text: string | undefined) =>
  text && text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;

const objectOf = ({ id, action, fields = [], reason }: Change) => ({
  object: resourceKey(id),
  action,
  reason,
  fields: fields.slice(0, MAX_FIELDS).map(field => ({
    ...field,
    before: short(field.before),
    after: short(field.after),
  })),
});

function driftOutput(reports: readonly ClusterReport[]) {
  const share = Math.floor(MAX_OBJECTS / Math.max(1, reports.length));
  return reports.map(({ cluster, state, drift, error }) => ({
    cluster: cluster.name,
    region: cluster.region,
    account: cluster.account,
    state,
    revision: drift?.revision,
    objects: (drift?.changes ?? []).slice(0, share).map(objectOf),
    reason: isKubeflowError(error) ? error.reason : undefined,
    error: error instanceof Error ? error.message.slice(0, 4_000) : undefined,
  }));
}

const keysOf = (
  reports: readonly ClusterReport[],
  isOne: (report: ClusterReport) => boolean,
) => reports.filter(isOne).map(({ cluster }) => clusterKey(cluster));

/** Sets every output but those of the issue. */
export function setOutputs(
  step: Outputs<(typeof outputs)[number]>,
  reports: readonly ClusterReport[],
): void {
  step.set({
    'has-drift': reports.some(hasDrifted),
    drift: driftOutput(reports),
    'drifted-clusters': keysOf(reports, hasDrifted),
    'unreachable-clusters': keysOf(reports, isUnknown),
  });
}

const errorCell = (error: unknown, subject: string): Inline => {
  if (!isKubeflowError(error)) {
    return error instanceof Error ? error.message : '';
  }
  const text = error.message.startsWith(`${subject}: `)
    ? error.message.slice(subject.length + 2)
    : error.message;
  return md`${text} (${code(error.reason)})`;
};

const NOT_INSTALLED = 'Nothing is installed, or all that tells of it is gone';

const detailsCell = ({ cluster, state, error }: ClusterReport): Inline => {
  if (error !== undefined) return errorCell(error, clusterSubject(cluster));
  return state === 'NOT_INSTALLED' ? NOT_INSTALLED : '';
};

const valueText = (value: string | undefined): Inline =>
  value === undefined ? '∅' : code(short(value)!.replace(/\r?\n/g, '⏎'));

const fieldText = ({ path, before, after, redacted }: FieldChange): Inline =>
  redacted
    ? md`${code(path)}: a secret value differs`
    : md`${code(path)}: is ${valueText(before)}, was deployed as ${valueText(
        after,
      )}`;

const whoText = ({ manager, time }: FieldChange): Inline => {
  if (!manager) return '';
  return time ? md`${code(manager)} at ${time}` : code(manager);
};

/** Text of pods goes where no Markdown is read. */
export const waitingLines = ({ id, fact, details }: Waiting) => [
  `${describeResource(id)}: ${fact}`,
  ...details.map(detail => `  │ ${detail}`),
];

/** A row per field; of an object that is missing one row. */
function rowsOf({ id, action, fields = [], reason }: Change): Inline[][] {
  const object = code(describeResource(id));
  if (action === 'created') return [[object, 'is missing', reason]];
  if (fields.length === 0) return [[object, reason ?? 'was changed', '']];
  return fields.map(field => [object, fieldText(field), whoText(field)]);
}

/** Of clusters that differ, what differs. */
function describeDrift(
  document: ReportDocument,
  { cluster, drift }: ClusterReport,
): void {
  const { changes = [], warnings = [], unready = [] } = drift ?? {};
  if (changes.length + warnings.length + unready.length === 0) return;
  document.heading(clusterSubject(cluster), 3);
  if (warnings.length > 0) document.bullets(warnings);
  if (unready.length > 0) {
    document.paragraph('Does not work, and was not changed:');
    document.lines(unready.flatMap(waitingLines), 'text');
  }
  if (changes.length === 0) return;
  document.table({
    columns: ['Object', 'Difference', 'Set by'],
    rows: changes.flatMap(rowsOf),
  });
}

/** A table of the clusters, then who changed what in each of them. */
export function describe(
  document: ReportDocument,
  reports: readonly ClusterReport[],
  subject: ReportSubject,
): void {
  document.heading('Kubeflow: drift');
  document.table({
    columns: ['Cluster', 'State', 'Objects', 'Revision', 'Details'],
    rows: reports.map(report => [
      clusterSubject(report.cluster),
      `${SIGNS[report.state]} ${report.state}`,
      report.drift?.changes.length,
      report.drift?.revision,
      detailsCell(report),
    ]),
  });
  const unknown = reports.filter(isUnknown);
  if (unknown.length > 0) {
    document.paragraph(
      md`**Not looked at: ${unknown
        .map(({ cluster }) => clusterSubject(cluster))
        .join(', ')}.** What they hold is not known.`,
    );
  }
  for (const report of reports) describeDrift(document, report);
  document.paragraph(
    joined(
      [
        subject.compareWith === 'revision'
          ? 'compared with what was deployed last'
          : md`compared with the manifests of commit ${code(
              subject.commit.slice(0, 12),
            )}`,
        link('workflow run', subject.workflowRunUrl),
      ],
      ' · ',
    ),
  );
}
