import type { Manifest } from '../apply/manifest';
import type { InstallationBases } from './contract';

/** Rendered sources of one deploy, kept in memory. */
export const createBases = (): InstallationBases => {
  const rendered = new Map<string, Promise<readonly Manifest[]>>();
  return {
    async get(source, render) {
      const known = rendered.get(source);
      if (known) return known;
      const started = render();
      rendered.set(source, started);
      try {
        return await started;
      } catch (error) {
        // The next cluster tries again: one that was cancelled must not fail all.
        if (rendered.get(source) === started) rendered.delete(source);
        throw error;
      }
    },
  };
};
