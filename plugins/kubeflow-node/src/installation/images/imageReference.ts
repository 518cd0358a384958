/** A container image as containerd resolves it. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly host: string;
  /** `library/mysql` of `mysql`. */
  readonly repository: string;
  /** With its colon or at sign: `:8.4`, `@sha256:…`, `:8.4@sha256:…`; empty where none is written. */
  readonly suffix: string;
}

const PART = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const SUFFIX = /^((?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)$/;

const isHost = (part: string) =>
  part.includes('.') || part.includes(':') || part === 'localhost';

const splitSuffix = (text: string): readonly [string, string] => {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const end = colon < 0 ? named.length : colon;
  return [named.slice(0, end), text.slice(end)];
};

/** Undefined for what cannot be pulled. https://pkg.go.dev/github.com/distribution/reference */
export const parseImage = (text: string): ImageReference | undefined => {
  const [name, suffix] = splitSuffix(text);
  const [first = '', ...rest] = name.split('/');
  const hosted = rest.length > 0 && isHost(first);
  const host = hosted ? first : 'docker.io';
  const parts = hosted ? rest : [first, ...rest];
  if (!SUFFIX.test(suffix) || !parts.every(part => PART.test(part)))
    return undefined;
  const official = host === 'docker.io' && parts.length === 1;
  return {
    host: host === 'index.docker.io' ? 'docker.io' : host,
    repository: [...(official ? ['library'] : []), ...parts].join('/'),
    suffix,
  };
};

/** `docker.io/library/mysql:8.4`: two spellings of one image become equal. `latest` is added. */
export const canonicalImage = (text: string): string => {
  const image = parseImage(text);
  if (!image) return text;
  return `${image.host}/${image.repository}${image.suffix || ':latest'}`;
};

/**
 * Where a registry that mirrors every image below the name of its own registry has it:
 * `REGISTRY/docker.io/library/mysql:8.4`. Pull-through caches of ECR with such prefixes do, and plain copies.
 */
export const mirroredImage = (text: string, registry: string): string => {
  const image = parseImage(text);
  if (!image || text.startsWith(`${registry}/`)) return text;
  return `${registry}/${image.host}/${image.repository}${image.suffix}`;
};
