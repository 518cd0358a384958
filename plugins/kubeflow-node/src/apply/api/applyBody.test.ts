import fc from 'fast-check';
import type { ManifestObject } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import { applyBody } from './applyBody';

const manifest = (fields: Record<string, unknown>) =>
  manifestOf(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      ...fields,
    } as unknown as ManifestObject,
    { source: { path: 'test', line: 1 } },
  );

const parsed = (body: Uint8Array) => JSON.parse(Buffer.from(body).toString());

describe('applyBody', () => {
  it('is the very bytes of the manifest without a precondition', () => {
    const one = manifest({ metadata: { name: 'a' } });
    expect(applyBody(one)).toBe(one.body);
  });

  it('puts the precondition into metadata and changes nothing else, whatever the object holds', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('"metadata":{', '\\"', '{', '\\'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(text, fc.jsonValue()),
        fc.dictionary(text, text),
        (data, annotations) => {
          const fields = {
            data: { ...data, metadata: { metadata: 'x' } },
            metadata: { name: 'a', annotations },
          };
          const body = parsed(applyBody(manifest(fields), '42'));
          const { resourceVersion, ...metadata } = body.metadata;
          expect(resourceVersion).toBe('42');
          expect({ ...body, metadata }).toEqual(parsed(manifest(fields).body));
        },
      ),
    );
  });

  it('refuses what is no resourceVersion', () => {
    const one = manifest({ metadata: { name: 'a' } });
    expect(() => applyBody(one, '1","x":"')).toThrow('resourceVersion');
  });
});
