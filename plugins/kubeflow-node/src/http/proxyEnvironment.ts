import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

const PROXIES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];
const EXCEPTIONS = ['no_proxy', 'NO_PROXY'];

/** The value is not repeated: it may hold a password. */
const refuse = (variable: string, fact: string): never => {
  throw new KubeflowError('InputError', {
    subject: variable,
    fact,
    reason: 'InvalidProxy',
    remedy: `Set ${variable} to http://host:port, or unset it`,
  });
};

const addressOf = (variable: string, value: string): string => {
  // curl, Go and Python read `host:port` so; Node would pass by such a proxy without a word.
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) {
    return refuse(variable, 'it holds no address of a proxy');
  }
  const { protocol } = new URL(address);
  return protocol === 'http:' || protocol === 'https:'
    ? address
    : refuse(variable, `it asks for a proxy of the kind ${protocol}//`);
};

/**
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY (in either case) as Node's agents understand them.
 *
 * @throws KubeflowError `InputError`, reason `InvalidProxy`, for what Node would fall over or ignore.
 */
export const proxyEnvironment = (
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv => {
  const read = (names: readonly string[]) =>
    names.flatMap(name => {
      const value = environment[name]?.trim();
      return value ? [[name, value] as const] : [];
    });
  return Object.fromEntries([
    ...read(EXCEPTIONS),
    ...read(PROXIES).map(
      ([name, value]) => [name, addressOf(name, value)] as const,
    ),
  ]);
};
