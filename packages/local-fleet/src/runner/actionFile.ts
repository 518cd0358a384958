import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { parse } from 'yaml';

/** One input of `action.yml`. A missing required input is no error of the runner: the action must say so. */
export interface ActionInput {
  readonly required: boolean;
  /** May hold `${{ github.… }}`. */
  readonly default?: string;
}

/** An `action.yml` of a JavaScript action, with absolute paths. */
export interface ActionFile {
  readonly name: string;
  readonly directory: string;
  readonly inputs: Readonly<Record<string, ActionInput>>;
  readonly outputs: readonly string[];
  readonly main: string;
  readonly post?: string;
}

interface RawAction {
  name?: string;
  inputs?: Record<string, { required?: boolean; default?: unknown } | null>;
  outputs?: Record<string, unknown>;
  runs?: { using?: string; main?: string; post?: string; 'post-if'?: string };
}

const invalid = (
  path: string,
  details: { fact: string; remedy: string; cause?: unknown },
) =>
  new KubeflowError('InputError', {
    subject: path,
    reason: 'InvalidActionFile',
    ...details,
  });

const readRaw = async (path: string): Promise<RawAction> => {
  try {
    return (parse(await readFile(path, 'utf8')) ?? {}) as RawAction;
  } catch (cause) {
    throw invalid(path, {
      fact: `the action file cannot be read: ${(cause as Error).message}`,
      remedy: 'Name the path of an action.yml',
      cause,
    });
  }
};

const inputsOf = (raw: RawAction): Record<string, ActionInput> =>
  Object.fromEntries(
    Object.entries(raw.inputs ?? {}).map(([name, input]) => [
      name,
      {
        required: input?.required === true,
        default:
          input?.default === undefined ? undefined : String(input.default),
      },
    ]),
  );

/** @throws KubeflowError `InputError`, reason `InvalidActionFile`. */
export const readActionFile = async (path: string): Promise<ActionFile> => {
  const raw = await readRaw(path);
  const using = raw.runs?.using ?? '';
  if (!/^node(20|24)$/.test(using) || !raw.runs?.main)
    throw invalid(path, {
      fact: `runs.using is '${using}' and runs.main is '${
        raw.runs?.main ?? ''
      }'`,
      remedy: 'Only JavaScript actions run here: set node24 and a main',
    });
  const postIf = raw.runs['post-if'] ?? 'always()';
  if (raw.runs.post && postIf !== 'always()')
    throw invalid(path, {
      fact: `post-if is '${postIf}'`,
      remedy: 'Remove post-if: this runner runs post always',
    });
  const directory = dirname(resolve(path));
  return {
    name: raw.name ?? directory,
    directory,
    inputs: inputsOf(raw),
    outputs: Object.keys(raw.outputs ?? {}),
    main: resolve(directory, raw.runs.main),
    post: raw.runs.post && resolve(directory, raw.runs.post),
  };
};
