import {
  hasReason,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import { fullJitter } from '../../http/backoff';
import { containsAll } from '../../kubernetes/containsAll';
import type {
  KubernetesClient,
  KubernetesObject,
  ResourceCollection,
} from '../../kubernetes/objects';

const BACKOFF = { baseMs: 200, capMs: 5_000 };
const MOST_ATTEMPTS = 8;

/** The server may have acted, or will when it is asked again. */
const isUncertain = (error: unknown): boolean =>
  isKubeflowError(error) &&
  (error.name === 'ServiceUnavailableError' ||
    error.name === 'TimeoutError' ||
    error.reason === 'AnswerLost');

const find = async (
  kubernetes: Pick<KubernetesClient, 'get'>,
  collection: ResourceCollection,
  name: string,
): Promise<KubernetesObject | undefined> => {
  try {
    return await kubernetes.get(collection, name);
  } catch (error) {
    if (hasReason(error, 'NotFound')) return undefined;
    throw error;
  }
};

/** What the server writes itself. */
const withoutServerFields = (object: KubernetesObject): object => {
  const { resourceVersion, managedFields, uid, generation, ...metadata } =
    object.metadata;
  return { ...object, metadata };
};

type Writes = Pick<KubernetesClient, 'create' | 'replace'>;
type Write = (
  collection: ResourceCollection,
  object: KubernetesObject,
) => Promise<KubernetesObject>;

/**
 * Creating and replacing that survive errors of the server, and answers that were spoilt: looks whether all of our
 * content is there before it tries again. Only for objects that hold something that no other writer writes.
 */
export const sturdyWrites = (
  kubernetes: Pick<KubernetesClient, 'get' | 'create' | 'replace'>,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): Writes => {
  const sturdy =
    (write: Write, mayRepeat: (error: unknown) => boolean): Write =>
    async (collection, object) => {
      for (let attempts = 1; ; attempts += 1) {
        try {
          return await write(collection, object);
        } catch (error) {
          if (!mayRepeat(error) || attempts >= MOST_ATTEMPTS) throw error;
          await clock.sleep(fullJitter(attempts, BACKOFF, random));
          const { name } = object.metadata;
          const live = await find(kubernetes, collection, name);
          if (live && containsAll(live, withoutServerFields(object))) {
            return live;
          }
        }
      }
    };
  return {
    create: sturdy(
      (...args) => kubernetes.create(...args),
      // Nothing stands in the way of what is new but a quota that changed meanwhile.
      error => isUncertain(error) || hasReason(error, 'Conflict'),
    ),
    replace: sturdy((...args) => kubernetes.replace(...args), isUncertain),
  };
};
