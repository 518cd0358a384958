import type { ResourceCollection } from './objects';

/** Path of a collection, or of one object in it. */
export const collectionPath = (
  { group, version, plural, namespace }: ResourceCollection,
  ...below: readonly string[]
): string => {
  const root = group ? ['apis', group, version] : ['api', version];
  const scope = namespace ? ['namespaces', namespace] : [];
  return `/${[...root, ...scope, plural, ...below]
    .map(encodeURIComponent)
    .join('/')}`;
};

/** Collections of the core group that this package itself reads. */
export const PODS = { group: '', version: 'v1', plural: 'pods' } as const;
export const SERVICES = {
  group: '',
  version: 'v1',
  plural: 'services',
} as const;
export const SERVICE_ACCOUNTS = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
} as const;
