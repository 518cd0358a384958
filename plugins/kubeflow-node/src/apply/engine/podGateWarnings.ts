import { describeResource, type Manifest } from '../manifest';
import type { PodWebhook } from '../order/podWebhooks';

/** So many are named; the rest is counted. */
const MOST_NAMES = 10;

const namesOf = (manifests: readonly Manifest[]): string => {
  const names = manifests
    .slice(0, MOST_NAMES)
    .map(({ id }) => describeResource(id));
  const rest = manifests.length - names.length;
  return [...names, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
};

const RESTART =
  'kubectl rollout restart of those that need it makes their pods anew';

/** A webhook that does not answer in time, and what becomes of the workloads that are applied all the same. */
export const lateWebhook = (
  { configuration, met, isIgnored }: PodWebhook,
  lacking: readonly string[],
  written: ReadonlySet<Manifest>,
): string => {
  const consequence = isIgnored
    ? `Pods that start before it answers do so without it: ${RESTART} then`
    : 'The API server refuses their pods while it cannot be called; they come by themselves once it answers';
  return `${describeResource(configuration.id)} does not answer: ${lacking.join(
    '; ',
  )}. Workloads whose pods meet it are applied all the same: ${namesOf(
    met.filter(each => written.has(each)),
  )}. ${consequence}`;
};

/** Workloads whose pods were there before a webhook that is new; undefined when there are none. */
export const earlyPods = (
  { configuration, met, ahead }: PodWebhook,
  sent: ReadonlySet<Manifest>,
): string | undefined => {
  const unchanged = met.filter(each => !sent.has(each));
  const parts = [
    ...(unchanged.length > 0 ? [`they were there: ${namesOf(unchanged)}`] : []),
    ...(ahead.length > 0 ? [`it needs them itself: ${namesOf(ahead)}`] : []),
  ];
  if (parts.length === 0) return undefined;
  return `pods of these workloads are older than ${describeResource(
    configuration.id,
  )}, which they should have met, because ${parts.join(
    '; because ',
  )}. Once it answers, ${RESTART}`;
};
