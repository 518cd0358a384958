import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import {
  type InputSpec,
  parseInputs,
  type ParseInputsOptions,
} from '../inputs';

/** An action.yml, as far as the contract with its code goes. */
export interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** One side of the contract, for a test of the other. */
export interface ActionContract {
  readonly action: ActionFile;
  /**
   * What is wrong with these inputs, read as the runner gives them: the default of action.yml where nothing is
   * given. Empty: they are good.
   */
  problems(given: Readonly<Record<string, string>>): readonly string[];
}

export interface ActionCode<S extends InputSpec> {
  readonly inputs: S;
  readonly rules?: ParseInputsOptions<S>['rules'];
  /** Given in every case, for what has no default. */
  readonly minimal: Readonly<Record<string, string>>;
}

/** Reads the action.yml of `folder`, the action's own. */
export function actionContract<S extends InputSpec>(
  folder: string,
  { inputs, rules, minimal }: ActionCode<S>,
): ActionContract {
  const action: ActionFile = parse(
    fs.readFileSync(path.join(folder, 'action.yml'), 'utf8'),
  );
  return {
    action,
    problems: given => {
      const all: Readonly<Record<string, string>> = { ...minimal, ...given };
      const read = (name: string) =>
        all[name] ?? action.inputs[name]?.default ?? '';
      try {
        parseInputs(inputs, { read, rules });
        return [];
      } catch (error) {
        return (error as { problems: { message: string }[] }).problems.map(
          ({ message }) => message,
        );
      }
    },
  };
}
