import { readFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { parse } from 'yaml';
import type { TlsMaterial } from '../http/agent';

/** Where a kubeconfig comes from and what is meant in it. */
export interface KubeConfigSource {
  /** File; without `path` and `text`, KUBECONFIG, ~/.kube/config or the pod's service account. */
  readonly path?: string;
  /** YAML. */
  readonly text?: string;
  /** Default: the file's current context. */
  readonly context?: string;
}

const invalid = (fact: string, remedy: string, cause?: unknown) =>
  new KubeflowError('InputError', {
    subject: 'kubeconfig',
    fact,
    reason: 'InvalidKubeConfig',
    remedy,
    cause,
  });

/** Where the YAML is wrong, as both readers of it tell. */
interface YamlPlace {
  readonly mark?: { readonly line: number; readonly column: number };
  readonly linePos?: readonly { readonly line: number; readonly col: number }[];
}

/**
 * A reader's error shows the lines around the mistake, which may be a token: only its place is told.
 * An error of the file system stays the cause.
 */
const unreadable = (what: string, error: unknown) => {
  const { mark, linePos } = (error ?? {}) as YamlPlace;
  const [start] = linePos ?? [];
  const at = mark
    ? `:${mark.line + 1}:${mark.column + 1}`
    : start && `:${start.line}:${start.col}`;
  const isFileError =
    typeof (error as NodeJS.ErrnoException | undefined)?.code === 'string' &&
    !at;
  return invalid(
    `${what}${at ?? ''} cannot be read as a kubeconfig`,
    'Give the kubeconfig file that works with kubectl',
    isFileError ? error : undefined,
  );
};

interface RawUser {
  readonly name?: string;
  readonly user?: { readonly tokenFile?: string };
}

/** The library knows no `tokenFile` of a user, but has an auth provider that does the same. */
const addTokenFiles = (
  kubeConfig: KubeConfig,
  text: string,
  folder: string,
) => {
  const { users = [] } = parse(text) as { users?: RawUser[] };
  const files = new Map(
    users.map(({ name, user }) => [name, user?.tokenFile] as const),
  );
  kubeConfig.users = kubeConfig.users.map(user => {
    const file = files.get(user.name);
    if (!file || user.token) return user;
    const tokenFile = resolve(folder, file);
    return {
      ...user,
      authProvider: { name: 'tokenFile', config: { tokenFile } },
    };
  });
};

const read = async ({ path, text }: KubeConfigSource) => {
  const { KubeConfig } = await import('./clientNode');
  const kubeConfig = new KubeConfig();
  try {
    if (text !== undefined) {
      kubeConfig.loadFromString(text);
      addTokenFiles(kubeConfig, text, process.cwd());
    } else if (path !== undefined) {
      kubeConfig.loadFromFile(path);
      addTokenFiles(kubeConfig, readFileSync(path, 'utf8'), dirname(path));
    } else kubeConfig.loadFromDefault();
  } catch (error) {
    const what = text === undefined ? 'the default file' : 'the text';
    throw unreadable(path ?? what, error);
  }
  return kubeConfig;
};

/**
 * Reads a kubeconfig with `@kubernetes/client-node` and sets its context.
 *
 * @throws KubeflowError `InvalidKubeConfig`, also where it switches the verification of certificates off.
 */
export const loadKubeConfig = async (
  options: KubeConfigSource,
): Promise<KubeConfig> => {
  const kubeConfig = await read(options);
  const { context } = options;
  const known = kubeConfig.getContexts().map(({ name }) => name);
  if (context !== undefined) {
    if (!known.includes(context)) {
      throw invalid(
        `there is no context '${context}'`,
        `Use one of: ${known.join(', ') || '(it has none)'}`,
      );
    }
    kubeConfig.setCurrentContext(context);
  }
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster?.server) {
    throw invalid(
      `its context '${kubeConfig.getCurrentContext()}' names no cluster with a server`,
      `Set current-context to one of: ${known.join(', ') || '(it has none)'}`,
    );
  }
  if (cluster.skipTLSVerify) {
    throw invalid(
      `cluster '${cluster.name}' switches the verification of certificates off`,
      'Replace insecure-skip-tls-verify with certificate-authority-data',
    );
  }
  return kubeConfig;
};

/** The TLS material that a KubeConfig put into request options. */
export const tlsMaterialOf = ({
  ca,
  cert,
  key,
  servername,
}: RequestOptions): TlsMaterial => ({
  ca: ca as TlsMaterial['ca'],
  cert: cert as TlsMaterial['cert'],
  key: key as TlsMaterial['key'],
  servername: servername || undefined,
});
