import { parseCompiledPipeline } from '../parseCompiledPipeline';
import type { Claim, ClaimStore } from './claim';
import { parseClaim } from './claim';
import { createConfigMapClaims } from './configMapClaims';
import { accessCluster } from './testing/clusterAccess';
import { SimulatedCluster } from './testing/simulatedCluster';
import { createVirtualClock } from '../../testing/virtualClock';
import { createVersionClaims } from './versionClaims';

const claim: Claim = {
  slug: 'aaaabbbbccccdddd',
  generation: 1,
  fence: 1,
  since: 1,
  claimedAt: 1_767_225_600_000,
  holder: 'runner-1',
  runId: '40d90850-486b-4e24-8497-22157a4b57e1',
  workflowRunId: '42',
  attempt: 2,
  repository: 'acme/ml',
  commit: 'c0ffee',
  released: false,
};

const stores = {
  configMaps: 'configMaps',
  versions: 'versions',
} as const;

const world = (kind: keyof typeof stores) => {
  const clock = createVirtualClock();
  const cluster = new SimulatedCluster({ clock });
  const { target } = accessCluster({ cluster, clock });
  const store: ClaimStore =
    kind === 'versions' || !target.kubernetes
      ? createVersionClaims(target.pipelines)
      : createConfigMapClaims(target.kubernetes, 'kubeflow');
  return { clock, cluster, store };
};

describe.each(Object.values(stores))('claims in %s', kind => {
  it('keeps every field of a claim', async () => {
    const { clock, store } = world(kind);
    const created = await clock.run(store.create(claim));
    expect(created).toMatchObject(claim);
    expect(await clock.run(store.read(claim.slug))).toEqual(created);
    expect(await clock.run(store.read('another'))).toBeUndefined();
  });

  it('lets one of several create, and one of several replace the same version', async () => {
    const { clock, store } = world(kind);
    const all = [1, 2, 3].map(n => ({ ...claim, holder: `runner-${n}` }));
    const created = await clock.run(
      Promise.all(all.map(one => store.create(one))),
    );
    const [first, ...others] = created.filter(Boolean);
    expect(others).toEqual([]);
    const next = all.map(one => ({ ...one, fence: 2 }));
    const replaced = await clock.run(
      Promise.all(next.map(one => first && store.replace(first, one))),
    );
    expect(replaced.filter(Boolean)).toHaveLength(1);
    const now = await clock.run(store.read(claim.slug));
    expect(now).toMatchObject({
      fence: 2,
      holder: replaced.find(Boolean)?.holder,
    });
    expect(
      first && (await clock.run(store.replace(first, { ...claim, fence: 2 }))),
    ).toBeUndefined();
  });
});

describe('createVersionClaims', () => {
  it('uploads what our own parser takes for a pipeline', async () => {
    const { clock, cluster } = world('versions');
    const texts: string[] = [];
    const { target } = accessCluster({ cluster, clock });
    const store = createVersionClaims({
      ...target.pipelines,
      uploadVersion: version => {
        texts.push(version.text);
        return target.pipelines.uploadVersion(version);
      },
    });
    await clock.run(store.create(claim));
    const parsed = parseCompiledPipeline(texts[0] ?? '', {
      path: 'claim.yaml',
    });
    expect(parsed.name).toBe('kubeflow-fleet-claims');
  });

  it('refuses a version of its name that is no claim', async () => {
    const { clock, cluster, store } = world('versions');
    const { pipelineId } = cluster.createPipeline('kubeflow-fleet-claims');
    cluster.uploadVersion({
      pipelineId,
      name: `${claim.slug}-1`,
      description: '{"a": 1}',
    });
    await expect(clock.run(store.read(claim.slug))).rejects.toMatchObject({
      reason: 'ForeignClaim',
    });
  });
});

describe('parseClaim', () => {
  it.each([
    [{}],
    [{ ...claim, fence: '0' }],
    [{ ...claim, generation: 'x' }],
    [{ ...claim, runId: 7 }],
    [{ ...claim, holder: undefined }],
  ])('takes %j for no claim', fields => {
    expect(parseClaim(fields)).toBeUndefined();
  });

  it('never takes a claim for dead because its time does not parse', () => {
    expect(parseClaim({ ...claim, claimedAt: 'yesterday' })?.claimedAt).toBe(0);
  });
});
