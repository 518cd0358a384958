import { readFile } from 'node:fs/promises';
import {
  connectKubeConfig,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type RealControlPlane,
  startRealControlPlane,
} from '../../real/realControlPlane';
import type { KubernetesUnderTest } from './kubernetesContract.test.fixture';

/** A control plane of real servers for the suite that calls this; `name` is its cluster's. */
export const useRealServer = (name: string): (() => KubernetesUnderTest) => {
  let plane: RealControlPlane;
  let connection: KubernetesConnection;
  let withToken: KubernetesUnderTest['withToken'];

  beforeAll(async () => {
    plane = await startRealControlPlane({
      cluster: { account: '111122223333', region: 'eu-west-1', name },
      mappings: [],
      // The suite signs in without AWS, so this STS knows nobody.
      sts: (_request, response) => void response.writeHead(403).end(),
    });
    connection = await connectKubeConfig({ path: plane.kubeConfig });
    const config = await readFile(plane.kubeConfig, 'utf8');
    withToken = token =>
      connectKubeConfig({ text: config.replace(plane.adminToken, token) });
  }, 600_000);

  afterAll(async () => {
    connection?.close();
    await plane?.stop();
  }, 60_000);

  return () => ({ connection, withToken });
};
