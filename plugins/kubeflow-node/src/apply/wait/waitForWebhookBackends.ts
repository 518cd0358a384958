import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesObject,
  ListSelector,
  ResourceCollection,
  WatchEvent,
} from '../../kubernetes/objects';
import type { ApplyTarget, Waiting } from '../contract';
import { groupKind, type Manifest, type ManifestObject } from '../manifest';
import { ChangeNotice } from './changeNotice';
import { untilEnd } from './untilEnd';
import type { WaitOptions } from './waitOptions';
import {
  hasReadyEndpoint,
  lacksCertificate,
  webhookBackends,
  type WebhookBackend,
} from './webhookBackends';

const SERVICE_NAME = 'kubernetes.io/service-name';
const SLICES = {
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
} as const;

const PLURALS: Readonly<Record<string, ResourceCollection>> = {
  MutatingWebhookConfiguration: {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    plural: 'mutatingwebhookconfigurations',
  },
  ValidatingWebhookConfiguration: {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    plural: 'validatingwebhookconfigurations',
  },
  CustomResourceDefinition: {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    plural: 'customresourcedefinitions',
  },
};

export interface BackendsWaitOptions extends WaitOptions {
  /** `endpoints` does not look at the configurations themselves. Default `certificates`. */
  readonly until?: 'endpoints' | 'certificates';
}

/** What one watch follows, and whether its first answer is there. */
interface Feed {
  readonly collection: ResourceCollection;
  readonly selector: ListSelector;
  readonly objects: Map<string, KubernetesObject>;
  isSynchronized: boolean;
  error?: string;
}

interface WaitedWebhook {
  readonly manifest: Manifest;
  readonly backends: readonly WebhookBackend[];
  readonly feeds: readonly Feed[];
}

