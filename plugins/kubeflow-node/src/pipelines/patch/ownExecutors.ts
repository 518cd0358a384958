import type { TaskGraph } from '@kubeflow-fleet/plugin-kubeflow-common';
import { mapTasks } from '../spec/dags';
import type { PipelineDocuments } from '../spec/pipelineProblems';
import { at, entriesAt, textAt, withAt } from '../spec/plainData';
import { isChosen } from './chosenExecutors';

const EXECUTORS = ['deploymentSpec', 'executors'];
const PLATFORM_EXECUTORS = ['platforms', 'kubernetes', ...EXECUTORS];

const freeName = (wanted: string, taken: unknown): string => {
  let name = wanted;
  for (let number = 2; at(taken, name) !== undefined; number += 1)
    name = `${wanted}-${number}`;
  return name;
};

interface Sharing {
  readonly label: string;
  readonly names: ReadonlySet<string>;
}

/** Executors that a chosen task shares with one that is not chosen. */
function sharedExecutors(
  graph: TaskGraph,
  names: readonly string[] | undefined,
): Sharing[] {
  const chosen = graph.tasks.filter(task => isChosen(task, names));
  const others = new Set(
    graph.tasks
      .filter(task => !isChosen(task, names))
      .map(({ executorLabel }) => executorLabel),
  );
  const labels = new Set(chosen.map(({ executorLabel }) => executorLabel));
  return [...labels]
    .filter(label => label !== undefined && others.has(label))
    .map(label => ({
      label: label!,
      names: new Set(
        chosen
          .filter(({ executorLabel }) => executorLabel === label)
          .map(({ name }) => name),
      ),
    }));
}

/** Points the named tasks of every DAG that use `from` to `to`. */
const repoint = (
  spec: unknown,
  { names, from, to }: { names: ReadonlySet<string>; from: string; to: string },
) =>
  mapTasks(spec, (task, name) =>
    names.has(name) && textAt(task, 'componentRef', 'name') === from
      ? withAt(task, ['componentRef', 'name'], to)
      : task,
  );

function copyExecutor(
  { spec, platform }: PipelineDocuments,
  { label, names }: Sharing,
): PipelineDocuments {
  const copy = freeName(`${label}-patched`, at(spec, ...EXECUTORS));
  let next: unknown = withAt(
    spec,
    [...EXECUTORS, copy],
    at(spec, ...EXECUTORS, label),
  );
  for (const [from, component] of entriesAt(spec, 'components')) {
    if (textAt(component, 'executorLabel') !== label) continue;
    const to = freeName(`${from}-patched`, at(next, 'components'));
    next = withAt(
      next,
      ['components', to],
      withAt(component, ['executorLabel'], copy),
    );
    next = repoint(next, { names, from, to });
  }
  const platformExecutor = at(platform, ...PLATFORM_EXECUTORS, label);
  return {
    spec: next as Record<string, unknown>,
    ...(platform && {
      platform: (platformExecutor === undefined
        ? platform
        : withAt(
            platform,
            [...PLATFORM_EXECUTORS, copy],
            platformExecutor,
          )) as Record<string, unknown>,
    }),
  };
}

/**
 * Documents in which no chosen task shares its executor with another task: the SDK gives equal
 * components one executor, so that a patch for `train` would otherwise reach `evaluate` too.
 */
export const withOwnExecutors = (
  documents: PipelineDocuments,
  graph: TaskGraph,
  names: readonly string[] | undefined,
): PipelineDocuments =>
  sharedExecutors(graph, names).reduce(copyExecutor, documents);
