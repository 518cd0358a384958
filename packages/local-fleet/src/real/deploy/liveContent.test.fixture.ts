import { APPLYSET } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type ManifestObject,
  FIELD_MANAGER,
  applySetOf,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { type DeployWorld, SET } from './deployWorld.test.fixture';
import { keysOf } from './manifestKeys.test.fixture';

interface Entry {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly fieldsV1: unknown;
}

const VOLATILE = 'deployment.kubernetes.io/revision';

/** What an object says and which of it is ours; not when, by which number, or how far it has come. */
const stable = ({ metadata, status: _, ...object }: ManifestObject) => {
  const { name, namespace, labels, annotations = {}, managedFields } = metadata;
  const { [VOLATILE]: __, ...kept } = annotations;
  const ours = (managedFields as readonly Entry[]).filter(
    ({ manager, operation }) =>
      manager === FIELD_MANAGER && operation === 'Apply',
  );
  return {
    ...object,
    metadata: { name, namespace, labels, annotations: kept },
    owned: ours.map(({ fieldsV1 }) => fieldsV1),
  };
};

/** The live objects of the kinds of `objects` that are ours, by key; what any deploy changes is left out. */
export async function contentOf(
  { kubectl }: Pick<DeployWorld, 'kubectl'>,
  objects: readonly ManifestObject[],
): Promise<ReadonlyMap<string, unknown>> {
  const kinds = new Set(objects.map(({ kind }) => kind.toLowerCase()));
  const text = await kubectl(
    ...[
      'get',
      [...kinds].join(','),
      '-A',
      '--show-managed-fields',
      '-o',
      'json',
    ],
    ...['-l', `${APPLYSET.partOf}=${applySetOf(SET).id}`],
  );
  const { items } = JSON.parse(text) as {
    readonly items: readonly ManifestObject[];
  };
  return new Map(
    items.map(object => [keysOf([object])[0] ?? '', stable(object)]),
  );
}
