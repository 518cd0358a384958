import type { TaskGraph } from '@kubeflow-fleet/plugin-kubeflow-common';

export type ParameterType =
  | 'NUMBER_DOUBLE'
  | 'NUMBER_INTEGER'
  | 'STRING'
  | 'BOOLEAN'
  | 'LIST'
  | 'STRUCT'
  | 'TASK_FINAL_STATUS'
  | 'TASK_CONFIG'
  | 'TASK_METADATA';

/** One parameter of `root.inputDefinitions.parameters`. */
export interface PipelineInput {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional: boolean;
  readonly defaultValue?: unknown;
  readonly description?: string;
  readonly literals?: readonly unknown[];
}

/** A compiled pipeline (PipelineSpec 2.1.0), parsed and checked, with its optional platform document. */
export interface CompiledPipeline {
  /** `pipelineInfo.name`. */
  readonly name: string;
  readonly description?: string;
  readonly inputs: readonly PipelineInput[];
  readonly graph: TaskGraph;
  readonly defaultPipelineRoot?: string;
  readonly sdkVersion?: string;
  /** Both documents as plain data, for patching. */
  readonly documents: {
    readonly spec: Record<string, unknown>;
    readonly platform?: Record<string, unknown>;
  };
  /** YAML text that is uploaded: the file's own text, or the patched documents serialised. */
  readonly text: string;
  /** First 12 hex digits of the SHA-256 of the documents in canonical form: equal content, equal hash. */
  readonly contentHash: string;
}

/** What a submission may change in a compiled pipeline before it is uploaded. */
export interface PipelinePatch {
  readonly accelerator?: {
    /** Extended resource, such as `nvidia.com/gpu`. */
    readonly resource: string;
    readonly count: number;
  };
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly {
    readonly key: string;
    readonly operator: 'Exists' | 'Equal';
    readonly value?: string;
    readonly effect?: string;
  }[];
  readonly cpuLimit?: string;
  readonly memoryLimit?: string;
  readonly caching?: boolean;
  /** Names of tasks that all but `caching` is for; absent or empty: every container task. */
  readonly tasks?: readonly string[];
}
