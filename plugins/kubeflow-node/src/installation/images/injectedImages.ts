import type { ManifestObject } from '../../apply/manifest';

/** Istio's injector makes an image of these three: https://istio.io/latest/docs/reference/config/ */
const HUB = /"hub":\s*"([^"]+)"/;
const TAG = /"tag":\s*"([^"]+)"/;
const PROXY = 'proxyv2';

/** The sidecar that Istio adds to pods; it stands in no manifest as one text. */
export const injectedImages = (object: ManifestObject): string[] => {
  if (
    object.kind !== 'ConfigMap' ||
    object.metadata.name !== 'istio-sidecar-injector'
  )
    return [];
  const { values = '' } =
    (object.data as { values?: string } | undefined) ?? {};
  const hub = HUB.exec(values)?.[1];
  const tag = TAG.exec(values)?.[1];
  return hub && tag ? [`${hub}/${PROXY}:${tag}`] : [];
};
