import { createPipelinesClient } from '../pipelinesClient';
import {
  closeServers,
  type FakeServer,
  type Route,
  startFakeServer,
} from './fakeServer';
import type { ClusterAccess } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Prefix of every path of the API. */
export const API = '/apis/v2beta1';

/** A run to create. */
export const NEW_RUN = {
  displayName: 'train-1',
  experimentId: 'e1',
  pipelineId: 'p1',
  pipelineVersionId: 'v1',
  parameters: { epochs: 3 },
};

/** An experiment as the server sends it. */
export const experimentMessage = (display_name: string) => ({
  experiment_id: 'e1',
  display_name,
  created_at: '2026-11-24T08:53:32Z',
  storage_state: 'AVAILABLE',
  last_run_created_at: '1970-01-01T00:00:00Z',
});

const servers: FakeServer[] = [];

afterEach(() => closeServers(servers));

/** A client of a server with these routes; a request for any other fails the test. */
export async function clientFor(
  routes: Readonly<Record<string, Route>>,
  options: { multiUser?: boolean; access?: ClusterAccess } = {},
) {
  const server = await startFakeServer(routes);
  servers.push(server);
  const client = createPipelinesClient({
    subject: 'eu-west-1/ml-eu',
    send: server.transport.send,
    namespace: 'team-a',
    multiUser: options.multiUser ?? false,
    access: options.access,
  });
  return { client, server };
}
