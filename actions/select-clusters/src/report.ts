import { md } from '@kubeflow-fleet/action-toolkit';
import type {
  Log,
  OutputValue,
  ReportDocument,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterKey,
  clusterSubject,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PlacementCandidate } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { outputs } from './inputs';
import type { Selection } from './selectClusters';

/** GitHub starts at most this many jobs from one matrix. */
const MOST_JOBS = 256;

type OutputValues = { readonly [N in (typeof outputs)[number]]: OutputValue };

const idOf = ({ account, region, name, arn }: FleetCluster) => ({
  account,
  region,
  name,
  arn,
});

/** One job of the matrix, with the names of the outputs. */
const jobOf = (cluster: FleetCluster) => ({
  cluster: cluster.name,
  region: cluster.region,
  'account-id': cluster.account,
  arn: cluster.arn,
  role: cluster.role ?? '',
});

const candidateOf = ({ cluster, verdict, reasons }: PlacementCandidate) => ({
  cluster: clusterKey(cluster),
  verdict,
  reasons,
});

/** Every output of action.yml. */
export const outputsOf = ({
  selected,
  placement,
  removed,
}: Selection): OutputValues => {
  const [best] = selected;
  return {
    'has-clusters': selected.length > 0,
    count: selected.length,
    clusters: selected.map(idOf),
    matrix:
      selected.length > MOST_JOBS
        ? undefined
        : { include: selected.map(jobOf) },
    cluster: best?.name,
    'cluster-arn': best?.arn,
    region: best?.region,
    'account-id': best?.account,
    role: best?.role,
    verdict: placement.verdict,
    placement: {
      chosen: best ? clusterKey(best) : null,
      verdict: placement.verdict,
      candidates: placement.candidates.map(candidateOf),
    },
    'removed-clusters': removed,
  };
};

/** What became of a candidate, as an icon and a word. */
const stateOf = (
  { cluster, verdict }: PlacementCandidate,
  selected: ReadonlySet<FleetCluster>,
): string => {
  if (selected.has(cluster)) return '✓ selected';
  return verdict === 'never' ? '⊘ refused' : '○ possible';
};

const sentenceOf = ({ selected, placement }: Selection): string => {
  const total = placement.candidates.length;
  const of = `${selected.length} of ${total} cluster${total === 1 ? '' : 's'}`;
  const [best] = selected;
  if (!best) return `No cluster is selected: all ${total} are refused.`;
  const verdict =
    placement.verdict === 'unknown' ? '' : ` (${placement.verdict})`;
  return selected.length === 1
    ? `${clusterSubject(best)} is selected${verdict}, of ${total} cluster${
        total === 1 ? '' : 's'
      }.`
    : `${of} are selected, ${clusterSubject(best)} first${verdict}.`;
};

/** The decision in the log, one line for each cluster. */
export const logSelection = (log: Log, selection: Selection): void => {
  const selected = new Set(selection.selected);
  log.info(sentenceOf(selection));
  for (const note of selection.notes) log.info(note);
  log.group(
    'Every cluster and its reasons',
    selection.placement.candidates.map(
      candidate =>
        `${stateOf(candidate, selected)}  ${clusterKey(candidate.cluster)}  ${
          candidate.verdict
        }: ${candidate.reasons.join('; ')}`,
    ),
  );
  if (selected.size > MOST_JOBS)
    log.warning(
      `${selected.size} clusters are selected, but a matrix has at most ${MOST_JOBS} jobs: the output matrix is empty. Narrow the selection, or give the output clusters to one job.`,
    );
};

/** The decision in the job summary. */
export const summariseSelection = (
  summary: ReportDocument,
  selection: Selection,
): void => {
  const selected = new Set(selection.selected);
  summary
    .heading('Clusters')
    .paragraph(sentenceOf(selection))
    .table({
      columns: ['', 'Cluster', 'Region', 'Account', 'Verdict', 'Why'],
      rows: selection.placement.candidates.map(candidate => [
        stateOf(candidate, selected),
        md`**${candidate.cluster.name}**`,
        candidate.cluster.region,
        candidate.cluster.account,
        candidate.verdict,
        candidate.reasons.join('; '),
      ]),
    });
  if (selection.notes.length > 0) summary.bullets(selection.notes);
  if (selection.removed.length > 0)
    summary.paragraph(
      `No longer in the fleet file: ${selection.removed
        .map(clusterKey)
        .join(', ')}.`,
    );
};

/** What `if-empty: fail` ends the step with. */
export const nothingSelected = ({ placement }: Selection): KubeflowError => {
  const [first] = placement.candidates;
  const example = first
    ? `, such as ${clusterSubject(first.cluster)}: ${first.reasons.join('; ')}`
    : '';
  return new KubeflowError('NotFoundError', {
    reason: 'NoClusterSelected',
    fact: `all ${placement.candidates.length} clusters are refused${example}`,
    remedy:
      'Ask for less, or see the reasons of every cluster in the job summary',
  });
};
