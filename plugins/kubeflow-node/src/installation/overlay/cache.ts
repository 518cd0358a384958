import type { OverlayDraft } from './draft';

const DEPLOYER = 'cache-deployer-deployment';
const CACHE_NAMES = /^cache-(server|deployer)|^kubeflow-pipelines-cache(-|$)/;

/**
 * Leaves out the cache of version 1 pipelines where its certificate would come from a signing request: EKS approves
 * such a request and never issues the certificate, so these pods are never ready. Version 2 caches by itself.
 */
export const leaveOutCache = (draft: OverlayDraft) => {
  if (!draft.find('Deployment', DEPLOYER)) return;
  if (draft.context.ownSource) {
    draft.warn(
      `the manifests hold Deployment ${DEPLOYER}, which never gets its certificate on EKS: it and cache-server stay unready. Remove both; only pipelines of version 1 use them`,
    );
    return;
  }
  for (const object of draft.objects())
    if (CACHE_NAMES.test(object.metadata.name)) draft.remove(object);
};
