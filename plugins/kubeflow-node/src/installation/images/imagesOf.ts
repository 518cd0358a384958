import type { Manifest, ManifestObject } from '../../apply/manifest';
import { findImages } from './findImages';
import { canonicalImage, parseImage } from './imageReference';
import { injectedImages } from './injectedImages';

/** A name without a tag inside a longer text is a setting's default or a registry, unless nothing else names it. */
const untaggedNames = (object: ManifestObject) =>
  findImages(object).flatMap(({ images, text, isContainer }) =>
    images
      .filter(
        image =>
          !isContainer && text !== image && parseImage(image)?.suffix === '',
      )
      .map(canonicalImage),
  );

/**
 * Every image that manifests name: of containers, and in arguments, environments, ConfigMaps and custom resources,
 * such as Kubeflow Pipelines' driver and launcher and Argo's executor. With registry and tag, sorted.
 */
export const imagesOfObjects = (
  objects: readonly ManifestObject[],
): string[] => {
  const loose = new Set(objects.flatMap(untaggedNames));
  const all = objects.flatMap(object => [
    ...findImages(object).flatMap(({ images }) => images.map(canonicalImage)),
    ...injectedImages(object),
  ]);
  return [...new Set(all)].filter(image => !loose.has(image)).sort();
};

/** {@link imagesOfObjects} of manifests. */
export const imagesOf = (manifests: readonly Manifest[]): string[] =>
  imagesOfObjects(
    manifests
      .filter(({ id }) => id.kind !== 'CustomResourceDefinition')
      .map(manifest => manifest.object()),
  );
