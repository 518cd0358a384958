import { groupKind, type Manifest } from '../manifest';
import { definedKind } from './definedKind';
import { classOf, isForPods, rankOf, type KindClass } from './kindOrder';
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
}

const FIRST = 'Namespaces and classes';
const DEFINITIONS = 'CustomResourceDefinitions';
const OBJECTS = 'Configuration and workloads';
const CUSTOM = 'Custom resources';
const BEHIND = 'Custom resources behind webhooks';
const WEBHOOKS = 'Webhook configurations';

const ORDER: readonly {
  readonly name: string;
  readonly after: readonly string[];
}[] = [
  { name: FIRST, after: [] },
  { name: DEFINITIONS, after: [] },
  { name: OBJECTS, after: [FIRST] },
  { name: CUSTOM, after: [FIRST, DEFINITIONS] },
  { name: BEHIND, after: [FIRST, DEFINITIONS] },
  { name: WEBHOOKS, after: [FIRST, DEFINITIONS, OBJECTS, CUSTOM, BEHIND] },
];

const WAVE_OF: Readonly<Record<KindClass, string>> = {
  first: FIRST,
  definition: DEFINITIONS,
  'built-in': OBJECTS,
  custom: CUSTOM,
  webhook: WEBHOOKS,
};

const NONE: ReadonlyMap<Manifest, readonly WebhookBackend[]> = new Map();

/**
 * In which order a set is applied, from knowledge of the kinds: namespaces and definitions first, custom resources as
 * soon as discovery serves them, webhook configurations last. Built-in objects do not wait for definitions. Waves
 * without an object are left out.
 *
 * @param whole - The whole set, where only a part of it is written: webhooks and definitions are looked for in it.
 */
export const planWaves = (
  manifests: readonly Manifest[],
  whole: readonly Manifest[] = manifests,
): readonly Wave[] => {
  const met = metWebhooks(whole);
  const hasPods = manifests.some(({ id }) => id.kind === 'Pod' && !id.group);
  const waveOf = (manifest: Manifest) => {
    if (met.has(manifest)) return BEHIND;
    // Nobody waits a round trip for what only goes first.
    if (isForPods(manifest.id) && !hasPods) return OBJECTS;
    return WAVE_OF[classOf(manifest.id)];
  };
  const byWave = Map.groupBy(manifests, waveOf);
  const usedKinds = new Set(
    manifests
      .filter(({ id }) => classOf(id) === 'custom')
      .map(({ id }) => groupKind(id)),
  );
  const isUsed = (definition: Manifest) =>
    usedKinds.has(groupKind(definedKind(definition)));
  return ORDER.filter(({ name }) => byWave.has(name)).map(({ name, after }) => {
    const members = byWave.get(name) ?? [];
    return {
      name,
      manifests: [...members].sort(
        (left, right) => rankOf(left.id) - rankOf(right.id),
      ),
      after: after.filter(wave => byWave.has(wave)),
      served: name === DEFINITIONS ? members.filter(isUsed) : [],
      backends: name === BEHIND ? met : NONE,
    };
  });
};
