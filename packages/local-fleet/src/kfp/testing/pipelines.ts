type Plain = Record<string, unknown>;

/** Inputs and the like of one component of a test pipeline. */
export interface TestTask {
  readonly task?: Plain;
  readonly component?: Plain;
  readonly executor?: Plain;
}

/** A compiled pipeline of these container tasks, without their obvious parts. */
export const pipelineOf = (
  tasks: Readonly<Record<string, TestTask>>,
  {
    root = {},
    components = {},
    name = 'test-pipeline',
  }: {
    readonly root?: Plain;
    readonly components?: Plain;
    readonly name?: string;
  } = {},
): Plain => {
  const each = (build: (task: string, parts: TestTask) => [string, unknown]) =>
    Object.fromEntries(
      Object.entries(tasks).map(([task, parts]) => build(task, parts)),
    );
  return {
    pipelineInfo: { name },
    schemaVersion: '2.1.0',
    sdkVersion: 'kfp-2.17.0',
    components: {
      ...each((task, { component }) => [
        `comp-${task}`,
        { executorLabel: `exec-${task}`, ...component },
      ]),
      ...components,
    },
    deploymentSpec: {
      executors: each((task, { executor }) => [
        `exec-${task}`,
        executor ?? { container: { image: 'python:3.12' } },
      ]),
    },
    root: {
      dag: {
        tasks: each((task, parts) => [
          task,
          {
            taskInfo: { name: task },
            componentRef: { name: `comp-${task}` },
            ...parts.task,
          },
        ]),
      },
      ...root,
    },
  };
};

/** Three tasks in a row: prep, train, deploy. */
export const chain = (cached = false): Plain =>
  pipelineOf({
    prep: { task: { cachingOptions: { enableCache: cached } } },
    train: {
      task: {
        dependentTasks: ['prep'],
        cachingOptions: { enableCache: cached },
      },
    },
    deploy: {
      task: {
        dependentTasks: ['train'],
        cachingOptions: { enableCache: cached },
      },
    },
  });
