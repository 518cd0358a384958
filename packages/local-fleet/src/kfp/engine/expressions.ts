import { Environment } from '@marcbachmann/cel-js';

const environment = new Environment({ unlistedVariablesAreDyn: true })
  .registerVariable('inputs', 'map')
  .registerFunction('parseJson(string): dyn', (text: string) =>
    JSON.parse(text),
  );

/** Numbers reach CEL as doubles, as a protobuf Value has no integers. */
const evaluate = (expression: string, variables: Record<string, unknown>) =>
  environment.evaluate(expression, variables);

/** A task's `triggerPolicy.condition`, a CEL expression over `inputs.parameter_values`. @throws Error of CEL. */
export const conditionHolds = (
  condition: string,
  inputs: Readonly<Record<string, unknown>>,
): boolean =>
  evaluate(condition, { inputs: { parameter_values: inputs } }) === true;

/**
 * `parameterExpressionSelector`, such as `parseJson(string_value)["a"]`: a part of a value. Where the value has no
 * such part it is passed on whole: outputs are simulated, and a made-up one must not fail the tasks behind it.
 */
export const selectPart = (selector: string, value: unknown): unknown => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    const part: unknown = evaluate(selector, { string_value: text });
    return typeof part === 'bigint' ? Number(part) : part;
  } catch {
    return value;
  }
};
