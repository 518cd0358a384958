import {
  didYouMean,
  KubeflowError,
  printable,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { CompiledPipeline, PipelineInput } from './compiledPipeline';
import { typedValue } from './parameters/typedValue';
import { canonicalJson } from './spec/canonicalJson';

/** Most bytes of JSON that all parameters of a run may have together. */
export const MAX_PARAMETER_BYTES = 10_000;

const describe = ({ name, type }: PipelineInput) =>
  `${printable(name)} (${type})`;

function literalProblem(input: PipelineInput, value: unknown) {
  const { literals } = input;
  if (!literals) return undefined;
  const allowed = literals.map(canonicalJson);
  return allowed.includes(canonicalJson(value))
    ? undefined
    : `must be one of ${allowed.join(', ')}`;
}

interface Findings {
  readonly values: Map<string, unknown>;
  readonly problems: string[];
}

function checkOne(input: PipelineInput, given: unknown, findings: Findings) {
  const typed = typedValue(input.type, given);
  const problem =
    'wrong' in typed ? typed.wrong : literalProblem(input, typed.value);
  if (problem)
    findings.problems.push(`parameter ${describe(input)} ${problem}`);
  else if ('value' in typed) findings.values.set(input.name, typed.value);
}

function checkAll(
  inputs: readonly PipelineInput[],
  given: ReadonlyMap<string, unknown>,
): Findings {
  const findings: Findings = { values: new Map(), problems: [] };
  const names = inputs.map(({ name }) => name);
  for (const input of inputs) {
    if (given.has(input.name)) checkOne(input, given.get(input.name), findings);
    else if (!input.optional)
      findings.problems.push(
        `parameter ${describe(input)} is required and has no value`,
      );
  }
  for (const name of given.keys())
    if (!names.includes(name))
      findings.problems.push(
        `parameter ${printable(name)} is not one of the pipeline's${didYouMean(
          name,
          names,
        )} (it has ${names.join(', ') || 'none'})`,
      );
  return findings;
}

function checkSize({ values, problems }: Findings) {
  const sizes = [...values].map(([name, value]) => ({
    name,
    bytes: Buffer.byteLength(canonicalJson({ [name]: value })),
  }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MAX_PARAMETER_BYTES) return;
  const largest = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  problems.push(
    `all parameters have ${total} bytes of JSON; the limit is ${MAX_PARAMETER_BYTES} (the largest is ${printable(
      largest.name,
    )} with ${
      largest.bytes
    }): put large values in a bucket and pass their address`,
  );
}

/**
 * The values as the types that the pipeline declares, without its defaults (KFP adds them). Text is
 * converted: `"3"` for a NUMBER_INTEGER becomes 3, JSON text becomes a list or object.
 *
 * @throws KubeflowError `InputError`, reason `InvalidParameters`, with every problem at once: missing,
 * unknown, of the wrong type, not among the literals, too large.
 */
export function checkParameters(
  pipeline: CompiledPipeline,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const given = new Map(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
  const findings = checkAll(pipeline.inputs, given);
  checkSize(findings);
  if (findings.problems.length === 0)
    return Object.fromEntries(findings.values);
  const problems: Problem[] = findings.problems.map(message => ({
    message: printable(message, 400),
  }));
  throw new KubeflowError('InputError', {
    subject: `pipeline ${pipeline.name}`,
    fact:
      problems.length === 1
        ? problems[0]!.message
        : `${problems.length} parameters are wrong:\n${problems
            .map(({ message }) => `- ${message}`)
            .join('\n')}\n`,
    reason: 'InvalidParameters',
    remedy: "Correct the input 'parameters' or the parameters file",
    problems,
  });
}
