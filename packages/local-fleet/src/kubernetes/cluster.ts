import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { User } from './authentication';
import { createTokenReviewer } from './authentication';
import type { KubernetesEmulatorOptions } from './contract';
import { OpenApiDocuments } from './discovery/openApi';
import { Lister } from './listing';
import { ObjectRemover } from './objects/deletion';
import { ObjectPatcher } from './objects/patcher';
import { ObjectWriter } from './objects/writer';
import { PodLogs } from './pods/podLogs';
import { RoleAuthorizer } from './rbac';
import { ResourceRegistry } from './resources';
import { ServedDeployments } from './service/servedDeployments';
import { ServiceBackends } from './service/serviceBackends';
import { ServiceAccountTokens } from './serviceAccountTokens';
import { ObjectStore } from './store';
import { OpenWatches } from './watch';
import { AccessLog } from './accessLog';

export const SERVICE_ACCOUNTS = {
  group: '',
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
};

/** The parts of an emulated cluster, made once and handed to the request handlers. */
export interface Cluster {
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly writer: ObjectWriter;
  readonly patcher: ObjectPatcher;
  readonly remover: ObjectRemover;
  readonly lister: Lister;
  readonly authorizer: RoleAuthorizer;
  readonly accesses: AccessLog;
  readonly tokens: ServiceAccountTokens;
  readonly review: (
    token: string,
    audiences?: readonly string[],
  ) => Promise<User | undefined>;
  readonly openApi: OpenApiDocuments;
  readonly watches: OpenWatches;
  readonly logs: PodLogs;
  readonly backends: ServiceBackends;
  readonly served: ServedDeployments;
  readonly settings: {
    readonly gitVersion: string;
    readonly bookmarkIntervalMs: number;
    readonly readyDelayMs: number;
    readonly now: () => number;
    readonly becomesReady: (object: KubernetesObject) => boolean;
    readonly certificateAuthority?: string;
  };
}

const MINUTE = 60_000;

/** Wires the parts; nothing is stored yet and no controller runs. */
export const createCluster = (options: KubernetesEmulatorOptions): Cluster => {
  const now = options.now ?? Date.now;
  const store = new ObjectStore();
  const registry = new ResourceRegistry();
  const writer = new ObjectWriter(store, { now, random: Math.random });
  const tokens = new ServiceAccountTokens({
    issuer: options.issuer ?? 'https://kubernetes.default.svc',
    now,
    findAccount: (namespace, name) =>
      store.get(SERVICE_ACCOUNTS, namespace, name),
  });
  return {
    store,
    registry,
    writer,
    patcher: new ObjectPatcher(store, writer),
    remover: new ObjectRemover(store, writer),
    lister: new Lister(store),
    authorizer: new RoleAuthorizer(store),
    accesses: new AccessLog(),
    tokens,
    review: createTokenReviewer(tokens, options.authenticate),
    openApi: new OpenApiDocuments(registry),
    watches: new OpenWatches(),
    logs: new PodLogs(),
    backends: new ServiceBackends(),
    served: new ServedDeployments(),
    settings: {
      gitVersion: options.gitVersion ?? 'v1.35.4',
      bookmarkIntervalMs: options.bookmarkIntervalMs ?? MINUTE,
      readyDelayMs: options.readyDelayMs ?? 20,
      now,
      becomesReady: options.becomesReady ?? (() => true),
      ...(options.certificateAuthority && {
        certificateAuthority: options.certificateAuthority,
      }),
    },
  };
};
