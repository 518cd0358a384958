import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  apply,
  get,
  patch,
  put,
  remove,
} from './kubernetesRequest.test.fixture';
import { codeOnly } from './appliedObjects.test.fixture';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CRD = `${CRDS}/things.{ns}.example`;
const THINGS = '/apis/{ns}.example/v1/namespaces/{ns}/things';
const version = (name: string, more: object = {}) => ({
  name,
  served: true,
  storage: name === 'v1',
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            size: { type: 'integer', format: 'int64', default: 3 },
            ratio: { type: 'number' },
            open: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      },
    },
  },
  ...more,
});
const definition = (
  versions: readonly object[],
  spec: object = {},
  metadata: object = {},
) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.{ns}.example', ...metadata },
  spec: {
    group: '{ns}.example',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions,
    ...spec,
  },
});
const thing = (spec: string) =>
  `apiVersion: "{ns}.example/v1"\nkind: Thing\nmetadata: {name: t}\nspec: ${spec}\n`;

/** A definition, its versions, and numbers in its resources. */
export const definitions: readonly ContractRequest[] = [
  apply(`${CRD}?dryRun=All`, 'one', definition([version('v1')])),
  apply(CRD, 'one', definition([version('v1'), version('v1beta1')])),
  { ...get(CRD), afterMs: 1500 },
  apply(CRD, 'one', definition([version('v1'), version('v1beta1')])),
  apply(CRD, 'one', definition([version('v1')], { scope: 'Cluster' })),
  apply(
    CRD,
    'one',
    definition([version('v1')], { names: { kind: 'Thing', plural: 'thongs' } }),
  ),
  apply(CRD, 'one', definition([version('v2', { storage: true })])),
  apply(CRD, 'one', definition([])),
  {
    ...apply(CRD, 'one', definition([version('v1', { storage: false })])),
    pick: codeOnly,
  },
  apply(`${THINGS}/t`, 'one', thing('{size: 9007199254740993}')),
  apply(
    `${THINGS}/t`,
    'one',
    '{"apiVersion":"{ns}.example/v1","kind":"Thing","metadata":{"name":"t"},"spec":{"size":9223372036854775807,"open":{"big":9007199254740995,"list":[9007199254740993],"float":1.5}}}',
  ),
  get(`${THINGS}/t`),
  patch(
    `${THINGS}/t`,
    '{"spec":{"open":{"big":-9007199254740993}}}',
    'application/merge-patch+json',
  ),
  apply(`${THINGS}/t`, 'one', thing('{size: 1.5}')),
  apply(`${THINGS}/t`, 'one', thing('{size: "1"}')),
  apply(`${THINGS}/t`, 'one', thing('{size: 99999999999999999999}')),
  apply(
    `${THINGS}/t?force=true`,
    'one',
    thing('{ratio: 1.5, open: {a: 010, b: 1_000, c: 12:30:45, d: yes}}'),
  ),
  put(`${THINGS}/t`, {
    apiVersion: '{ns}.example/v1',
    kind: 'Thing',
    metadata: { name: 't' },
    spec: {},
  }),
  apply(`${THINGS}/t`, 'one', thing('{nope: 1}')),
  apply(`${THINGS}/t?fieldValidation=Strict`, 'one', thing('{nope: 1}')),
  remove(`${THINGS}/t`),
  remove(CRD),
];
