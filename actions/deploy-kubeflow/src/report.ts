import {
  code,
  type Inline,
  joined,
  link,
  md,
  type ReportDocument,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  countChanges,
  describeResource,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import {
  type ComponentCell,
  componentMatrix,
  type ComponentOf,
} from './componentMatrix';
import { changeSetOf, revisionOf } from './clusterResult';
import type { ClusterReport, ClusterState, DeployRequest } from './contract';
import { describeClusters } from './changeDetails';
import { countsText } from './progressLog';

/** Clusters with details of their own; the table has all of them. */
const MAX_DETAILED = 50;

/** What a report is about. */
export interface ReportSubject {
  readonly mode: DeployRequest['mode'];
  readonly commit: string;
  readonly workflowRunUrl: string;
  readonly componentOf: ComponentOf;
}

const SIGNS: Readonly<Record<ClusterState, string>> = {
  PLANNED: '📝',
  READY: '✅',
  UNCHANGED: '✅',
  ROLLED_BACK: '↩️',
  UNINSTALLED: '🗑️',
  FAILED: '❌',
  CANCELLED: '⏹️',
  NOT_STARTED: '⚪',
};

const TITLES: Readonly<Record<DeployRequest['mode'], string>> = {
  plan: 'Kubeflow: plan',
  apply: 'Kubeflow: deploy',
  rollback: 'Kubeflow: rollback',
  uninstall: 'Kubeflow: uninstallation',
};

/** An error without the name of its cluster, which stands beside it. */
export function errorText(error: unknown, report: ClusterReport): Inline {
  if (!isKubeflowError(error)) {
    return error instanceof Error
      ? `${error.message}: unexpected, see the log`
      : String(error);
  }
  const subject = `${clusterSubject(report.cluster)}: `;
  const text = error.message.startsWith(subject)
    ? error.message.slice(subject.length)
    : error.message;
  return md`${text} (${code(error.reason)})`;
}

const detailsCell = (report: ClusterReport): Inline => {
  const [first, ...others] = report.errors;
  if (first === undefined) return '';
  const text = errorText(first, report);
  return others.length === 0 ? text : md`${text} … and ${others.length} more`;
};

function versionCell({ cluster, preparation }: ClusterReport): Inline {
  const { profile, version } = cluster.kubeflow;
  const installed = preparation?.installedVersion;
  const from = installed && installed !== version ? `${installed} → ` : '';
  return `${profile} ${from}${version}`.trim();
}

const rowOf = (report: ClusterReport): readonly Inline[] => [
  clusterSubject(report.cluster),
  `${SIGNS[report.state]} ${report.state}`,
  versionCell(report),
  countsText(countChanges(changeSetOf(report))),
  revisionOf(report),
  detailsCell(report),
];

const CELLS: Readonly<Record<ComponentCell['state'], string>> = {
  failed: '❌ failed',
  waiting: '⏳ waiting',
  changed: '✏️ changed',
  ready: '✅ ready',
};

const cellText = (cell: ComponentCell | undefined): Inline => {
  if (!cell) return '–';
  const text = CELLS[cell.state];
  return cell.state === 'ready' ? text : `${text} (${cell.objects})`;
};

/** Clusters side by side, a component in each row. */
function describeComponents(
  document: ReportDocument,
  reports: readonly ClusterReport[],
  { componentOf }: ReportSubject,
): void {
  const known = reports.filter(({ plan, result }) => plan ?? result);
  const matrix = componentMatrix(known, componentOf);
  if (matrix.components.length === 0) return;
  document.table({
    columns: [
      'Component',
      ...known.map(({ cluster }) => clusterSubject(cluster)),
    ],
    rows: matrix.components.map(component => [
      component,
      ...known.map(report => cellText(matrix.cell(report, component))),
    ]),
  });
}

/** The clusters, the components in them, then what went wrong, then each cluster's changes, folded. */
export function describe(
  document: ReportDocument,
  reports: readonly ClusterReport[],
  subject: ReportSubject,
): void {
  document.heading(TITLES[subject.mode]);
  document.table({
    columns: ['Cluster', 'State', 'Kubeflow', 'Changes', 'Revision', 'Details'],
    rows: reports.map(rowOf),
  });
  describeComponents(document, reports, subject);
  const failed = reports.filter(({ errors }) => errors.length > 0);
  for (const report of failed.slice(0, MAX_DETAILED)) {
    describeFailure(document, report);
  }
  const detailed = [...new Set([...failed, ...reports])].slice(0, MAX_DETAILED);
  describeClusters(document, detailed);
  document.paragraph(
    joined(
      [
        md`commit ${code(subject.commit.slice(0, 12))}`,
        link('workflow run', subject.workflowRunUrl),
      ],
      ' · ',
    ),
  );
}

function describeFailure(
  document: ReportDocument,
  report: ClusterReport,
): void {
  const { cluster, errors, result, rollback } = report;
  document.heading(
    md`${clusterSubject(cluster)}: ${report.state.toLowerCase()}`,
    3,
  );
  document.bullets(errors.map(error => errorText(error, report)));
  const unready = result?.unready ?? [];
  if (unready.length > 0) describeUnready(document, unready);
  if (rollback && rollback !== result) {
    document.paragraph(
      rollback.revision === undefined
        ? 'It was not rolled back completely: see the failures above.'
        : md`Rolled back; revision ${rollback.revision} is installed now.`,
    );
  }
}

/** Text of pods goes where no Markdown is read. */
function describeUnready(
  document: ReportDocument,
  unready: readonly Waiting[],
): void {
  const lines = unready.flatMap(({ id, fact, details }) => [
    `${describeResource(id)}: ${fact}`,
    ...details.map(detail => `  ${detail}`),
  ]);
  document.lines(lines, 'text');
}
