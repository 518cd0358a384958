import type {
  RuntimeState,
  TaskGraph,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  FinishedRun,
  RunProgress,
  RunTarget,
  SubmittedRun,
} from './contract';
import type { RunPoller } from './runPoller';
import { taskStatuses } from './taskStatuses';
import type { WorkflowFeed } from './workflowFeed';
import { stateOfPhase } from './workflowStatus';

/** A run as two witnesses see it: the KFP API when it is asked, and the Workflow at once. */
export interface ObservedRun {
  readonly target: RunTarget;
  readonly submitted: SubmittedRun;
  readonly graph: TaskGraph;
  readonly poller: RunPoller;
  readonly feed: WorkflowFeed;
}

const stateNow = ({ feed, poller }: ObservedRun): RuntimeState | undefined => {
  const { workflow } = feed;
  const polled = poller.run?.state;
  if (feed.state !== 'present' || !workflow || isTerminal(polled)) {
    return polled;
  }
  const phase = stateOfPhase(workflow.phase);
  return workflow.terminated && !isTerminal(phase)
    ? 'CANCELING'
    : phase ?? polled;
};

/** Each task's state, by the better witness of it. */
export const tasksNow = ({
  poller,
  feed,
  graph,
}: ObservedRun): readonly TaskStatus[] =>
  taskStatuses(
    { state: poller.run?.state, tasks: poller.run?.tasks ?? [] },
    feed.workflow,
    graph,
  );

/** The run and its tasks as they are known to be now. */
export const progressNow = (observed: ObservedRun): RunProgress => ({
  runId: observed.submitted.runId,
  state: stateNow(observed),
  tasks: tasksNow(observed),
});

/** What is known now, as the end of a wait. */
export const finishedRun = (
  observed: ObservedRun,
  verdict: FinishedRun['verdict'],
  failure?: FinishedRun['failure'],
): FinishedRun => {
  const { workflow } = observed.feed;
  const { run } = observed.poller;
  return {
    ...progressNow(observed),
    verdict,
    startedAt: workflow?.startedAt ?? run?.createdAt,
    finishedAt: run?.finishedAt ?? workflow?.finishedAt,
    graph: observed.graph,
    failure,
  };
};
