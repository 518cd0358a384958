import { createBodyStore } from '../apply/manifests/bodyStore';
import { CHECKSUM_ANNOTATION, withConfigChecksums } from './configChecksum';
import { manifestsOf } from './testing/installationExamples';

const workload = (name: string, spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: a}\nspec: {template: {spec: ${spec}}}\n`;

const config = (namespace: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: ${namespace}}\ndata: {key: ${value}}\n`;

const READERS = {
  variable:
    '{containers: [{name: c, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: key}}}]}]}',
  variables:
    '{initContainers: [{name: c, envFrom: [{configMapRef: {name: settings}}]}]}',
  volume: '{volumes: [{name: v, configMap: {name: settings}}]}',
  projection:
    '{volumes: [{name: v, projected: {sources: [{configMap: {name: settings}}]}}]}',
};

const checksums = (...documents: readonly string[]) =>
  Object.fromEntries(
    withConfigChecksums(manifestsOf(documents.join('---\n')), {
      bodies: createBodyStore(),
    })
      .filter(({ id }) => id.kind === 'Deployment')
      .map(manifest => {
        const { template } = manifest.object().spec as {
          template: { metadata?: { annotations?: Record<string, string> } };
        };
        return [
          manifest.id.name,
          template.metadata?.annotations?.[CHECKSUM_ANNOTATION],
        ];
      }),
  );

const readers = Object.entries(READERS).map(([name, spec]) =>
  workload(name, spec),
);

describe('the checksum of what pods read', () => {
  it('changes with a ConfigMap, however pods read it', () => {
    const before = checksums(config('a', 'one'), ...readers);
    const after = checksums(config('a', 'two'), ...readers);
    for (const name of Object.keys(READERS)) {
      expect(before[name]).toMatch(/^[0-9a-f]{16}$/);
      expect(after[name]).not.toBe(before[name]);
    }
  });

  it('is the same for the same content', () => {
    expect(checksums(config('a', 'one'), ...readers)).toEqual(
      checksums(...readers, config('a', 'one')),
    );
  });

  it('is not there for what reads nothing of the manifests', () => {
    expect(
      checksums(
        config('b', 'other-namespace'),
        workload('none', '{containers: [{name: c}]}'),
        ...readers,
      ),
    ).toEqual({
      none: undefined,
      variable: undefined,
      variables: undefined,
      volume: undefined,
      projection: undefined,
    });
  });

  it('leaves 64-bit integers as they were written', () => {
    const [, manifest] = withConfigChecksums(
      manifestsOf(
        `${config('a', 'x')}---\n${workload(
          'big',
          '{volumes: [{configMap: {name: settings}}], big: 9007199254740993}',
        )}`,
      ),
      {},
    );
    expect(Buffer.from(manifest!.body).toString()).toContain(
      '"big":9007199254740993',
    );
  });
});
