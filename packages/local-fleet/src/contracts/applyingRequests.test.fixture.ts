import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  CONFIG_MAPS,
  apply,
  configMap,
  get,
  patch,
  put,
} from './kubernetesRequest.test.fixture';
import { M, labelled, codeOnly } from './appliedObjects.test.fixture';

const METADATA =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

const groupNamed = (name: string) => (body: any) =>
  body.items
    ?.filter((item: any) => (item.metadata.name ?? '') === name)
    .map(({ metadata: _, ...rest }: any) => rest);

const withoutScale = (body: any) =>
  groupNamed('apps')(body).map((group: any) => ({
    ...group,
    versions: group.versions.map((version: any) => ({
      ...version,
      resources: version.resources.map(({ subresources, ...rest }: any) => ({
        ...rest,
        subresources: subresources?.filter(
          ({ subresource }: any) => subresource !== 'scale',
        ),
      })),
    })),
  }));

/** Aggregated discovery. */
export const discovery: readonly ContractRequest[] = [
  { ...get('/apis'), accept: AGGREGATED, pick: withoutScale },
  {
    ...get('/apis'),
    accept: AGGREGATED,
    pick: groupNamed('coordination.k8s.io'),
  },
  {
    ...get('/apis'),
    accept: AGGREGATED,
    pick: groupNamed('apiregistration.k8s.io'),
  },
  {
    ...get('/apis'),
    accept: AGGREGATED,
    pick: ({ kind, apiVersion, metadata }) => ({ kind, apiVersion, metadata }),
  },
  {
    ...get('/api'),
    accept: AGGREGATED,
    pick: body =>
      body.items[0].versions[0].resources.filter(
        ({ resource }: { resource: string }) =>
          ['configmaps', 'persistentvolumeclaims', 'secrets'].includes(
            resource,
          ),
      ),
  },
];

/** Lists and objects without their content. */
export const metadataOnly: readonly ContractRequest[] = [
  apply(M, 'one', labelled('m', { a: 'b' })),
  { ...get(M), accept: METADATA },
  { ...get(M), accept: METADATA_LIST },
  {
    ...get(`${CONFIG_MAPS}?labelSelector=part%3Dp-{ns}`),
    accept: METADATA_LIST,
  },
  {
    ...get('/api/v1/configmaps?labelSelector=part%3Dp-{ns},part!%3Dq'),
    accept: METADATA_LIST,
    pick: ({ items: [one], ...rest }) => ({ ...rest, one }),
  },
  { ...get(`${CONFIG_MAPS}?labelSelector=part%3Dp-{ns}`), accept: METADATA },
  { ...get(CONFIG_MAPS), accept: 'application/json;as=Foo;g=meta.k8s.io;v=v1' },
  { ...get(CONFIG_MAPS), accept: 'text/html' },
  {
    ...apply(`${M}?dryRun=All`, 'one', labelled('m', { a: 'c' })),
    accept: METADATA,
  },
];

/** Server-side apply of one object, by several managers. */
export const applying: readonly ContractRequest[] = [
  apply(`${CONFIG_MAPS}/dry?dryRun=All`, 'one', labelled('dry', { a: 'b' })),
  get(`${CONFIG_MAPS}/dry`),
  apply(`${M}?dryRun=All`, 'one', labelled('m', { a: 'changed' })),
  get(M),
  apply(M, 'one', labelled('m', { a: 'b' })),
  apply(M, 'one', labelled('m', { a: 'c' }, { resourceVersion: '1' })),
  apply(M, 'one', labelled('m', { a: 'c' }, { resourceVersion: '{rv}' })),
  apply(M, 'one', labelled('m', { a: 'd' }, { resourceVersion: 'x' })),
  apply(M, 'one', labelled('m', { a: 'd' }, { uid: '{uid}' })),
  apply(M, 'one', labelled('m', { a: 'e' }, { uid: 'other' })),
  apply(
    `${CONFIG_MAPS}/none`,
    'one',
    labelled('none', {}, { resourceVersion: '1' }),
  ),
  apply(`${CONFIG_MAPS}/none`, 'one', labelled('none', {}, { uid: 'x' })),
  get(`${CONFIG_MAPS}/none`),
  patch(`${M}?fieldManager=editor`, { data: { a: 'edited', z: '1' } }),
  get(M),
  apply(M, 'one', labelled('m', { a: 'd' })),
  apply(`${M}?dryRun=All`, 'one', labelled('m', { a: 'd' })),
  apply(M, 'one', labelled('m')),
  get(M),
  apply(M, 'one', labelled('m', { a: 'edited' })),
  apply(M, 'one', labelled('m', { a: 'f' })),
  apply(`${M}?force=true`, 'one', labelled('m', { a: 'f' })),
  put(`${M}?fieldManager=putter`, labelled('m', { a: 'g' })),
  get(M),
  apply(`${M}?force=true&dryRun=All`, 'one', labelled('m', { a: 'h' })),
  apply(M, 'one', labelled('m', { a: 'g' }, { annotations: { n: '1' } })),
  apply(M, 'one', { ...labelled('m', { a: 'g' }), kind: 'Nope' }),
  apply(M, 'one', { ...labelled('m', { a: 'g' }), apiVersion: 'v2' }),
  apply(M, 'one', { ...labelled('other', { a: 'g' }) }),
  apply(M, 'one', labelled('m', { a: 'g' }, { namespace: 'default' })),
  apply(M, 'one', labelled('m', { a: 'g' }, { namespace: '{ns}' })),
  { ...apply(M, 'one', 'a: [1'), pick: codeOnly },
  { ...apply(M, 'one', ''), pick: codeOnly },
  { ...apply(M, 'one', '[]'), pick: codeOnly },
  apply(
    `${M}?fieldValidation=Strict`,
    'one',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: g, a: h}\n',
  ),
  apply(
    M,
    'one',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: g, a: h}\n',
  ),
  apply(
    `${M}?fieldValidation=Strict`,
    'one',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"g"},"data":{"a":"h"}}',
  ),
  apply(`${M}?fieldValidation=Strict`, 'one', {
    ...labelled('m'),
    foo: { bar: 1 },
  }),
  apply(M, 'one', labelled('m', { a: null })),
  apply(M, 'one', labelled('m', { a: true })),
  apply(
    '/api/v1/namespaces/missing-ns/configmaps/m',
    'one',
    configMap('m', {}, { namespace: 'missing-ns' }),
  ),
];
