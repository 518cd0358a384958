import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { PrinterColumn } from './resources';

const open = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

interface Definition {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly columns?: readonly PrinterColumn[];
  readonly status?: true;
}

const definition = (given: Definition): KubernetesObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${given.plural}.${given.group}` },
  spec: {
    group: given.group,
    scope: 'Namespaced',
    names: {
      kind: given.kind,
      listKind: `${given.kind}List`,
      plural: given.plural,
      singular: given.kind.toLowerCase(),
      shortNames: given.shortNames,
    },
    versions: [
      {
        name: given.version,
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              spec: open,
              status: open,
            },
            required: ['metadata', 'spec'],
          },
        },
        ...(given.status && { subresources: { status: {} } }),
        ...(given.columns && { additionalPrinterColumns: given.columns }),
      },
    ],
  },
});

const AGE: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/**
 * Argo's kinds and the ScheduledWorkflow, with open schemas: as in Argo's minimal manifests, where the
 * API server does not look into a Workflow. A Workflow has no status subresource, as in Argo.
 */
export const argoDefinitions = (): KubernetesObject[] => [
  definition({
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'Workflow',
    plural: 'workflows',
    shortNames: ['wf'],
    columns: [
      {
        name: 'Status',
        type: 'string',
        description: 'Status of the workflow',
        jsonPath: '.status.phase',
      },
      {
        name: 'Age',
        type: 'date',
        format: 'date-time',
        description: 'When the workflow was started',
        jsonPath: '.status.startedAt',
      },
      {
        name: 'Message',
        type: 'string',
        description: 'Human readable message indicating details',
        jsonPath: '.status.message',
      },
    ],
  }),
  definition({
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'WorkflowTaskResult',
    plural: 'workflowtaskresults',
    shortNames: [],
  }),
  definition({
    group: 'kubeflow.org',
    version: 'v1beta1',
    kind: 'ScheduledWorkflow',
    plural: 'scheduledworkflows',
    shortNames: ['swf'],
    columns: [AGE],
    status: true,
  }),
];
