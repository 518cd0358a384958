import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from './json';
import type { Page } from './listing';
import { inVersion, listObject } from './listing';
import type { Form, Presentation } from './form';
import { table } from './table/table';

/** Reads an Accept header; protobuf and CBOR are passed over, JSON is always understood. */
export const formOf = (accept: string | undefined): Form => {
  for (const choice of (accept ?? '').split(',')) {
    const [type, ...parameters] = choice.split(';').map(part => part.trim());
    if (type !== 'application/json') continue;
    if (parameters.includes('as=Table')) return 'table';
    return parameters.some(each => each.startsWith('as=PartialObjectMetadata'))
      ? 'metadata'
      : 'object';
  }
  return 'object';
};

const metadataOnly = (object: KubernetesObject): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object.metadata,
});

/** One object. */
export const presentObject = (
  presentation: Presentation,
  object: KubernetesObject,
): JsonObject => {
  const { resource, form } = presentation;
  if (form === 'metadata') return metadataOnly(object);
  if (form === 'object') return inVersion(resource, object);
  return table(presentation, {
    items: [inVersion(resource, object)],
    metadata: { resourceVersion: object.metadata.resourceVersion },
  });
};

/** A list. */
export const presentPage = (
  presentation: Presentation,
  page: Page,
): JsonObject => {
  const { resource, form } = presentation;
  if (form === 'object') return listObject(resource, page);
  if (form === 'metadata')
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: page.metadata,
      items: page.items.map(metadataOnly),
    };
  return table(presentation, {
    ...page,
    items: page.items.map(item => inVersion(resource, item)),
  });
};