const keyOf = ({ kind, metadata }: KubernetesObject) =>
  `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;

const newFeed = (
  collection: ResourceCollection,
  selector: ListSelector = {},
): Feed => ({
  collection,
  selector,
  objects: new Map(),
  isSynchronized: false,
});

const takeEvent = (feed: Feed, event: WatchEvent) => {
  if (event.type === 'SYNCED') {
    feed.objects.clear();
    event.objects.forEach(object => feed.objects.set(keyOf(object), object));
    feed.isSynchronized = true;
  } else if (event.type === 'DELETED') {
    feed.objects.delete(keyOf(event.object));
  } else {
    feed.objects.set(keyOf(event.object), event.object);
  }
};

const hasBackend = ({ feeds }: WaitedWebhook, backend: WebhookBackend) =>
  feeds.some(feed =>
    [...feed.objects.values()].some(
      object =>
        object.kind === 'EndpointSlice' &&
        object.metadata.namespace === backend.namespace &&
        object.metadata.labels?.[SERVICE_NAME] === backend.service &&
        hasReadyEndpoint(object),
    ),
  );

const liveOf = ({ feeds, manifest }: WaitedWebhook) =>
  feeds
    .flatMap(feed => [...feed.objects.values()])
    .find(
      ({ kind, metadata }) =>
        kind === manifest.id.kind && metadata.name === manifest.id.name,
    );

const lacks = (webhook: WaitedWebhook): readonly string[] => {
  const live = liveOf(webhook) as ManifestObject | undefined;
  return [
    ...webhook.backends
      .filter(backend => !hasBackend(webhook, backend))
      .map(
        ({ namespace, service }) =>
          `no pod behind Service ${namespace}/${service} is ready`,
      ),
    ...(live && lacksCertificate(live)
      ? ['its caBundle has not been put in yet']
      : []),
  ];
};

const waitingFor = (webhook: WaitedWebhook): readonly Waiting[] => {
  const about = { id: webhook.manifest.id, details: [] };
  const broken = webhook.feeds.find(({ error }) => error);
  if (broken?.error) {
    return [{ ...about, status: 'Unknown', fact: broken.error }];
  }
  if (webhook.feeds.some(feed => !feed.isSynchronized)) {
    const fact = 'its Service has not been looked at yet';
    return [{ ...about, status: 'Unknown', fact }];
  }
  const [fact, ...details] = lacks(webhook);
  return fact ? [{ ...about, status: 'InProgress', fact, details }] : [];
};

/** One watch of EndpointSlices per namespace, one of configurations per kind, one per definition. */
const planFeeds = (
  manifests: readonly Manifest[],
  { until }: BackendsWaitOptions,
) => {
  const found = manifests
    .map(manifest => ({
      manifest,
      backends: webhookBackends(manifest.object()),
    }))
    .filter(({ backends }) => backends.length > 0);
  const services = Map.groupBy(
    found.flatMap(({ backends }) => backends),
    ({ namespace }) => namespace,
  );
  const slices = new Map(
    [...services].map(([namespace, ones]) => {
      const names = [...new Set(ones.map(({ service }) => service))].sort();
      return [
        namespace,
        newFeed(
          { ...SLICES, namespace },
          { labelSelector: `${SERVICE_NAME} in (${names.join(',')})` },
        ),
      ];
    }),
  );
  const own = new Map<string, Feed>();
  const ownFeed = ({ id }: Manifest) => {
    const collection = PLURALS[id.kind];
    if (!collection || until === 'endpoints') return [];
    // Definitions are large, and most have no conversion webhook.
    const single = id.kind === 'CustomResourceDefinition';
    const key = single ? `${groupKind(id)}/${id.name}` : groupKind(id);
    const feed =
      own.get(key) ??
      newFeed(
        collection,
        single ? { fieldSelector: `metadata.name=${id.name}` } : {},
      );
    own.set(key, feed);
    return [feed];
  };
  const webhooks = found.map(
    ({ manifest, backends }): WaitedWebhook => ({
      manifest,
      backends,
      feeds: [
        ...backends.flatMap(({ namespace }) => slices.get(namespace) ?? []),
        ...ownFeed(manifest),
      ],
    }),
  );
  return { webhooks, feeds: [...slices.values(), ...own.values()] };
};

class BackendsWait {
  private readonly end = new AbortController();
  private readonly webhooks: readonly WaitedWebhook[];
  private readonly feeds: readonly Feed[];
  private readonly notice: ChangeNotice;

  constructor(
    private readonly target: ApplyTarget,
    manifests: readonly Manifest[],
    private readonly options: BackendsWaitOptions,
  ) {
    const { webhooks, feeds } = planFeeds(manifests, options);
    this.webhooks = webhooks;
    this.feeds = feeds;
    this.notice = new ChangeNotice(() => this.waiting(), options.onWaiting);
  }

  async run(): Promise<readonly Waiting[]> {
    await untilEnd(this.options, this.end, async () => {
      await Promise.all(this.feeds.map(feed => this.follow(feed)));
    });
    this.notice.close();
    return this.waiting();
  }

  private async follow(feed: Feed) {
    const { signal } = this.end;
    const { kubernetes } = this.target;
    try {
      for await (const event of kubernetes.watch(feed.collection, {
        ...feed.selector,
        signal,
      })) {
        takeEvent(feed, event);
        this.changed();
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!isKubeflowError(error)) throw error;
      feed.error = `its backend cannot be followed: ${error.fact}`;
      this.changed();
    }
  }

  private changed() {
    const isRead = this.feeds.every(
      ({ isSynchronized, error }) => isSynchronized || error,
    );
    if (!isRead) return;
    this.notice.touch();
    // What cannot be followed will not be decided by waiting.
    if (this.waiting().every(({ status }) => status === 'Unknown')) {
      this.end.abort();
    }
  }

  private waiting() {
    return this.webhooks.flatMap(waitingFor);
  }
}

/**
 * Waits until the webhooks of these configurations (and conversion webhooks of definitions) can be called: the Service of
 * each has a ready endpoint, and where the configuration is already in the cluster its caBundle is there. So before
 * the configurations are applied it waits for their Services, after that for their certificates as well. Returns
 * what is still missing; never throws for what happens in the cluster.
 */
export const waitForWebhookBackends = async (
  target: ApplyTarget,
  configurations: readonly Manifest[],
  options: BackendsWaitOptions,
): Promise<readonly Waiting[]> => {
  const wait = new BackendsWait(target, configurations, options);
  return await wait.run();
};
