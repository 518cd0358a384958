import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpSend } from '../http/http';
import { requestJson } from './answers';
import type { KubernetesCall } from './call';
import { collectionPath } from './collectionPath';
import type {
  KubernetesObject,
  ListOptions,
  ResourceCollection,
} from './objects';

const PAGE_SIZE = '500';
const METADATA_ONLY = {
  accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
};
/** How often a listing starts again because the server forgot its history in between. */
const MOST_STARTS = 4;

export interface ObjectList {
  readonly objects: readonly KubernetesObject[];
  readonly resourceVersion: string;
}

export interface ListRequest {
  readonly subject: string;
  readonly send: HttpSend;
  readonly collection: ResourceCollection;
  readonly selector?: ListOptions;
  readonly signal?: AbortSignal;
}

interface ListBody {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly items?: readonly KubernetesObject[] | null;
  readonly metadata?: {
    readonly continue?: string;
    readonly resourceVersion?: string;
  };
}

export const listCall = (
  { subject, collection }: Pick<ListRequest, 'subject' | 'collection'>,
  verb: 'list' | 'watch' = 'list',
): KubernetesCall => ({
  subject,
  verb,
  group: collection.group,
  resource: collection.plural,
  namespace: collection.namespace,
});

/** The items of a list carry neither kind nor apiVersion; the list's own name them. */
const withKind = (
  { apiVersion, kind }: ListBody,
  item: KubernetesObject,
): KubernetesObject => ({
  ...item,
  apiVersion: item.apiVersion ?? apiVersion ?? '',
  kind: item.kind ?? kind?.replace(/List$/, '') ?? '',
});

const notAList = ({ subject, collection }: ListRequest, fact: string) =>
  new KubeflowError('ResponseError', {
    subject,
    fact: `the list of ${collection.plural} ${fact}`,
    reason: 'NotKubernetes',
    remedy: 'Check what stands between this machine and the API server',
  });

const listPages = async (request: ListRequest): Promise<ObjectList> => {
  const { send, collection, selector = {}, signal } = request;
  const objects: KubernetesObject[] = [];
  const tokens = new Set<string>();
  let next: string | undefined;
  let resourceVersion = '';
  do {
    const body = (await requestJson(
      send,
      {
        method: 'GET',
        path: collectionPath(collection),
        headers: selector.metadataOnly ? METADATA_ONLY : undefined,
        timeoutMs: selector.timeoutMs,
        query: {
          labelSelector: selector.labelSelector,
          fieldSelector: selector.fieldSelector,
          limit: PAGE_SIZE,
          continue: next,
        },
        signal,
      },
      listCall(request),
    )) as ListBody;
    if (!Array.isArray(body.items ?? [])) {
      throw notAList(request, 'has no items');
    }
    objects.push(...(body.items ?? []).map(item => withKind(body, item)));
    resourceVersion = body.metadata?.resourceVersion ?? resourceVersion;
    next = body.metadata?.continue || undefined;
    if (next && tokens.has(next)) {
      throw notAList(request, 'goes round in a circle');
    }
    if (next) tokens.add(next);
  } while (next);
  return { objects, resourceVersion };
};

/**
 * Every page of a collection as of one moment. A listing whose `continue` expired starts again, as
 * pages of two moments could miss an object.
 */
export const listObjects = async (
  request: ListRequest,
): Promise<ObjectList> => {
  for (let starts = 1; ; starts += 1) {
    try {
      return await listPages(request);
    } catch (error) {
      if (!hasReason(error, 'Expired') || starts >= MOST_STARTS) throw error;
    }
  }
};
