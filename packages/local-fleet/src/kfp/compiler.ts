import { ApiError } from './errors';
import { withParameterDefaults } from './parameters';
import type { Template } from './template';
import type { NewWorkflow, OwnerReference } from './workflowPort';

type Plain = Record<string, unknown>;

/** What a Workflow is made of, besides the pipeline. */
export interface WorkflowOrder {
  readonly runId: string;
  readonly displayName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly parameters: Readonly<Plain>;
  readonly pipelineRoot: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly owner?: OwnerReference;
}

const DEFAULT_SERVICE_ACCOUNT = 'pipeline-runner';

/** A Go error that is no user error of KFP's: the gateway answers it as code 2, without details. */
const compileError = (message: string): ApiError => new ApiError(2, message);

const plain = (value: unknown): Plain =>
  typeof value === 'object' && value !== null ? (value as Plain) : {};

/** Every component that the root reaches, checked as KFP's compiler checks it. @throws ApiError 2. */
const checkComponents = (spec: Plain): void => {
  const components = plain(spec.components);
  const executors = plain(plain(spec.deploymentSpec).executors);
  const seen = new Set<string>();
  const visit = (name: string, component: Plain): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const failed = (reason: string) =>
      compileError(
        `error processing component name=${JSON.stringify(name)}: ${reason}`,
      );
    const label = component.executorLabel;
    if (typeof label === 'string' && label !== '') {
      if (!Object.hasOwn(executors, label)) {
        throw failed(
          `executor(label=${JSON.stringify(
            label,
          )}) not found in deployment config`,
        );
      }
      return;
    }
    if (!component.dag) throw failed('unknown component implementation: ');
    const tasks = plain(plain(component.dag).tasks);
    for (const task of Object.keys(tasks).sort()) {
      const reference = plain(plain(tasks[task]).componentRef).name;
      if (typeof reference !== 'string' || reference === '') {
        throw failed(
          `component ref name is empty for task name=${JSON.stringify(task)}`,
        );
      }
      if (!Object.hasOwn(components, reference)) {
        throw failed(
          `cannot find component ref name=${JSON.stringify(reference)}`,
        );
      }
      visit(reference, plain(components[reference]));
    }
  };
  visit('root', plain(spec.root));
};

const MACRO =
  /\[\[(RunUUID|CurrentTime|ScheduledTime|Index)(?:\.([^\]]+))?\]\]/g;

const expand = (value: unknown, runId: string, at: Date): unknown =>
  typeof value === 'string'
    ? value.replace(MACRO, (macro, name: string) => {
        if (name === 'RunUUID') return runId;
        if (name !== 'CurrentTime') return macro;
        return at
          .toISOString()
          .replace(/[-:]/g, '')
          .slice(0, 15)
          .replace('T', '');
      })
    : value;

/** Macros of string parameters, as the Workflow gets them; the run's answer keeps them unexpanded. */
export const expandMacros = (
  parameters: Readonly<Plain>,
  { runId, at }: { readonly runId: string; readonly at: Date },
): Plain =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      expand(value, runId, at),
    ]),
  );

/** The compiled pipeline as workflow arguments: `components-*`, `implementations-*`, `kubernetes-*`. */
const workflowArguments = (spec: Plain, platform: Plain | undefined) => {
  const entry = (name: string, value: unknown) => ({
    name,
    value: JSON.stringify(value),
  });
  const executors = plain(plain(spec.deploymentSpec).executors);
  const kubernetes = plain(
    plain(plain(plain(platform?.platforms).kubernetes).deploymentSpec)
      .executors,
  );
  return [
    entry('components-root', spec.root),
    ...Object.entries(plain(spec.components)).map(([name, component]) =>
      entry(`components-${name}`, component),
    ),
    ...Object.entries(executors).map(([label, executor]) =>
      entry(`implementations-${label}`, executor),
    ),
    ...Object.entries(kubernetes).map(([label, config]) =>
      entry(`kubernetes-${label}`, config),
    ),
  ];
};

const deadlineOf = (platform: Plain | undefined): number | undefined => {
  const config = plain(
    plain(plain(platform?.platforms).kubernetes).pipelineConfig,
  );
  const seconds = Number(config.activeDeadlineSeconds ?? 0);
  return seconds > 0 ? seconds : undefined;
};

const compiledSpec = (
  template: Extract<Template, { kind: 'v2' }>,
  order: WorkflowOrder,
): Plain => {
  const { spec, platform } = template;
  const deadline = deadlineOf(platform);
  return {
    entrypoint: 'entrypoint',
    serviceAccountName: order.serviceAccount || DEFAULT_SERVICE_ACCOUNT,
    arguments: { parameters: workflowArguments(spec, platform) },
    podMetadata: {
      annotations: { 'pipelines.kubeflow.org/v2_component': 'true' },
      labels: {
        'pipelines.kubeflow.org/v2_component': 'true',
        'pipeline/runid': order.runId,
      },
    },
    templates: [
      {
        name: 'entrypoint',
        dag: {
          tasks: [
            {
              name: 'root-driver',
              template: 'system-dag-driver',
              arguments: {
                parameters: [
                  {
                    name: 'component',
                    value: '{{workflow.parameters.components-root}}',
                  },
                  {
                    name: 'runtime-config',
                    value: JSON.stringify({
                      parameterValues: withParameterDefaults(
                        spec,
                        order.parameters,
                      ),
                      gcsOutputDirectory: order.pipelineRoot,
                    }),
                  },
                  { name: 'driver-type', value: 'ROOT_DAG' },
                ],
              },
            },
            {
              name: 'root',
              template: 'root',
              depends: 'root-driver.Succeeded',
            },
          ],
        },
      },
    ],
    ...(deadline && { activeDeadlineSeconds: deadline }),
  };
};

/** The Argo Workflow of a run. @throws ApiError 2 for a pipeline that refers to parts which it does not have. */
export const compileWorkflow = (
  template: Template,
  order: WorkflowOrder,
): NewWorkflow => {
  if (template.kind === 'v2') checkComponents(template.spec);
  const name = template.kind === 'v2' ? template.name : 'workflow';
  const v1 = template.kind === 'v1' ? plain(template.workflow.spec) : {};
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      generateName: `${name.split('/').at(-1)}-`,
      namespace: order.namespace,
      labels: { 'pipeline/runid': order.runId, ...order.labels },
      annotations: { 'pipelines.kubeflow.org/run_name': order.displayName },
      ...(order.owner && { ownerReferences: [order.owner] }),
    },
    spec:
      template.kind === 'v2'
        ? compiledSpec(template, order)
        : {
            ...v1,
            serviceAccountName: order.serviceAccount || DEFAULT_SERVICE_ACCOUNT,
          },
    status: { startedAt: null, finishedAt: null },
  };
};
