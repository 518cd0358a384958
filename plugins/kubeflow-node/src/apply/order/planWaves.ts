import { groupKind, type Manifest } from '../manifest';
import { definedKind } from './definedKind';
import { classOf, isForPods, rankOf, type KindClass } from './kindOrder';
import { podWebhooks, type PodWebhook } from './podWebhooks';
import { metWebhooks, type WebhookBackend } from './webhooks';

/** Objects that need nothing of each other, and what has to be over before the first of them is sent. */
export interface Wave {
  /** For people: `Namespaces and classes`. */
  readonly name: string;
  /** In the order in which they are sent; none waits for the one before. */
  readonly manifests: readonly Manifest[];
  /** Names of waves whose objects all have to be accepted before. Empty: begins at once. */
  readonly after: readonly string[];
  /** Definitions of the wave whose kinds discovery has to serve before the wave is over: others of the set need them. */
  readonly served: readonly Manifest[];
  /** Webhooks of the set that an object meets: it waits for their endpoints, alone. */
  readonly backends: ReadonlyMap<Manifest, readonly WebhookBackend[]>;
  /**
   * What a configuration of the wave is, or which webhooks a workload of it waits for, alone: each until its
   * configuration is in the cluster and it answers. Their backends are in this wave or in one before.
   */
  readonly webhooks: ReadonlyMap<Manifest, readonly PodWebhook[]>;
}

const FIRST = 'Namespaces and classes';
const DEFINITIONS = 'CustomResourceDefinitions';
const OBJECTS = 'Configuration and workloads';
const CUSTOM = 'Custom resources';
const BEHIND = 'Custom resources behind webhooks';
const POD_WEBHOOKS = 'Webhooks of pods';
const MET = 'Workloads behind webhooks';
const WEBHOOKS = 'Webhook configurations';

const BEFORE_WEBHOOKS = [FIRST, DEFINITIONS, OBJECTS, CUSTOM, BEHIND] as const;

const ORDER: readonly {
  readonly name: string;
  readonly after: readonly string[];
}[] = [
  { name: FIRST, after: [] },
  { name: DEFINITIONS, after: [] },
  { name: OBJECTS, after: [FIRST] },
  { name: CUSTOM, after: [FIRST, DEFINITIONS] },
  { name: BEHIND, after: [FIRST, DEFINITIONS] },
  { name: POD_WEBHOOKS, after: BEFORE_WEBHOOKS },
  { name: MET, after: [FIRST] },
  { name: WEBHOOKS, after: [...BEFORE_WEBHOOKS, POD_WEBHOOKS, MET] },
];

const WAVE_OF: Readonly<Record<KindClass, string>> = {
  first: FIRST,
  definition: DEFINITIONS,
  'built-in': OBJECTS,
  custom: CUSTOM,
  webhook: WEBHOOKS,
};

const NONE: ReadonlyMap<Manifest, never> = new Map<Manifest, never>();

/** For each workload that is written the webhooks that it waits for, and for each of those that are written itself. */
const awaitedWebhooks = (
  manifests: readonly Manifest[],
  webhooks: readonly PodWebhook[],
) => {
  if (webhooks.length === 0) return NONE;
  const written = new Set(manifests);
  const awaited = new Map<Manifest, readonly PodWebhook[]>();
  for (const webhook of webhooks) {
    const met = webhook.met.filter(workload => written.has(workload));
    for (const workload of met)
      awaited.set(workload, [...(awaited.get(workload) ?? []), webhook]);
    if (met.length > 0) awaited.set(webhook.configuration, [webhook]);
  }
  return awaited;
};

/** A configuration that custom resources might meet comes after them, for they would have to wait for it. */
const mayComeEarly = (
  configurations: readonly Manifest[],
  awaited: ReadonlyMap<Manifest, readonly PodWebhook[]>,
) =>
  configurations.every(each =>
    awaited.get(each)?.every(({ isOfPodsAlone }) => isOfPodsAlone),
  );

interface Placing {
  readonly met: ReadonlyMap<Manifest, unknown>;
  readonly awaited: ReadonlyMap<Manifest, unknown>;
  readonly hasPods: boolean;
}

const waveOf = (manifest: Manifest, { met, awaited, hasPods }: Placing) => {
  const kindClass = classOf(manifest.id);
  if (met.has(manifest)) return BEHIND;
  if (awaited.has(manifest))
    return kindClass === 'webhook' ? POD_WEBHOOKS : MET;
  // Nobody waits a round trip for what only goes first.
  return isForPods(manifest.id) && !hasPods ? OBJECTS : WAVE_OF[kindClass];
};

const usedKindsOf = (manifests: readonly Manifest[]): ReadonlySet<string> =>
  new Set(
    manifests
      .filter(({ id }) => classOf(id) === 'custom')
      .map(({ id }) => groupKind(id)),
  );

/**
 * In which order a set is applied, from knowledge of the kinds: namespaces and definitions first, custom resources as
 * soon as discovery serves them, webhook configurations last. Built-in objects do not wait for definitions. Workloads
 * whose pods meet a webhook of the set come after its configuration, and that after the workloads that answer it.
 * Waves without an object are left out.
 *
 * @param whole - The whole set, where only a part of it is written: webhooks and definitions are looked for in it.
 * @param webhooks - Those of the whole set.
 */
export const planWaves = (
  manifests: readonly Manifest[],
  whole: readonly Manifest[] = manifests,
  webhooks: readonly PodWebhook[] = podWebhooks(whole),
): readonly Wave[] => {
  const met = metWebhooks(whole);
  const awaited = awaitedWebhooks(manifests, webhooks);
  const hasPods = manifests.some(({ id }) => id.kind === 'Pod' && !id.group);
  const placing = { met, awaited, hasPods };
  const byWave = Map.groupBy(manifests, each => waveOf(each, placing));
  const usedKinds = usedKindsOf(manifests);
  const isUsed = (definition: Manifest) =>
    usedKinds.has(groupKind(definedKind(definition)));
  return ORDER.filter(({ name }) => byWave.has(name)).map(({ name, after }) => {
    const members = byWave.get(name) ?? [];
    const isEarly = name === POD_WEBHOOKS && mayComeEarly(members, awaited);
    const before = isEarly ? [FIRST, OBJECTS] : after;
    return {
      name,
      manifests: [...members].sort(
        (left, right) => rankOf(left.id) - rankOf(right.id),
      ),
      after: before.filter(wave => byWave.has(wave)),
      served: name === DEFINITIONS ? members.filter(isUsed) : [],
      backends: name === BEHIND ? met : NONE,
      webhooks: name === POD_WEBHOOKS || name === MET ? awaited : NONE,
    };
  });
};
