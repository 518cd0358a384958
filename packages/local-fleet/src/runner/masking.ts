/** What shows in place of a secret. */
const MASK = '***';

const json = (value: string) => JSON.stringify(value).slice(1, -1);

/** Base64 of the whole three-byte groups from `shift` on, which is what any text around the value leaves of it. */
const base64 = (value: string, shift: number) => {
  const bytes = Buffer.from(value);
  const groups = Math.floor((bytes.length - shift) / 3);
  return groups > 0
    ? bytes.subarray(shift, shift + groups * 3).toString('base64')
    : '';
};

const xml = (value: string) =>
  value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;');

// The encodings that the runner masks beside the value itself (HostContext.cs). It has no base64url and no hex.
const encoders: readonly ((value: string) => string)[] = [
  value => value,
  value => base64(value, 0),
  value => base64(value, 1),
  value => base64(value, 2),
  value => value.replace(/"/g, '\\"'),
  value => value.replace(/'/g, "''"),
  json,
  value => encodeURIComponent(value),
  xml,
  value => value.replace(/^"|"$/g, ''),
  value => (value.includes('&') ? value.slice(0, value.indexOf('&')) : ''),
];

/** Replaces secrets by `***`, as the runner does on every line that it shows. */
export class SecretMasker {
  private readonly values = new Set<string>();

  /** A value of several lines is masked whole and by line; blank values are ignored. */
  add(value: string): void {
    for (const part of [value, ...value.split(/\r?\n/)]) {
      const trimmed = part.trim();
      if (trimmed === '') continue;
      for (const encode of encoders) {
        const encoded = encode(trimmed);
        if (encoded.length > (encode(trimmed) === trimmed ? 0 : 3))
          this.values.add(encoded);
      }
    }
  }

  mask(text: string): string {
    return [...this.values]
      .sort((a, b) => b.length - a.length)
      .reduce((masked, value) => masked.replaceAll(value, MASK), text);
  }
}
