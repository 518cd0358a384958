import type {
  KubernetesClient,
  KubernetesObject,
} from '../../kubernetes/objects';
import { DEFAULT_CLASS_ANNOTATION } from '../overlay/storage';

const STORAGE_CLASSES = {
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
};

/** Kubernetes still reads the annotation of its beta. */
const BETA_ANNOTATION = 'storageclass.beta.kubernetes.io/is-default-class';

/** True when claims that name no class get this one. */
export const isDefaultClass = ({ metadata }: KubernetesObject): boolean =>
  metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === 'true' ||
  metadata.annotations?.[BETA_ANNOTATION] === 'true';

/** Names of the default classes besides the one of this name, sorted: with it there would be more than one. */
export const otherDefaults = async (
  kubernetes: KubernetesClient,
  name: string,
): Promise<readonly string[]> =>
  (await kubernetes.list(STORAGE_CLASSES))
    .filter(object => isDefaultClass(object) && object.metadata.name !== name)
    .map(({ metadata }) => metadata.name)
    .sort();

/**
 * Takes the mark of a default from every other class, and nothing else of them: they stay whose they are. To be done
 * once the class of this name is there (`storage.makeDefault`), so that the cluster is never without a default.
 *
 * @returns the names of the classes that lost it.
 * @throws KubeflowError of the Kubernetes client, such as `NotAllowedError`; needs `list` and `patch` on storageclasses.
 */
export const makeOnlyDefault = async (
  kubernetes: KubernetesClient,
  name: string,
): Promise<readonly string[]> => {
  const others = await otherDefaults(kubernetes, name);
  for (const other of others)
    await kubernetes.patch(STORAGE_CLASSES, other, {
      metadata: {
        annotations: {
          [DEFAULT_CLASS_ANNOTATION]: 'false',
          [BETA_ANNOTATION]: null,
        },
      },
    });
  return others;
};
