import type { ManifestObject } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import { definitionSpec } from './definitionSpec';

const definition = () =>
  manifestOf(
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'issuers.cert-manager.io' },
      spec: {
        group: 'cert-manager.io',
        versions: [
          { name: 'v1', served: true, schema: { openAPIV3Schema: {} } },
        ],
      },
    } as ManifestObject,
    { source: { path: 'test', line: 1 } },
  );

describe('definitionSpec', () => {
  it('leaves out the schemas alone', () => {
    expect(definitionSpec(definition())).toEqual({
      group: 'cert-manager.io',
      versions: [{ name: 'v1', served: true }],
    });
  });

  it('reads each body once', () => {
    const manifest = definition();
    let reads = 0;
    const counted = {
      ...manifest,
      object: () => {
        reads += 1;
        return manifest.object();
      },
    };
    definitionSpec(counted);
    definitionSpec(counted);
    expect(reads).toBe(1);
  });
});
