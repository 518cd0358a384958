import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  CONFIG_MAPS,
  configMap,
  remove,
} from './kubernetesRequest.test.fixture';

export const M = `${CONFIG_MAPS}/m`;
export const labelled = (
  name: string,
  data: object = {},
  metadata: object = {},
) => configMap(name, data, { labels: { part: 'p-{ns}' }, ...metadata });

/** Go's parsers, printers and built-in roles say more than the emulator does. */
export const codeOnly = ({ code, reason }: any) => ({ code, reason });
export const withBody = (path: string, body: unknown): ContractRequest => ({
  ...remove(path),
  body,
});
