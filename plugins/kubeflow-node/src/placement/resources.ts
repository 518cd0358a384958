import { parseQuantity } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Amounts by resource name: `cpu` in cores, `memory` in bytes, `pods` and accelerators in pieces. */
export type Resources = ReadonlyMap<string, number>;

export const noResources: Resources = new Map();

const combine = (
  all: readonly Resources[],
  merge: (a: number, b: number) => number,
): Resources => {
  const result = new Map<string, number>();
  for (const resources of all)
    for (const [name, amount] of resources)
      result.set(name, merge(result.get(name) ?? 0, amount));
  return result;
};

export const sum = (all: readonly Resources[]): Resources =>
  combine(all, (a, b) => a + b);

/** The larger of each. */
export const largest = (all: readonly Resources[]): Resources =>
  combine(all, Math.max);

/** `from` less `amounts`, of the resources that `from` has; never below zero. */
export const subtract = (from: Resources, amounts: Resources): Resources =>
  new Map(
    [...from].map(([name, amount]) => [
      name,
      Math.max(0, amount - (amounts.get(name) ?? 0)),
    ]),
  );

/** Sums of tenths are not exact in binary: a billionth of a core is no reason to refuse. */
const TOLERANCE = 1e-9;

/** Names of the resources of which `available` has less than `wanted`. */
export const lacking = (wanted: Resources, available: Resources): string[] =>
  [...wanted]
    .filter(
      ([name, amount]) =>
        (available.get(name) ?? 0) < amount - TOLERANCE * Math.max(1, amount),
    )
    .map(([name]) => name);

/**
 * A Kubernetes resource list, such as a container's `requests`.
 *
 * @throws KubeflowError `InputError`, reason `InvalidQuantity`.
 */
export const resourcesOf = (list: unknown): Resources =>
  typeof list === 'object' && list !== null
    ? new Map(
        Object.entries(list).map(([name, quantity]) => [
          name,
          parseQuantity(String(quantity)),
        ]),
      )
    : noResources;
