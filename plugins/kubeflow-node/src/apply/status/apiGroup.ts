/** Group of an apiVersion: `apps` of `apps/v1`, empty for the core's `v1`. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
