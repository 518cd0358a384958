import {
  didYouMean,
  printable,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { at, entriesAt, isMapping, textAt, textsAt } from './plainData';
import type { Position } from './readNode';

/** The only version that KFP's api-server accepts. */
export const SCHEMA_VERSION = '2.1.0';

/** More than KFP could run: a Workflow's status would not fit into etcd. */
export const MAX_TASKS = 10_000;
/** Enough to see what is wrong; a hostile file must not cost a near-miss search for each of its tasks. */
const MAX_PROBLEMS = 50;

// Fields of the message PipelineSpec; the server refuses others as an "unknown template format".
const SPEC_FIELDS = [
  'components',
  'defaultPipelineRoot',
  'deploymentSpec',
  'pipelineInfo',
  'root',
  'schemaVersion',
  'sdkVersion',
];

export interface PipelineDocuments {
  readonly spec: Record<string, unknown>;
  readonly platform?: Record<string, unknown>;
}

export interface ProblemSource {
  readonly path: string;
  readonly locate: (value: unknown) => Position | undefined;
}

type Report = (message: string, near?: unknown) => void;

function checkHeader({ spec }: PipelineDocuments, report: Report) {
  const version = at(spec, 'schemaVersion');
  if (version !== SCHEMA_VERSION)
    report(
      `schemaVersion is ${
        version === undefined ? 'missing' : JSON.stringify(String(version))
      }; Kubeflow Pipelines accepts only "${SCHEMA_VERSION}"`,
      spec,
    );
  const info = at(spec, 'pipelineInfo');
  const name = at(info, 'name');
  if (
    typeof name !== 'string' ||
    !/^[a-z0-9]([-a-z0-9]{0,126}[a-z0-9])?$/.test(name)
  )
    report(
      `pipelineInfo.name ${
        typeof name === 'string'
          ? JSON.stringify(name.slice(0, 140))
          : 'is missing or no text'
      }: it must be 1 to 128 lower-case letters, digits and hyphens`,
      info ?? spec,
    );
  for (const field of Object.keys(spec))
    if (!SPEC_FIELDS.includes(field))
      report(`unknown field "${field}"${didYouMean(field, SPEC_FIELDS)}`, spec);
}

function checkComponent(
  [name, component]: [string, unknown],
  spec: unknown,
  report: Report,
) {
  const label = textAt(component, 'executorLabel');
  const dag = at(component, 'dag');
  if ((label === undefined) === (dag === undefined))
    report(
      `component "${name}" needs either an executorLabel or a dag`,
      component,
    );
  if (
    label !== undefined &&
    !isMapping(at(spec, 'deploymentSpec', 'executors', label))
  )
    report(
      `component "${name}" names the executor "${label}", which deploymentSpec.executors does not have`,
      component,
    );
}

/** Names of the tasks that must end before this one, stated or implied by its inputs. */
export function upstreamTasks(task: unknown): string[] {
  const inputs = [
    ...entriesAt(task, 'inputs', 'parameters'),
    ...entriesAt(task, 'inputs', 'artifacts'),
  ];
  const producers = inputs.flatMap(([, input]) =>
    ['taskOutputParameter', 'taskOutputArtifact', 'taskFinalStatus'].map(kind =>
      textAt(input, kind, 'producerTask'),
    ),
  );
  return [
    ...new Set([
      ...textsAt(task, 'dependentTasks'),
      ...producers.filter(name => name !== undefined),
    ]),
  ];
}

function checkTask(
  [name, task]: [string, unknown],
  dag: { where: string; tasks: unknown; components: ReadonlySet<string> },
  report: Report,
) {
  const reference = textAt(task, 'componentRef', 'name');
  if (reference === undefined)
    report(`task "${name}" of ${dag.where} has no componentRef.name`, task);
  else if (!dag.components.has(reference))
    report(
      `task "${name}" of ${
        dag.where
      } refers to the component "${reference}", which does not exist${didYouMean(
        reference,
        dag.components,
      )}`,
      at(task, 'componentRef'),
    );
  for (const upstream of upstreamTasks(task))
    if (at(dag.tasks, upstream) === undefined)
      report(
        `task "${name}" of ${dag.where} depends on the task "${upstream}", which is not beside it`,
        task,
      );
}

const isSound = (
  task: unknown,
  tasks: unknown,
  components: ReadonlySet<string>,
) =>
  components.has(textAt(task, 'componentRef', 'name') ?? '') &&
  upstreamTasks(task).every(name => at(tasks, name) !== undefined);

function checkDag(
  where: string,
  component: unknown,
  { components, report }: { components: ReadonlySet<string>; report: Report },
) {
  const tasks = at(component, 'dag', 'tasks');
  if (!isMapping(tasks) || Object.keys(tasks).length === 0) {
    report(`${where} has no tasks`, component);
    return;
  }
  // One wrong name for each of thousands of tasks is no more telling than fifty.
  const first = Object.entries(tasks).filter(
    ([, task]) => !isSound(task, tasks, components),
  );
  for (const task of first.slice(0, MAX_PROBLEMS))
    checkTask(task, { where, tasks, components }, report);
}

const executorsOfPlatform = (platform: unknown) =>
  entriesAt(platform, 'platforms', 'kubernetes', 'deploymentSpec', 'executors');

const taskCount = (spec: unknown) =>
  [at(spec, 'root'), ...entriesAt(spec, 'components').map(([, each]) => each)]
    .map(component => entriesAt(component, 'dag', 'tasks').length)
    .reduce((sum, count) => sum + count, 0);

/** Everything in the documents that KFP would refuse, or accept and never run; the first 50. */
export function pipelineProblems(
  documents: PipelineDocuments,
  source: ProblemSource,
): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (message, near) =>
    problems.push({
      // Names come from the file, and go into logs.
      message: printable(message, 400),
      file: source.path,
      ...source.locate(near),
    });
  const { spec, platform } = documents;
  const tasks = taskCount(spec);
  if (tasks > MAX_TASKS) {
    report(`${tasks} tasks; at most ${MAX_TASKS} are read`, spec);
    return problems;
  }
  checkHeader(documents, report);
  const components = new Set(entriesAt(spec, 'components').map(([key]) => key));
  checkDag('the pipeline', at(spec, 'root'), { components, report });
  for (const component of entriesAt(spec, 'components')) {
    if (problems.length >= MAX_PROBLEMS) break;
    checkComponent(component, spec, report);
    if (at(component[1], 'dag') !== undefined)
      checkDag(`component "${component[0]}"`, component[1], {
        components,
        report,
      });
  }
  for (const [label, executor] of executorsOfPlatform(platform))
    if (at(spec, 'deploymentSpec', 'executors', label) === undefined)
      report(
        `the platform document configures the executor "${label}", which the pipeline does not have`,
        executor,
      );
  return problems.slice(0, MAX_PROBLEMS);
}
