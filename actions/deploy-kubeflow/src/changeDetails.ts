import {
  code,
  type Inline,
  md,
  type ReportDocument,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type Change,
  type ChangeAction,
  describeResource,
  type FieldChange,
  type RollbackResult,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ClusterReport } from './contract';
import { tellSharedReasons } from './sharedReasons';

/** Fields of one object that a table shows; the others are counted. */
const MAX_FIELDS = 12;
/** Longest text of a value: a ConfigMap may hold a whole file. */
const MAX_VALUE = 200;
/** Longest text of why one object failed. */
const MAX_FAILURE = 500;

const SIGNS: Readonly<Record<ChangeAction, string>> = {
  created: '➕',
  configured: '✏️',
  unchanged: '',
  deleted: '➖',
  skipped: '⏭️',
};

const valueText = (value: string | undefined): Inline => {
  if (value === undefined) return '∅';
  const short =
    value.length > MAX_VALUE
      ? `${value.slice(0, MAX_VALUE)}… (${value.length} characters)`
      : value;
  return code(short.replace(/\r?\n/g, '⏎'));
};

const setBy = ({ manager, time }: FieldChange): Inline => {
  if (!manager) return '';
  return time
    ? md` (set by ${code(manager)} at ${time})`
    : md` (set by ${code(manager)})`;
};

/** `spec.replicas`: `1` → `2` (set by `kubectl`). */
const fieldText = (field: FieldChange): Inline =>
  field.redacted
    ? md`${code(field.path)}: a secret value${setBy(field)}`
    : md`${code(field.path)}: ${valueText(field.before)} → ${valueText(
        field.after,
      )}${setBy(field)}`;

const joinedLines = (items: readonly Inline[]): Inline =>
  items.reduce<Inline>(
    (text, item, index) => (index === 0 ? item : md`${text}<br>${item}`),
    '',
  );

const whatCell = ({ fields = [], reason, replaced }: Change): Inline => {
  const shown = fields.slice(0, MAX_FIELDS).map(fieldText);
  const rest = fields.length - shown.length;
  return joinedLines([
    ...(replaced ? ['deleted and created anew'] : []),
    ...(reason ? [reason] : []),
    ...shown,
    ...(rest > 0 ? [`… and ${rest} more fields`] : []),
  ]);
};

/** A row per object: what happens to it, and to which of its fields; those that failed first, each with its reason. */
function describeChanges(
  document: ReportDocument,
  { failed, changed }: Pick<Details, 'failed' | 'changed'>,
): void {
  if (failed.length + changed.length === 0) return;
  document.table({
    columns: ['', 'Object', 'Change'],
    rows: [
      ...failed.map(({ object, text }) => ['❌ failed', code(object), text]),
      ...changed.map(change => [
        `${SIGNS[change.action]} ${change.action}`.trim(),
        code(describeResource(change.id)),
        whatCell(change),
      ]),
    ],
  });
}

/** Of several clusters in one block, so that where room is short the tables above are whole. */
export function describeClusters(
  document: ReportDocument,
  reports: readonly ClusterReport[],
): void {
  const groups = alike(reports.filter(hasDetails));
  if (reports.length < 2) {
    groups.forEach(group => describeGroup(document, group));
    return;
  }
  if (groups.length === 0) return;
  document.details('Details of each cluster', all =>
    groups.forEach(group => describeGroup(all, group)),
  );
}

/** Clusters of which all the same is to be told; a fleet would else fill a comment with repetitions. */
const alike = (
  reports: readonly ClusterReport[],
): readonly (readonly ClusterReport[])[] => {
  const groups = new Map<string, ClusterReport[]>();
  for (const report of reports) {
    const key = JSON.stringify(detailsOf(report));
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()];
};

interface Details {
  readonly warnings: readonly string[];
  readonly kept: RollbackResult['notRolledBack'];
  readonly failed: readonly {
    readonly object: string;
    readonly text: string;
  }[];
  readonly changed: readonly Change[];
}

/** Without the name of the cluster, which stands above; an object says it itself. */
const failureText = (error: unknown): string => {
  const text = isKubeflowError(error)
    ? [error.fact, error.remedy].filter(Boolean).join('. ')
    : String(error);
  return text.length > MAX_FAILURE ? `${text.slice(0, MAX_FAILURE)}…` : text;
};

const detailsOf = ({
  preparation,
  plan,
  rollback,
  result,
}: ClusterReport): Details => {
  const { changes, notes } = tellSharedReasons(
    ((result ?? plan)?.changeSet.changes ?? []).filter(
      ({ action }) => action !== 'unchanged',
    ),
  );
  const warnings = [preparation?.warnings ?? [], plan?.warnings ?? [], notes];
  return {
    warnings: warnings.flat(),
    kept: rollback?.notRolledBack ?? [],
    failed: (result?.changeSet.failures ?? []).map(({ id, error }) => ({
      object: describeResource(id),
      text: failureText(error),
    })),
    changed: changes,
  };
};

const hasDetails = (report: ClusterReport): boolean =>
  Object.values(detailsOf(report)).some(list => list.length > 0);

/** `eu-west-1/ml-eu, us-west-2/ml-us`: every cluster of the group. */
const groupTitle = (group: readonly ClusterReport[]): string =>
  group.map(({ cluster }) => clusterSubject(cluster)).join(', ');

function describeGroup(
  document: ReportDocument,
  group: readonly ClusterReport[],
): void {
  const [first] = group;
  if (!first) return;
  const { warnings, kept, ...objects } = detailsOf(first);
  document.details(groupTitle(group), inside => {
    if (warnings.length > 0) inside.bullets(warnings);
    if (kept.length > 0) {
      inside.paragraph('What cannot be rolled back:');
      inside.bullets(
        kept.map(
          ({ id, reason }) => md`${code(describeResource(id))}: ${reason}`,
        ),
      );
    }
    describeChanges(inside, objects);
  });
}
