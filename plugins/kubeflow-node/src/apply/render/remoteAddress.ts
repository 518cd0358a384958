import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';

const REMOTE =
  /^(?:git::|[a-z][a-z+]*:\/\/|[\w.-]+@[\w.-]+[:/]|(?:www\.)?github\.com[/:])/i;
const COMMIT = /^[0-9a-f]{40}$|^[0-9a-f]{64}$/;
// 2.17.0, v4.0.5, 26.03.1-rc.2, kustomize/v5.0.0; but not v1.10-branch or release-1.8, which upstreams use as
// names of branches.
const VERSION =
  /^(?:[\w./-]+\/)?v?\d+\.\d+(?:\.\d+)*(?:-(?:alpha|beta|rc)[\w.-]*)?$/;
const NAMED_VERSION =
  /^[A-Za-z][\w./-]*-v?\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)[\w.-]*)?$/;

const isFixed = (reference: string) =>
  COMMIT.test(reference) ||
  VERSION.test(reference) ||
  NAMED_VERSION.test(reference);

/** True for what kustomize fetches: a URL, `git@host:…`, `github.com/…`. */
export const isRemote = (address: string): boolean => REMOTE.test(address);

/** Without user and password, for messages. */
export const withoutCredentials = (text: string): string =>
  text.replace(/(\/\/)[^/@\s'"]+@/g, '$1');

const references = (address: string): string[] => {
  const query = address.slice(address.indexOf('?') + 1);
  const parameters = new URLSearchParams(
    address.includes('?') ? query.replace(/#.*$/, '') : '',
  );
  return [...parameters.getAll('ref'), ...parameters.getAll('version')];
};

/** A plain file at an address with the version in its path, such as that of a GitHub release. */
const pathIsFixed = (address: string) =>
  /\.(?:ya?ml|json)$/i.test(address) &&
  address.split('/').slice(3).some(isFixed);

/** Whoever is on the way could put other objects in their place, and other images with them. */
function refuseWithoutTls(address: string, subject: string): void {
  if (!/^(?:git::)?(?:http|git):\/\//i.test(address)) return;
  throw new KubeflowError('InputError', {
    reason: 'UnpinnedManifests',
    subject,
    fact: `'${printable(
      withoutCredentials(address),
    )}' is fetched without TLS, so anybody on the way may change it`,
    remedy: 'Use https:// or ssh',
  });
}

/**
 * Refuses an address that may be something else tomorrow. A plan that was reviewed would then not be what is
 * applied, and two clusters of one deployment could get different objects. A branch cannot be told from a tag by
 * its name alone, so only names that look like a version pass.
 *
 * @throws KubeflowError `InputError`, reason `UnpinnedManifests`.
 */
export function requirePinned(address: string, subject: string): void {
  refuseWithoutTls(address, subject);
  const [reference, ...others] = references(address);
  if (others.length === 0 && reference && isFixed(reference)) return;
  if (reference === undefined && pathIsFixed(address)) return;
  const shown = printable(withoutCredentials(address));
  throw new KubeflowError('InputError', {
    reason: 'UnpinnedManifests',
    subject,
    fact:
      reference === undefined
        ? `'${shown}' has no ?ref=, so it may hold something else tomorrow`
        : `'${shown}' names '${printable(
            reference,
          )}', which is neither a version tag nor a commit, so it may hold something else tomorrow`,
    remedy:
      'Add ?ref= with a tag such as 2.17.0 or, better, the 40 digits of a commit',
  });
}
