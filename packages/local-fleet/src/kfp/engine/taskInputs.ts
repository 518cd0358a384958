import type { ComponentSpec, InputSpec, TaskSpec } from './compiledParts';
import { selectPart } from './expressions';

type Values = Readonly<Record<string, unknown>>;

/** How a task of a DAG ended. */
export interface TaskResult {
  readonly phase: 'Succeeded' | 'Skipped' | 'Failed' | 'Omitted';
  readonly outputs: Values;
  /** Ids of the nodes that later tasks hang below. */
  readonly outbound: readonly string[];
  readonly message?: string;
}

/** What the inputs of a task can refer to. */
export interface Scope {
  readonly inputs: Values;
  readonly results: ReadonlyMap<string, TaskResult>;
  readonly runId: string;
}

const finalStatus = (scope: Scope, task: string): Values => {
  const result = scope.results.get(task);
  const failed = result?.phase === 'Failed';
  return {
    state: failed ? 'FAILED' : 'SUCCEEDED',
    pipelineTaskName: task,
    pipelineJobResourceName: scope.runId,
    error: failed ? { code: 9, message: result?.message ?? '' } : {},
  };
};

const rawValue = (spec: InputSpec, scope: Scope): unknown => {
  if (spec.componentInputParameter !== undefined) {
    return scope.inputs[spec.componentInputParameter];
  }
  if (spec.taskOutputParameter) {
    const { producerTask = '', outputParameterKey = '' } =
      spec.taskOutputParameter;
    return scope.results.get(producerTask)?.outputs[outputParameterKey];
  }
  if (spec.taskFinalStatus) {
    return finalStatus(scope, spec.taskFinalStatus.producerTask ?? '');
  }
  const { constant, constantValue } = spec.runtimeValue ?? {};
  return constant ?? Object.values(constantValue ?? {})[0];
};

const PLACEHOLDER = /\{\{\$\.inputs\.parameters\[['"]([^'"]+)['"]\]\}\}/g;

/** Fills `{{$.inputs.parameters['x']}}` in a text; objects as JSON. */
export const fillPlaceholders = (text: string, inputs: Values): string =>
  text.replace(PLACEHOLDER, (_match, name: string) => {
    const value = inputs[name];
    return typeof value === 'string' ? value : JSON.stringify(value ?? null);
  });

/** Input values of a task: defaults, then what its inputs name, then placeholders filled in. */
export const resolveInputs = (
  task: TaskSpec,
  component: ComponentSpec,
  scope: Scope,
): Record<string, unknown> => {
  const values = new Map<string, unknown>();
  const definitions = component.inputDefinitions?.parameters ?? {};
  for (const [name, { defaultValue }] of Object.entries(definitions)) {
    if (defaultValue !== undefined) values.set(name, defaultValue);
  }
  const specs = Object.entries(task.inputs?.parameters ?? {});
  for (const [name, spec] of specs) {
    const raw = rawValue(spec, scope);
    const selector = spec.parameterExpressionSelector;
    const value =
      selector && raw !== undefined ? selectPart(selector, raw) : raw;
    if (value !== undefined) values.set(name, value);
  }
  const inputs = Object.fromEntries(values);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      typeof value === 'string' ? fillPlaceholders(value, inputs) : value,
    ]),
  );
};

/** Tasks that must end first: the declared ones and every producer of an input. */
export const dependenciesOf = (task: TaskSpec): readonly string[] => {
  const parameters = Object.values(task.inputs?.parameters ?? {}).map(
    ({ taskOutputParameter }) => taskOutputParameter?.producerTask,
  );
  const artifacts = Object.values(task.inputs?.artifacts ?? {}).map(
    ({ taskOutputArtifact }) => taskOutputArtifact?.producerTask,
  );
  return [
    ...new Set(
      [...(task.dependentTasks ?? []), ...parameters, ...artifacts].filter(
        name => name !== undefined,
      ),
    ),
  ];
};

const asList = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  try {
    const list: unknown = JSON.parse(String(value));
    if (Array.isArray(list)) return list;
  } catch {
    // Not JSON is no list either.
  }
  throw new Error(
    `the items of a loop are not a list: ${JSON.stringify(value)}`,
  );
};

/** Items of a loop; a missing input is an empty list. @throws Error when they are not a list. */
export const loopItems = (
  task: TaskSpec,
  inputs: Values,
): readonly unknown[] => {
  const { raw, inputParameter } = task.parameterIterator?.items ?? {};
  if (raw !== undefined) return asList(fillPlaceholders(raw, inputs));
  return asList(inputs[inputParameter ?? ''] ?? []);
};
