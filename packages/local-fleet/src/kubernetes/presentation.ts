import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from './json';
import type { Page } from './listing';
import { inVersion, listObject } from './listing';
import type { Form, Presentation } from './form';
import { table } from './table/table';
import { notAcceptable } from './status';

const FORMS: Readonly<Record<string, Form>> = {
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadata',
};

const JSON_TYPES = new Set(['application/json', 'application/*', '*/*', '']);
const SPOKEN =
  'application/json, application/yaml, application/vnd.kubernetes.protobuf';

/** The name of another form that one choice of an Accept header asks for; `undefined` for a type that is not JSON. */
const wishOf = (choice: string): string | undefined => {
  const [type = '', ...parameters] = choice.split(';').map(each => each.trim());
  if (!JSON_TYPES.has(type)) return undefined;
  const wish = parameters.find(each => each.startsWith('as='));
  return wish?.slice('as='.length) ?? '';
};

/** Kubernetes' other types are read as JSON, which every client of theirs takes. */
const isSpoken = (choice: string) =>
  /application\/(yaml|vnd\.kubernetes\.protobuf|cbor)/.test(choice);

/** Reads an Accept header; throws the 406 of the real server when it names nothing that there is. */
export const formOf = (
  accept: string | undefined,
  { kind, isList }: { readonly kind: string; readonly isList: boolean },
): Form => {
  const choices = (accept ?? '').split(',');
  const wishes = choices.map(wishOf).filter(wish => wish !== undefined);
  const wish = wishes.find(each => each === '' || FORMS[each] !== undefined);
  if (wish === undefined && choices.some(isSpoken)) return 'object';
  if (wish === undefined && wishes.length > 0)
    throw notAcceptable(
      `only the following media types are accepted: ${SPOKEN}`,
    );
  if (wish === undefined)
    throw notAcceptable(
      `406: Not Acceptable\n\nAvailable representations: ${SPOKEN}, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch`,
      {},
    );
  const isMisfit =
    wish === (isList ? 'PartialObjectMetadata' : 'PartialObjectMetadataList');
  if (isMisfit)
    throw notAcceptable(
      `you requested ${wish}, but the requested object is ${
        isList ? `a list (*core.${kind}List)` : `not a list (*core.${kind})`
      }`,
    );
  return FORMS[wish] ?? 'object';
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
