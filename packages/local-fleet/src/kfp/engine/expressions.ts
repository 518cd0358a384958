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

/** `parameterExpressionSelector`, such as `parseJson(string_value)["a"]`: a part of a value. @throws Error of CEL. */
export const selectPart = (selector: string, value: unknown): unknown => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const part: unknown = evaluate(selector, { string_value: text });
  return typeof part === 'bigint' ? Number(part) : part;
};
