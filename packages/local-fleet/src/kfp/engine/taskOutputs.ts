import { fnv32a } from '../fnv';
import type { ComponentSpec, DagSpec } from './compiledParts';
import type { TaskResult } from './taskInputs';

type Values = Record<string, unknown>;

/** A value of a KFP parameter type that depends on nothing but the name: the same in every run. */
const simulated = (type: string | undefined, name: string): unknown => {
  const number = fnv32a(name) % 10_000;
  switch (type) {
    case 'NUMBER_INTEGER':
      return number;
    case 'NUMBER_DOUBLE':
      return number / 10_000;
    case 'BOOLEAN':
      return true;
    case 'LIST':
      return [`${name}-0`, `${name}-1`];
    case 'STRUCT':
      return { name };
    default:
      return name;
  }
};

/** Output parameters of a container: those given, the rest made up from the task's name. */
export const containerOutputs = (
  task: string,
  component: ComponentSpec,
  given: Readonly<Values> = {},
): Values =>
  Object.fromEntries(
    Object.entries(component.outputDefinitions?.parameters ?? {}).map(
      ([name, { parameterType }]) => [
        name,
        Object.hasOwn(given, name)
          ? given[name]
          : simulated(parameterType, task),
      ],
    ),
  );

/** Log lines about the metrics that a task reports, when it has an output artifact of a metrics type. */
export const metricLines = (
  task: string,
  component: ComponentSpec,
): readonly string[] =>
  Object.entries(component.outputDefinitions?.artifacts ?? {})
    .filter(([, { artifactType }]) =>
      /Metrics$/.test(artifactType?.schemaTitle ?? ''),
    )
    .map(
      ([name]) =>
        `${name}: accuracy=${((fnv32a(task) % 10_000) / 10_000).toFixed(4)}`,
    );

/** Output parameters of a DAG, from the tasks that it selects; of a oneof the first that ran. */
export const dagOutputs = (
  dag: DagSpec,
  results: ReadonlyMap<string, TaskResult>,
): Values => {
  const outputs = new Map<string, unknown>();
  const entries = Object.entries(dag.outputs?.parameters ?? {});
  for (const [name, { valueFromParameter, valueFromOneof }] of entries) {
    const selectors = valueFromParameter
      ? [valueFromParameter]
      : valueFromOneof?.parameterSelectors ?? [];
    const found = selectors
      .map(
        ({ producerSubtask = '', outputParameterKey = '' }) =>
          results.get(producerSubtask)?.outputs[outputParameterKey],
      )
      .find(value => value !== undefined);
    if (found !== undefined) outputs.set(name, found);
  }
  return Object.fromEntries(outputs);
};

/** Output parameters of a loop: a list of each round's value. */
export const loopOutputs = (rounds: readonly TaskResult[]): Values => {
  const names = new Set(rounds.flatMap(({ outputs }) => Object.keys(outputs)));
  return Object.fromEntries(
    [...names].map(name => [
      name,
      rounds
        .map(({ outputs }) => outputs[name])
        .filter(value => value !== undefined),
    ]),
  );
};
