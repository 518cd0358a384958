import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

const ROOT = resolve(__dirname, '../../../..');

/** Where a fleet keeps its files when nothing else is said; git ignores it. */
export const DEFAULT_STATE_DIR = resolve(ROOT, '.fleet');

const wrong = (fact: string, cause?: unknown) =>
  new KubeflowError('InputError', {
    reason: 'InvalidArguments',
    fact,
    remedy: 'See --help',
    cause,
  });

/** `parseArgs` with errors of ours. @throws KubeflowError `InputError`, reason `InvalidArguments`. */
export const parseArguments = <O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [fact = ''] = (error as Error).message.split('. To specify');
    throw wrong(fact, error);
  }
};

/** A port below which `count` more fit. @throws KubeflowError reason `InvalidArguments`. */
export const parsePort = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_000)
    throw wrong(`--port ${text} is not a number from 1 to 65000`);
  return port;
};

/** @throws KubeflowError reason `InvalidArguments` when there is an argument that no option takes. */
export const refuseExtra = (positionals: readonly string[]): void => {
  if (positionals.length > 0)
    throw wrong(`unexpected argument '${positionals[0]}'`);
};

/** `REGION=MS`, several times. @throws KubeflowError reason `InvalidArguments`. */
export const parseLatency = (
  items: readonly string[] | undefined,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (items ?? []).map(item => {
      const [, region, ms] = /^([a-z0-9-]+)=(\d+)$/.exec(item) ?? [];
      if (!region) throw wrong(`--latency ${item} is not REGION=MILLISECONDS`);
      return [region, Number(ms)];
    }),
  );
