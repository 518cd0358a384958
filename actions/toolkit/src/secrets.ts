import * as core from '@actions/core';

/** Shorter texts are not masked: they would blank out half of the log. */
const MIN_SECRET = 6;

const masked = new Set<string>();

/** Base64url of `secret` inside a longer text that begins 0, 1 or 2 bytes earlier, without the edges that depend on it. */
const base64UrlPieces = (secret: string): string[] =>
  [0, 1, 2].map(shift => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
    const text = bytes.toString('base64url');
    const from = shift === 0 ? 0 : shift + 1;
    return text.slice(from, bytes.length % 3 === 0 ? undefined : -1);
  });

/** The presigned URL inside an EKS token (`k8s-aws-v1.` and base64url of the URL), and its secret parts. */
const presignedParts = (secret: string): string[] => {
  const url = secret.startsWith('k8s-aws-v1.')
    ? Buffer.from(secret.slice('k8s-aws-v1.'.length), 'base64url').toString()
    : secret;
  if (!URL.canParse(url)) return [];
  const { searchParams } = new URL(url);
  return ['X-Amz-Signature', 'X-Amz-Security-Token']
    .map(name => searchParams.get(name) ?? '')
    .filter(Boolean)
    .concat(url === secret ? [] : [url, secret.slice('k8s-aws-v1.'.length)]);
};

/** Every spelling of a secret that the runner's own eleven encoders do not find. */
export function spellingsOf(secret: string): readonly string[] {
  const parts = [secret, ...presignedParts(secret)];
  const lines = secret.includes('\n') ? secret.split(/\r?\n/) : [];
  const all = [...parts, ...lines].flatMap(part => {
    const hex = Buffer.from(part).toString('hex');
    return [
      part,
      encodeURIComponent(part),
      ...base64UrlPieces(part),
      Buffer.from(part).toString('base64'),
      hex,
      hex.toUpperCase(),
    ];
  });
  return [...new Set(all)].filter(text => text.length >= MIN_SECRET);
}

/** Tells the runner to hide a secret in every encoding; call it before the secret is first used. */
export function maskSecret(secret: string | undefined): void {
  if (!secret || secret.length < MIN_SECRET || masked.has(secret)) return;
  masked.add(secret);
  for (const spelling of spellingsOf(secret)) {
    masked.add(spelling);
    core.setSecret(spelling);
  }
}

/** The text without any masked secret: for what the runner does not filter, such as comments. */
export function redact(text: string): string {
  // Longest first: a spelling may be a part of another one.
  return [...masked]
    .sort((a, b) => b.length - a.length)
    .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
