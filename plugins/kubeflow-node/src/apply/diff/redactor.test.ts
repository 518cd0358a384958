import fc from 'fast-check';
import type { ManifestObject } from '../manifest';
import { sampleManifest } from '../wait/testing/sampleManifest';
import { diffObjects } from './diffObjects';
import { createRedactor, NO_SECRETS } from './redactor';

const secret = (
  data: Record<string, string>,
  stringData: Record<string, string> = {},
) =>
  ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data,
    stringData,
  } as unknown as ManifestObject);

const inBase64 = (text: string) => Buffer.from(text).toString('base64');

/** Spellings under which a secret turns up in manifests, logs and errors. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: text => text,
  base64: inBase64,
  'base64 one byte on': text => inBase64(`x${text}yz`),
  'base64 two bytes on': text => inBase64(`xy${text}z`),
  base64url: text => Buffer.from(text).toString('base64url'),
  'base64 of base64': text => inBase64(inBase64(text)),
  hex: text => Buffer.from(text).toString('hex'),
  HEX: text => Buffer.from(text).toString('hex').toUpperCase(),
  URI: text => encodeURIComponent(text),
  form: text => new URLSearchParams({ v: text }).toString().slice(2),
  JSON: text => JSON.stringify(text),
  'JSON in JSON': text => JSON.stringify(JSON.stringify({ v: text })),
  "Go's JSON": text =>
    JSON.stringify(text).replace(
      /[<>&]/g,
      char => `\\u00${char.charCodeAt(0).toString(16)}`,
    ),
  XML: text =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;'),
  shell: text => `'${text.replaceAll("'", `'\\''`)}'`,
  YAML: text => `'${text.replaceAll("'", "''")}'`,
};

// The marker itself is shown, so a secret made of it cannot be told from it; spaces alone are no secret.
const aSecret = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 60 })
  .map(text => text.toWellFormed())
  .filter(
    text =>
      Buffer.byteLength(text.trim()) >= 6 &&
      !/^\**$/.test(text) &&
      text === text.trim(),
  );

describe('createRedactor', () => {
  it.each(Object.keys(ENCODINGS))('hides a secret in the encoding %s', name => {
    const encode = ENCODINGS[name] as (text: string) => string;
    const redact = createRedactor([
      secret({ password: inBase64(`p'a"ss <&> wörd/+`) }),
    ]);
    const text = redact.text(`before ${encode(`p'a"ss <&> wörd/+`)} after`);
    expect(text).toMatch(/^before .*\*\*\*.* after$/);
    expect(text).not.toContain(encode(`p'a"ss <&> wörd/+`));
  });

  it('S1: leaves no secret in any encoding, of any secret at any place of any changed object', () => {
    const encoding = fc.constantFrom(...Object.keys(ENCODINGS));
    fc.assert(
      fc.property(
        aSecret,
        aSecret,
        encoding,
        fc.nat({ max: 300 }),
        fc.boolean(),
        (...[value, other, name, pad, whole]) => {
          const encoded = (ENCODINGS[name] as (text: string) => string)(value);
          const text = `${'.'.repeat(pad)}${encoded}${'.'.repeat(300)}`;
          const redact = createRedactor([
            secret({ a: inBase64(value) }, { b: other }),
          ]);
          const before = {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'c' },
            data: { x: 'y' },
          };
          const after = whole
            ? {
                ...before,
                data: { x: text, [value]: 'z' },
                args: [text, value],
              }
            : {
                ...before,
                spec: {
                  containers: [
                    { name: value, env: [{ name: 'A', value: text }] },
                  ],
                },
              };
          const shown = JSON.stringify(
            diffObjects(before, after, { redact }).flatMap(change => [
              change.path,
              change.before,
              change.after,
            ]),
          );
          const told = diffObjects(before, after, { redact })
            .map(change => [change.path, change.before, change.after].join(' '))
            .join(' ');
          for (const spell of [
            ENCODINGS.plain,
            ENCODINGS.base64,
            ENCODINGS.base64url,
            ENCODINGS.hex,
            ENCODINGS.URI,
            ENCODINGS.JSON,
          ]) {
            const hidden = (spell as (text: string) => string)(value);
            expect(told).not.toContain(hidden);
            expect(shown).not.toContain(hidden);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('hides overlapping secrets whole', () => {
    const redact = createRedactor([
      secret({}, { a: 'abcdef', b: 'defghijklm' }),
    ]);
    expect(redact.text('-abcdefghijklm-')).toBe('-***-');
  });

  it('hides single lines, settings and texts of JSON of a value', () => {
    const redact = createRedactor([
      secret(
        {},
        {
          file: 'user=admin\npassword=correct-horse\n',
          json: JSON.stringify({
            auths: { 'ghcr.io': { password: 'battery-staple' } },
          }),
          key: '-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n',
        },
      ),
    ]);
    expect(redact.text('correct-horse battery-staple MIIEvQIBADANBg')).toBe(
      '*** *** ***',
    );
    expect(redact.text('-----BEGIN KEY-----')).toBe('-----BEGIN KEY-----');
  });

  it('hides a value that ends with the newline of a careless echo', () => {
    expect(
      createRedactor([secret({ p: inBase64('hunter2\n') })]).text(
        'is hunter2!',
      ),
    ).toBe('is ***!');
  });

  it('hides a long value that base64 wrapped into lines', () => {
    const value = 'k'.repeat(50) + 'v'.repeat(90);
    const redact = createRedactor([secret({}, { value })]);
    const shown = redact.text(inBase64(value).replace(/(.{76})/g, '$1\n'));
    expect(shown.replace(/[\s*]/g, '').length).toBeLessThan(60);
    expect(shown).not.toContain(inBase64(value).slice(0, 76));
  });

  it('finds binary values in base64 and hex', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x81, 0x99]);
    const redact = createRedactor([secret({ key: bytes.toString('base64') })]);
    expect(redact.text(bytes.toString('base64'))).toBe('***');
    expect(redact.text(bytes.toString('hex'))).toBe('***');
  });

  it('hides a number that is a secret, and leaves short values to their place', () => {
    const redact = createRedactor([
      secret({}, { pin: '271828', short: 'abc', empty: '' }),
    ]);
    expect(redact.value({ a: 271828, b: 3, c: ['abc', null, true] })).toEqual({
      a: '***',
      b: 3,
      c: ['abc', null, true],
    });
  });

  it('takes manifests and live objects, and only of Secrets', () => {
    const manifest = sampleManifest(secret({}, { a: 'hunter2hunter2' }));
    const map = {
      ...secret({}),
      kind: 'ConfigMap',
      data: { a: 'public-value' },
    };
    const redact = createRedactor([manifest, sampleManifest(map), map]);
    expect(redact.text('hunter2hunter2 public-value')).toBe('*** public-value');
    expect(NO_SECRETS.text('hunter2hunter2')).toBe('hunter2hunter2');
  });

  it('stays fast with a Secret of a megabyte, and hides it', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, line) => `line ${line} of a keystore that nobody should see`,
    );
    const value = lines.join('\n');
    const start = performance.now();
    const redact = createRedactor([secret({}, { value })]);
    expect(redact.text(`${value} ${inBase64(value)} ${lines[7]}`)).toBe(
      '*** *** ***',
    );
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('survives Secrets that hold something else than texts', () => {
    const odd = {
      ...secret({}),
      data: { a: null, b: 7, c: ['x'] },
      stringData: 'no',
    } as never;
    expect(createRedactor([odd]).text('plain')).toBe('plain');
  });
});
