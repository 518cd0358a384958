import { invalidInput } from './errors';

type Plain = Record<string, unknown>;

/** One entry of `root.inputDefinitions.parameters`. */
interface ParameterSpec {
  readonly parameterType?: string;
  readonly defaultValue?: unknown;
  readonly isOptional?: boolean;
  readonly literals?: readonly unknown[];
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NUMBER = [
  (value: unknown) => typeof value === 'number',
  'double or integer, but the parameter value is not of number value type',
] as const;

const CHECKS: Readonly<
  Record<string, readonly [(value: unknown) => boolean, string]>
> = {
  NUMBER_DOUBLE: NUMBER,
  NUMBER_INTEGER: NUMBER,
  STRING: [
    value => typeof value === 'string',
    'string, but the input parameter is not of string value type',
  ],
  BOOLEAN: [
    value => typeof value === 'boolean',
    'bool, but the input parameter is not of bool value type',
  ],
  LIST: [
    value => Array.isArray(value),
    'list, but the input parameter is not of list value type',
  ],
  STRUCT: [
    isPlain,
    'struct, but the input parameter is not of struct value type',
  ],
  TASK_FINAL_STATUS: [
    () => false,
    'TASK_FINAL_STATUS, which is invalid for root component',
  ],
};

const checkLiterals = (
  name: string,
  value: unknown,
  literals: readonly unknown[] | undefined,
): void => {
  const text = JSON.stringify(value);
  const allowed = (literals ?? []).map(literal => JSON.stringify(literal));
  if (allowed.length > 0 && !allowed.includes(text)) {
    throw invalidInput(
      `input parameter ${JSON.stringify(
        name,
      )} value ${text} is not one of the allowed literals: [${allowed.join(
        ', ',
      )}]`,
    );
  }
};

const checkValue = (
  name: string,
  spec: ParameterSpec,
  value: unknown,
): void => {
  const type = spec.parameterType ?? 'PARAMETER_TYPE_ENUM_UNSPECIFIED';
  if (type === 'PARAMETER_TYPE_ENUM_UNSPECIFIED') {
    throw invalidInput(`input parameter ${name} has unspecified type`);
  }
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
  if (!check)
    throw invalidInput(`input parameter ${name} requires type unknown`);
  const [valid, requirement] = check;
  if (!valid(value)) {
    throw invalidInput(`input parameter ${name} requires type ${requirement}`);
  }
  checkLiterals(name, value, spec.literals);
};

/** `root.inputDefinitions.parameters` of a compiled pipeline. */
export const parameterSpecs = (
  spec: Plain,
): ReadonlyMap<string, ParameterSpec> => {
  const root = isPlain(spec.root) ? spec.root : {};
  const inputs = isPlain(root.inputDefinitions) ? root.inputDefinitions : {};
  const parameters = isPlain(inputs.parameters) ? inputs.parameters : {};
  return new Map(Object.entries(parameters) as [string, ParameterSpec][]);
};

/** Checks a run's parameters against the pipeline's inputs. NUMBER_INTEGER takes fractions. @throws ApiError 3. */
export const checkParameters = (
  spec: Plain,
  parameters: Readonly<Plain>,
): void => {
  const specs = parameterSpecs(spec);
  for (const [name, parameter] of specs) {
    if (Object.hasOwn(parameters, name)) {
      checkValue(name, parameter, parameters[name]);
    } else if (!parameter.isOptional && parameter.defaultValue === undefined) {
      throw invalidInput(
        `parameter ${name} is not optional, yet has neither default value nor user provided value`,
      );
    }
  }
  const extra = Object.keys(parameters).filter(name => !specs.has(name));
  if (extra.length > 0) {
    throw invalidInput(
      `parameter(s) provided are not required by pipeline: ${extra.join(', ')}`,
    );
  }
};

/** The parameters with the pipeline's defaults filled in; an optional one without default is null. */
export const withParameterDefaults = (
  spec: Plain,
  parameters: Readonly<Plain>,
): Plain => {
  const all = new Map<string, unknown>(Object.entries(parameters));
  for (const [name, { defaultValue, isOptional }] of parameterSpecs(spec)) {
    if (!all.has(name) && defaultValue !== undefined) {
      all.set(name, defaultValue);
    } else if (!all.has(name) && isOptional) all.set(name, null);
  }
  return Object.fromEntries(all);
};
