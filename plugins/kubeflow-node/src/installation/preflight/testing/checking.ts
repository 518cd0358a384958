import type { Manifest } from '../../../apply/manifest';
import {
  closeServers,
  type FakeServer,
  type Route,
} from '../../../pipelines/testing/fakeServer';
import type { EksKnowledge } from '../../contract';
import {
  clusterWith,
  manifestsOf,
  PIPELINES,
} from '../../testing/installationExamples';
import { preflight } from '../preflight';
import { startCluster, type ClusterState, type Review } from './clusterState';

const servers: FakeServer[] = [];

/** For `afterEach`: closes what {@link check} started; throws when a request had no route. */
export const closeClusters = (): Promise<void> => closeServers(servers);

export const CLASSES = '/apis/storage.k8s.io/v1/storageclasses';

/** A cluster that differs from a healthy one, and what is to be deployed there. */
export interface Question {
  readonly state?: ClusterState;
  readonly settings?: readonly string[];
  readonly manifests?: readonly Manifest[];
  readonly eks?: EksKnowledge;
  readonly isAllowed?: (review: Review) => boolean;
  readonly routes?: Readonly<Record<string, Route>>;
}

/** Runs the preflight, and what it came to. */
export const check = async ({
  state = {},
  settings = [],
  manifests = manifestsOf(PIPELINES),
  eks,
  ...answers
}: Question = {}) => {
  const { server, target } = await startCluster(state, answers);
  servers.push(server);
  const cluster = clusterWith(...settings);
  const { problems, warnings } = await preflight(target, {
    cluster,
    manifests,
    eks,
  });
  return {
    reasons: problems.map(({ reason }) => reason),
    text: problems.map(({ message }) => message).join('\n'),
    warnings,
    server,
  };
};
