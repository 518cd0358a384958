import type { ParameterType, PipelineInput } from '../compiledPipeline';
import { at, entriesAt, textAt } from './plainData';

/** `root.inputDefinitions.parameters`; a default makes a parameter optional, whatever `isOptional` says. */
export const pipelineInputs = (spec: unknown): PipelineInput[] =>
  entriesAt(spec, 'root', 'inputDefinitions', 'parameters').map(
    ([name, definition]) => {
      const literals = at(definition, 'literals');
      const defaultValue = at(definition, 'defaultValue');
      return {
        name,
        type: (textAt(definition, 'parameterType') ??
          'STRING') as ParameterType,
        optional:
          at(definition, 'isOptional') === true || defaultValue !== undefined,
        ...(defaultValue !== undefined && { defaultValue }),
        description: textAt(definition, 'description'),
        ...(Array.isArray(literals) && { literals }),
      };
    },
  );
