import * as core from '@actions/core';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Turns an input's text, trimmed, into its value; throws an Error that says what is wrong with it. */
export type Parser<T> = (raw: string) => T;

/** One parser per input of action.yml, by its kebab-case name. Texts and defaults live in action.yml only. */
export type InputSpec = Readonly<Record<string, Parser<unknown>>>;

type Camel<S extends string> = S extends `${infer A}-${infer B}`
  ? `${A}${Capitalize<Camel<B>>}`
  : S;

/** Values of a spec, by camel-case name. */
export type Inputs<S extends InputSpec> = {
  readonly [K in keyof S as Camel<K & string>]: ReturnType<S[K]>;
};

export interface ParseInputsOptions<S extends InputSpec> {
  /** Text of an input; default: what the runner set, trimmed. */
  readonly read?: (name: string) => string;
  /** Rules between inputs, checked once each input is right by itself; returns what is wrong. */
  readonly rules?: (inputs: Inputs<S>) => readonly string[];
}

/** Error that lists every wrong input; `problems` are sentences that begin with the input's name. */
export const invalidInputs = (problems: readonly string[]): KubeflowError =>
  new KubeflowError('InputError', {
    reason: 'InvalidInputs',
    fact: `fix ${
      problems.length === 1 ? 'this input' : `these ${problems.length} inputs`
    }:\n${problems.map(problem => `  - ${problem}`).join('\n')}`,
    problems: problems.map(message => ({ message })),
  });

const camel = (name: string) =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const whatIsWrong = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * Reads and parses every input before it throws, so that one run reports every mistake.
 *
 * @throws KubeflowError `InputError`, reason `InvalidInputs`, one problem per wrong input.
 */
export function parseInputs<S extends InputSpec>(
  spec: S,
  { read = core.getInput, rules }: ParseInputsOptions<S> = {},
): Inputs<S> {
  const problems: string[] = [];
  const entries = Object.entries(spec).map(([name, parse]) => {
    try {
      return [camel(name), parse(read(name).trim())] as const;
    } catch (error) {
      problems.push(`${name}: ${whatIsWrong(error)}`);
      return [camel(name), undefined] as const;
    }
  });
  if (problems.length > 0) throw invalidInputs(problems);
  const inputs = Object.fromEntries(entries) as Inputs<S>;
  const broken = rules?.(inputs) ?? [];
  if (broken.length > 0) throw invalidInputs(broken);
  return inputs;
}
