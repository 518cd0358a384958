import type { PipelinePatch } from '../compiledPipeline';
import { canonicalJson } from '../spec/canonicalJson';
import { at, entriesAt, type Mapping } from '../spec/plainData';

const withLabels = (executor: unknown, wanted: Mapping): Mapping => ({
  ...Object.fromEntries(entriesAt(executor, 'nodeSelector')),
  labels: {
    ...Object.fromEntries(entriesAt(executor, 'nodeSelector', 'labels')),
    ...wanted,
  },
});

function withTolerations(
  executor: unknown,
  wanted: NonNullable<PipelinePatch['tolerations']>,
): unknown[] {
  const present = at(executor, 'tolerations');
  const kept = Array.isArray(present) ? present : [];
  const known = new Set(kept.map(canonicalJson));
  return [...kept, ...wanted.filter(each => !known.has(canonicalJson(each)))];
}

/** An executor of the platform document with the patch's node selector and tolerations merged in. */
export function patchedScheduling(
  executor: unknown,
  { nodeSelector, tolerations }: PipelinePatch,
): Mapping {
  return {
    ...Object.fromEntries(entriesAt(executor)),
    ...(nodeSelector && { nodeSelector: withLabels(executor, nodeSelector) }),
    ...(tolerations?.length && {
      tolerations: withTolerations(executor, tolerations),
    }),
  };
}

/** True where a pipeline parameter is the node selector: KFP then ignores the labels. */
export const selectorIsParameter = (executor: unknown): boolean =>
  at(executor, 'nodeSelector', 'nodeSelectorJson') !== undefined;
