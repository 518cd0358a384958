import type { FieldType, MessageSchema } from './protoJson';

/** A message of `ml_pipelines` whose fields never exclude each other in what compilers write. */
const message = (
  name: string,
  fields: () => Readonly<Record<string, FieldType>>,
): MessageSchema => ({
  name: `ml_pipelines.${name}`,
  get fields() {
    return Object.fromEntries(
      Object.entries(fields()).map(([field, type]) => [field, { type }]),
    );
  },
});

const of = (schema: MessageSchema): FieldType => ({ message: () => schema });
const map = (schema: MessageSchema): FieldType => ({ map: of(schema) });

const artifactType = message('ArtifactTypeSchema', () => ({
  schema_title: 'string',
  schema_uri: 'string',
  instance_schema: 'string',
  schema_version: 'string',
}));

const parameterTypes = {
  enum: [
    'PARAMETER_TYPE_ENUM_UNSPECIFIED',
    'NUMBER_DOUBLE',
    'NUMBER_INTEGER',
    'STRING',
    'BOOLEAN',
    'LIST',
    'STRUCT',
    'TASK_FINAL_STATUS',
    'TASK_CONFIG',
    'TASK_METADATA',
  ],
};
const primitiveTypes = {
  enum: ['PRIMITIVE_TYPE_UNSPECIFIED', 'INT', 'DOUBLE', 'STRING'],
};

const inputs = message('ComponentInputsSpec', () => ({
  artifacts: map(
    message('ArtifactSpec', () => ({
      artifact_type: of(artifactType),
      is_artifact_list: 'bool',
      is_optional: 'bool',
      description: 'string',
    })),
  ),
  parameters: map(
    message('ParameterSpec', () => ({
      type: primitiveTypes,
      parameter_type: parameterTypes,
      default_value: 'value',
      is_optional: 'bool',
      description: 'string',
      literals: { repeated: 'value' },
    })),
  ),
}));

const outputs = message('ComponentOutputsSpec', () => ({
  artifacts: map(
    message('ArtifactSpec', () => ({
      artifact_type: of(artifactType),
      properties: { map: 'struct' },
      custom_properties: { map: 'struct' },
      metadata: 'struct',
      is_artifact_list: 'bool',
      description: 'string',
    })),
  ),
  parameters: map(
    message('ParameterSpec', () => ({
      type: primitiveTypes,
      parameter_type: parameterTypes,
      description: 'string',
    })),
  ),
}));

const selector = (key: string) =>
  message('SelectorSpec', () => ({
    producer_subtask: 'string',
    [key]: 'string',
  }));

const dagOutputs = message('DagOutputsSpec', () => ({
  artifacts: map(
    message('DagOutputArtifactSpec', () => ({
      artifact_selectors: { repeated: of(selector('output_artifact_key')) },
    })),
  ),
  parameters: map(
    message('DagOutputParameterSpec', () => ({
      value_from_parameter: of(selector('output_parameter_key')),
      value_from_oneof: of(
        message('ParameterSelectorsSpec', () => ({
          parameter_selectors: {
            repeated: of(selector('output_parameter_key')),
          },
        })),
      ),
    })),
  ),
}));

const runtimeValue = message('ValueOrRuntimeParameter', () => ({
  constant_value: 'struct',
  runtime_parameter: 'string',
  constant: 'value',
}));

const taskInputs = message('TaskInputsSpec', () => ({
  parameters: map(
    message('InputParameterSpec', () => ({
      task_output_parameter: of(
        message('TaskOutputParameterSpec', () => ({
          producer_task: 'string',
          output_parameter_key: 'string',
        })),
      ),
      runtime_value: of(runtimeValue),
      component_input_parameter: 'string',
      task_final_status: of(
        message('TaskFinalStatus', () => ({ producer_task: 'string' })),
      ),
      parameter_expression_selector: 'string',
    })),
  ),
  artifacts: map(
    message('InputArtifactSpec', () => ({
      task_output_artifact: of(
        message('TaskOutputArtifactSpec', () => ({
          producer_task: 'string',
          output_artifact_key: 'string',
        })),
      ),
      component_input_artifact: 'string',
    })),
  ),
}));

const task = message('PipelineTaskSpec', () => ({
  task_info: of(message('PipelineTaskInfo', () => ({ name: 'string' }))),
  inputs: of(taskInputs),
  dependent_tasks: { repeated: 'string' },
  caching_options: of(
    message('CachingOptions', () => ({
      enable_cache: 'bool',
      cache_key: 'string',
    })),
  ),
  component_ref: of(message('ComponentRef', () => ({ name: 'string' }))),
  trigger_policy: of(
    message('TriggerPolicy', () => ({
      condition: 'string',
      strategy: {
        enum: [
          'TRIGGER_STRATEGY_UNSPECIFIED',
          'ALL_UPSTREAM_TASKS_SUCCEEDED',
          'ALL_UPSTREAM_TASKS_COMPLETED',
        ],
      },
    })),
  ),
  artifact_iterator: of(
    message('ArtifactIteratorSpec', () => ({
      items: of(message('ItemsSpec', () => ({ input_artifact: 'string' }))),
      item_input: 'string',
    })),
  ),
  parameter_iterator: of(
    message('ParameterIteratorSpec', () => ({
      items: of(
        message('ItemsSpec', () => ({
          raw: 'string',
          input_parameter: 'string',
        })),
      ),
      item_input: 'string',
    })),
  ),
  retry_policy: of(
    message('RetryPolicy', () => ({
      max_retry_count: 'int32',
      backoff_duration: 'string',
      backoff_factor: 'double',
      backoff_max_duration: 'string',
    })),
  ),
  iterator_policy: of(
    message('IteratorPolicy', () => ({ parallelism_limit: 'int32' })),
  ),
}));

const component: MessageSchema = message('ComponentSpec', () => ({
  input_definitions: of(inputs),
  output_definitions: of(outputs),
  dag: of(
    message('DagSpec', () => ({ tasks: map(task), outputs: of(dagOutputs) })),
  ),
  executor_label: 'string',
  single_platform_specs: { repeated: 'struct' },
  task_config_passthroughs: { repeated: 'struct' },
}));

/** `ml_pipelines.PipelineSpec`, schema version 2.1.0: an unknown field makes a file "unknown template format". */
export const pipelineSpecMessage = message('PipelineSpec', () => ({
  pipeline_info: of(
    message('PipelineInfo', () => ({
      name: 'string',
      display_name: 'string',
      description: 'string',
    })),
  ),
  deployment_spec: 'struct',
  sdk_version: 'string',
  schema_version: 'string',
  components: map(component),
  root: of(component),
  default_pipeline_root: 'string',
}));
