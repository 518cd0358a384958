import { readFileSync } from 'node:fs';
import type { TaskGraph } from '@kubeflow-fleet/plugin-kubeflow-common';
import { toRun } from '../api/messages';
import type { Run } from '../model';
import { dataPath, haveSharedData } from '../testing/sharedData';
import { taskStatuses } from './taskStatuses';
import { verdictOf } from './verdict';
import { workflowStatus } from './workflowStatus';

const graph: TaskGraph = {
  tasks: ['prep', 'train', 'deploy'].map(name => ({
    id: name,
    name,
    kind: 'container',
    dependsOn: [],
  })),
};

interface Recorded {
  readonly run: (step: string) => Run;
  /** Status that the recorder gave the Workflow in this step. */
  readonly workflow: (step: string) => ReturnType<typeof workflowStatus>;
}

const recording = (scenario: string): Recorded => {
  const path = dataPath('kfp-2.17.0', 'recordings', `${scenario}.json`);
  const { steps } = JSON.parse(readFileSync(path, 'utf8'));
  const stepOf = (name: string) =>
    steps.find((step: { name: string }) => step.name === name);
  return {
    run: step => toRun(stepOf(step).response.body),
    workflow: step =>
      workflowStatus({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { name: 'x' },
        ...stepOf(step).workflowPatch.patch,
      }),
  };
};

const brief = (statuses: ReturnType<typeof taskStatuses>) =>
  statuses.map(({ name, state, cached }) => [name, state, cached]);

const describeWithData = haveSharedData() ? describe : describe.skip;

describeWithData('what the real server answered', () => {
  const succeeded = () => recording('lifecycle-succeeded');

  it.each<[string, unknown[][]]>([
    [
      'get-pending',
      [
        ['prep', 'PENDING'],
        ['train', 'PENDING'],
        ['deploy', 'PENDING'],
      ],
    ],
    [
      'get-running',
      [
        ['prep', 'PENDING'],
        ['train', 'PENDING'],
        ['deploy', 'PENDING'],
      ],
    ],
    [
      'get-running-prep',
      [
        ['prep', 'RUNNING'],
        ['train', 'PENDING'],
        ['deploy', 'PENDING'],
      ],
    ],
  ])('gives the states of the tasks: %s', (step, expected) => {
    const run = succeeded().run(step);
    expect(
      brief(taskStatuses(run, undefined, graph)).map(([name, state]) => [
        name,
        state,
      ]),
    ).toEqual(expected);
    expect(verdictOf(run, { canceled: false })).toBeUndefined();
  });

  it('gives the same by the tree of the Workflow', () => {
    const { run, workflow } = succeeded();
    const statuses = taskStatuses(
      run('get-running-prep'),
      workflow('wf-running-prep'),
      graph,
    );
    expect(brief(statuses)).toEqual([
      ['prep', 'RUNNING', false],
      ['train', 'PENDING', false],
      ['deploy', 'PENDING', false],
    ]);
    expect(statuses[0]?.endedAt).toBeUndefined();
  });

  it.each([
    ['lifecycle-error', 'FAILED'],
    ['terminate-running', 'TERMINATED'],
    ['terminate-pending', 'TERMINATED'],
    ['lifecycle-succeeded', 'SUCCEEDED'],
  ])('%s ends %s', (scenario, verdict) => {
    const path = dataPath('kfp-2.17.0', 'recordings', `${scenario}.json`);
    const { steps } = JSON.parse(readFileSync(path, 'utf8'));
    const ends = steps
      .map((step: any) => step.response?.body)
      .filter((body: any) => body?.run_id && body.state_history)
      .map(toRun)
      .map((run: Run) => verdictOf(run, { canceled: false }))
      .filter(Boolean);
    expect(ends[0]).toBe(verdict);
  });

  it('waits on for a run whose state is absent, and for one whose Workflow is gone', () => {
    const idle = recording('lifecycle-idle').run('get-state-gone');
    expect(idle.state).toBeUndefined();
    expect(verdictOf(idle, { canceled: false })).toBeUndefined();
    const deleted = recording('workflow-deleted').run('get-8s-later');
    expect(verdictOf(deleted, { canceled: false })).toBeUndefined();
  });
});
