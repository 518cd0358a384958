import type { Workflow } from '../workflowPort';
import { normalizeText } from './normalize';
import type { RecordedStep } from './recording';

type Plain = Record<string, unknown>;

const EPOCH = /^\d{10}$/;
const SCHEDULED = /^(.*?)[a-z0-9]{5}$/;

/** Placeholders that the recorder wrote for ids and names. */
const labelText = (key: string, value: unknown): string => {
  const text = normalizeText(String(value));
  if (EPOCH.test(text)) return 'EPOCH';
  return key.endsWith('scheduledWorkflowName')
    ? text.replace(SCHEDULED, '$1XXXXX')
    : text;
};

const labelsOf = (labels: unknown): string =>
  JSON.stringify(
    Object.entries((labels ?? {}) as Plain)
      .map(([key, value]) => `${key}=${labelText(key, value)}`)
      .sort(),
  );

/** What the recorder wrote down about Workflows, taken from these. */
const facts: Readonly<
  Record<string, (workflows: readonly Workflow[]) => unknown>
> = {
  name: ([first]) => normalizeText(first?.metadata.name ?? ''),
  generateName: ([first]) => first?.metadata.generateName,
  annotations: ([first]) => first?.metadata.annotations,
  serviceAccountName: ([first]) => first?.spec.serviceAccountName,
  activeDeadlineSeconds: ([first]) => first?.spec.activeDeadlineSeconds,
  shutdown: ([first]) => first?.spec.shutdown ?? null,
  ownerReferences: ([first]) => first?.metadata.ownerReferences ?? null,
};

const compareCount = (expected: number, actual: number, step: string) => {
  // How many of eight simultaneous calls slip through is chance: one DELETE takes one away.
  const chance = expected > 1;
  return actual === expected || (chance && actual > 1)
    ? []
    : [`${step}: expected ${expected} Workflows, got ${actual}`];
};

const compareLabels = (expected: unknown, workflows: readonly Workflow[]) => {
  const wanted = Array.isArray(expected) ? expected : [expected];
  const actual = new Set(
    workflows.map(({ metadata }) => labelsOf(metadata.labels)),
  );
  return wanted
    .map(labelsOf)
    .filter(labels => !actual.has(labels))
    .map(labels => `labels: expected ${labels}, got ${[...actual].join(' ')}`);
};

const compareFacts = (
  value: Plain,
  workflows: readonly Workflow[],
  step: string,
): string[] =>
  Object.entries(value).flatMap(([key, expected]) => {
    if (key === 'count') {
      return compareCount(Number(expected), workflows.length, step);
    }
    if (key === 'labels') return compareLabels(expected, workflows);
    const fact = facts[key];
    if (!fact) return [];
    const wanted = JSON.stringify(expected);
    const actual = JSON.stringify(fact(workflows) ?? null);
    return wanted === actual
      ? []
      : [`${key}: expected ${wanted}, got ${actual}`];
  });

/** Compares what a recorder observed of a run's Workflows; waits up to 3 s, as the agent's label comes late. */
export const compareObservation = async (
  value: unknown,
  read: () => Promise<readonly Workflow[]>,
  { name }: Pick<RecordedStep, 'name'>,
): Promise<readonly string[]> => {
  const isLabels =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every(key => key.includes('/'));
  const wanted: Plain =
    typeof value === 'number'
      ? { count: value }
      : ((isLabels ? { labels: value } : value) as Plain);
  const deadline = Date.now() + 3_000;
  for (;;) {
    const differences = compareFacts(wanted, await read(), name);
    if (differences.length === 0 || Date.now() > deadline) return differences;
    await new Promise(done => setTimeout(done, 50));
  }
};
