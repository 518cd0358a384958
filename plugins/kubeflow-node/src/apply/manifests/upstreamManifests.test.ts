import { readFileSync } from 'node:fs';
import { dataPath, haveSharedData } from '../../pipelines/testing/sharedData';
import { resourceKey } from '../manifest';
import { createBodyStore } from './bodyStore';
import { parseManifests } from './parseManifests';
import { withMembership } from './withMembership';

const describeWithData = haveSharedData() ? describe : describe.skip;

const read = (...files: string[]) =>
  files.map(path => ({ path, content: readFileSync(dataPath(path)) }));

describeWithData('upstream’s manifests', () => {
  it.each([
    {
      files: [
        'kfp-2.17.0/cluster-scoped-resources.yaml',
        'kfp-2.17.0/platform-agnostic.yaml',
      ],
      objects: 88,
    },
    { files: ['kfp-2.17.0/multi-user-cert-manager.yaml'], objects: 133 },
    { files: ['kubeflow-26.03/example.yaml'], objects: 636 },
  ])('of $files are $objects objects', ({ files, objects }) => {
    const manifests = parseManifests(read(...files));
    expect(manifests).toHaveLength(objects);
    expect(new Set(manifests.map(({ id }) => resourceKey(id))).size).toBe(
      objects,
    );
  });

  it('of the whole platform are read in well under a second, and kept once for five clusters', () => {
    const sources = read('kubeflow-26.03/example.yaml');
    const bodies = createBodyStore();
    const before = process.cpuUsage();
    const manifests = parseManifests(sources, { bodies });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_500);
    const set = { name: 'kubeflow', id: 'applyset-abc-v1' };
    const clusters = Array.from({ length: 5 }, () =>
      withMembership(manifests, set, { bodies }),
    );
    expect(new Set(clusters.flat().map(({ body }) => body)).size).toBe(636);
  });
});
