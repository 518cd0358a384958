import {
  eventRange,
  gitHubClient,
  originOfWorkflow,
  pullRequestOfEvent,
  readWorkspaceFile,
  repositoryOfWorkflow,
} from '@kubeflow-fleet/action-toolkit';
import type { Step } from '@kubeflow-fleet/action-toolkit';
import { parseFleetFile } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Fleet } from '@kubeflow-fleet/plugin-kubeflow-common';
import { bucketRegion } from '@kubeflow-fleet/plugin-kubeflow-node';
import { fleetChanges } from './changes/fleetChanges';
import { gitHubChanges } from './changes/gitHubChanges';
import type { inputs, outputs, SelectInputs } from './inputs';
import { liveCapacity } from './liveCapacity';
import { resolvePreferences } from './preferences';
import {
  logSelection,
  nothingSelected,
  outputsOf,
  summariseSelection,
} from './report';
import { selectClusters } from './selectClusters';
import type { Selection, SelectionPorts } from './selectClusters';

/** The runner's side of this action. */
export type SelectStep = Step<typeof inputs, typeof outputs>;

const ACTION = 'select-clusters';

/** A fleet file and where it stands in the repository. */
interface FleetInRepository {
  readonly fleet: Fleet;
  readonly path: string;
}

const readFleet = async (given: string): Promise<FleetInRepository> => {
  const { text, path } = await readWorkspaceFile(given, {
    input: 'fleet-file',
    maxBytes: 1024 * 1024,
  });
  return { fleet: parseFleetFile(text, { path }), path };
};

const changesPort = (
  given: SelectInputs,
  { fleet, path }: FleetInRepository,
): SelectionPorts['changes'] => {
  const repository = repositoryOfWorkflow();
  if (!given.changedOnly || !repository) return undefined;
  const source = gitHubChanges({
    client: () => gitHubClient(given.githubToken ?? '', ACTION),
    repository,
    range: eventRange(),
    event: process.env.GITHUB_EVENT_NAME ?? 'this event',
    replacesBase: pullRequestOfEvent() === undefined,
  });
  const { watchPaths } = given;
  return () => fleetChanges(source, { fleet, fleetFile: path, watchPaths });
};

const preferencesPort = (
  given: SelectInputs,
  fleet: Fleet,
  signal: AbortSignal,
): SelectionPorts['preferences'] => {
  const { repository, commit } = originOfWorkflow();
  const spreadKey = given.spreadKey ?? `${repository}@${commit}`;
  // S3 answers for every region of a partition; a fleet over several partitions names its first.
  const region = fleet.clusters[0]?.region ?? 'us-east-1';
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  return () =>
    resolvePreferences({ ...given, spreadKey }, fleet, bucket =>
      bucketRegion(bucket, { region, endpoint, signal }),
    );
};

const report = (
  { outputs: out, log, summary, inputs: given }: SelectStep,
  selection: Selection,
): void => {
  out.set(outputsOf(selection));
  logSelection(log, selection);
  summariseSelection(summary, selection);
  if (selection.selected.length > 0 || given.ifEmpty === 'ignore') return;
  const nothing = nothingSelected(selection);
  if (given.ifEmpty === 'fail') throw nothing;
  log.warning(nothing.message);
};

/** Everything of the action behind its inputs: reads the fleet file, decides, reports. */
export async function selectStep(step: SelectStep): Promise<void> {
  const { inputs: given, signal } = step;
  const file = await readFleet(given.fleetFile);
  const { fleet } = file;
  const selection = await selectClusters(
    { fleet, requirements: given, choose: given.choose },
    {
      changes: changesPort(given, file),
      capacityOf: given.liveCapacity ? liveCapacity(given, signal) : undefined,
      preferences: preferencesPort(given, fleet, signal),
    },
  );
  report(step, selection);
}
