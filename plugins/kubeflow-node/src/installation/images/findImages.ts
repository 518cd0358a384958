import type { ManifestObject } from '../../apply/manifest';
import type { ValuePath } from '../overlay/draft';
import { parseImage } from './imageReference';

/** A text of an object that names images. */
export interface ImageUse {
  readonly path: ValuePath;
  readonly text: string;
  /** As written there, in the order of the text. */
  readonly images: readonly string[];
  /** `image` of a container in a pod, which kustomize itself can replace. */
  readonly isContainer: boolean;
}

/** Registries whose name makes a text an image wherever it stands; others count where a field says image. */
const REGISTRIES =
  '(?:ghcr\\.io|gcr\\.io|[a-z]+\\.gcr\\.io|quay\\.io|docker\\.io|registry\\.k8s\\.io|k8s\\.gcr\\.io|public\\.ecr\\.aws|nvcr\\.io|mcr\\.microsoft\\.com|[a-z0-9-]+-docker\\.pkg\\.dev|\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?)';
const NAME = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*';
const SUFFIX = '(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?';
/** Not inside an address or a longer name, and not the beginning of a path that goes on. */
const HOSTED = new RegExp(
  `(?<![\\w./@-])${REGISTRIES}/${NAME}${SUFFIX}(?![\\w/])`,
  'g',
);
/** `image: x`, `"defaultJobImage" : "kserve/storage-initializer:v0.16.0"` in the text of a ConfigMap. */
const NAMED = new RegExp(
  `["']?\\w*[iI]mage["']?[ \\t]*[:=][ \\t]*["']?(${NAME}${SUFFIX})["']?[ \\t]*(?=[,}\\n\\r#]|$)`,
  'g',
);

const isImageName = (key: string | number | undefined) =>
  typeof key === 'string' && /image$/i.test(key.replace(/_/g, ''));

/** A tag, a digest or a path makes a name an image and not a word such as `true`. */
const looksLikeImage = (text: string) =>
  /[/:@]/.test(text) &&
  !/^(true|false|\d+)$/.test(text) &&
  parseImage(text) !== undefined;

const inText = (text: string): string[] => {
  const hosted = [...text.matchAll(HOSTED)].map(match => ({
    at: match.index,
    image: match[0],
  }));
  const named = [...text.matchAll(NAMED)]
    .map(match => ({
      at: match.index + match[0].indexOf(match[1]!, match[0].search(/[:=]/)),
      image: match[1]!,
    }))
    .filter(({ image }) => looksLikeImage(image));
  const found = new Map(
    [...named, ...hosted].map(({ at, image }) => [at, image]),
  );
  return [...found].sort(([a], [b]) => a - b).map(([, image]) => image);
};

interface Place {
  readonly path: ValuePath;
  /** The mapping that the text stands in. */
  readonly parent: unknown;
}

const isContainerImage = ({ path }: Place) =>
  path.at(-1) === 'image' &&
  typeof path.at(-2) === 'number' &&
  ['containers', 'initContainers', 'ephemeralContainers'].includes(
    String(path.at(-3)),
  );

const isVariableOfImage = ({ path, parent }: Place) =>
  path.at(-1) === 'value' &&
  isImageName((parent as { name?: string } | undefined)?.name);

const imagesIn = (text: string, place: Place): string[] => {
  const whole = isImageName(place.path.at(-1)) || isVariableOfImage(place);
  if (whole && (isContainerImage(place) || looksLikeImage(text)))
    return parseImage(text) ? [text] : [];
  return inText(text);
};

/** Every image that an object names; metadata and schemas are left out. */
export const findImages = (object: ManifestObject): ImageUse[] => {
  if (object.kind === 'CustomResourceDefinition') return [];
  const uses: ImageUse[] = [];
  const visit = (value: unknown, place: Place) => {
    if (typeof value === 'string') {
      const images = imagesIn(value, place);
      if (images.length > 0)
        uses.push({
          path: place.path,
          text: value,
          images,
          isContainer: isContainerImage(place),
        });
    } else if (Array.isArray(value))
      value.forEach((item, index) =>
        visit(item, { path: [...place.path, index], parent: value }),
      );
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value))
        visit(item, { path: [...place.path, key], parent: value });
  };
  for (const [key, value] of Object.entries(object))
    if (key !== 'metadata') visit(value, { path: [key], parent: object });
  return uses;
};
