import type { ManifestObject } from '../../apply/manifest';
import { findImages, type ImageUse } from '../images/findImages';
import { mirroredImage, parseImage } from '../images/imageReference';
import { imagesOfObjects } from '../images/imagesOf';
import type { OverlayDraft } from './draft';

/** The name of an image without tag and digest, as it is written. */
const nameOf = (image: string): string => {
  const { suffix = '' } = parseImage(image) ?? {};
  return suffix ? image.slice(0, -suffix.length) : image;
};

/** Each image once, from left to right, so that none that was replaced is found again. */
const replaceImages = ({ text, images }: ImageUse, registry: string) => {
  let rest = text;
  let done = '';
  for (const image of images) {
    const at = rest.indexOf(image);
    done += rest.slice(0, at) + mirroredImage(image, registry);
    rest = rest.slice(at + image.length);
  }
  return done + rest;
};

const moveImage = (
  draft: OverlayDraft,
  object: ManifestObject,
  { use, registry }: { readonly use: ImageUse; readonly registry: string },
) => {
  if (use.isContainer) {
    const name = nameOf(use.text);
    draft.newImages.set(name, mirroredImage(name, registry));
    draft.reimaged.add(draft.keyOf(object));
    return;
  }
  const text = replaceImages(use, registry);
  if (text !== use.text) draft.replaceText(object, use.path, text);
};

/** Every image from the cluster's own registry, wherever it is named. */
export const useRegistry = (draft: OverlayDraft) => {
  const registry = draft.cluster.images?.registry;
  if (!registry) return;
  const objects = draft.objects();
  if (imagesOfObjects(objects).length === 0)
    draft.warn('images.registry: the manifests name no image');
  for (const object of objects)
    for (const use of findImages(object))
      moveImage(draft, object, { use, registry });
};
