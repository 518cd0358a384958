import { isForbidden } from './answers';
import type { ClaimStore } from './claim';
import { createConfigMapClaims } from './configMapClaims';
import type { RunTarget } from './contract';
import { createVersionClaims } from './versionClaims';

/** ConfigMaps where the Kubernetes API is in reach and allows them, else pipeline versions. */
export const claimStoreOf = (target: RunTarget): ClaimStore => {
  const versions = createVersionClaims(target.pipelines);
  if (!target.kubernetes) return versions;
  let active: ClaimStore = createConfigMapClaims(
    target.kubernetes,
    target.pipelines.namespace,
  );
  return {
    read: slug => active.read(slug),
    replace: (previous, next) => active.replace(previous, next),
    deleteBefore: async time => active.deleteBefore?.(time),
    async create(claim) {
      try {
        return await active.create(claim);
      } catch (error) {
        if (active === versions || !isForbidden(error)) throw error;
        active = versions;
        return active.create(claim);
      }
    },
  };
};
