import type { Workflow } from '../workflowPort';

type Plain = Record<string, unknown>;

/** One task of a DAG, as compiled. */
export interface TaskSpec {
  readonly componentRef?: { readonly name?: string };
  readonly dependentTasks?: readonly string[];
  readonly inputs?: {
    readonly parameters?: Readonly<Record<string, InputSpec>>;
    readonly artifacts?: Readonly<
      Record<
        string,
        { readonly taskOutputArtifact?: { readonly producerTask?: string } }
      >
    >;
  };
  readonly cachingOptions?: {
    readonly enableCache?: boolean;
    readonly cacheKey?: string;
  };
  readonly triggerPolicy?: {
    readonly condition?: string;
    readonly strategy?: string;
  };
  readonly parameterIterator?: {
    readonly itemInput?: string;
    readonly items?: {
      readonly raw?: string;
      readonly inputParameter?: string;
    };
  };
  readonly artifactIterator?: object;
  readonly iteratorPolicy?: { readonly parallelismLimit?: number };
  readonly retryPolicy?: { readonly maxRetryCount?: number };
}

/** Where one input parameter of a task comes from. */
export interface InputSpec {
  readonly componentInputParameter?: string;
  readonly runtimeValue?: {
    readonly constant?: unknown;
    readonly constantValue?: Plain;
  };
  readonly taskOutputParameter?: {
    readonly producerTask?: string;
    readonly outputParameterKey?: string;
  };
  readonly taskFinalStatus?: { readonly producerTask?: string };
  readonly parameterExpressionSelector?: string;
}

interface Selector {
  readonly producerSubtask?: string;
  readonly outputParameterKey?: string;
}

/** Tasks of a DAG by key, and which of their outputs are its own. */
export interface DagSpec {
  readonly tasks?: Readonly<Record<string, TaskSpec>>;
  readonly outputs?: {
    readonly parameters?: Readonly<
      Record<
        string,
        {
          readonly valueFromParameter?: Selector;
          readonly valueFromOneof?: {
            readonly parameterSelectors?: readonly Selector[];
          };
        }
      >
    >;
  };
}

/** What a task refers to: a container or importer by its executor label, or a DAG. */
export interface ComponentSpec {
  readonly executorLabel?: string;
  readonly dag?: DagSpec;
  readonly inputDefinitions?: {
    readonly parameters?: Readonly<
      Record<string, { readonly defaultValue?: unknown }>
    >;
  };
  readonly outputDefinitions?: {
    readonly parameters?: Readonly<
      Record<string, { readonly parameterType?: string }>
    >;
    readonly artifacts?: Readonly<
      Record<
        string,
        { readonly artifactType?: { readonly schemaTitle?: string } }
      >
    >;
  };
}

/** A compiled pipeline as its Workflow carries it. */
export interface CompiledParts {
  readonly root: ComponentSpec;
  readonly component: (name: string) => ComponentSpec | undefined;
  readonly executor: (label: string) => Plain | undefined;
  /** Kubernetes settings of an executor, from the platform document. */
  readonly kubernetes: (label: string) => Plain;
  readonly parameters: Readonly<Plain>;
}

const PREFIXES = ['components-', 'implementations-', 'kubernetes-'] as const;

interface Argument {
  readonly name?: string;
  readonly value?: string;
}

const argumentsOf = (value: unknown): readonly Argument[] => {
  const parameters = (value as { parameters?: unknown } | undefined)
    ?.parameters;
  return Array.isArray(parameters) ? parameters : [];
};

const parametersOf = (workflow: Workflow): Plain => {
  const templates = workflow.spec.templates as
    | readonly {
        readonly name?: string;
        readonly dag?: { readonly tasks?: readonly { arguments?: unknown }[] };
      }[]
    | undefined;
  const driver = templates?.find(({ name }) => name === 'entrypoint')?.dag
    ?.tasks?.[0];
  const config = argumentsOf(driver?.arguments).find(
    ({ name }) => name === 'runtime-config',
  )?.value;
  return (JSON.parse(config ?? '{}').parameterValues ?? {}) as Plain;
};

/** The compiled pipeline in a Workflow's arguments; undefined for an Argo Workflow that KFP 2 did not compile. */
export const compiledParts = (
  workflow: Workflow,
): CompiledParts | undefined => {
  const parts = new Map<string, unknown>();
  for (const { name = '', value = '' } of argumentsOf(
    workflow.spec.arguments,
  )) {
    if (PREFIXES.some(prefix => name.startsWith(prefix))) {
      parts.set(name, JSON.parse(value));
    }
  }
  const root = parts.get('components-root') as ComponentSpec | undefined;
  return (
    root && {
      root,
      component: name => parts.get(`components-${name}`) as ComponentSpec,
      executor: label => parts.get(`implementations-${label}`) as Plain,
      kubernetes: label => (parts.get(`kubernetes-${label}`) ?? {}) as Plain,
      parameters: parametersOf(workflow),
    }
  );
};
